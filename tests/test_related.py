"""Which entries stand beside each other, and why; without ever comparing all with all."""

from __future__ import annotations

import dataclasses

import pytest
from pages_corpus import dam
from work import STEADY, grows_with

from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Place, Question, Source
from build_tools.related import MOST, Related, related
from build_tools.seeds import read_document


def beside(corpus: Corpus, entry: str) -> dict[str, list[tuple[str, str]]]:
    return {one.entry.id: [(why.kind, why.key) for why in one.reasons] for one in related(corpus)[entry]}


def valley(*entries: Entry, text: str = "") -> Corpus:
    """A dossier of these entries with one town, one valley, one question."""
    return Corpus(
        entries={one.id: one for one in entries},
        sources={"paper": Source("paper"), "other": Source("other")},
        places={"town": Place("town", precision="locality"), "valley": Place("valley", precision="region")},
        questions={"dead": Question("dead", kind="quantity")},
        documents={"paper": read_document(text, "paper.txt")} if text else {},
    )


def test_a_curator_s_word_comes_first_and_is_seen_from_both_sides() -> None:
    corpus = dam()
    assert list(beside(corpus, "dam-bursts")["people-moved"])[0] == ("pointed-to", "")
    assert ("points-here", "") in beside(corpus, "people-moved")["dam-bursts"]


def test_what_is_retracted_or_withheld_stands_beside_nothing() -> None:
    corpus = dam()
    shown = {one.entry.id for others in related(corpus).values() for one in others}
    assert shown == {"dam-bursts", "people-moved"} and "rumour" not in related(corpus)


def test_answers_to_one_question_bring_entries_together() -> None:
    one = Entry("one", date="2031-01-01", claims=(Claim("a", "paper", answers={"dead": "1"}),))
    two = Entry("two", date="2035-01-01", claims=(Claim("b", "other", answers={"dead": "2"}),))
    assert beside(valley(one, two), "one") == {"two": [("question", "dead")]}


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2031-01-01", "2031-01-08", "7"),
        ("2031-01-01", "2031-01-09", None),
        ("2031-01-01/2031-01-05", "2031-01-03", "0"),
        ("../2031-01-01", "2031-01-01", None),
        ("2030/..", "2031-01-01", None),
        ("soon", "2031-01-01", None),
    ],
)
def test_one_place_counts_where_few_days_lie_between(first: str, second: str, days: str | None) -> None:
    corpus = valley(*(Entry(f"e{number}", date=date, places=("town",)) for number, date in enumerate((first, second))))
    found = related(corpus)["e0"]
    assert [why.day for one in found for why in one.reasons] == ([days] if days is not None else [])


def test_a_whole_region_is_no_reason() -> None:
    corpus = valley(*(Entry(name, date="2031-01-01", places=("valley",)) for name in "ab"))
    assert beside(corpus, "a") == {}


def test_a_speaker_s_words_of_one_day_belong_together_and_of_no_known_day_do_not() -> None:
    said = [Entry(name, date="2031", claims=(Claim(name, "paper", speaker="ann", said="2031-01-02"),)) for name in "ab"]
    undated = Entry("c", date="2031", claims=(Claim("c", "paper", speaker="ann", said="2031-01"),))
    corpus = valley(*said, undated)
    assert beside(corpus, "a") == {"b": [("speaker", "ann")]}
    assert beside(corpus, "c") == {}


def test_quotes_of_one_paragraph_belong_together() -> None:
    text = "A title\n\nThe bridge fell. Nobody was hurt.\n\nThe mayor resigned."
    quotes = {"fell": "The bridge fell", "hurt": "Nobody was hurt", "mayor": "The mayor resigned"}
    corpus = valley(
        *(Entry(name, date="2031", claims=(Claim(quote, "paper"),)) for name, quote in quotes.items()), text=text
    )
    assert beside(corpus, "fell") == {"hurt": [("passage", "paper")]}


def test_few_are_shown_and_the_weightiest_first() -> None:
    many = [Entry(f"e{number:02}", date="2031-01-01", places=("town",)) for number in range(30)]
    many[9] = dataclasses.replace(many[9], see_also=("e29",))
    found: tuple[Related, ...] = related(valley(*many))["e09"]
    assert len(found) == MOST and found[0].entry.id == "e29"
    assert [one.weight for one in found] == sorted((one.weight for one in found), reverse=True)


def test_work_grows_with_the_entries_and_not_with_their_square() -> None:
    def work(length: int) -> object:
        entries = (
            Entry(
                f"e{number}",
                date="2031-01-01",
                places=("town",),
                claims=(Claim(f"q{number}", "paper", speaker="ann", said="2031-01-01", answers={"dead": "1"}),),
            )
            for number in range(length)
        )
        return {**related(valley(*entries))}

    assert grows_with(40, work) < STEADY
