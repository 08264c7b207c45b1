"""``provenance.jsonld``: read by PyLD, rdflib and the ``prov`` package, and held against PROV-O and PROV-CONSTRAINTS."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from typing import Any

from linked_data import graph, keys_of
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import PROV, XSD

from .judging import Examination, Validator

PATH = "data/provenance.jsonld"
E, A, G = PROV.Entity, PROV.Activity, PROV.Agent
# Of what each property may be said, and what it may lead to.
PROPERTIES = {
    PROV.wasDerivedFrom: (E, E),
    PROV.wasQuotedFrom: (E, E),
    PROV.wasRevisionOf: (E, E),
    PROV.specializationOf: (E, E),
    PROV.wasGeneratedBy: (E, A),
    PROV.used: (A, E),
    PROV.wasAssociatedWith: (A, G),
    PROV.wasAttributedTo: (E, G),
    PROV.qualifiedAttribution: (E, PROV.Attribution),
    PROV.agent: (PROV.Attribution, G),
    PROV.hadRole: (PROV.Attribution, None),  # its class follows from the property; the prov package knows none
    PROV.value: (E, None),
    PROV.generatedAtTime: (E, XSD.dateTime),
    PROV.endedAtTime: (A, XSD.dateTime),
}
PREFIXES = "PREFIX prov: <http://www.w3.org/ns/prov#>"
# What PROV-CONSTRAINTS (W3C, 30 April 2013) forbids, as what finds it.
FORBIDDEN: Mapping[str, str] = {
    "typing 50, 55: a thing is an entity or an activity": "?x a prov:Entity, prov:Activity",
    "key 22: an entity is generated once": "?x prov:wasGeneratedBy ?a, ?b FILTER(?a != ?b)",
    "impossible 52: nothing is a special case of itself": "?x prov:specializationOf+ ?x",
    "ordering 41: nothing comes from itself": "?x prov:wasDerivedFrom+ ?x",
    "ordering 42: nothing comes from what is younger": (
        "?x prov:wasDerivedFrom ?y ; prov:generatedAtTime ?t . ?y prov:generatedAtTime ?u FILTER(?t < ?u)"
    ),
    "inference 12: a revision comes from what it revises": (
        "?x prov:wasRevisionOf ?y FILTER NOT EXISTS {?x prov:wasDerivedFrom ?y}"
    ),
    "ordering 34: a version is not older than what made it ended": (
        "?x prov:wasGeneratedBy ?a ; prov:generatedAtTime ?t . ?a prov:endedAtTime ?u FILTER(?t > ?u)"
    ),
    "PROV-O: who is named in full is named in short": (
        "?x prov:qualifiedAttribution/prov:agent ?a FILTER NOT EXISTS {?x prov:wasAttributedTo ?a}"
    ),
}


def offenders(read: Graph, law: str) -> list[Any]:
    """What breaks one of the constraints."""
    return list(read.query(f"{PREFIXES} SELECT ?x WHERE {{ {FORBIDDEN[law]} }}"))


def misplaced(read: Graph) -> Iterator[str]:
    """Every word of PROV-O that stands where it may not."""
    for thing, said, value in read:
        if not str(said).startswith(str(PROV)):
            continue
        domain, reach = PROPERTIES.get(URIRef(said), (None, None))
        if (thing, RDF.type, domain) not in read:
            yield f"{thing} cannot have {said}"
        if isinstance(value, Literal) and reach not in (None, value.datatype):
            yield f"{said} cannot be {value.n3()}"
        if not isinstance(value, Literal) and reach and (value, RDF.type, reach) not in read:
            yield f"{said} cannot be {value}"


def faults(read: Graph) -> Iterator[str]:
    """All that PROV-O and its constraints do not allow, and names that name nothing."""
    yield from sorted(misplaced(read))
    yield from (f"{law}: {offenders(read, law)[:3]}" for law in FORBIDDEN if offenders(read, law))
    names = {one for triple in read for one in triple if isinstance(one, URIRef)}
    yield from (f"{one}: not absolute" for one in names if ":" not in one or str(one).startswith("file:"))
    yield from (
        f"{one}: nothing is said of it" for one in set(read.objects(None, PROV.wasDerivedFrom)) - set(read.subjects())
    )


def read_by_prov(read: Graph) -> Any:
    """The document as the ``prov`` package has it."""
    from prov.model import ProvDocument

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # of rdflib, within prov
        return ProvDocument.deserialize(content=read.serialize(format="turtle"), format="rdf", rdf_format="turtle")


def check(on: Examination) -> None:
    """The laws are kept; the ``prov`` package finds the same things, and its own notation gives them back."""
    from prov.model import ProvActivity, ProvAgent, ProvDocument, ProvEntity

    document = on.load(PATH)
    if unknown := {key for one in document["@graph"] for key in keys_of(one)} - set(document["@context"]):
        on.faults.append(f"{sorted(unknown)}: keys that no context knows are dropped by programs without a word")
    read = graph(document)
    on.faults += faults(read)
    notation = read_by_prov(read)
    for name, kind, word in (
        ("entities", ProvEntity, PROV.Entity),
        ("activities", ProvActivity, PROV.Activity),
        ("agents", ProvAgent, PROV.Agent),
    ):
        found = len(list(notation.get_records(kind)))
        on.must(found == len(set(read.subjects(RDF.type, word))), f"the prov package finds {found} {name}")
        on.counted[name] += found
    again = ProvDocument.deserialize(content=notation.serialize(format="json"), format="json")
    on.must(again == notation, "the notation of the prov package does not give it back")
    on.counted["triples"] += len(read)


PROVENANCE = Validator("PROV-O", (PATH,), ("prov", "PyLD", "rdflib"), check)
