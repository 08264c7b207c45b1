"""What stands against each other inside an entry: found by strict rules, shown with both sides, cut where it is much."""

from __future__ import annotations

import dataclasses

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.model import Claim, Entry, Quantity, Unnamed
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page, Site
from build_tools.pages.question import disagreements, oppositions


def counted(value: str, speaker: str, *, unit: str = "people", of: str = "moved", **more: object) -> Claim:
    return Claim(
        f"{speaker} {value} {unit} {of}",
        "brief",
        speaker=speaker,
        quantities=(Quantity(value, value, unit=unit, of=of),),
        **more,  # type: ignore[arg-type]
    )


def found(*claims: Claim) -> list[tuple[str, list[str]]]:
    corpus = dam()
    entry = Entry("e", title="E", date="2031", claims=claims)
    return [(one.kind, [side.label.text for side in one.sides]) for one in oppositions.in_entry(entry, corpus)]


APART = [("figures", ["300 people", "450 people"])]
FIGURES = [
    ([counted("300", "mayor"), counted("450", "ministry")], APART),
    ([counted("300", "mayor", of="Moved"), counted("450", "ministry")], APART),
    ([counted("300", "mayor"), counted("450", "mayor")], []),
    ([counted("300", "mayor"), counted(">=200", "ministry")], []),
    ([counted("300", "mayor"), counted("~310", "ministry")], []),
    ([counted("300", "mayor", unit="houses"), counted("450", "ministry")], []),
    ([counted("300", "mayor", of="dead"), counted("450", "ministry")], []),
    ([counted("300", "mayor", of=""), counted("450", "ministry", of="")], []),
    ([counted("300", "mayor", stance="expects"), counted("450", "ministry")], []),
    ([counted("300", "mayor", answers={"moved": "300"}), counted("450", "ministry", answers={"moved": "450"})], []),
    ([counted("300", "mayor", answers={"moved": "300"}), counted("450", "ministry")], APART),
    (
        [counted("300", "mayor"), counted("450", "ministry"), counted("<=320", "ada-finch")],
        [("figures", ["300 people", "450 people", "at most 320 people"])],
    ),
    ([counted("many", "mayor"), counted("450", "ministry")], []),
]


@pytest.mark.parametrize(("claims", "expected"), FIGURES)
def test_figures_differ_only_where_no_value_satisfies_both(
    claims: list[Claim], expected: list[tuple[str, list[str]]]
) -> None:
    assert found(*claims) == expected


def dated(when: str, speaker: str, stance: str = "asserts") -> Claim:
    return Claim(f"{speaker} on {when}", "brief", speaker=speaker, when=when, stance=stance)


DAYS = [
    ([dated("2031-03-04", "mayor"), dated("2031-03-05", "ministry")], ["4 March 2031", "5 March 2031"]),
    ([dated("2031-03-04", "mayor"), dated("2031-03", "ministry")], []),
    ([dated("2031-03-04~", "mayor"), dated("2031-03-05", "ministry")], []),
    ([dated("2031-03-04", "mayor"), dated("2031-03-05", "mayor")], []),
    ([dated("2031-03-04", "mayor"), dated("2031-03-05", "ministry", "expects")], []),
]


@pytest.mark.parametrize(("claims", "expected"), DAYS)
def test_days_differ_only_where_no_day_satisfies_both(claims: list[Claim], expected: list[str]) -> None:
    assert [label for _, labels in found(*claims) for label in labels] == expected


def test_who_denies_is_not_among_those_who_say_so() -> None:
    said = Claim("it burst", "brief", speaker="mayor")
    denied = Claim("it did not", "brief", speaker="ministry", stance="denies")
    other = Claim("there was rain", "brief", speaker="ministry")
    ((kind, entry, sides),) = (
        (one.kind, one.entry, one.sides)
        for one in oppositions.in_entry(Entry("e", claims=(said, denied, other)), dam())
    )
    assert (kind, entry.id) == ("denied", "e")
    assert [[placed.claim for placed in side.claims] for side in sides] == [[said], [denied]]


def test_a_denial_stands_against_what_answers_the_same_question() -> None:
    said = Claim("it burst", "brief", speaker="mayor", answers={"burst": "yes"})
    beside = Claim("rain fell", "brief", speaker=Unnamed("a helper"))
    denied = Claim("it did not", "brief", speaker="ministry", stance="denies", answers={"burst": "no"})
    (one,) = oppositions.in_entry(Entry("e", claims=(said, beside, denied)), dam())
    assert [placed.claim for placed in one.sides[0].claims] == [said]
    assert [question.id for question in one.compared] == ["burst"]


def pages_of(corpus: Corpus) -> dict[str, Page]:
    return {page.path: page for page in all_made(disagreements.makers(Desk(corpus, Agreement(corpus), Site("S"))))}


def test_both_sides_stand_with_their_words_days_and_sources() -> None:
    html = pages_of(dam())["disagreements.md"].html
    contradicted = html[html.index('<h2 id="contradicted"') : html.index('<h2 id="undisputed"')]
    for placed in dam().claims:
        if placed.claim.answers.get("burst"):
            assert placed.claim.quote in contradicted
    assert 'href="sources/ledger.html"' in contradicted and "2031-03-04" in contradicted


def test_a_denial_that_a_question_shows_already_is_not_told_twice() -> None:
    html = pages_of(dam())["disagreements.md"].html
    assert html.count("Said and denied under") == 1 and 'id="denied"' not in html
    quotes = [placed.claim.quote for placed in dam().claims if placed.claim.stance == "denies"]
    assert quotes and all(html.count(quote) == 1 for quote in quotes)


def test_questions_without_a_contradiction_are_counted_and_not_shown_again() -> None:
    html = pages_of(dam())["disagreements.md"].html
    assert 'id="open"' in html and 'href="questions/index.html#open"' in html and "cl-finding" not in html


def test_machine_found_figures_say_that_nobody_declared_them() -> None:
    corpus = dam()
    claims = (counted("300", "mayor"), counted("450", "ministry"))
    corpus = dataclasses.replace(corpus, entries={"e": Entry("e", title="E", date="2031", claims=claims)})
    html = pages_of(corpus)["disagreements.md"].html
    assert "not declared comparable" in html and 'id="figures"' in html


def test_many_denials_are_spread_over_pages_and_none_is_lost() -> None:
    entries = {
        f"e{number}": Entry(
            f"e{number}",
            title=f"Entry number {number}",
            date=f"2031-{number % 12 + 1:02}",
            claims=(Claim(f"no {number}", "brief", speaker="mayor", stance="denies"),),
        )
        for number in range(200)
    }
    pages = pages_of(dataclasses.replace(dam(), entries=entries))
    shown = "".join(page.html for page in pages.values())
    assert all(f"Entry number {number}<" in shown for number in range(200))
    assert max(len(page.html) for page in pages.values()) < 60_000
    assert 'href="disagreements/denied/2031-04-to-06.html"' in pages["disagreements.md"].html
    assert 'href="2031-05.html"' in pages["disagreements/denied/2031-04-to-06.md"].html
