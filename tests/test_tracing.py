"""What is read while something is made is noted, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest
from pages_corpus import dam

from build_tools.corpus import Corpus
from build_tools.tracing.notes import MADE_FROM, Part, essential, trace
from build_tools.tracing.records import Followed, followed
from build_tools.tracing.table import Table, by_key, single, table


@dataclass(frozen=True)
class Shelf:
    """Books by title, and what follows from them."""

    books: Table[str, int]

    @table
    def doubled(self) -> Mapping[str, int]:
        """Twice as many of each."""
        return {title: 2 * number for title, number in self.books.items()}

    @single
    def total(self) -> int:
        """How many there are."""
        return sum(self.books.values())

    @by_key
    def both(self, first: str, second: str) -> int:
        """How many of two."""
        return self.books[first] + self.books[second]


@pytest.fixture
def shelf() -> Shelf:
    """Three of one book, four of another."""
    return Shelf(Table("books", {"atlas": 3, "bible": 4}))


@pytest.mark.parametrize(
    ("read", "noted"),
    [
        (lambda shelf: shelf.books["atlas"], {("books", "atlas")}),
        (lambda shelf: shelf.books.get("codex"), {("books", "codex")}),
        (lambda shelf: "codex" in shelf.books, {("books", "codex")}),
        (lambda shelf: next(iter(shelf.books)), {("books", Part.KEYS)}),
        (lambda shelf: bool(shelf.books), {("books", Part.COUNT)}),
        (lambda shelf: [*shelf.books.values()], {("books", Part.VALUES)}),
        (lambda shelf: {**shelf.books}, {("books", Part.KEYS), ("books", "atlas"), ("books", "bible")}),
        (lambda shelf: shelf.doubled["bible"], {("Shelf.doubled", "bible")}),
        (lambda shelf: shelf.total, {("Shelf.total", Part.VALUES)}),
        (lambda shelf: shelf.both("atlas", "bible"), {("books", "atlas"), ("books", "bible")}),
    ],
)
def test_what_is_read_is_noted_the_first_time_and_again(shelf: Shelf, read: object, noted: set[object]) -> None:
    """What was worked out before, or kept, hides nothing; what a table is made from is no reading of it."""
    for _ in range(2):
        with trace() as notes:
            read(shelf)  # type: ignore[operator]
        assert notes == noted


def test_a_key_that_is_missing_is_noted_too(shelf: Shelf) -> None:
    """Whoever asks in vain has to be asked again once it is there."""
    with trace() as notes, pytest.raises(KeyError):
        shelf.books["codex"]
    assert notes == {("books", "codex")}


def test_a_trace_within_a_trace_belongs_to_both(shelf: Shelf) -> None:
    """What is noted inside is noted outside, and what comes after it is not noted inside."""
    with trace() as outer:
        with trace() as inner:
            _ = shelf.books["atlas"]
        _ = shelf.books["bible"]
    assert inner == {("books", "atlas")}
    assert outer == {("books", "atlas"), ("books", "bible")}


def test_who_walks_a_table_depends_on_all_of_it() -> None:
    """Single keys beside that tell nothing more."""
    essential(set())  # tells what was learnt in other tests
    assert essential({("t", "a"), ("t", Part.VALUES), ("u", "b")}) == {("t", Part.VALUES), ("u", "b")}


def test_what_a_table_is_made_from_is_told_once_with_the_next_product(shelf: Shelf) -> None:
    """By names of tables alone."""
    essential(set())
    with trace() as notes:
        _ = shelf.doubled["atlas"], shelf.total
    made_from = {(MADE_FROM, ("Shelf.doubled", "books")), (MADE_FROM, ("Shelf.total", "books"))}
    assert essential(notes) == notes | made_from
    assert essential(notes) == notes


def test_records_of_a_corpus_are_noted_by_id() -> None:
    """Through whatever function: a kept result of one asker counts for the next."""
    corpus: Corpus = dam()
    claim = corpus.claims[0].claim
    for _ in range(2):
        with trace() as notes:
            corpus.find(claim)
            corpus.bodies_of(next(iter(corpus.actors)))
            _ = corpus.home
        assert ("Corpus.documents", claim.source) in notes
        assert any(table == "Corpus.actors" for table, _ in notes)
        assert ("Corpus.home", Part.VALUES) in notes


def test_a_changed_copy_of_a_followed_record_is_a_plain_one_for_which_all_else_was_read() -> None:
    entry = next(iter(followed(dam().entries).values()))
    with trace() as notes:
        other = replace(entry, title="Something else")

    assert isinstance(entry, Followed) and not isinstance(other, Followed)
    assert (other.title, other.claims) == ("Something else", entry.claims)
    assert {("Entry.date", entry.id), ("Entry.body", entry.id)} <= notes
