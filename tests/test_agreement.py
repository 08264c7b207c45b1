"""Roots and agreement: DESIGN.md § 6, sentence by sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from build_tools.agreement import Relation, State, compare, find
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Place, Question, Role, Source, Unnamed
from build_tools.roots import Root, count_roots, root_of
from build_tools.values import parse_answer, parse_tolerance

ACTORS = {
    actor.id: actor
    for actor in (
        Actor(id="land", kind="state"),
        Actor(id="service", kind="organisation", country="land"),
        Actor(id="intelligence", kind="organisation", country="land"),
        Actor(id="ann", kind="person", roles=(Role("head", of="service"),)),
        Actor(id="bob", kind="person"),
        Actor(id="paper", kind="outlet"),
    )
}
SOURCES = {
    "a": Source(id="a", publisher="paper"),
    "b": Source(id="b"),
    "copy": Source(id="copy", republishes="a", publisher="bob"),
}


def corpus(*claims: Claim, question: Question | None = None) -> Corpus:
    entry = Entry(id="e", date="2024", claims=claims)
    questions = {question.id: question} if question else {}
    places = {"town": Place(id="town", within="region"), "region": Place(id="region"), "other": Place(id="other")}
    return Corpus(entries={"e": entry}, actors=ACTORS, sources=SOURCES, questions=questions, places=places)


ROOTS: dict[str, tuple[list[Claim], int, int]] = {
    "every named speaker counts once": ([Claim("1", "a", "ann"), Claim("2", "b", "ann")], 1, 1),
    "two named speakers are two roots": ([Claim("1", "a", "ann"), Claim("2", "b", "bob")], 2, 2),
    "unnamed speakers of one body may be one": (
        [Claim("1", "a", Unnamed("an officer", "service")), Claim("2", "b", Unnamed("officials", "service"))], 1, 2,
    ),
    "an unnamed speaker of one source counts once": (
        [Claim("1", "a", Unnamed("officials", "service")), Claim("2", "a", Unnamed("Officials", "service"))], 1, 1,
    ),
    "unnamed speakers of different bodies are two": (
        [Claim("1", "a", Unnamed("x", "service")), Claim("2", "a", Unnamed("y", "intelligence"))], 2, 2,
    ),
    "an unnamed official may be the named one of that body": (
        [Claim("1", "a", "ann"), Claim("2", "b", Unnamed("officials", "land"))], 1, 2,
    ),
    "an unnamed one of another body is not": (
        [Claim("1", "a", "ann"), Claim("2", "b", Unnamed("spies", "intelligence"))], 2, 2,
    ),
    "the design's example: two or three roots in two sources": (
        [
            Claim("1", "a", "ann"),
            Claim("2", "a", Unnamed("intelligence sources", "intelligence")),
            Claim("3", "b", Unnamed("officials", "land")),
        ], 2, 3,
    ),
    "a publisher in its own voice is a root": ([Claim("1", "a")], 1, 1),
    "but not for certain when it names a speaker for the same": ([Claim("1", "a"), Claim("2", "a", "bob")], 1, 2),
    "another publisher's voice stays": ([Claim("1", "b"), Claim("2", "a", "bob")], 2, 2),
    "a copy adds nothing": ([Claim("1", "a"), Claim("1", "copy")], 1, 1),
    "an unnamed speaker in a copy is that of the original": (
        [Claim("1", "a", Unnamed("x", "land")), Claim("1", "copy", Unnamed("x", "land"))], 1, 1,
    ),
    "no claim, no root": ([], 0, 0),
}  # fmt: skip


@pytest.mark.parametrize("sentence", ROOTS)
def test_roots(sentence: str) -> None:
    claims, low, high = ROOTS[sentence]
    count = count_roots(claims, corpus(*claims))
    assert (count.low, count.high) == (low, high)


BODIES = ["", "service", "intelligence", "land", "paper"]
SPEAKERS = some.one_of(
    some.none(),
    some.sampled_from(["ann", "bob", "service", "land"]),
    some.builds(Unnamed, some.sampled_from(["x", "y", "z"]), some.sampled_from(BODIES)),
)


@given(some.lists(some.builds(Claim, some.just("q"), some.sampled_from(["a", "b", "copy"]), SPEAKERS), max_size=9))
def test_who_may_be_whom_is_what_trying_each_two_roots_comes_to(claims: list[Claim]) -> None:
    held = corpus(*claims)
    count = count_roots(claims, held)
    heard: dict[Root, set[str]] = {}
    for claim in claims:
        heard.setdefault(root_of(claim, held), set()).add(held.origin_of(claim.source))

    def may_be(unnamed: Root, other: Root) -> bool:
        body = other.who if other.kind == "named" else other.within
        return not unnamed.within or bool(body) and unnamed.within in held.bodies_of(body)

    kept = [root for root in count.roots if root.kind == "named"]
    expected = []
    unnamed = [root for root in count.roots if root.kind == "unnamed"]
    for root in sorted(unnamed, key=lambda root: -len(held.bodies_of(root.within)) if root.within else 0):
        nearest = kept if root.within else sorted(kept, key=lambda other: other.source != root.source)
        found = [other for other in nearest if may_be(root, other)]
        if found:
            expected.append((root, found[0], len(found) == 1))
        else:
            kept.append(root)
    for voice in (root for root in count.roots if root.kind == "voice"):
        found = [other for other in count.roots if other.kind != "voice" and heard[other] & heard[voice]]
        expected += [(voice, found[0], len(found) == 1)] if found else []
    assert [(one.root, one.into, one.only) for one in count.absorbed] == expected


def test_an_absorbed_root_says_into_which() -> None:
    claims = [Claim("1", "a", "ann"), Claim("2", "b", Unnamed("officials", "land"))]
    (absorbed,) = count_roots(claims, corpus(*claims)).absorbed
    assert (absorbed.root.who, absorbed.into.who) == ("officials", "ann")


PAIRS = [
    ("quantity", "12000", "12000", "", Relation.AGREE),
    ("quantity", "12000", "11000..12000", "", Relation.COMPATIBLE),
    ("quantity", ">=10000", "12000", "", Relation.COMPATIBLE),
    ("quantity", ">=10000", "9000", "", Relation.CONTRADICT),
    ("quantity", ">=10000", "9000", "1000", Relation.COMPATIBLE),
    ("quantity", ">=10000", "9000", "10 %", Relation.COMPATIBLE),
    ("quantity", "~600", "650", "", Relation.COMPATIBLE),
    ("quantity", "~600", "700", "", Relation.CONTRADICT),
    ("quantity", "<=5", ">=6", "", Relation.CONTRADICT),
    ("quantity", "38/63", "38", "", Relation.COMPATIBLE),
    ("date", "2024-11-05", "2024-11", "", Relation.COMPATIBLE),
    ("date", "2024-11-05", "2024-11-05", "", Relation.AGREE),
    ("date", "2024-11-05", "2024-11-06", "", Relation.CONTRADICT),
    ("date", "2024-11-05", "2024-11-06", "1 day", Relation.COMPATIBLE),
    ("date", "2024-11-05~", "2024-11-06", "", Relation.COMPATIBLE),
    ("date", "2023-08/..", "2024-11-06", "", Relation.COMPATIBLE),
    ("yes-no", "yes", "no", "", Relation.CONTRADICT),
    ("yes-no", "no", "no", "", Relation.AGREE),
    ("place", "town", "region", "", Relation.COMPATIBLE),
    ("place", "town", "other", "", Relation.CONTRADICT),
    ("choice", "red", "blue", "", Relation.CONTRADICT),
    ("text", "a red car", "a car", "", Relation.COMPATIBLE),
]


@pytest.mark.parametrize(("kind", "first", "second", "tolerance", "relation"), PAIRS)
def test_two_answers(kind: str, first: str, second: str, tolerance: str, relation: Relation) -> None:
    one, two = parse_answer(first, kind), parse_answer(second, kind)
    for pair in ((one, two), (two, one)):
        assert compare(*pair, corpus=corpus(), tolerance=parse_tolerance(tolerance)) is relation


NUMBER = Question(id="q", title="How many?", kind="quantity")


def said(value: str, speaker: str, **more: str) -> Claim:
    return replace(Claim(f"{speaker} said {value}", "a", speaker, answers={"q": value}), **more)


STATES: dict[str, tuple[list[Claim], State]] = {
    "no answer leaves a question open": ([], State.OPEN),
    "one root decides nothing": ([said("5", "ann")], State.SINGLE_ROOT),
    "one root that changes its mind does not contradict itself": ([said("5", "ann"), said("9", "ann")], State.SINGLE_ROOT),
    "the same from two roots is agreed": ([said("5", "ann"), said("5", "bob")], State.AGREED),
    "overlapping sets are compatible": ([said("5", "ann"), said(">=4", "bob")], State.COMPATIBLE),
    "disjoint sets contradict": ([said("5", "ann"), said("9", "bob")], State.CONTRADICTED),
    "who declines answers nothing": ([said("5", "ann"), said("9", "bob", stance="declines")], State.SINGLE_ROOT),
    "an expectation does not contradict": ([said("5", "ann"), said("9", "bob", stance="expects")], State.COMPATIBLE),
    "a denial answers with its value, it is not turned round": (
        [said("5", "ann"), said("5", "bob", stance="denies")], State.AGREED,
    ),
}  # fmt: skip


@pytest.mark.parametrize("sentence", STATES)
def test_states_of_a_question(sentence: str) -> None:
    claims, state = STATES[sentence]
    assert find(NUMBER, corpus(*claims, question=NUMBER)).state is state


def test_a_source_of_no_known_body_is_first_taken_for_another_unnamed_one_of_the_same_text() -> None:
    claims = [
        Claim("1", "a", "bob"),
        Claim("2", "a", Unnamed("an officer", "service")),
        Claim("3", "a", Unnamed("sources")),
    ]
    (absorbed,) = count_roots(claims, corpus(*claims)).absorbed
    assert (absorbed.root.who, absorbed.into.who) == ("sources", "an officer")


def test_answers_in_different_words_are_not_said_to_be_true_together() -> None:
    question = Question("cause", title="What caused it?", kind="text")
    two = (Claim("1", "a", "ann", answers={"cause": "a spark"}), Claim("2", "b", "bob", answers={"cause": "a fuse"}))
    finding = find(question, corpus(*two, question=question))
    assert finding.state is State.COMPATIBLE and finding.is_not_compared and finding.has_reserve
