"""``annotations.jsonld``, read by PyLD and rdflib and held against what the Web Annotation Data Model demands."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from linked_data import expanded, graph
from pages_corpus import dam
from rdflib import RDF, URIRef
from small_corpus import small_corpus
from validation.judging import judge
from validation.web_annotations import ANNOTATIONS, MUSTS, offenders

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.formats import annotations_jsonld
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Change, Claim, Entry, History, Quantity, Source, Translation, Unnamed
from build_tools.published import for_readers
from build_tools.seeds import read_document

Json = dict[str, Any]
SITE = SiteFacts(
    "A dossier", url="https://dam.example/d/", rights='<a rel="license" href="https://cc.example/by/">CC</a>'
)
UNKNOWN = History()


def annotated(corpus: Corpus, site: SiteFacts = SITE, history: History = UNKNOWN) -> Json:
    telling = Telling(for_readers(corpus), Agreement(corpus), site, history)
    return json.loads(files(telling, only=["annotations"])[annotations_jsonld.PATH])


@pytest.fixture(scope="module")
def small() -> Json:
    return annotated(small_corpus())


@pytest.fixture(scope="module", params=["first", "flood", "invented"])
def document(request: pytest.FixtureRequest, corpora: Mapping[str, Corpus]) -> Json:
    corpus = {**corpora, "invented": dam()}[request.param]
    return annotated(corpus, SiteFacts() if request.param == "first" else SITE)


def first(document: Json) -> Json:
    return document["first"]["items"][0]


# ── What the model demands: section of the Recommendation, what finds offenders, and what would be one ─────────


def without(*path: str | int) -> Callable[[Json], None]:
    def spoil(document: Json) -> None:
        *way, last = path
        holder: Any = document
        for step in way:
            holder = holder[step]
        del holder[last]

    return spoil


def having(value: object, *path: str | int) -> Callable[[Json], None]:
    def spoil(document: Json) -> None:
        *way, last = path
        holder: Any = document
        for step in way:
            holder = holder[step]
        holder[last] = value

    return spoil


ITEM = ("first", "items", 0)
QUOTE = (*ITEM, "target", "selector", 0)
POSITION = (*ITEM, "target", "selector", 1)
WORDS = (*ITEM, "body", 0)

SPOILT = {
    "3.1 an annotation has one IRI": without(*ITEM, "id"),
    "3.1 what is listed is an annotation": without(*ITEM, "type"),
    "3.1 an annotation has a target": without(*ITEM, "target"),
    "3.2.4 a textual body has one value": without(*WORDS, "value"),
    "3.2.1 a body that is a resource of its own has one IRI": without(*ITEM, "body", 1, "id"),
    "3.3.5 motivations are instances that the vocabulary knows": having("urn:other", *ITEM, "motivation"),
    "3.3.6 rights are an IRI": having({"@value": "CC BY"}, "rights"),
    "4 a specific resource has exactly one source": without(*ITEM, "target", "source"),
    "4 and not two": having(["urn:a:a", "urn:b:b"], *ITEM, "target", "source"),
    "4.2.4 a quote selector has exactly one exact": without(*QUOTE, "exact"),
    "4.2.4 and at most one prefix and suffix": having(["one", "two"], *QUOTE, "prefix"),
    "4.2.4 a selector has its class": without(*QUOTE, "type"),
    "4.2.5 a position selector has a start": without(*POSITION, "start"),
    "4.2.5 which is no negative number": having("-1", *POSITION, "start"),
    "4.2.5 and an end": without(*POSITION, "end"),
    "4.2.5 which is no negative number either": having("-1", *POSITION, "end"),
    "4.3.1 a copy is an IRI": having({"type": "TimeState", "cached": {"@value": "a copy"}}, *ITEM, "target", "state"),
    "5.1 a collection has one IRI": without("id"),
    "5.1 a label that is a string": having({"@id": "urn:a:b"}, "label"),
    "5.1 a total that is no negative number": having("-1", "total"),
    "5.1 and a first page if it is not empty": without("first"),
    "5.2 a page has one IRI": without("first", "id"),
    "5.2 is a page": without("first", "type"),
    "5.2 and has annotations": without("first", "items"),
}  # fmt: skip


@pytest.mark.parametrize("corpus", [dam(), small_corpus()], ids=["invented", "small"])
def test_the_model_is_kept(corpus: Corpus) -> None:
    written = json.dumps(annotated(corpus)).encode()
    assert judge(ANNOTATIONS, {annotations_jsonld.PATH: written}).faults == ()


@pytest.mark.parametrize("must", MUSTS)
def test_what_breaks_the_model_would_be_found(must: str, small: Json) -> None:
    broken = deepcopy(small)
    SPOILT[must](broken)
    assert offenders(graph(broken), must)


# ── What they say of the dossier ────────────────────────────────────────────────────────────────────────────


def test_every_claim_is_annotated_at_its_words(document: Json, corpora: Mapping[str, Corpus]) -> None:
    texts = {
        f"urn:sha256:{text.sha256}": text.text for corpus in corpora.values() for text in corpus.documents.values()
    }
    for item in document["first"]["items"]:
        target = item["target"]
        quote, *position = target["selector"]
        text = texts.get(target.get("state", {}).get("cached", target["source"]))
        if text and position:
            (place,) = position
            assert text[place["start"] : place["end"]] == quote["exact"]
            around = text[: place["start"]], text[place["end"] :]
            assert around[0].endswith(quote.get("prefix", "")) and around[1].startswith(quote.get("suffix", ""))
    held = [item for item in document["first"]["items"] if len(item["target"]["selector"]) == 2]
    assert len(held) >= document["total"] / 2


def test_positions_of_a_text_on_the_web_are_those_of_its_copy_here() -> None:
    targets = [item["target"] for item in annotated(dam())["first"]["items"]]
    ledger = next(target for target in targets if target["source"] == "https://ledger.example/dam?id=1")
    assert ledger["state"] == {"type": "TimeState", "cached": f"urn:sha256:{'ab' * 32}"}


def test_a_dossier_without_an_address_is_named_by_its_repository() -> None:
    told = annotated(dam(), SiteFacts(repository="https://git.example/ada/dam"))
    assert told["id"].startswith("tag:git.example,2026:ada/dam/data/") and told["total"] == len(
        list(_annotations(told))
    )


def _annotations(document: Json) -> Any:
    return graph(document).subjects(RDF.type, URIRef("http://www.w3.org/ns/oa#Annotation"))


def test_when_a_record_was_made_and_changed_is_told_where_git_knows_it() -> None:
    path = "content/timeline/2031/dam-bursts.md"
    older = Change("a1" * 20, "2031-03-08", "Ada", "", "2031-03-08T09:00:00+01:00")
    younger = Change("b2" * 20, "2031-03-09", "Bo", "", "2031-03-09T10:30:00Z")
    items = annotated(dam(), history=History({path: (younger, older)}))["first"]["items"]
    assert [(one["created"], one["modified"]) for one in items if "created" in one] == [
        ("2031-03-08T08:00:00Z", "2031-03-09T10:30:00Z")
    ] * 3
    shallow = annotated(dam(), history=History({path: (younger,)}, complete=False))["first"]["items"]
    assert not [one for one in shallow if "created" in one] and [one for one in shallow if "modified" in one]


@pytest.mark.parametrize(
    ("address", "cited"),
    [
        ("https://x.example/a b?q=«ü»#c", "https://x.example/a%20b?q=%C2%AB%C3%BC%C2%BB#c"),
        ("javascript:alert(1)", f"urn:sha256:{'ab' * 32}"),
        ("www.x.example/a", f"urn:sha256:{'ab' * 32}"),
    ],
)
def test_a_source_is_named_by_its_address_if_that_is_one_of_the_web(address: str, cited: str) -> None:
    source = Source("s", sha256="ab" * 32, url=address)
    corpus = Corpus({"e": Entry("e", title="E", date="2031", claims=(Claim("x", "s"),))}, {"s": source})
    assert first(annotated(corpus))["target"]["source"] == cited


def test_who_made_the_record_is_not_who_spoke(small: Json) -> None:
    told = expanded(small)
    creators = json.dumps([item.get("creator") for item in small["first"]["items"]])
    assert "zelensky" not in creators.lower() and told


def test_a_withheld_or_retracted_claim_is_not_annotated(small: Json) -> None:
    written = json.dumps(small, ensure_ascii=False)
    assert "hidden" not in written and "rumour" not in written and "No words of this line" not in written


def test_an_empty_dossier_is_an_empty_collection() -> None:
    empty = annotated(Corpus())
    assert empty["total"] == 0 and "first" not in empty and len(graph(empty))


# ── The round trip ──────────────────────────────────────────────────────────────────────────────────────────


def claim_of(item: Json) -> Claim:
    """A claim read back from an annotation by the layout that its keys tell."""
    told = item["body"][1]
    return Claim(
        item["target"]["selector"][0]["exact"],
        _id(told["source"]),
        speaker=_speaker(told.get("speaker")),
        via=tuple(map(_id, told.get("via", ()))),
        stance=told["stance"],
        said=told.get("said", ""),
        when=told.get("when", ""),
        medium=told.get("medium", ""),
        quantities=tuple(Quantity(**one) for one in told.get("quantities", ())),
        answers={_id(one["question"]): one["answer"] for one in told.get("answers", ())},
        after=told.get("after", ""),
        note=told.get("note", ""),
        lang=told.get("lang", ""),
        translation=Translation(**told["translation"]) if "translation" in told else None,
    )


def _speaker(told: Any) -> str | Unnamed | None:
    if isinstance(told, dict):
        return Unnamed(told["unnamed"], _id(told.get("within", "")))
    return _id(told) if told else None


def _id(compact: str) -> str:
    return compact.partition(":")[2].removesuffix(".html")


@pytest.mark.parametrize("name", ["small", "invented", "first", "flood"])
def test_the_annotations_hold_every_claim_as_it_is_recorded(name: str, corpora: Mapping[str, Corpus]) -> None:
    corpus = for_readers({**corpora, "small": small_corpus(), "invented": dam()}[name])
    read = [claim_of(item) for item in annotated(corpus)["first"]["items"]]
    recorded = [placed.claim for placed in corpus.claims]
    for was, now in zip(recorded, read, strict=True):
        assert now == replace(was, answers=corpus.answers_of(was))


def test_places_count_code_points_whatever_their_size() -> None:
    text = "🌊🌊 Die Flut kam, sagte sie: „Der Dämm brach“ 👩‍👩‍👧.\n"
    document = read_document(text, "s.txt")
    corpus = Corpus(
        {"e": Entry("e", title="E", date="2031", claims=(Claim("Der Dämm brach", "s"),))},
        {"s": Source("s", sha256=document.sha256)},
        documents={"s": document},
    )
    quote, place = annotated(corpus)["first"]["items"][0]["target"]["selector"]
    assert document.text[place["start"] : place["end"]] == quote["exact"] == "Der Dämm brach"
    assert len(text) > len(document.text) or place["start"] == text.index("Der")


def test_the_words_that_decide_where_a_quote_stands_go_along() -> None:
    corpus = Corpus(
        {"e": Entry("e", title="E", date="2031", claims=(Claim("the dam", "s", after="above"), Claim("the dam", "s")))},
        {"s": Source("s", sha256="ab" * 32)},
        documents={"s": read_document("Below the dam and above the dam.\n", "s.txt")},
    )
    decided, ambiguous = annotated(corpus)["first"]["items"]
    assert claim_of(decided).after == "above" and decided["target"]["selector"][1] == {
        "type": "TextPositionSelector", "start": 24, "end": 31,
    }  # fmt: skip
    assert [one["type"] for one in ambiguous["target"]["selector"]] == ["TextQuoteSelector"]
