"""What points to a record, led to another one: in records, their prose, the sidecars and the ledgers of seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from build_tools.checks.rule import Case
from build_tools.curation.edits import Edits
from build_tools.curation.finding import folder_of
from build_tools.curation.prose_links import redirected
from build_tools.dossier import SEED_SUFFIXES, SEEDS, Dossier
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.originals.formats import ending_of, stem_of
from build_tools.records import splice, splice_items
from build_tools.records.sidecar import path_beside
from build_tools.references import Reference, references

_POINTING_KEYS: dict[type[Record], frozenset[str]] = {
    Actor: frozenset({"speaker", "via", "actors", "within", "of", "part_of", "country", "publisher", "not_same"}),
    Place: frozenset({"places", "within", "not_same"}),
    Source: frozenset({"source", "republishes", "updates", "not_same"}),
    Entry: frozenset({"entry", "see_also"}),
    Question: frozenset({"question", "answered"}),
}


def repoint(dossier: Dossier, edits: Edits, old: Record, new: str) -> None:
    """Lead every pointer in the front matter of records to ``new``: one key or value each, whatever stands around it."""
    for record, pointer in pointers_to(dossier, old):
        point(edits, record.path, pointer, new)


def pointers_to(dossier: Dossier, old: Record) -> Iterator[tuple[Record, Reference]]:
    """Each pointer to a record, and the record that holds it."""
    questions = Case(dossier.corpus).questions()
    for record in Case(dossier.corpus).records():
        for pointer in references(record, questions=questions):
            if pointer.kind is type(old) and pointer.id == old.id:
                yield record, pointer


def point(edits: Edits, path: str, pointer: Reference, new: str) -> None:
    """Lead one pointer elsewhere; an answer points with its key to its question."""
    if pointer.kind is Question:
        edits.change(path, splice_items.rename_key, pointer.keys, new)
    else:
        edits.change(path, splice.set_value, pointer.keys, new)


def repoint_prose(dossier: Dossier, edits: Edits, old: Record, new: str) -> None:
    """Lead the links in the prose of every record elsewhere."""
    for record in Case(dossier.corpus).records():
        if f"{old.id}." in record.body and edits.has(record.path):
            from_folder = folder_of(record) if type(record) is type(old) else ""
            text = edits.text(record.path)
            edits.put(
                record.path, redirected(text, folder=folder_of(old), old=old.id, new=new, from_folder=from_folder)
            )


def repoint_waivers(dossier: Dossier, edits: Edits, old: Record, new: str) -> None:
    """Have waivers that are about a record be about the other one."""
    for record in Case(dossier.corpus).records():
        for position, waiver in enumerate(record.waivers):
            if waiver.about == old.id:
                edits.change(record.path, splice.set_value, ("waivers", position, "about"), new)


def repoint_seeds(edits: Edits, kind: type[Record], change: Callable[[Ledger], Ledger], old: str, new: str) -> None:
    """Lead the sidecars and ledgers elsewhere, so that the next import knows whom they mean."""
    for path in edits.below(SEEDS):
        if PurePosixPath(path).suffix in SEED_SUFFIXES:
            _repoint_sidecar(edits, path_beside(path), kind, old, new)
            ledger = read_ledger(edits, path)
            if ledger and (changed := change(ledger)) != ledger:
                edits.put(changed.path, changed.as_text())
        elif ending_of(path):
            _repoint_sidecar(edits, f"{SEEDS}/{stem_of(path)}.yml", kind, old, new)


def _repoint_sidecar(edits: Edits, path: str, kind: type[Record], old: str, new: str) -> None:
    for key in _POINTING_KEYS[kind] & {"publisher", "republishes", "updates", "not_same"} if edits.has(path) else ():
        value = splice.value_at(_fenced(edits.text(path)), [key])
        if value == old:
            edits.change(path, _set_in_sidecar, [key], new)
        for position, item in enumerate(value if isinstance(value, list) else ()):
            if item == old:
                edits.change(path, _set_in_sidecar, [key, position], new)


def _fenced(text: str) -> str:
    return f"---\n{text}" + ("---\n" if text.endswith("\n") else "\n---\n")


def _set_in_sidecar(text: str, keys: list[str | int], value: str) -> str:
    edited = splice.set_value(_fenced(text), keys, value).removeprefix("---\n")
    return edited.removesuffix("---\n") if text.endswith("\n") else edited.removesuffix("\n---\n")


def in_ledger(ledger: Ledger, kind: type[Record], old: str, new: str) -> Ledger:
    """A ledger whose pointers lead elsewhere; what it has proposed as a record of its own stays under its key."""

    def pointed(value: Any) -> Any:
        return _replaced(value, kind, old, new)

    return replace(
        ledger,
        sidecar=pointed(ledger.sidecar),
        records={key: pointed(value) for key, value in ledger.records.items()},
        claims=tuple(pointed(claim) for claim in ledger.claims),
        across=tuple(pointed(found) for found in ledger.across),
    )


def _replaced(value: Any, kind: type[Record], old: str, new: str, key: str = "") -> Any:
    if isinstance(value, dict):
        renames_keys = key == "answers" and kind is Question
        return {
            new if renames_keys and name == old else name: _replaced(item, kind, old, new, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        replaced = [_replaced(item, kind, old, new, key) for item in value]
        return list(dict.fromkeys(replaced)) if old in value and key in _POINTING_KEYS[kind] else replaced
    return new if value == old and key in _POINTING_KEYS[kind] else value
