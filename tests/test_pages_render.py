"""Every page of a dossier: complete, escaped, linked, and leading each claim to its source."""

from __future__ import annotations

import dataclasses
import gzip
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
from pages_corpus import SEED, dam

from build_tools import addresses
from build_tools.agreement import Agreement
from build_tools.checks.catalogue import Rule, rules
from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Record, Waiver
from build_tools.pages.render import Page, Site, assets, render

SITE = Site("The dam", "Who says what.", repository="https://git.example/dam", edit_uri="edit/main/")
GOLDEN = Path(__file__).parent / "golden" / "pages"
MADE_BY_OTHERS = {
    "data/claims.csv",
    "data/entries.csv",
    "data/dossier.json",
    "data/sources.bib",
    "data/sources.ris",
    "data/sources.csl.json",
}


@cache
def pages() -> dict[str, Page]:
    corpus = dam()
    return {page.path: page for page in render(corpus, Agreement(corpus), SITE)}


class Reader(HTMLParser):
    """Collects what a page links, names and holds; fails on tags that do not close."""

    VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert not self.open, f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, attribute: str) -> list[str]:
        return [attributes[attribute] or "" for _, attributes in self.tags if attribute in attributes]


@cache
def read(path: str) -> Reader:
    return Reader(pages()[path].html)


def test_the_site_has_every_page() -> None:
    corpus = dam()
    records = [corpus.entries, corpus.actors, corpus.places, corpus.sources, corpus.questions]
    expected = {addresses.address_of(record) for group in records for record in group.values()}
    expected |= {f"{name}/index.html" for name in ("timeline", "actors", "places", "sources", "questions")}
    expected |= {"index.html", "disagreements.html", "methodology.html", "data.html", "search.html"}
    expected |= {page.address for page in pages().values() if page.address.startswith("who-says-what/")}
    expected |= {
        "about.html",
        "claims/index.html",
        "who-says-what.html",
        "known/index.html",
        "known/2031-03-05.html",
        "known/2031-03-31.html",
        "rules/index.html",
    }
    expected |= {f"rules/{rule.code}.html" for rule in rules()}
    assert {page.address for page in pages().values()} == expected


def test_a_page_is_well_formed_with_one_h1_and_no_id_twice() -> None:
    for path, page in pages().items():
        reader = read(path)
        assert [tag for tag, _ in reader.tags].count("h1") == 1, path
        ids = reader.all("id")
        assert len(ids) == len(set(ids)), path
        assert page.title and page.description, path


def test_headings_skip_no_level() -> None:
    told = {path: [int(tag[1]) for tag, _ in read(path).tags if re.fullmatch("h[1-6]", tag)] for path in pages()}
    assert {path: levels for path, levels in told.items() if _skips(levels)} == {}


def _skips(levels: Sequence[int]) -> bool:
    return any(after > before + 1 for before, after in itertools.pairwise(levels))


def test_every_internal_link_and_fragment_resolves() -> None:
    assert [f"{path}: {link}" for path in pages() for link in _leading_nowhere(path)] == []


def _leading_nowhere(path: str) -> Iterator[str]:
    by_address = {page.address: page.path for page in pages().values()}
    page = pages()[path]
    folder = page.address.rpartition("/")[0]
    for link in [*read(path).all("href"), *read(path).all("action")]:
        if re.match(r"[a-z]+:", link):
            if not link.startswith("https://"):
                yield link
            continue
        target, _, fragment = link.partition("#")
        address = _joined(folder, target) if target else page.address
        names_a_place = fragment and "=" not in fragment  # one with “=” is a state of the page: what its filters show
        if address not in by_address:
            if names_a_place or address not in MADE_BY_OTHERS:
                yield link
        elif names_a_place and unquote(fragment) not in read(by_address[address]).all("id"):
            yield link


def _joined(folder: str, target: str) -> str:
    parts = folder.split("/") if folder else []
    for part in target.split("/"):
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)


def test_no_page_calls_another_host_by_itself() -> None:
    loading = {"script", "link", "iframe", "img", "object"}
    assert [path for path in pages() if read(path).all("src")] == []
    assert [(path, tag) for path in pages() for tag, _ in read(path).tags if tag in loading] == []


def test_every_claim_has_a_permalink_and_is_led_to() -> None:
    corpus = dam()
    led_to = {
        _joined(page.address.rpartition("/")[0], link.partition("#")[0]) + "#" + link.partition("#")[2]
        for path, page in pages().items()
        for link in read(path).all("href")
        if "#claim-" in link and not link.startswith("#")
    }
    for placed in corpus.claims:
        entry_page = read(addresses.address_of(placed.entry).replace(".html", ".md"))
        assert addresses.anchor_of(placed) in entry_page.all("id")
        assert addresses.address_of_claim(placed) in led_to


def test_every_answer_shown_in_small_leads_to_its_claim() -> None:
    corpus = dam()
    for finding in Agreement(corpus).findings.values():
        for answer in finding.answers:
            assert addresses.address_of_claim(answer.placed) in read("index.md").all("href")
            assert f"../{addresses.address_of_claim(answer.placed)}" in read("questions/index.md").all("href")


def test_every_quote_stands_on_its_entry_s_page_with_its_source() -> None:
    for placed in dam().claims:
        page = read(addresses.address_of(placed.entry).replace(".html", ".md"))
        assert placed.claim.quote in page.text
        assert f"../sources/{placed.claim.source}.html" in page.all("href")


def test_no_page_carries_more_of_a_text_than_a_sentence_around_a_quote() -> None:
    everything = "".join(read(path).text for path in sorted(pages()))
    assert "The ledger of this day also speaks of the weather at length" not in everything
    assert SEED[:200] not in everything


def test_what_is_withheld_appears_nowhere() -> None:
    assert not [path for path in pages() if "itness" in pages()[path].html or "itness" in path]


def test_a_retracted_entry_keeps_a_page_that_says_so_and_shows_no_claim() -> None:
    html = pages()["timeline/rumour.md"].html
    assert "withdrawn" in html and "It was a mistake." in html
    assert "a second dam" not in html.replace("A second dam", "")
    assert "rumour.html" not in pages()["timeline/dam-bursts.md"].html


def test_drafts_and_graphic_entries_say_so() -> None:
    assert "not yet reviewed by a person" in pages()["timeline/repairs.md"].html
    assert "not yet reviewed by a person" not in pages()["timeline/dam-bursts.md"].html
    assert "may be graphic" in pages()["timeline/dam-bursts.md"].html


def test_a_source_that_is_not_at_hand_is_said_to_be_so() -> None:
    assert "Text unavailable" in pages()["sources/brief.md"].html
    assert pages()["timeline/dam-bursts.md"].html.count("Text unavailable") == 1


def test_quotes_in_other_languages_say_which() -> None:
    assert '<blockquote class="cl-quote" lang="de"' in pages()["timeline/dam-bursts.md"].html


def test_a_record_is_edited_where_it_lies() -> None:
    assert (
        "https://git.example/dam/edit/main/content/timeline/2031/dam-bursts.md"
        in pages()["timeline/dam-bursts.md"].html
    )


def test_the_timeline_bears_what_the_filters_ask_for() -> None:
    (told,) = read("timeline/index.md").all("data-columns")
    table = json.loads(told)
    has = {}
    for facet in table["facets"]:
        mine = facet["of"].split(",")[2]  # the third entry of the timeline: people-moved
        has[facet["key"]] = [facet["keys"][int(number)] for number in mine.split()]
    assert has == {
        "actor": ["ministry", "ada-finch", "mayor"],
        "place": ["lower-brae", "brae-valley"],
        "type": ["flood"],
        "source": ["ledger", "brief"],
        "question": ["moved"],
        "agreement": ["disputed", "contradicted"],
        "review": ["reviewed"],
    }


def test_a_card_says_in_words_what_is_disputed_and_who_denies_it() -> None:
    cards = dict(re.findall(r'<article class="cl-card[^>]* id="([^"]+)">(.*?)</article>', _timeline(), re.S))
    assert "contradicted on “Did the dam burst?”; denied by Ministry of Rivers" in _words(cards["dam-bursts"])
    assert "contradicted on “How many people were moved?”" in _words(cards["people-moved"])
    assert "isputed" not in cards["repairs"]


def _timeline() -> str:
    return pages()["timeline/index.md"].html


def _words(html: str) -> str:
    return " ".join(re.sub("<[^>]+>", "", html).split())


def test_the_same_corpus_gives_the_same_bytes() -> None:
    corpus = dam()
    assert {page.path: page for page in render(corpus, Agreement(corpus), SITE)} == pages()


def test_an_empty_dossier_has_its_pages_too() -> None:
    corpus = Corpus()
    for page in render(corpus, Agreement(corpus), Site("Nothing yet")):
        Reader(page.html)


def test_references_to_nothing_stop_no_page() -> None:
    """Checks report them; a reader of a preview should still see the rest."""
    lost = Claim(
        "x",
        "no-source",
        speaker="no-one",
        via=("nobody",),
        stance="mutters",
        answers={"no-question": "1", "moved": "many"},
    )
    entry = Entry(
        "lost",
        title="Lost",
        date="soon",
        type="none",
        places=("nowhere",),
        actors=("no-one",),
        see_also=("gone",),
        claims=(lost,),
    )
    corpus = dataclasses.replace(dam(), entries={"lost": entry})
    made = {page.path: page for page in render(corpus, Agreement(corpus), SITE)}
    for page in made.values():
        Reader(page.html)
    assert "Lost" in made["timeline/index.md"].html


# ── Hostile text ────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}&amp;"
KEYS = {
    "id", "path", "source", "sources", "places", "actors", "within", "part_of", "publisher", "country", "of", "via",
    "see_also", "republishes", "type", "seed", "after", "kind", "status", "sensitivity", "stance", "rights",
    "precision", "answers", "was", "value", "published",
}  # fmt: skip


def hostile(thing: object, name: str = "") -> object:
    """The same record with hostile words wherever words may stand."""
    if name in KEYS:
        return thing
    if isinstance(thing, str):
        return f"{thing}{HOSTILE}"
    if isinstance(thing, Claim):
        fields = {one.name: hostile(getattr(thing, one.name), one.name) for one in dataclasses.fields(thing)}
        return Claim(**{**fields, "speaker": thing.named_speaker or hostile(thing.speaker)})  # type: ignore[arg-type]
    if dataclasses.is_dataclass(thing) and not isinstance(thing, type):
        fields = {one.name: hostile(getattr(thing, one.name), one.name) for one in dataclasses.fields(thing)}
        return type(thing)(**fields)
    if isinstance(thing, tuple):
        return tuple(hostile(one) for one in thing)
    return {key: hostile(value) for key, value in thing.items()} if isinstance(thing, dict) else thing


def hostile_dam() -> Corpus:
    corpus = dam()
    groups = ("entries", "sources", "actors", "places", "questions", "types")
    changed = {group: {key: hostile(one) for key, one in getattr(corpus, group).items()} for group in groups}
    return dataclasses.replace(corpus, **changed, home=hostile(corpus.home))  # type: ignore[arg-type]


@cache
def hostile_pages() -> dict[str, Page]:
    corpus = hostile_dam()
    site = Site(f"Site{HOSTILE}", HOSTILE, repository=HOSTILE, edit_uri=HOSTILE)
    return {page.path: page for page in render(corpus, Agreement(corpus), site)}


def test_the_hostile_dossier_is_hostile() -> None:
    assert any("&lt;script&gt;" in page.html for page in hostile_pages().values())
    assert isinstance(hostile_dam().entries["dam-bursts"], Entry) and isinstance(hostile_dam().home, Record)


def test_hostile_words_lose_no_page() -> None:
    assert len(hostile_pages()) == len(pages())  # addresses of unnamed speakers are made of their words, and differ


def test_hostile_text_is_only_text() -> None:
    for path, page in hostile_pages().items():
        reader = Reader(page.html)
        assert not [tag for tag, _ in reader.tags if tag in ("script", "img")], path
        assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")], path
        led_to = reader.all("href")
        assert not [link for link in led_to if re.match(r"\s*(javascript|data|vbscript):", link, re.I)], path


def test_hostile_text_is_not_run_by_the_templates_either() -> None:
    assert "{{ 7*7 }}" in Reader(hostile_pages()["index.md"].html).text


# ── The files beside the pages ──────────────────────────────────────────────────────────────────────────────


def test_own_style_and_script_stay_small_and_call_nobody() -> None:
    files = assets()
    assert {"assets/claimline.css", "assets/claimline.js", "assets/favicon.svg"} <= files.keys()
    own = {
        name: content
        for name, content in files.items()
        if name.endswith((".css", ".js", ".svg")) and "/fonts/" not in name
    }
    assert sum(len(gzip.compress(content)) for content in own.values()) < 50_000
    for name, content in own.items():
        found = re.findall(rb"https?://[^\s\"')]+", content)
        assert set(found) <= {b"http://www.w3.org/2000/svg"}, name


def colours(scheme: str) -> dict[str, str]:
    css = assets()["assets/claimline.css"].decode()
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] {{(.*?)}}', css, re.S)
    assert block
    return dict(re.findall(r"--cl-([a-z]+): (#[0-9a-f]{6});", block[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def pairs() -> Iterator[tuple[str, str, str]]:
    for scheme in ("default", "slate"):
        for ground in ("paper", "wash"):
            for ink in ("ink", "soft", "link", "blue", "green", "ochre", "violet", "red"):
                yield scheme, ink, ground
        yield scheme, "ink", "mark"


@pytest.mark.parametrize(("scheme", "ink", "ground"), list(pairs()))
def test_text_has_the_contrast_that_wcag_asks_for(scheme: str, ink: str, ground: str) -> None:
    known = colours(scheme)
    light, dark = sorted((luminance(known[ink]), luminance(known[ground])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


# ── Golden pages ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("path", ["timeline/people-moved.md", "questions/moved.md", "actors/ada-finch.md"])
def test_pages_look_as_they_did(path: str, request: pytest.FixtureRequest) -> None:
    """After a change that is meant: ``pytest --update-golden``, then read the difference."""
    golden = GOLDEN / (path.replace("/", "-").removesuffix(".md") + ".html")
    if request.config.getoption("--update-golden", default=False):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(pages()[path].html, encoding="utf-8")
    assert pages()[path].html == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize(("folder", "suffix"), [("styles", ".css"), ("scripts", ".js")])
def test_every_style_and_script_is_in_the_order_and_only_once(folder: str, suffix: str) -> None:
    room = Path(render.__code__.co_filename).parent / folder
    lines = (room / "order.txt").read_text().splitlines()
    listed = [line for line in lines if line and not line.startswith("#")]
    assert sorted(listed) == sorted(file.stem for file in room.glob(f"*{suffix}"))


def test_a_record_says_what_it_waives_why_and_since_when() -> None:
    corpus = dam()
    id, entry = next(iter(corpus.entries.items()))
    waiver = Waiver("date-order", "the <Herald> is dated a day early", "2031-03-07", about="said on")
    changed = dataclasses.replace(corpus, entries={**corpus.entries, id: dataclasses.replace(entry, waivers=(waiver,))})
    (page,) = (one for one in render(changed, Agreement(changed), SITE) if one.path == f"timeline/{id}.md")
    told = Reader(page.html).text
    assert "date-order about “said on”: the <Herald> is dated a day early 7 March 2031" in " ".join(told.split())
    assert 'href="../rules/date-order.html"' in page.html
    assert not any('id="waived"' in one.html for one in pages().values())


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.code)
def test_a_rule_s_page_shows_its_sentence_and_its_examples_as_they_are(rule: Rule) -> None:
    told = Reader(pages()[f"rules/{rule.code}.md"].html).text
    assert rule.sentence in told
    for example in rule.page.examples:
        assert all(excerpt.text in told for excerpt in example.excerpts)
        assert all(problem in told for problem in example.problems)
