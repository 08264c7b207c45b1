"""``provenance.jsonld``: read by rdflib and by the ``prov`` package, and held against PROV-O and PROV-CONSTRAINTS."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from linked_data import graph
from pages_corpus import dam
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, PROV
from small_corpus import small_corpus
from validation.judging import judge
from validation.provenance_graph import FORBIDDEN, PROVENANCE, offenders

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.formats import provenance_jsonld
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Capture, Change, Claim, Entry, History, Source
from build_tools.published import for_readers

AT = "https://dam.example/d/"
BURST = "content/timeline/2031/dam-bursts.md"
FIRST = Change("a1" * 20, "2031-03-08", "Ada Editor", "A draft on the dam", "2031-03-08T09:00:00+01:00")
SECOND = Change("b2" * 20, "2031-03-09", "Bo Checker", "The dam, reviewed", "2031-03-09T10:30:00Z")
HISTORY = History({BURST: (SECOND, FIRST)})


SITE = SiteFacts("The dam", url=AT)


def written(corpus: Corpus, site: SiteFacts = SITE, history: History = HISTORY) -> bytes:
    given = for_readers(corpus)
    telling = Telling(given, Agreement(given), site, history)
    return files(telling, only=["provenance"])[provenance_jsonld.PATH]


def read(corpus: Corpus, **more: Any) -> Graph:
    return graph(json.loads(written(corpus, **more)))


def whole() -> Corpus:
    """The invented dossier with an original, a copy and a proposer."""
    corpus = dam()
    entries = {**corpus.entries, "dam-bursts": replace(corpus.entries["dam-bursts"], proposed_by=("Ada Editor",))}
    copy = Source("copy", title="The same", publisher="night-wire", republishes="ledger", sha256="cd" * 32)
    captures = {"copy": Capture("copy.txt", "cd" * 32, "copy.html", "ef" * 32, reader="trafilatura 2.3.1")}
    return replace(corpus, entries=entries, sources={**corpus.sources, "copy": copy}, captures=captures)


@pytest.fixture(scope="module")
def invented() -> Graph:
    return read(whole())


def at(name: str) -> URIRef:
    return URIRef(AT + name)


def of(read: Graph, thing: URIRef, said: URIRef) -> set[str]:
    return {str(value).removeprefix(AT) for value in read.objects(thing, said)}


# ── What PROV-O demands: of what each property may be said, and what it may lead to ─────────────────────────────

OFFENCES = {
    "typing 50, 55: a thing is an entity or an activity": "<a:1> a prov:Entity, prov:Activity .",
    "key 22: an entity is generated once": "<a:1> prov:wasGeneratedBy <a:2>, <a:3> .",
    "impossible 52: nothing is a special case of itself": "<a:1> prov:specializationOf <a:1> .",
    "ordering 41: nothing comes from itself": "<a:1> prov:wasDerivedFrom <a:2> . <a:2> prov:wasDerivedFrom <a:1> .",
    "ordering 42: nothing comes from what is younger": (
        '<a:1> prov:wasDerivedFrom <a:2> ; prov:generatedAtTime "2031-01-01T00:00:00Z"^^xsd:dateTime .'
        '<a:2> prov:generatedAtTime "2032-01-01T00:00:00Z"^^xsd:dateTime .'
    ),
    "inference 12: a revision comes from what it revises": "<a:1> prov:wasRevisionOf <a:2> .",
    "ordering 34: a version is not older than what made it ended": (
        '<a:1> prov:wasGeneratedBy <a:2> ; prov:generatedAtTime "2032-01-01T00:00:00Z"^^xsd:dateTime .'
        '<a:2> prov:endedAtTime "2031-01-01T00:00:00Z"^^xsd:dateTime .'
    ),
    "PROV-O: who is named in full is named in short": "<a:1> prov:qualifiedAttribution [prov:agent <a:2>] .",
}


@pytest.mark.parametrize("corpus", [small_corpus(), Corpus()], ids=["small", "empty"])
def test_the_laws_of_prov_are_kept(corpus: Corpus) -> None:
    assert judge(PROVENANCE, {provenance_jsonld.PATH: written(corpus)}).faults == ()


def test_the_laws_of_prov_are_kept_by_every_kind_of_thing() -> None:
    assert judge(PROVENANCE, {provenance_jsonld.PATH: written(whole())}).faults == ()


@pytest.mark.parametrize("law", FORBIDDEN)
def test_what_breaks_a_constraint_would_be_found(law: str) -> None:
    prefixes = "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."
    assert offenders(Graph().parse(data=f"{prefixes} {OFFENCES[law]}", format="turtle"), law)


# ── What is told ────────────────────────────────────────────────────────────────────────────────────────────


def test_words_come_from_a_text_and_through_everybody_from_the_speaker(invented: Graph) -> None:
    (words,) = invented.subjects(PROV.value, Literal("some 200"))
    assert of(invented, words, PROV.wasQuotedFrom) == {"sources/brief.html"}
    (passed,) = invented.objects(words, PROV.wasDerivedFrom)
    assert of(invented, passed, PROV.wasAttributedTo) == {"actors/night-wire.html"}
    (said,) = invented.objects(passed, PROV.wasDerivedFrom)
    (helper,) = invented.objects(said, PROV.wasAttributedTo)
    assert str(helper).startswith(f"{AT}sources/brief.html#speaker-")


def test_the_words_of_a_source_in_its_own_voice_report_nobody(invented: Graph) -> None:
    (words,) = invented.subjects(PROV.value, Literal("das Wehr ist gebrochen"))
    assert not list(invented.objects(words, PROV.wasDerivedFrom))


def test_who_declines_has_said_nothing(invented: Graph) -> None:
    (words,) = invented.subjects(PROV.value, Literal("The mayor did not say how many houses were lost"))
    assert not list(invented.objects(words, PROV.wasDerivedFrom))
    (claim,) = _claims_of(invented, words)
    assert of(invented, claim, URIRef("urn:claimline:terms:speaker")) == {"actors/mayor.html"}


def _claims_of(read: Graph, words: Any) -> list[Any]:
    return [one for one in read.subjects(PROV.wasDerivedFrom, words) if "#claim-" in str(one)]


def test_who_made_the_record_did_not_speak(invented: Graph) -> None:
    record = at("timeline/dam-bursts.html#record")
    makers = set(invented.objects(record, PROV.wasAttributedTo))
    roles = {str(role).rpartition(":")[2] for role in invented.objects(None, PROV.hadRole)}
    assert len(makers) == 2 and roles == {"proposer", "reviewer"}
    speakers = set(invented.objects(None, URIRef("urn:claimline:terms:speaker")))
    assert not makers & speakers and all("#by-" in str(one) for one in makers)


def test_each_version_of_a_record_was_made_by_a_commit(invented: Graph) -> None:
    versions = sorted(invented.subjects(PROV.specializationOf, at("timeline/dam-bursts.html#record")))
    assert [str(one)[-10:] for one in versions] == ["a1" * 5, "b2" * 5]
    older, younger = versions
    assert set(invented.objects(younger, PROV.wasRevisionOf)) == {older}
    (commit,) = invented.objects(older, PROV.wasGeneratedBy)
    assert str(commit) == "swh:1:rev:" + "a1" * 20
    (ended,) = invented.objects(commit, PROV.endedAtTime)
    assert str(ended) == "2031-03-08T08:00:00Z" or ended.toPython().isoformat() == "2031-03-08T08:00:00+00:00"
    (who,) = invented.objects(commit, PROV.wasAssociatedWith)
    assert who in set(invented.objects(at("timeline/dam-bursts.html#record"), PROV.wasAttributedTo))


def test_a_text_comes_from_the_original_and_a_copy_from_what_it_copies(invented: Graph) -> None:
    text, original = URIRef(f"urn:sha256:{'cd' * 32}"), URIRef(f"urn:sha256:{'ef' * 32}")
    assert (text, PROV.wasDerivedFrom, original) in invented
    assert (original, PROV.wasDerivedFrom, at("sources/copy.html")) in invented
    assert (at("sources/copy.html"), PROV.wasDerivedFrom, at("sources/ledger.html")) in invented
    (reading,) = invented.objects(text, PROV.wasGeneratedBy)
    assert of(invented, reading, URIRef("urn:claimline:terms:reader")) == {"trafilatura 2.3.1"}


def test_a_day_is_told_as_a_day(invented: Graph) -> None:
    dates = {str(one) for one in invented.objects(None, DCTERMS.date)}
    assert {"2031-03-04", "2031-03-05", "2031-03?"} <= dates
    assert not list(read(dam(), history=History()).objects(None, PROV.generatedAtTime))


def test_what_is_withheld_or_retracted_has_no_words_here() -> None:
    told = written(whole()).decode()
    assert "witness" not in told and "a second dam" not in told


def test_hostile_words_stay_words() -> None:
    hostile = '"}],"@id":"x\u2028</script>'
    claim = Claim(hostile, "no-source", via=("nobody",))
    entry = Entry("odd", title=hostile, date="soon", claims=(claim,), reviewed_by=(hostile, "", "張"))
    told = read(Corpus(entries={"odd": entry}))
    assert len(list(told.subjects(PROV.wasQuotedFrom))) == 1


def test_the_same_dossier_gives_the_same_bytes() -> None:
    assert written(whole()) == written(whole())
