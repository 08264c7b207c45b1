"""The feeds, each read by a program that reads feeds; and that no title, build or clock changes what an item is called."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from small_corpus import small_corpus
from validation.feeds import INSTANT, TAG

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports import identity, recorded
from build_tools.exports.all import files
from build_tools.exports.feeds import atom, json_feed
from build_tools.exports.feeds.feed import Feed, Item
from build_tools.exports.recorded import NEVER, Recorded
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Actor, Change, Entry, History, Source

DOSSIERS = ("first", "flood", "ferry")
HOSTED = SiteFacts("A dossier", url="https://dam.example/dossier/")
ATOM = "{http://www.w3.org/2005/Atom}"
Exported = Mapping[str, Mapping[str, bytes]]
Tellings = Mapping[str, Telling]


def written(told: Telling) -> dict[str, bytes]:
    return dict(files(told, only=["feeds"]))


def feeds(made: Mapping[str, bytes], suffix: str) -> Iterator[tuple[str, bytes]]:
    found = [
        (path, content) for path, content in made.items() if path.startswith("data/feeds/") and path.endswith(suffix)
    ]
    assert found
    yield from found


def telling(corpus: Corpus, history: History | None = None, site: SiteFacts = HOSTED) -> Telling:
    return Telling(corpus, Agreement(corpus), site, history or History())


# ── Atom ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_every_atom_feed_is_read_whole_by_a_feed_reader(dossier: str, exported: Exported, tellings: Tellings) -> None:
    corpus = tellings[dossier].corpus
    for path, content in feeds(exported[dossier], ".xml"):
        read = feedparser.parse(content)
        assert not read.bozo and read.version == "atom10", path
        assert read.feed.title and read.feed.author and INSTANT.fullmatch(read.feed.updated)
        for entry in read.entries:
            assert entry.title and entry.summary and INSTANT.fullmatch(entry.updated) and TAG.fullmatch(entry.id)
            assert entry.published <= entry.updated <= read.feed.updated
    read = feedparser.parse(exported[dossier]["data/feeds/entries.xml"])
    assert {entry.title for entry in read.entries} == {one.title for one in corpus.entries.values()}
    assert all("<blockquote" in entry.content[0].value for entry in read.entries if "claim" in entry.summary)


def test_a_feed_of_a_published_dossier_leads_to_itself_and_to_its_page() -> None:
    read = feedparser.parse(written(telling(small_corpus()))["data/feeds/actors/agency.xml"])
    ways = {link.rel: link.href for link in read.feed.links}
    assert ways == {
        "self": "https://dam.example/dossier/data/feeds/actors/agency.xml",
        "alternate": "https://dam.example/dossier/actors/agency.html",
    }
    assert read.entries[0].link == "https://dam.example/dossier/timeline/first-clash.html"


@pytest.mark.parametrize("dossier", ["first", "flood"])
def test_every_page_that_a_feed_leads_to_is_one_of_the_site(
    dossier: str, exported: Exported, sites: Mapping[str, Any], tellings: Tellings
) -> None:
    base = tellings[dossier].site.url
    for path, content in feeds(exported[dossier], ".xml"):
        for link in etree.fromstring(content).iter(f"{ATOM}link"):
            if link.get("rel") == "alternate":
                folder = sites[dossier] if base else (sites[dossier] / path).parent
                assert (folder / link.get("href").removeprefix(base)).is_file(), (path, link.get("href"))


@given(st.text(max_size=80))
def test_any_title_comes_out_of_atom_as_it_went_in_but_for_what_xml_has_no_letter_for(title: str) -> None:
    item = Item("tag:x,2026:y", title, "y.html", Recorded("", NEVER, is_known=False), title, f"<p>{title!r}</p>")
    _, content = atom.write(Feed("data/feeds/x", "tag:x,2026:x", title, title, "index.html", (item,)), HOSTED)
    held = etree.fromstring(content).find(f"{ATOM}entry/{ATOM}title").text or ""  # type: ignore[union-attr]
    fits = re.sub(r"[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", title.replace("\r", "\n"))
    assert held.replace("\r", "\n") == fits


def test_what_a_feed_reader_would_run_is_escaped() -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    entry = Entry("bad", title=bad, date="2024-11-06", claims=small_corpus().entries["harbour-attacked"].claims)
    corpus = replace(small_corpus(), entries={"bad": entry})
    (item,) = json.loads(written(telling(corpus))["data/feeds/entries.json"])["items"]
    assert "<script" not in item["content_html"] and "&lt;script&gt;alert(1)" in item["content_html"]


# ── JSON Feed ───────────────────────────────────────────────────────────────────────────────────────────────


def test_a_dossier_without_an_address_makes_up_none_in_its_json_feeds() -> None:
    _, content = json_feed.write(Feed("data/feeds/x", "tag:x", "X", "", "index.html", ()), SiteFacts("A dossier"))
    assert not {"home_page_url", "feed_url"} & json.loads(content).keys()


# ── What is in a feed ───────────────────────────────────────────────────────────────────────────────────────


def test_an_actor_s_feed_has_what_it_did_said_and_passed_on() -> None:
    made = written(telling(small_corpus()))
    held = {
        path.split("/")[-1]: [item["id"].rpartition("/")[2] for item in json.loads(content)["items"]]
        for path, content in made.items()
        if path.startswith("data/feeds/actors/") and path.endswith(".json")
    }
    assert held == {
        "agency.json": ["first-clash", "harbour-attacked"],
        "evening-post.json": ["first-clash"],
        "volodymyr-zelensky.json": ["first-clash"],
        "ukraine.json": [],
    }


def test_a_question_s_feed_tells_the_answers_and_what_they_come_to() -> None:
    made = written(telling(small_corpus()))
    feed = json.loads(made["data/feeds/questions/soldiers-sent.json"])
    assert feed["description"] == "By November. Answers by now: 2, contradicted, 2 roots."
    (item,) = feed["items"]
    assert item["summary"] == (
        "12000 (Volodymyr Zelensky: asserts, via Evening Post); 9000 (officials (The Agency): asserts); "
        "no answer (The Agency: declines)"
    )


def test_a_draft_and_what_was_taken_back_say_so() -> None:
    items = json.loads(written(telling(small_corpus()))["data/feeds/entries.json"])["items"]
    summaries = {item["id"].rpartition("/")[2]: item["summary"] for item in items}
    assert summaries["harbour-attacked"].startswith("Draft: nobody has reviewed this entry yet.")
    assert summaries["rumour"].startswith("Retracted: this entry no longer stands.")


@given(st.lists(st.integers(0, 30)))
def test_the_latest_are_kept_and_of_one_instant_those_that_came_last(instants: list[int]) -> None:
    entries = {str(number): Entry(str(number), actors=("a",)) for number in range(len(instants))}
    told = telling(Corpus(entries=entries, actors={"a": Actor("a", name="A")}))
    known = {id: Recorded("", f"{instants[int(id)]:02}", is_known=True) for id in entries}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Telling, "recorded", known)
        items = json.loads(written(told)["data/feeds/actors/a.json"])["items"]
    order = sorted(range(len(instants)), key=lambda number: (instants[number], number), reverse=True)
    assert [item["id"].rpartition("/")[2] for item in items] == [str(number) for number in order[:15]]


def test_no_feed_of_a_long_dossier_is_long() -> None:
    entries = {f"e{number}": Entry(f"e{number}", title="E", date="2024", actors=("a",)) for number in range(90)}
    made = written(telling(Corpus(entries=entries, actors={"a": Actor("a", name="A")})))
    assert len(json.loads(made["data/feeds/entries.json"])["items"]) == 60
    assert len(json.loads(made["data/feeds/actors/a.json"])["items"]) == 15
    assert len(made["data/feeds/actors/a.xml"]) < 10_000


# ── When ────────────────────────────────────────────────────────────────────────────────────────────────────


def change(day: str, at: str = "") -> Change:
    return Change("c" * 40, day, "Ann", "A message", at=at)


def test_an_entry_is_as_new_as_its_first_commit_and_as_young_as_its_last() -> None:
    changes = (change("2031-04-02", "2031-04-02T01:30:00+02:00"), change("2031-03-20", "2031-03-20T12:00:00Z"))
    assert recorded.of_changes(changes, History()) == Recorded(
        "2031-03-20T12:00:00Z", "2031-04-01T23:30:00Z", is_known=True
    )


def test_a_shallow_clone_does_not_know_when_a_record_began() -> None:
    known = recorded.of_changes((change("2031-04-02"),), History(complete=False))
    assert known == Recorded("", "2031-04-02T00:00:00Z", is_known=True)


@pytest.mark.parametrize("at", ["", "yesterday", "2031-04-02T12:00:00", "0001-01-01T00:00:00+14:00"])
def test_an_instant_that_cannot_be_read_is_the_beginning_of_its_day(at: str) -> None:
    assert recorded.instant(change("2031-04-02", at)) == "2031-04-02T00:00:00Z"


def test_outside_git_an_entry_is_as_old_as_its_youngest_source() -> None:
    corpus = small_corpus()
    told = telling(corpus).recorded
    assert told["first-clash"] == Recorded("", "2024-11-30T00:00:00Z", is_known=False)
    assert told["rumour"] == Recorded("", "2024-11-05T00:00:00Z", is_known=False)
    undated = replace(corpus, sources={id: replace(one, published="") for id, one in corpus.sources.items()})
    assert telling(undated).recorded["harbour-attacked"].last == "2024-11-06T00:00:00Z"
    read = feedparser.parse(written(telling(corpus))["data/feeds/entries.xml"])
    assert read.feed.subtitle == "Built outside Git: an entry is dated as its youngest source."


def test_what_has_no_date_at_all_is_of_no_day_that_could_be_meant() -> None:
    corpus = Corpus(entries={"x": Entry("x", title="X", date="some day")}, sources={"s": Source("s")})
    feed = feedparser.parse(written(telling(corpus))["data/feeds/entries.xml"])
    assert feed.entries[0].updated == NEVER and dt.datetime.fromisoformat(NEVER).year == 1970


# ── What it is called ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("url", "repository", "tag"),
    [
        ("https://Dam.example/dossier/", "", "tag:dam.example,2026:dossier/timeline/flood"),
        ("https://dam.example:8080/", "https://forge.example/a/b", "tag:dam.example,2026:timeline/flood"),
        ("", "https://forge.example/a/b", "tag:forge.example,2026:a/b/timeline/flood"),
        ("", "", "tag:claimline.invalid,2026:timeline/flood"),
        ("javascript:alert(1)", "git@forge.example:a/b.git", "tag:claimline.invalid,2026:timeline/flood"),
        ("https://[::1", "", "tag:claimline.invalid,2026:timeline/flood"),
    ],
)
def test_an_entry_is_called_by_the_host_of_its_dossier_and_its_id(url: str, repository: str, tag: str) -> None:
    site = SiteFacts("Any name", url=url, repository=repository)
    for title in ("A flood", "A great flood"):
        made = identity.tag_of(Entry("flood", title=title), site)
        assert made == tag and TAG.fullmatch(made)


def test_a_page_names_the_feeds_that_can_be_followed_from_it(sites: Mapping[str, Any]) -> None:
    found = {}
    for address in ("index.html", "actors/ida-moss.html", "questions/people-rescued.html", "places/millbrook.html"):
        page = sites["flood"] / address
        ways = html.fromstring(page.read_text(encoding="utf-8")).xpath("//link[@rel='alternate']")
        assert all((page.parent / way.get("href")).is_file() and way.get("title") for way in ways)
        found[address] = [way.get("href").rpartition("/")[2] for way in ways]
    assert found == {
        "index.html": ["entries.xml", "entries.json", "corrections.xml", "corrections.json"],
        "actors/ida-moss.html": ["ida-moss.xml", "ida-moss.json"],
        "questions/people-rescued.html": ["people-rescued.xml", "people-rescued.json"],
        "places/millbrook.html": [],
    }
