"""Who stands behind what, in words an editor would print."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Place, Question, Role, Source, Unnamed
from build_tools.pages.entry import chains, claims
from build_tools.roots import count_roots
from build_tools.wording import standing, words

ANSWERS = [
    ("quantity", "12000", "people", "12,000 people"),
    ("quantity", "11000..12000", "people", "11,000–12,000 people"),
    ("quantity", ">=10000", "people", "at least 10,000 people"),
    ("quantity", "<=12000", "", "at most 12,000"),
    ("quantity", "~600", "km²", "about 600 km²"),
    ("quantity", ">=~600", "", "about at least 600"),
    ("quantity", "38/63", "drones", "38 of 63 drones"),
    ("quantity", "1", "ships", "1 ship"),
    ("quantity", ">=1", "ships", "at least 1 ship"),
    ("quantity", "38/1", "", "38 of 1"),
    ("quantity", "2.5", "", "2.5"),
    ("date", "[2024-11-04,2024-11-05]", "", "4 or 5 November 2024"),
    ("place", "lower-brae", "", "Lower Brae"),
    ("yes-no", "no", "", "no"),
    ("text", "a crack in the wall", "", "a crack in the wall"),
]


@pytest.mark.parametrize(("kind", "written", "unit", "expected"), ANSWERS)
def test_an_answer_reads_as_what_it_is(kind: str, written: str, unit: str, expected: str) -> None:
    question = Question("q", title="?", kind=kind, unit=unit)
    assert words.value(written, question, dam()).text == expected


def land() -> Corpus:
    actors = (
        Actor("land", name="Land", kind="state"),
        Actor("kov", name="A. Kov", kind="person", roles=(Role("head", of="centre"),)),
        Actor("centre", name="The Centre", kind="organisation", part_of="land"),
        Actor("spies", name="Land’s intelligence", kind="organisation", part_of="land"),
        Actor("paper", name="The Paper", kind="outlet"),
        Actor("times", name="The Times", kind="outlet"),
    )
    sources = (
        Source("roundup", title="Round-up of the day", publisher="paper"),
        Source("brief", title="Brief"),
        Source("copy", title="Copy of the round-up", publisher="times", republishes="roundup"),
    )
    return Corpus(actors={a.id: a for a in actors}, sources={s.id: s for s in sources})


KOV = Claim("one", "roundup", speaker="kov")
SPIES = Claim("two", "roundup", speaker=Unnamed("intelligence sources", "spies"), via=("times",))
OFFICIALS = Claim("three", "brief", speaker=Unnamed("officials", "land"))
VOICE = Claim("four", "roundup")

ROOTS = [
    ((KOV,), "1 root in 1 source: A. Kov"),
    ((VOICE,), "1 root in 1 source: The Paper in its own voice"),
    (
        (KOV, SPIES, OFFICIALS),
        "2–3 roots in 2 sources: A. Kov; “intelligence sources” (unnamed, within Land’s intelligence); "
        "“officials” (unnamed, within Land), who may include A. Kov",
    ),
    (
        (SPIES, OFFICIALS),
        "1–2 roots in 2 sources: “intelligence sources” (unnamed, within Land’s intelligence); "
        "“officials” (unnamed, within Land), who may be the same as “intelligence sources”",
    ),
    ((KOV, VOICE), "1–2 roots in 1 source: A. Kov; The Paper in its own voice, which may rest on A. Kov"),
    (
        (KOV, SPIES, VOICE),
        "2–3 roots in 1 source: A. Kov; “intelligence sources” (unnamed, within Land’s intelligence); "
        "The Paper in its own voice, which may rest on those it cites",
    ),
    (
        (KOV, SPIES, Claim("five", "brief", speaker=Unnamed("sources"))),
        "2–3 roots in 2 sources: A. Kov; “intelligence sources” (unnamed, within Land’s intelligence); "
        "“sources” (unnamed), who may be among the others",
    ),
]


@pytest.mark.parametrize(("held", "expected"), ROOTS)
def test_roots_are_a_range_with_its_reason(held: tuple[Claim, ...], expected: str) -> None:
    count = count_roots(held, land())
    assert f"{words.root_range(count)}: {words.plain(words.root_reason(count, land()))}" == expected


CHAINS = [
    (KOV, "A. Kov → The Paper → Round-up of the day"),
    (
        SPIES,
        "“intelligence sources” within Land’s intelligence → The Times → The Paper → Round-up of the day",
    ),
    (VOICE, "The Paper → Round-up of the day"),
    (OFFICIALS, "“officials” within Land → Brief"),
    (Claim("x", "brief"), "Brief"),
    (Claim("x", "copy", speaker="kov"), "A. Kov → The Paper → Round-up of the day → The Times → Copy of the round-up"),
    (Claim("x", "copy"), "The Paper → Round-up of the day → The Times → Copy of the round-up"),
    (Claim("x", "roundup", speaker="kov", via=("paper",)), "A. Kov → The Paper → Round-up of the day"),
    (Claim("x", "roundup", speaker="nobody-knows"), "nobody-knows → The Paper → Round-up of the day"),
]


@pytest.mark.parametrize(("claim", "expected"), CHAINS)
def test_the_chain_runs_from_the_speaker_to_the_text_at_hand(claim: Claim, expected: str) -> None:
    assert chains.in_words(chains.chain(claim, land())) == expected


def test_a_station_of_the_chain_says_what_it_did() -> None:
    via = Claim("x", "copy", speaker=Unnamed("officials", within="land"), via=("times",))
    assert [station.role for station in chains.chain(via, land())] == [
        "Speaker, not named", "Passed on by", "Published by", "First published in", "Published by", "Text at hand",
    ]  # fmt: skip


STANDINGS = [
    ("dam-bursts", "Accounts contradict each other on “Did the dam burst?” (yes: Water Board; no: Ministry of Rivers)."),
    ("people-moved", "Accounts contradict each other on “How many people were moved?” (at least 300 people: Ada Finch; "
     "450 people: “Officials of the ministry” (unnamed, within Ministry of Rivers); about 200 people: “a helper” "
     "(unnamed)). The Mayor of Lower Brae gave no answer to this question."),
    ("repairs", "One root alone speaks of this, and no claim here denies it."),
]  # fmt: skip


@pytest.mark.parametrize(("entry", "expected"), STANDINGS)
def test_one_sentence_says_what_is_agreed_and_what_is_not(entry: str, expected: str) -> None:
    corpus = dam()
    where = standing.standing(corpus.entries[entry], corpus, Agreement(corpus))
    assert words.plain(standing.sentence(where, corpus)) == expected


def test_those_who_agree_are_not_all_who_speak_of_it_and_may_be_one() -> None:
    yes = {"q": "yes"}
    held = (
        replace(KOV, answers=yes),
        replace(OFFICIALS, answers=yes),
        SPIES,
        Claim("six", "brief", speaker="centre", stance="declines", answers=yes),
    )
    question = Question("q", title="Was it so?", kind="yes-no")
    corpus = replace(land(), entries={"e": Entry("e", claims=held)}, questions={"q": question})
    where = standing.standing(corpus.entries["e"], corpus, Agreement(corpus))
    assert words.plain(standing.sentence(where, corpus)) == (
        "The two that answer “Was it so?” say the same (yes), but may all rest on one root; "
        "one other here does not say. The Centre gave no answer to this question."
    )


def test_a_denial_does_not_corroborate() -> None:
    corpus = dam()
    where = standing.standing(corpus.entries["dam-bursts"], corpus, Agreement(corpus))
    assert standing.backing_words(where) == "2 roots in 2 sources"
    assert [root.who for root in where.denied.roots] == ["ministry"]


def test_who_denies_supports_nothing_under_the_same_entry() -> None:
    corpus = land()
    entry = Entry(
        "e",
        claims=(
            KOV,
            Claim("there was fighting", "brief", speaker="land"),
            Claim("no", "brief", speaker="land", stance="denies"),
        ),
    )
    where = standing.standing(entry, corpus, Agreement(corpus))
    assert [root.who for root in where.support.roots] == ["kov"]


def test_an_expectation_is_told_as_one() -> None:
    corpus = dam()
    where = standing.standing(corpus.entries["repairs"], corpus, Agreement(corpus))
    assert standing.backing_words(where) == "expected by 1 root in 1 source"


def test_context_is_the_rest_of_one_sentence() -> None:
    corpus = dam()
    claim = corpus.entries["dam-bursts"].claims[0]
    assert claims.context(claim, corpus) == ("", ", the Water Board said on Tuesday.")
    assert claims.context(corpus.entries["people-moved"].claims[2], corpus) == ("", "")


@pytest.mark.parametrize(
    ("coordinates", "expected"),
    [(("12.5", "-3.25"), "12.5° N, 3.25° W"), (("-1", "1"), "1° S, 1° E"), (("north", "1"), "north, 1")],
)
def test_coordinates_keep_their_digits(coordinates: tuple[str, str], expected: str) -> None:
    assert words.coordinates(Place("p", coordinates=coordinates)) == expected
