"""What pages say of a question's answers: each value with who gives it, how they stand to each other, and why."""

from __future__ import annotations

import dataclasses
from functools import cache

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement, Finding
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Question, Source
from build_tools.pages.drawings import answers as drawing
from build_tools.pages.question import stands
from build_tools.pages.render import Site, render
from build_tools.wording import words


def asked(kind: str, *given: str, unit: str = "", tolerance: str = "") -> tuple[Corpus, Finding]:
    """A question to which speaker after speaker answers; “speaker: stance: answer” says more."""
    claims = []
    for number, answer in enumerate(given):
        stance, _, value = answer.rpartition(" ")
        speaker = chr(ord("a") + number) if number < 26 else f"s{number}"
        claims.append(
            Claim(f"quote {number}", "paper", speaker=speaker, stance=stance or "asserts", said=f"2031-01-{number % 28 + 1:02}",
                  answers={"q": value})
        )  # fmt: skip
    question = Question("q", title="How many?", kind=kind, unit=unit, tolerance=tolerance)
    corpus = dataclasses.replace(
        dam(),
        entries={"e": Entry("e", title="E", date="2031", claims=tuple(claims))},
        questions={"q": question},
        sources={"paper": Source("paper", title="Paper", published="2031-02-01")},
    )
    return corpus, Agreement(corpus).findings["q"]


def told(kind: str, *given: str, unit: str = "", tolerance: str = "") -> list[str]:
    corpus, finding = asked(kind, *given, unit=unit, tolerance=tolerance)
    held = stands.positions(drawing.in_order_said(finding.answers, corpus), finding.question, corpus)
    return [
        f"{pair.first.value.text} | {pair.relation} | {pair.second.value.text} | {pair.why}"
        for pair in stands.pairs(held, finding, corpus)
    ]


PAIRS = [
    (("quantity", "450", "300"), {"unit": "people"}, ["450 people | contradict | 300 people | 150 people apart"]),
    (("quantity", ">=300", "450"), {}, ["at least 300 | compatible | 450 | one number could satisfy both"]),
    (
        ("quantity", "450", "430"),
        {"tolerance": "10 %"},
        ["450 | compatible | 430 | 20 apart, within the tolerance of 10 %"],
    ),
    (
        ("quantity", "450", "300"),
        {"tolerance": "20"},
        ["450 | contradict | 300 | 150 apart; up to 20 would not count"],
    ),
    (("date", "2031-03-04", "2031-03-05"), {}, ["4 March 2031 | contradict | 5 March 2031 | 1 day apart"]),
    (
        ("date", "2031-03", "2031-03-05"),
        {},
        ["March 2031 | compatible | 5 March 2031 | the same day could satisfy both"],
    ),
    (("yes-no", "yes", "no"), {}, ["yes | contradict | no | one excludes the other"]),
    (
        ("place", "brae-valley", "lower-brae"),
        {},
        ["Brae Valley | compatible | Lower Brae | one lies within the other"],
    ),
    (
        ("quantity", "expects 450", "300"),
        {},
        ["450 | compatible | 300 | the one was an expectation, which what came later does not contradict"],
    ),
    (("quantity", "450", "450"), {}, []),
]


@pytest.mark.parametrize(("given", "more", "expected"), PAIRS)
def test_two_values_stand_to_each_other_for_a_reason(
    given: tuple[str, ...], more: dict[str, str], expected: list[str]
) -> None:
    assert told(*given, **more) == expected


def test_what_contradicts_is_told_first() -> None:
    assert [line.split(" | ")[1] for line in told("quantity", ">=300", "450", "500")] == [
        "contradict",
        "compatible",
        "compatible",
    ]


def test_one_root_is_not_held_against_itself() -> None:
    corpus = dam()
    entry = Entry(
        "e",
        claims=tuple(
            Claim(f"quote {number}", "ledger", speaker="mayor", answers={"moved": number}) for number in ("300", "450")
        ),
    )
    corpus = dataclasses.replace(corpus, entries={"e": entry})
    finding = Agreement(corpus).findings["moved"]
    held = stands.positions(finding.answers, finding.question, corpus)
    assert len(held) == 2 and not stands.pairs(held, finding, corpus)


@cache
def many() -> tuple[Corpus, Finding]:
    return asked("quantity", *(str(100 + number * 7) for number in range(200)), tolerance="50")


def test_two_hundred_answers_are_told_by_value_not_by_pair() -> None:
    corpus, finding = many()
    held = stands.positions(finding.answers, finding.question, corpus)
    assert not stands.pairs(held, finding, corpus)
    tallies = stands.tallies(held, finding)
    assert len(tallies) == 200 and all(tally.against + tally.fits == 199 for tally in tallies)
    assert tallies[0].fits == 7


def test_two_hundred_answers_stand_on_pages_that_stay_light() -> None:
    corpus, _ = many()
    made = render(corpus, Agreement(corpus), Site("S"))
    pages = {page.path: page.html for page in made if page.path.startswith("questions/q")}
    assert max(map(len, pages.values())) < 110_000
    assert sum(html.count('data-label="Said"') for html in pages.values()) == 200
    assert pages["questions/q.md"].count('class="cl-plot-who"') == 24
    assert 'href="q/2.html"' in pages["questions/q.md"] and 'href="../q.html#answers"' in pages["questions/q/2.md"]


def test_a_tolerance_is_drawn_around_what_is_said() -> None:
    corpus, finding = asked("quantity", "450", "300", tolerance="10 %")
    shown = drawing.plot(finding, corpus)
    assert shown
    for row in shown.rows:
        (mark,) = row.marks
        assert mark.reach and mark.reach[0] < mark.low <= mark.high < mark.reach[1]


def test_a_part_of_a_whole_is_drawn_from_nought_with_its_whole() -> None:
    corpus, finding = asked("quantity", "38/63")
    shown = drawing.plot(finding, corpus)
    assert shown and shown.ticks[0].label == "0" and "total" in shown.uses
    mark = shown.rows[0].marks[0]
    assert mark.is_point and mark.total and mark.total > mark.high


def test_numbers_of_very_different_size_stand_on_powers_of_ten() -> None:
    corpus, finding = asked("quantity", "3", "40", "500000")
    shown = drawing.plot(finding, corpus)
    assert shown and shown.logarithmic
    spots = [row.marks[0].low for row in shown.rows]
    assert spots[1] - spots[0] > 10 and words.digits(None) == ""
