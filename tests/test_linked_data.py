"""What pages say to machines, read by PyLD and rdflib and held against the vocabulary of schema.org itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from built_sites import SERVED_AT, addresses_of
from linked_data import graph
from page_tree import Element, read_tree, resolved
from pages_corpus import dam
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import SDO
from schema_org import faults
from validation.page_scripts import scripts

from build_tools.addresses import address_of
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.linked_data.script import script
from build_tools.linked_data.told import LinkedData
from build_tools.model import Alias, Change, Claim, Download, Entry, History, Source
from build_tools.pages.page import Page, Site
from build_tools.pages.render import render
from build_tools.published import for_readers

Json = dict[str, Any]
AT = "https://dam.example/d/"
SITE = Site("The dam", "Who says what.", url=AT, rights='<a rel="license" href="https://cc.example/by/">CC</a>')
FILES = (
    Download("data/claims.csv", "claims.csv", "CSV", "The claims", 7, "3 KB"),
    Download("data/dossier.json", "dossier.json", "JSON", "All of it", None, "9 KB"),
)
UNKNOWN = History()
EDTF = URIRef("http://id.loc.gov/datatypes/edtf/EDTF")


def rendered(corpus: Corpus, site: Site = SITE, history: History = UNKNOWN) -> dict[str, Page]:
    given = for_readers(corpus)
    pages = render(given, Agreement(given), site, downloads=FILES, history=history)
    return {page.address: page for page in pages}


def said(page: Page) -> Json:
    (told,) = scripts(page.linked_data)
    return json.loads(told)


@pytest.fixture(scope="module")
def invented() -> dict[str, Page]:
    return rendered(dam())


@pytest.fixture(scope="module")
def graphs(corpora: Mapping[str, Corpus]) -> Mapping[str, Graph]:
    """Everything that the pages of a dossier say, together: what one page says must not be at odds with another."""
    told = {name: graph(everything(for_readers(corpus))) for name, corpus in corpora.items()}
    return {**told, "invented": graph(everything(for_readers(dam())))}


def everything(corpus: Corpus) -> Json:
    told = LinkedData(corpus, Agreement(corpus), "The dam", url=AT, rights=SITE.rights, downloads=FILES)
    groups = (corpus.entries, corpus.actors, corpus.places, corpus.sources, corpus.questions)
    records = [address_of(record) for group in groups for record in group.values()]
    blocks = [told.script(one, title="A page", description="Of it.") for one in ("index.html", "data.html", *records)]
    things = [thing for block in blocks for told in scripts(block) for thing in json.loads(told)["@graph"]]
    return {"@context": "https://schema.org", "@graph": things}


@pytest.fixture(scope="module")
def built(sites: Mapping[str, Path]) -> Mapping[str, tuple[Element, Json]]:
    """By address under the folder of all sites: each page as built, and what it says."""
    found = {}
    for name, site in sites.items():
        for address in set(addresses_of(site)) - {"404.html"}:
            html = (site / address).read_text(encoding="utf-8")
            (told,) = scripts(html)
            found[f"{name}/{address}"] = (read_tree(html), json.loads(told))
    return found


def thing(page: Page, name: str = "") -> Json:
    """What a page says of a thing: of what it is about, or of what has that name."""
    wanted = AT + (name or page.address)
    (told,) = (one for one in _things(said(page)) if one.get("@id") == wanted and "@type" in one)
    return told


def _things(node: Any) -> Any:
    if isinstance(node, dict):
        yield node
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from _things(child)


# ── Every page ──────────────────────────────────────────────────────────────────────────────────────────────


def test_every_built_page_has_one_block(built: Mapping[str, tuple[Element, Json]]) -> None:
    assert len(built) > 200 and all(told["@graph"][0]["@id"].endswith("#page") for _, told in built.values())


def test_the_vocabulary_knows_every_word_in_its_place(graphs: Mapping[str, Graph]) -> None:
    assert {name: sorted(set(faults(graph))) for name, graph in graphs.items()} == {name: [] for name in graphs}


@pytest.mark.parametrize(
    "statement",
    [
        ({"@type": "Happening", "name": "x"}, "no such type"),
        ({"@type": "Event", "titel": "x"}, "no such property"),
        ({"@type": "Place", "startDate": "2031-01-01"}, "cannot have"),
        ({"@type": "Event", "location": {"@type": "Person", "name": "x"}}, "cannot be"),
        ({"@type": "Person", "memberOf": "a club"}, "cannot be"),
    ],
    ids=lambda statement: statement[1],
)
def test_a_word_out_of_its_place_would_be_found(statement: tuple[Json, str]) -> None:
    told, fault = statement
    assert any(fault in one for one in faults(graph({"@context": "https://schema.org", **told})))


def test_nothing_is_rated(graphs: Mapping[str, Graph]) -> None:
    verdicts = {"ClaimReview", "Rating", "Review", "AggregateRating", "reviewRating", "ratingValue", "acceptedAnswer"}
    words = {str(term).rpartition("/")[2] for graph in graphs.values() for triple in graph for term in triple[1:]}
    assert not verdicts & words


def test_every_date_is_one_of_iso_8601_and_what_is_more_stands_beside_it(graphs: Mapping[str, Graph]) -> None:
    dates = (SDO.startDate, SDO.endDate, SDO.datePublished, SDO.dateCreated, SDO.dateModified)
    for read in graphs.values():
        for name in dates:
            for value in read.objects(None, URIRef(str(name).replace("https:", "http:"))):
                assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", str(value)), value
    recorded = {
        str(value) for value in graphs["invented"].objects() if isinstance(value, Literal) and value.datatype == EDTF
    }
    assert {"[2031-03-04..2031-03-05]", "2030-11/..", "2031-03?"} <= recorded


def test_every_name_leads_to_a_page_and_a_place_on_it(built: Mapping[str, tuple[Element, Json]]) -> None:
    ids = {page: {one.attributes.get("id") for one in tree.elements()} for page, (tree, _) in built.items()}
    for page, (_, told) in built.items():
        folder = page.partition("/")[0]
        for name in {one["@id"] for one in _things(told) if "@id" in one and not is_foreign(one["@id"])}:
            address = f"{folder}/{name.removeprefix(SERVED_AT)}" if name.startswith(SERVED_AT) else resolved(name, page)
            path, _, anchor = address.partition("#")
            assert anchor in {"", "page", "site", "dataset"} | ids[path], (page, name)


def is_foreign(name: str) -> bool:
    return name.startswith("http") and not name.startswith(SERVED_AT)


def test_the_way_to_a_page_is_the_one_that_it_shows(built: Mapping[str, tuple[Element, Json]]) -> None:
    checked = 0
    for page, (tree, told) in built.items():
        links = [
            link for nav in tree.elements() if "cl-crumbs" in nav.classes for link in nav.elements() if link.tag == "a"
        ]
        shown = [(link.text, resolved(link.attributes["href"], page)) for link in links]
        steps = told["@graph"][0].get("breadcrumb", {}).get("itemListElement", [])
        above = [(step["name"], _placed(step["item"]["@id"], page)) for step in steps[:-1]]
        if shown:
            assert above == shown, page
            checked += 1
    assert checked > 100


def _placed(name: str, page: str) -> str:
    return f"flood/{name.removeprefix(SERVED_AT)}" if name.startswith(SERVED_AT) else resolved(name, page)


def test_where_the_site_is_published_nobody_knows_names_are_links_from_the_page() -> None:
    page = rendered(dam(), Site("The dam"))["timeline/dam-bursts.html"]
    read = graph(said(page), base="file:///home/me/site/timeline/dam-bursts.html")
    event = URIRef("file:///home/me/site/timeline/dam-bursts.html")
    assert (event, RDF.type, URIRef("http://schema.org/Event")) in read
    places = {str(one) for one in read.objects(event, URIRef("http://schema.org/location"))}
    assert places == {"file:///home/me/site/places/brae-dam.html", "file:///home/me/site/places/lower-brae.html"}
    assert list(faults(read)) == []


# ── What cannot break out ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "words", ["</script><script>alert(1)</script>", "<!--<script>", "a\u2028b\u2029c", "]]>&amp;", '"\\']
)
def test_no_words_end_the_block_or_change_in_it(words: str) -> None:
    block = script([{"@type": "Claim", "text": words}])
    (told,) = scripts(block)
    assert json.loads(told)["@graph"][0]["text"] == words
    assert not re.search(r"[<>&\u2028\u2029]", told)


# ── What a page says of what it shows ───────────────────────────────────────────────────────────────────────


def test_an_event_has_the_bounds_of_its_date(invented: dict[str, Page]) -> None:
    moved = thing(invented["timeline/people-moved.html"])
    assert (moved["startDate"], moved["endDate"]) == ("2031-03-04", "2031-03-05")
    repairs = thing(invented["timeline/repairs.html"])
    assert repairs["startDate"] == "2030-11-01" and "endDate" not in repairs


def test_an_event_is_told_as_reported_and_a_disputed_one_as_disputed(invented: dict[str, Page]) -> None:
    burst, repairs = (thing(invented[f"timeline/{one}.html"]) for one in ("dam-bursts", "repairs"))
    assert "others deny it" in burst["disambiguatingDescription"]
    assert (
        repairs["disambiguatingDescription"].startswith("As reported")
        and "deny" not in repairs["disambiguatingDescription"]
    )


def test_a_claim_has_its_words_its_speaker_and_where_it_appeared(invented: dict[str, Page]) -> None:
    named, denied, foreign = thing(invented["timeline/dam-bursts.html"])["subjectOf"]
    assert named["@type"] == ["Claim", "Quotation"] and named["text"] == "The dam above Lower Brae has burst"
    assert named["creator"]["@id"] == f"{AT}actors/water-board.html"
    assert named["appearance"]["@id"] == f"{AT}sources/ledger.html" and named["dateCreated"] == "2031-03-04"
    assert denied["urn:claimline:terms:stance"] == "denies"
    assert foreign["inLanguage"] == "de" and foreign["workTranslation"]["translator"]["name"] == "a translator"


def test_somebody_unnamed_gets_no_record_and_who_passed_words_on_is_named(invented: dict[str, Page]) -> None:
    _, officials, helper, _ = thing(invented["timeline/people-moved.html"])["subjectOf"]
    assert officials["creditText"] == "Officials of the ministry (Ministry of Rivers)" and "creator" not in officials
    (wire,) = helper["urn:claimline:terms:via"]["@list"]
    assert (wire["@id"], wire["name"]) == (f"{AT}actors/night-wire.html", "Night Wire")


def test_a_draft_is_told_as_one_and_a_withdrawn_entry_tells_of_no_event(invented: dict[str, Page]) -> None:
    assert thing(invented["timeline/repairs.html"], "timeline/repairs.html#page")["creativeWorkStatus"] == "Draft"
    told = said(invented["timeline/rumour.html"])["@graph"]
    assert [one["@type"] for one in told] == ["WebPage"] and told[0]["creativeWorkStatus"] == "Retracted"
    assert "second dam" not in json.dumps(told[0].get("mainEntity", ""))


def test_a_page_with_graphic_words_says_so(invented: dict[str, Page]) -> None:
    assert thing(invented["timeline/dam-bursts.html"], "timeline/dam-bursts.html#page")["isFamilyFriendly"] is False


def test_a_person_has_names_offices_and_other_catalogues(invented: dict[str, Page]) -> None:
    finch = thing(invented["actors/ada-finch.html"])
    assert finch["@type"] == "Person" and finch["sameAs"] == ["http://www.wikidata.org/entity/Q1"]
    assert finch["alternateName"] == [{"@value": "Ада Финч", "@language": "ru"}]
    (office,) = finch["memberOf"]
    assert (office["roleName"], office["memberOf"]) == ("head", {"@id": f"{AT}actors/water-board.html"})
    assert "startDate" not in office, "that somebody was in office on a day does not tell since when"


def test_a_place_has_its_point_and_how_exact_it_is(invented: dict[str, Page]) -> None:
    told = thing(invented["places/brae-dam.html"])
    assert (told["geo"]["latitude"], told["geo"]["longitude"]) == (12.5, -3.25)
    assert told["additionalProperty"]["value"] == "exact"
    assert "geo" not in thing(invented["places/lower-brae.html"])


def test_a_source_is_a_publication_without_a_grade(invented: dict[str, Page]) -> None:
    ledger, brief = (thing(invented[f"sources/{one}.html"]) for one in ("ledger", "brief"))
    assert ledger["@type"] == "NewsArticle" and ledger["url"] == "https://ledger.example/dam?id=1"
    assert ledger["author"] == [{"@type": "Person", "name": "C. Quill"}] and "editor" not in json.dumps(ledger)
    assert "datePublished" not in brief and brief["http://purl.org/dc/terms/issued"]["@value"] == "2031-03?"


def test_a_question_has_every_answer_and_none_that_is_right(invented: dict[str, Page]) -> None:
    moved = thing(invented["questions/moved.html"])
    assert [one["text"] for one in moved["suggestedAnswer"]] == [">=300", "450", "~200"] and moved["answerCount"] == 3


def test_the_data_page_names_every_file(invented: dict[str, Page]) -> None:
    told = thing(invented["data.html"], "data.html#dataset")
    assert [one["contentUrl"] for one in told["distribution"]] == [f"{AT}data/claims.csv", f"{AT}data/dossier.json"]
    assert told["license"] == "https://cc.example/by/" and told["temporalCoverage"] == "2030-11-01/2031-03-05"
    assert thing(invented["index.html"], "index.html#site")["@type"] == "WebSite"


def test_when_a_record_changed_is_told_from_its_history() -> None:
    path = "content/timeline/2031/dam-bursts.md"
    page = rendered(dam(), history=History({path: (Change("ab" * 20, "2031-03-09", "An editor", ""),)}))
    assert thing(page["timeline/dam-bursts.html"], "timeline/dam-bursts.html#page")["dateModified"] == "2031-03-09"


def test_what_is_withheld_is_not_told(invented: dict[str, Page]) -> None:
    assert not [page for page in invented.values() if "witness" in json.dumps(said(page)).lower()]


def test_names_and_addresses_of_strangers_are_only_text() -> None:
    hostile = "</script><img src=x onerror=alert(1)>"
    corpus = dam()
    ledger = replace(corpus.sources["ledger"], title=hostile, url='https://x.example/a b"<c>', authors=(hostile,))
    finch = replace(corpus.actors["ada-finch"], aliases=(Alias(hostile),), links={"wikidata": "Q1 <b>"})
    entry = Entry("odd", title=hostile, date="no date", claims=(Claim(hostile, "ledger"), Claim("x", "gone")))
    changed = replace(
        corpus,
        sources={**corpus.sources, "ledger": ledger, "bare": Source("bare")},
        actors={**corpus.actors, "ada-finch": finch},
        entries={**corpus.entries, "odd": entry},
    )
    pages = rendered(changed)
    for address in ("timeline/odd.html", "sources/ledger.html", "actors/ada-finch.html", "sources/bare.html"):
        (told,) = scripts(pages[address].linked_data)
        assert "<" not in told and list(faults(graph(json.loads(told)))) == []
    assert thing(pages["timeline/odd.html"])["name"] == hostile
