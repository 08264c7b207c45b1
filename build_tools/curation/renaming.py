"""``claimline rename``: a new id for a record, everywhere at once: its file, what points to it, the ledgers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from build_tools.checks.rule import Case
from build_tools.dossier import SEEDS, Dossier, open_dossier, seed_files
from build_tools.ingest.ledger import Ledger, read_ledger
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.problems import Location, Problem, ProblemsFound, errors_among
from build_tools.records import layout, splice
from build_tools.records.load import decode
from build_tools.records.write import one_writer, write_all
from build_tools.references import Reference, references

_KINDS: dict[str, type[Record]] = {
    "timeline": Entry,
    "sources": Source,
    "actors": Actor,
    "places": Place,
    "questions": Question,
}


def rename_record(root: Path, old: str, new: str, *, dry_run: bool = False) -> list[str]:
    """Rename; ``old`` may say its kind (``actors/nato``). Returns the changed paths. Raises ProblemsFound."""
    dossier = open_dossier(root)
    if errors := errors_among(dossier.problems):
        raise ProblemsFound(errors)
    record = _the_record(dossier, old)
    new = new.rpartition("/")[2]
    _require_free(dossier, record, new)
    target = str(PurePosixPath(record.path).with_name(f"{new}.md"))
    texts = _with_new_pointers(root, dossier, record, new)
    text = texts.pop(record.path, "") or decode(root, record.path)
    texts[target] = splice.append_item(text, ("was",), record.id)
    texts |= {ledger.path: ledger.as_text() for ledger in _renamed_ledgers(root, record, new)}
    if not dry_run:
        with one_writer(root):
            write_all(root, texts, delete=(record.path,))
    return [f"{record.path} → {target}", *sorted(path for path in texts if path != target)]


def _the_record(dossier: Dossier, old: str) -> Record:
    folder, _, id = old.rpartition("/")
    kinds = [_KINDS[folder]] if folder in _KINDS else list(_KINDS.values())
    found = [record for record in Case(dossier.corpus).records() if record.id == id and type(record) in kinds]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{_folder(record)}/{id}" for record in found)
        raise _refused(f"“{id}” is the id of several records", f"Say which: {names}.")
    raise _refused(f"there is no record “{old}”", "An id is the file's name without “.md”.")


def _folder(record: Record) -> str:
    return next(name for name, kind in _KINDS.items() if kind is type(record))


def _require_free(dossier: Dossier, record: Record, new: str) -> None:
    if not layout.is_id(new):
        raise _refused(f"“{new}” cannot be an id", "Small letters, digits and single hyphens.")
    same_kind = [other for other in Case(dossier.corpus).records() if type(other) is type(record)]
    if any(other.id == new or new in other.was for other in same_kind):
        raise _refused(
            f"“{new}” is or was the id of another record",
            "Choose another id. To merge two records, move what you keep into one of them and delete the other.",
        )


def _refused(message: str, tip: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location("rename"), "cannot-rename", message, tip)])


def _with_new_pointers(root: Path, dossier: Dossier, record: Record, new: str) -> dict[str, str]:
    questions = Case(dossier.corpus).questions()
    texts: dict[str, str] = {}
    for other in Case(dossier.corpus).records():
        for pointer in references(other, questions=questions):
            if pointer.kind is type(record) and pointer.id == record.id:
                text = texts.get(other.path) or decode(root, other.path)
                texts[other.path] = _repointed(text, pointer, new)
    return texts


def _repointed(text: str, pointer: Reference, new: str) -> str:
    if pointer.kind is not Question:
        return splice.set_value(text, pointer.keys, new)
    answers = splice.value_at(text, pointer.keys[:-1])
    assert isinstance(answers, dict)
    renamed = {new if key == pointer.id else key: value for key, value in answers.items()}
    return splice.set_value(text, pointer.keys[:-1], renamed)


def _renamed_ledgers(root: Path, record: Record, new: str) -> Iterator[Ledger]:
    """The ledgers that speak of the record, so that the next import knows it under its new id."""
    for path in seed_files(root):
        ledger = read_ledger(root, f"{SEEDS}/{path.name}")
        if ledger is None:
            continue
        renamed = _renamed_ledger(ledger, record, new)
        if renamed != ledger:
            yield renamed


def _renamed_ledger(ledger: Ledger, record: Record, new: str) -> Ledger:
    folder, old = _folder(record), record.id
    records = {
        f"{folder}/{new}" if key == f"{folder}/{old}" else key: _replaced(value, type(record), old, new)
        for key, value in ledger.records.items()
    }
    claims = tuple(_replaced(claim, type(record), old, new) for claim in ledger.claims)
    across = tuple(_replaced(found, type(record), old, new) for found in ledger.across)
    return replace(ledger, records=records, claims=claims, across=across)


_POINTING_KEYS: dict[type[Record], frozenset[str]] = {
    Actor: frozenset({"speaker", "via", "actors", "within", "of", "part_of", "country", "publisher", "not_same"}),
    Place: frozenset({"places", "within", "not_same"}),
    Source: frozenset({"source", "republishes"}),
    Entry: frozenset({"entry", "see_also"}),
    Question: frozenset({"question"}),
}


def _replaced(value: Any, kind: type[Record], old: str, new: str, key: str = "") -> Any:
    if isinstance(value, dict):
        renames_keys = key == "answers" and kind is Question
        return {
            new if renames_keys and name == old else name: _replaced(item, kind, old, new, name)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [_replaced(item, kind, old, new, key) for item in value]
    return new if value == old and key in _POINTING_KEYS[kind] else value
