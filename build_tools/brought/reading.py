"""A file of claims, whatever its layout: which one it is shows in what it holds, not in its name."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.brought import langextract, own_json, own_table, web_annotation
from build_tools.brought.brought_claim import SHAPE, BroughtFile
from build_tools.brought.located_json import Node, values
from build_tools.problems import Problem

JSON_SUFFIXES = (".jsonl", ".ndjson", ".jsonld", ".json")
_DEEPEST = 6
_TIP = "Lines of LangExtract (“extractions”), our own claims.jsonl or claims.csv, dossier.json and Web Annotations can be read."


def read(data: bytes, name: str) -> BroughtFile:
    """All that a file brings, with every problem that it has; ``name`` is how problems call it. Raises nothing."""
    into = BroughtFile(name)
    if own_table.is_table(data):
        own_table.take(data, into)
        return into
    for found in values(data, name):
        if isinstance(found, Problem):
            into.note([found])
        else:
            _take(found, into)
    return into


def _take(node: Node, into: BroughtFile, depth: int = 0) -> None:
    held = node.held
    if isinstance(held, list) and depth < _DEEPEST:
        for one in node.items() if held else ():
            _take(one, into, depth + 1)
    elif not isinstance(held, Mapping):
        into.note([node.spot().problem(SHAPE, "this is no claim", _TIP)])
    elif langextract.is_document(held):
        langextract.take(node, into)
    elif own_json.is_whole(held):
        own_json.take_whole(node, into)
    elif own_json.is_claim(held):
        own_json.take_claim(node, into)
    elif web_annotation.is_annotation(held):
        web_annotation.take(node, into)
    elif (key := web_annotation.is_container(held)) and depth < _DEEPEST:
        _take(node.below(key), into, depth + 1)
    else:
        _other(node, held, into)


def _other(node: Node, held: Mapping[str, object], into: BroughtFile) -> None:
    """What is no claim: told of an entry, of another record, or not known at all."""
    if own_json.is_entry(held):
        own_json.take_entry(node, into)
    elif own_json.is_other_kind(held):
        into.leave_out("record of another kind than claims and entries")
    else:
        into.note([node.spot().problem(SHAPE, f"this is no claim: it has {_keys(held)}", _TIP)])


def _keys(held: Mapping[str, object]) -> str:
    return ", ".join(f"“{key[:40]}”" for key in list(held)[:6]) or "no keys"
