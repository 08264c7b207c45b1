"""Reads JSON-LD as linked-data programs do (PyLD, then rdflib), without a network: the contexts are tables of the tests."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import schema_org
from pyld import jsonld
from rdflib import Graph

CASES = Path(__file__).parent / "cases" / "linked"
ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def graph(document: Any, *, base: str = "") -> Graph:
    """The statements of a JSON-LD document; where it has no address of its own, a relative IRI in it is a statement lost."""
    options = {"documentLoader": _offline, "format": "application/n-quads", "base": base}
    return Graph().parse(data=jsonld.to_rdf(document, options), format="nt")


def keys_of(node: Any) -> Iterator[str]:
    """Every key at any depth, but for those of JSON-LD itself."""
    if isinstance(node, dict):
        yield from (key for key in node if not key.startswith("@"))
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        yield from keys_of(child)


def expanded(document: Any) -> Any:
    """The expanded form of a JSON-LD document."""
    return jsonld.expand(document, {"documentLoader": _offline})


def _offline(url: str, _: Mapping[str, Any]) -> dict[str, Any]:
    return {"contextUrl": None, "documentUrl": url, "document": contexts()[url], "contentType": "application/ld+json"}


@cache
def contexts() -> Mapping[str, Any]:
    """What a program would fetch, by its address."""
    return {
        ANNOTATION_CONTEXT: {"@context": dict(_terms())},
        "https://schema.org": schema_org.context(),
    }


def _terms() -> Any:
    lines = (CASES / "web_annotation_terms.tsv").read_text(encoding="utf-8").splitlines()
    for term, iri, *rest in (line.split("\t") for line in lines if not line.startswith("#")):
        kind, container = (*rest, "", "")[:2]
        yield term, iri if iri.startswith("@") else {"@id": iri, **_key("@type", kind), **_key("@container", container)}


def _key(name: str, value: str) -> dict[str, str]:
    return {name: value} if value else {}
