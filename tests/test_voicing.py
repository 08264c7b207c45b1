"""Whose wording a quote is, and how it is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from build_tools import offices
from build_tools.corpus import Corpus
from build_tools.model import Actor, Alias, Block, Claim, Document, Role, Sentence, Source
from build_tools.voicing import voicing, within_marks, without_marks

TEXT = (
    "The mayor said “the dam is safe, and ‘nobody’ need go” on Monday. She urged patience and spoke of a “grave” day. "
    'He said "we rest" at noon. The soldiers’ camp was dry.\n\n„Wir bleiben“, sagte sie.'
)


def corpus(*, with_text: bool = True) -> Corpus:
    cut = TEXT.index("\n\n")
    blocks = (Block(0, cut, "paragraph"), Block(cut + 2, len(TEXT), "paragraph"))
    document = Document("one", TEXT, blocks, (Sentence(0, cut, 0), Sentence(cut + 2, len(TEXT), 1)))
    source = Source("one", title="One", publisher="gazette")
    return Corpus(sources={"one": source}, documents={"one": document} if with_text else {})


CASES = [
    ("the dam is safe", "quoted"),
    ("“the dam is safe, and ‘nobody’ need go”", "quoted"),
    ("we rest", "quoted"),
    ("Wir bleiben", "quoted"),
    ("urged patience", "reported"),
    ("The soldiers’ camp was dry", "reported"),
    ("spoke of a “grave” day", "partly"),
    ("need go” on Monday", "partly"),
]


@pytest.mark.parametrize(("quote", "expected"), CASES)
def test_marks_around_the_words_in_their_source_tell_whose_wording_it_is(quote: str, expected: str) -> None:
    assert voicing(Claim(quote, "one", "mayor"), corpus()) == expected


def test_a_source_that_speaks_itself_is_quoted_by_us() -> None:
    said = Claim("urged patience", "one")
    assert voicing(said, corpus()) == voicing(replace(said, speaker="gazette"), corpus()) == "own"


def test_without_the_text_nobody_knows_unless_the_words_bring_their_marks() -> None:
    assert voicing(Claim("urged patience", "one", "mayor"), corpus(with_text=False)) == "unknown"
    assert voicing(Claim("“we rest”", "one", "mayor"), corpus(with_text=False)) == "quoted"


SHOWN = [
    ("was a “true escalation” and “a new chapter", "was a ‘true escalation’ and ‘a new chapter’"),
    ("“we rest”", "we rest"),
    ("“at least 10” of whom", "‘at least 10’ of whom"),
    ("no wars,” he said", "‘no wars,’ he said"),
    ("They said ‘he will start a war", "They said ‘he will start a war’"),
    ("the soldiers’ camp", "the soldiers’ camp"),
    ('a "grave" day', "a ‘grave’ day"),
]


@pytest.mark.parametrize(("quote", "expected"), SHOWN)
def test_marks_within_marks_are_single_and_closed(quote: str, expected: str) -> None:
    assert within_marks(quote) == expected


def test_reported_words_keep_the_marks_of_what_is_quoted_within_them() -> None:
    assert without_marks("marked “a new  chapter") == "marked “a new chapter”"
    assert without_marks("spoke of a “grave day, full of sorrow and of long waiting", 24) == "spoke of a “grave day …”"


def test_a_cut_comes_at_a_clause_and_spares_what_is_only_a_little_too_long() -> None:
    words = "They came at dawn, by the old road, and left before the rain had begun to fall"
    assert within_marks(words, 50) == "They came at dawn, by the old road …"
    assert within_marks(words, 70) == words


US = Actor("us", name="United States", aliases=(Alias("America"),))


@pytest.mark.parametrize(
    ("role", "expected"),
    [
        (Role("US envoy", "us", until="2019"), "Former US envoy"),
        (Role("Former envoy", "us", until="2019"), "Former envoy, United States"),
        (Role("President", "us"), "President, United States"),
        (Role("U.S. envoy", "us"), "U.S. envoy"),
        (Role("Usher", "us"), "Usher, United States"),
    ],
)
def test_an_office_that_has_ended_is_a_former_one_and_its_body_is_told_once(role: Role, expected: str) -> None:
    assert offices.in_words(role, US) == expected


def test_the_office_that_lasts_leads_before_one_that_has_ended() -> None:
    now, then = Role("Mayor"), Role("Envoy", until="2019")
    assert offices.leading(Actor("a", roles=(now, then))) is now
    assert offices.leading(Actor("b", roles=(then,))) is then
