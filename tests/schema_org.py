"""The vocabulary and the JSON-LD context of schema.org, version 12, as the test package ``schemaorg`` ships them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.term import Node

SCHEMA = "http://schema.org/"
_SINCE = {"archivedAt": {"domainIncludes": "CreativeWork", "rangeIncludes": "WebPage, URL"}}  # younger than version 12
_LITERALS = {
    "Text",
    "URL",
    "Date",
    "DateTime",
    "Time",
    "Number",
    "Integer",
    "Boolean",
    "CssSelectorType",
    "PronounceableText",
}


def _file(name: str) -> Path:
    return Path(str(distribution("schemaorg").locate_file(f"schemaorg/data/releases/12.0/{name}")))


def context() -> Any:
    """What https://schema.org answers to a program that asks for JSON-LD."""
    return json.loads(_file("schemaorgcontext.jsonld").read_text(encoding="utf-8"))


@cache
def _table(name: str) -> Mapping[str, dict[str, str]]:
    with _file(f"schemaorg-all-http-{name}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["label"]: row for row in csv.DictReader(lines)} | (_SINCE if name == "properties" else {})


def _listed(cell: str) -> set[str]:
    return {one.strip().rpartition("/")[2] for one in cell.split(",") if one.strip()}


@cache
def kinds_of(kind: str) -> frozenset[str]:
    """A type and all above it."""
    return frozenset({kind}.union(*(kinds_of(one) for one in _listed(_table("types")[kind]["subTypeOf"]) - {"Class"})))


def faults(graph: Graph) -> Iterator[str]:
    """Every use of schema.org that its vocabulary does not know, or not for such things, or not with such values."""
    types = {thing: set(_types(graph, thing)) for thing in set(graph.subjects())}
    for thing, kinds in types.items():
        yield from (f"no such type: {kind}" for kind in kinds if kind not in _table("types"))
    for thing, said, value in graph:
        if not str(said).startswith(SCHEMA):
            continue
        name = str(said).removeprefix(SCHEMA)
        if name not in _table("properties"):
            yield f"no such property: {name}"
            continue
        row, kinds = _table("properties")[name], types[thing]
        if not kinds:
            yield f"{thing} has {name} and no type"
        known = set().union(*map(kinds_of, kinds)) if kinds else set()
        if not known & (_listed(row["domainIncludes"]) | {"Role"}):
            yield f"{sorted(kinds)} cannot have {name}"
        if not _fits(value, _listed(row["rangeIncludes"]), types):
            yield f"{name} cannot be {value.n3()} {sorted(types.get(value, ()))}"


def _types(graph: Graph, thing: Node) -> Iterator[str]:
    for kind in graph.objects(thing, RDF.type):
        if str(kind).startswith(SCHEMA):
            yield str(kind).removeprefix(SCHEMA)


def _fits(value: Node, expected: set[str], types: Mapping[Node, set[str]]) -> bool:
    if isinstance(value, Literal):
        return bool(expected & _LITERALS)
    kinds = set().union(*map(kinds_of, types.get(value, ()))) if types.get(value) else set()
    if not kinds:
        return bool(expected & {"URL", "CreativeWork", "Thing"}) and isinstance(value, URIRef)
    return bool(kinds & expected) or "Role" in kinds
