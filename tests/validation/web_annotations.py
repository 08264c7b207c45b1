"""``annotations.jsonld``: expanded by PyLD, read by rdflib, and asked for whatever breaks the Web Annotation Data Model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from linked_data import ANNOTATION_CONTEXT, contexts, graph, keys_of
from rdflib import Graph

from .judging import Examination, Validator

PATH = "data/annotations.jsonld"
PREFIXES = """
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX as: <http://www.w3.org/ns/activitystreams#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX dcterms: <http://purl.org/dc/terms/>
"""
_NUMBER = "FILTER(datatype(?n) != xsd:nonNegativeInteger || xsd:integer(?n) < 0)"
# What the model demands (section of the Recommendation of 23 February 2017), as what finds those who do not keep it.
MUSTS: Mapping[str, str] = {
    "3.1 an annotation has one IRI": "?x a oa:Annotation FILTER(isBlank(?x))",
    "3.1 what is listed is an annotation": (
        "?page as:items/rdf:rest*/rdf:first ?x FILTER NOT EXISTS {?x a oa:Annotation}"
    ),
    "3.1 an annotation has a target": "?x a oa:Annotation FILTER NOT EXISTS {?x oa:hasTarget ?t}",
    "3.2.4 a textual body has one value": "?x a oa:TextualBody FILTER NOT EXISTS {?x rdf:value ?v}",
    "3.2.1 a body that is a resource of its own has one IRI": (
        "?a oa:hasBody ?x FILTER(isBlank(?x) && NOT EXISTS {?x a oa:TextualBody})"
    ),
    "3.3.5 motivations are instances that the vocabulary knows": "?x oa:motivatedBy ?m FILTER(?m != oa:describing)",
    "3.3.6 rights are an IRI": "?x dcterms:rights ?r FILTER(!isIRI(?r))",
    "4 a specific resource has exactly one source": ("?x a oa:SpecificResource FILTER NOT EXISTS {?x oa:hasSource ?s}"),
    "4 and not two": "?x oa:hasSource ?s, ?t FILTER(?s != ?t)",
    "4.2.4 a quote selector has exactly one exact": "?x a oa:TextQuoteSelector FILTER NOT EXISTS {?x oa:exact ?e}",
    "4.2.4 and at most one prefix and suffix": (
        "?x oa:prefix|oa:suffix|oa:exact ?e . {?x oa:prefix ?p, ?q} UNION {?x oa:suffix ?p, ?q} FILTER(?p != ?q)"
    ),
    "4.2.4 a selector has its class": "?t oa:hasSelector ?x FILTER NOT EXISTS {?x a ?class}",
    "4.2.5 a position selector has a start": "?x a oa:TextPositionSelector FILTER NOT EXISTS {?x oa:start ?n}",
    "4.2.5 which is no negative number": f"?x oa:start ?n {_NUMBER}",
    "4.2.5 and an end": "?x a oa:TextPositionSelector FILTER NOT EXISTS {?x oa:end ?n}",
    "4.2.5 which is no negative number either": f"?x oa:end ?n {_NUMBER}",
    "4.3.1 a copy is an IRI": "?x oa:cachedSource ?c FILTER(!isIRI(?c))",
    "5.1 a collection has one IRI": "?x a as:OrderedCollection FILTER(isBlank(?x))",
    "5.1 a label that is a string": "?x rdfs:label ?l FILTER(isIRI(?l))",
    "5.1 a total that is no negative number": f"?x as:totalItems ?n {_NUMBER}",
    "5.1 and a first page if it is not empty": (
        "?x as:totalItems ?n FILTER(xsd:integer(?n) > 0 && NOT EXISTS {?x as:first ?p})"
    ),
    "5.2 a page has one IRI": "?c as:first ?x FILTER(isBlank(?x))",
    "5.2 is a page": "?c as:first ?x FILTER NOT EXISTS {?x a as:OrderedCollectionPage}",
    "5.2 and has annotations": "?x a as:OrderedCollectionPage FILTER NOT EXISTS {?x as:items/rdf:first ?a}",
}


def offenders(read: Graph, must: str) -> list[Any]:
    """What does not keep one of the demands."""
    return list(read.query(f"{PREFIXES} SELECT ?x WHERE {{ {MUSTS[must]} }}"))


def check(on: Examination) -> None:
    """The model is kept, every key means something, every name is absolute, and no two annotations share one."""
    document = on.load(PATH)
    read = graph(document)
    on.faults += [f"{must}: {offenders(read, must)[:3]}" for must in MUSTS if offenders(read, must)]
    on.faults += _of_names(document, read)
    items = document.get("first", {}).get("items", [])
    on.counted.update({"annotations": len(items), "triples": len(read)})
    on.counted["positions"] += sum(len(item["target"]["selector"]) - 1 for item in items)


def _of_names(document: Any, read: Graph) -> Iterator[str]:
    standard, own = contexts()[ANNOTATION_CONTEXT]["@context"], document["@context"][1]
    if document["@context"][0] != ANNOTATION_CONTEXT or "@context" in document.get("first", {}):
        yield "the standard context comes first, and once"
    if again := set(own) & set(standard):
        yield f"{sorted(again)}: terms of the standard context with another meaning"
    if unknown := set(keys_of(document.get("first"))) - set(standard) - set(own["Claim"]["@context"]):
        yield f"{sorted(unknown)}: keys that no context knows are dropped by programs without a word"
    names = {str(term) for triple in read for term in triple if term.n3().startswith("<")}
    if relative := [one for one in names if one.split(":")[0] not in ("https", "http", "urn", "tag")]:
        yield f"{sorted(relative)[:3]}: not absolute"
    ids = [item.get("id") for item in document.get("first", {}).get("items", [])]
    if not len(set(ids)) == len(ids) == document["total"]:
        yield f"{document['total']} annotations with {len(set(ids))} names"


ANNOTATIONS = Validator("W3C Web Annotation", (PATH,), ("PyLD", "rdflib"), check, round_trip=("annotations.jsonld",))
