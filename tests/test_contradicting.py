"""Sorted and swept, answers come to what trying each pair of them comes to."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from hypothesis import given
from hypothesis import settings as within
from hypothesis import strategies as some

from build_tools.agreement import Agreement, Answer, Finding, Relation, State, relate, tolerance_of
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Place, Question, Unnamed
from build_tools.roots import Root

WRITTEN = {
    "quantity": [
        "5",
        "6",
        "~6",
        ">=4",
        "<=5",
        "3..5",
        "5/7",
        "-6",
        "~-6",
        "-3..2",
        "0",
        "0.5",
        "100",
        "95..120",
        ">=~90",
    ],
    "date": ["2024-11-05", "2024-11", "2024-11-07~", "../2024-11-06", "2024-11-06/..", "2024-12-01", "2024-11-09?"],
    "yes-no": ["yes", "no"],
    "place": ["town", "region", "land", "other", "nowhere"],
    "choice": ["red", "blue", "green"],
    "text": ["a red car", "a car"],
}
TOLERANCES = ["", "0", "1", "10 %", "100 %", "3", "1.5", "150 %", "-2", "-10 %"]
SAID = ["", "2024-11-01", "2024-11-02", "2024-11", "../2024-11-01", "2024-11-02/..", "?"]
PLACES = {one.id: one for one in (Place("town", within="region"), Place("region", within="land"), Place("land"))}


@some.composite
def corpora(draw: some.DrawFn) -> Corpus:
    """One question with a dozen answers by few speakers, under reviewed entries and drafts."""
    kind = draw(some.sampled_from([*WRITTEN]))
    question = Question("q", title="What?", kind=kind, tolerance=draw(some.sampled_from(TOLERANCES)))
    speakers = some.sampled_from(["ann", "bob", "eve", Unnamed("officials"), None])
    claims = some.builds(
        lambda speaker, value, stance, said: Claim("", "a", speaker, stance=stance, said=said, answers={"q": value}),
        speakers,
        some.sampled_from(WRITTEN[kind]),
        some.sampled_from(["asserts", "asserts", "denies", "declines", "expects", "expects"]),
        some.sampled_from(SAID),
    )
    entries = draw(some.lists(some.tuples(some.booleans(), some.lists(claims, min_size=1, max_size=4)), max_size=4))
    made = {
        f"e{at}": Entry(
            f"e{at}",
            status="draft" if draft else "reviewed",
            claims=tuple(replace(claim, quote=f"{at} {number}") for number, claim in enumerate(held)),
        )
        for at, (draft, held) in enumerate(entries)
    }
    return Corpus(entries=made, places=PLACES, questions={"q": question})


Pairs = list[tuple[Answer, Answer, Relation]]


def each_pair(finding: Finding, corpus: Corpus) -> Pairs:
    tolerance = tolerance_of(finding.question)
    return [
        (first, second, relate(first, second, corpus=corpus, tolerance=tolerance))
        for first, second in combinations(finding.answers, 2)
        if first.root != second.root
    ]


def comes_to(answers: list[Answer], pairs: Pairs) -> State:
    roots, relations = {answer.root for answer in answers}, {relation for *_, relation in pairs}
    if len(roots) < 2:
        return State.SINGLE_ROOT if roots else State.OPEN
    if Relation.CONTRADICT in relations:
        return State.CONTRADICTED
    return State.COMPATIBLE if Relation.COMPATIBLE in relations else State.AGREED


@within(max_examples=400)
@given(corpora())
def test_what_answers_come_to_is_what_each_pair_of_them_comes_to(corpus: Corpus) -> None:
    agreement = Agreement(corpus)
    finding = agreement.findings["q"]
    pairs = each_pair(finding, corpus)
    apart = [(first, second) for first, second, relation in pairs if relation is Relation.CONTRADICT]
    assert [*finding.contradictions] == apart
    assert len(finding.contradictions) == len(apart) and bool(finding.contradictions) == bool(apart)
    assert finding.state is comes_to([*finding.answers], pairs)
    settled = [answer for answer in finding.answers if not answer.placed.is_draft]
    assert finding.reviewed is comes_to(
        settled, [one for one in pairs if not (one[0].placed.is_draft or one[1].placed.is_draft)]
    )
    both_ways = [*apart, *((second, first) for first, second in apart)]
    assert agreement.disputed_entries.keys() == {one.placed.entry.id for one, _ in both_ways}
    assert agreement.disputed_as_reviewed.keys() == {
        one.placed.entry.id for one, other in both_ways if one.placed.is_draft or not other.placed.is_draft
    }
    opposed: dict[Root, dict[Root, None]] = {}
    for first, second in apart:
        opposed.setdefault(first.root, {})[second.root] = None
        opposed.setdefault(second.root, {})[first.root] = None
    told = {root: on["q"] for root, on in agreement.opponents.items()}
    assert {root: one.number for root, one in told.items()} == {root: len(others) for root, others in opposed.items()}
    assert {root: [*one.first] for root, one in told.items()} == {
        root: [*others][:3] for root, others in opposed.items()
    }


def test_half_a_million_pairs_are_counted_without_being_listed() -> None:
    claims = tuple(Claim(f"{at}", "a", f"actor-{at}", answers={"q": f"{at}"}) for at in range(1000))
    question = Question("q", kind="quantity", tolerance="1")
    corpus = Corpus(entries={"e": Entry("e", claims=claims)}, questions={"q": question})
    contradictions = Agreement(corpus).findings["q"].contradictions
    assert len(contradictions) == 999 * 998 / 2
