"""An actor's page: what it said, when, through whom; where others name it; and what becomes of those who speak much."""

from __future__ import annotations

import dataclasses
import posixpath
import re
from collections.abc import Iterator
from functools import cache

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.model import Actor, Alias, Claim, Entry, Source
from build_tools.pages.actor import actor_record, actors
from build_tools.pages.actor.actor_sentence import sentence
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import strip
from build_tools.pages.lookups import mentions
from build_tools.pages.page import Page, Site
from build_tools.wording import words

LINK = re.compile(r'href="([^"#]*)')


def desk(corpus: Corpus | None = None) -> Desk:
    held = corpus or dam()
    return Desk(held, Agreement(held), Site("S"))


def made(corpus: Corpus) -> dict[str, Page]:
    return {page.path: page for page in all_made(actors.makers(desk(corpus)))}


def told(actor: str) -> str:
    at = desk()
    one = at.corpus.actors[actor]
    clauses = sentence(one, actor_record.record_of(one, at), at)
    return "; ".join(words.plain(clause) for clause in clauses)


SENTENCES = [
    (
        "ministry",
        "1 claim reaches us through 1 source; contradicted by Water Board on “Did the dam burst?”; "
        "a body of Ministry of Rivers speaks in 1 claim: Water Board 1; 1 unnamed speaker within Ministry of Rivers "
        "speaks in 1 claim; named in 1 entry",
    ),
    (
        "ada-finch",
        "2 claims on 1 day, and some on days not told, reach us through 2 sources; contradicted by “a helper” (unnamed) on "
        "“How many people were moved?”",
    ),
    ("morning-ledger", "Published 1 source, which carries 5 claims"),
    ("brae", "Bodies of Brae speak in 3 claims: Ministry of Rivers 2, Water Board 1"),
]


@pytest.mark.parametrize(("actor", "expected"), SENTENCES)
def test_the_first_sentence_says_how_words_reach_us_and_who_contradicts(actor: str, expected: str) -> None:
    assert told(actor) == expected


def test_what_somebody_said_on_a_day_has_an_address() -> None:
    page = made(dam())["actors/ada-finch.md"].html
    assert 'id="said-2031-03-01"' in page and 'href="#said-2031-03-01"' in page


def test_a_day_of_publication_is_not_shown_as_one_of_speaking() -> None:
    page = made(dam())["actors/ada-finch.md"].html
    assert 'href="#said-published-2031-03-05">Published <time datetime="2031-03-05">5 March 2031</time>' in page
    assert 'id="said-2031-03-05"' not in page and ">published 5 Mar</span>" in page


def test_the_question_that_a_claim_answers_stands_beside_it() -> None:
    page = made(dam())["actors/ada-finch.md"].html
    assert "How many people were moved?" in page and "at least 300 people" in page


def test_who_passes_words_on_and_who_publishes_them_are_told_apart() -> None:
    at = desk()
    carried = actor_record.carriers([placed for placed in at.corpus.claims if placed.claim.source == "brief"], at)
    assert carried.between == {"night-wire": 1} and not carried.publishers
    assert actor_record.carriers(at.corpus.claims_by_speaker["ada-finch"], at).publishers == {"morning-ledger": 1}


NAMED = [
    ("The ministry of Ada Finch said so", {"ada-finch"}),
    ("Ада Финч spoke", {"ada-finch"}),
    ("Brae’s Ministry of Rivers denied it", {"brae", "ministry"}),
    ("the Ministry of Riversides", set()),
    ("ada finch", set()),
    ("Water Boarding", set()),
]


@pytest.mark.parametrize(("text", "expected"), NAMED)
def test_names_are_found_word_for_word_in_any_script(text: str, expected: set[str]) -> None:
    assert set(mentions.Names(dam()).found_in(text)) == expected


def test_the_longest_name_counts() -> None:
    guard = Actor("guard", name="Guard of Brae", kind="unit", aliases=(Alias("Brae Guard"),))
    corpus = dataclasses.replace(dam(), actors={**dam().actors, "guard": guard})
    assert set(mentions.Names(corpus).found_in("the Guard of Brae and the Brae Guard came")) == {"guard"}


def test_nobody_is_said_to_speak_of_himself() -> None:
    corpus = dam()
    own = Claim("Ada Finch is well", "brief", speaker="ada-finch")
    other = Claim("Ada Finch is ill", "brief", speaker="mayor")
    corpus = dataclasses.replace(corpus, entries={"e": Entry("e", title="E", date="2031", claims=(own, other))})
    assert [placed.claim for placed in mentions.mentions(corpus)["ada-finch"]] == [other]


# ── Who speaks much ─────────────────────────────────────────────────────────────────────────────────────────


def days(number: int) -> Iterator[str]:
    for each in range(number):
        yield f"20{30 + each // 336}-{each // 28 % 12 + 1:02}-{each % 28 + 1:02}"


@cache
def talkative() -> Corpus:
    """A mayor who made 3,000 claims within two years, ten of them without a day."""
    said = [*days(672)] * 5
    claims = [
        Claim(f"The mayor said number {number}", "paper", speaker="mayor", said=said[number] if number >= 10 else "")
        for number in range(3000)
    ]
    entries = {
        f"e{number}": Entry(
            f"e{number}", title=f"Entry {number}", date="2031", claims=tuple(claims[number : number + 4])
        )
        for number in range(0, 3000, 4)
    }
    return dataclasses.replace(dam(), entries=entries, sources={"paper": Source("paper", title="Paper")})


def test_a_long_record_is_cut_into_pages_by_when_and_each_claim_is_on_one() -> None:
    pages = {path: page for path, page in made(talkative()).items() if path.startswith("actors/mayor")}
    assert max(len(page.html) for page in pages.values()) < 70_000
    shown = [
        number
        for path, page in pages.items()
        if path != "actors/mayor.md"
        for number in re.findall(r"The mayor said number (\d+)<", page.html)
    ]
    assert sorted(map(int, shown)) == list(range(3000))
    assert {"actors/mayor/2030-01.md", "actors/mayor/undated.md"} <= pages.keys()


def test_every_period_can_be_reached_from_the_actor_and_its_neighbours() -> None:
    pages = {path.removesuffix(".md") + ".html": page.html for path, page in made(talkative()).items()}
    reached, waiting = set(), ["actors/mayor.html"]
    while waiting:
        if (here := waiting.pop()) not in reached:
            reached.add(here)
            links = (posixpath.normpath(posixpath.join(here, "..", one)) for one in LINK.findall(pages[here]))
            waiting += [address for address in links if address in pages]
    assert {path for path in pages if path.startswith("actors/mayor/")} < reached
    assert 'rel="prev" href="2030-01-21-to-31.html"' in pages["actors/mayor/2030-02-01-to-10.html"]


def test_a_strip_names_days_for_short_and_the_year_once() -> None:
    told = [("2031-03-05", "#a", 4), ("[2031-03-06..2031-03-08]", "#b", 2), ("2032-01", "#c", 1), ("", "#d", 1)]
    stops = strip.strip([strip.Told(*one) for one in told])
    assert [stop.label for stop in stops] == ["5 Mar 2031", "6–8 Mar", "Jan 2032", "day not known"]
    assert [stop.share for stop in stops] == [1, 0.5, 0.25, 0.25]


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────


def test_two_thousand_actors_stand_under_letters_and_stay_light() -> None:
    people = {
        f"p{number}": Actor(f"p{number}", name=f"{chr(65 + number % 26)}person {number}", kind="person")
        for number in range(2000)
    }
    people["e"] = Actor("e", name="Élodie", kind="person", aliases=(Alias("Элоди", lang="ru"),))
    pages = made(dataclasses.replace(dam(), actors=people))
    listed = {path: page.html for path, page in pages.items() if path.startswith("actors/by-name/")}
    assert len(listed) == 26 and all(
        f'href="by-name/person-{letter}.html"' in pages["actors/index.md"].html for letter in "aez"
    )
    assert "Элоди" in listed["actors/by-name/person-e.md"] and "Элоди" not in listed["actors/by-name/person-f.md"]
    assert sum(html.count("<li data-also") + html.count('<li><a href="../p') for html in listed.values()) == 2001
    assert max(map(len, listed.values())) < 60_000
