"""What an id or a line means: claims and records. Ids may say their kind (``actors/nato``)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path

from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.dossier import SEEDS
from build_tools.explain.codes import all_codes
from build_tools.explain.desk import Desk
from build_tools.model import Entry, Record, Source
from build_tools.originals.formats import ending_of
from build_tools.problems import Location, Problem, ProblemsFound, Written
from build_tools.records.layout import FOLDERS

_LINE = re.compile(r"(?P<file>.+?):(?P<line>\d+)(?::\d+)?")


@dataclass(frozen=True)
class SeedLine:
    """A line of a seed of which no claim is made; counted from 1."""

    source: Source
    line: int


Target = PlacedClaim | Record | SeedLine


def targets(words: str, desk: Desk, *, else_none: bool = False) -> list[Target]:
    """The claims and records meant. Raises ProblemsFound (``unknown-id``) where there is none, with the nearest ids;
    with ``else_none`` that is no problem.
    """
    line = _LINE.fullmatch(words)
    path = _relative(line["file"] if line else words, desk)
    if path:
        found = list(_at(path, int(line["line"]) if line else 0, desk))
        if found:
            return found
        tip = "A line of a seed is explained by the claims made of it."
        if ending_of(path):
            tip = f"No text was made of it yet: `claimline import {path}`. What would be read in it: `claimline annotate {path}`."
        raise _unknown(f"no record and no claim stands at {words}", tip)
    found = list(_named(words, desk))
    if found or else_none:
        return found
    ids = list(dict.fromkeys([*_all_ids(desk), *all_codes()]))
    within = [id for id in ids if words.casefold() in id]
    near = (within or get_close_matches(words.casefold(), ids, n=3, cutoff=0.5))[:3]
    tip = (
        f"Did you mean {' or '.join(near)}?"
        if near
        else "An id is a file’s name without “.md”; a claim’s is shown on its page; a problem’s code stands behind its place."
    )
    raise _unknown(f"there is nothing called “{words}”", tip)


def _unknown(message: str, tip: str) -> ProblemsFound:
    return ProblemsFound([Problem(Location("content"), "unknown-id", message, tip)])


def _relative(file: str, desk: Desk) -> str:
    """The path within the dossier of a file that is there; empty for what is none."""
    root = desk.dossier.root.resolve()
    for candidate in (Path(file), root / file):
        if candidate.is_file() and candidate.resolve().is_relative_to(root):
            return candidate.resolve().relative_to(root).as_posix()
    return ""


# ── by id ───────────────────────────────────────────────────────────────────────────────────────────────────


def _records(desk: Desk) -> Iterator[Record]:
    corpus = desk.corpus
    for group in (
        corpus.entries,
        corpus.withheld,
        corpus.sources,
        corpus.actors,
        corpus.places,
        corpus.questions,
        corpus.drafted_questions,
    ):
        yield from group.values()


def _claims(desk: Desk) -> Iterator[PlacedClaim]:
    for entry in (*desk.corpus.entries.values(), *desk.corpus.withheld.values()):
        yield from placed_claims(entry)


def _named(words: str, desk: Desk) -> Iterator[Target]:
    folder, _, id = words.rpartition("/")
    for record in _records(desk):
        if record.id == id and folder in ("", FOLDERS[type(record)].rpartition("/")[2]):
            yield record
    yield from (placed for placed in _claims(desk) if words in (placed.id, placed.id.rpartition("#")[2]))


def _all_ids(desk: Desk) -> Iterator[str]:
    yield from (record.id for record in _records(desk))
    yield from (placed.id for placed in _claims(desk))


# ── by line ─────────────────────────────────────────────────────────────────────────────────────────────────


def _at(path: str, line: int, desk: Desk) -> Iterator[Target]:
    """The claim on the line of an entry, else its record; the claims made of the line of a seed, else its source."""
    record = next((one for one in _records(desk) if one.path == path), None)
    if isinstance(record, Entry):
        held = [placed for placed in placed_claims(record) if _line_of(placed.claim) <= line]
        in_claims = held and line < record.body_line
        yield held[-1] if in_claims and line else record
    elif record:
        yield record
    elif path.startswith(f"{SEEDS}/"):
        yield from _of_seed(path, line, desk)


def _line_of(claim: object) -> int:
    """The first line on which anything of the claim stands."""
    held = (getattr(claim, one.name) for one in fields(claim))  # type: ignore[arg-type]
    return min((value.line for value in held if isinstance(value, Written)), default=1)


def _of_seed(path: str, line: int, desk: Desk) -> Iterator[Target]:
    corpus = desk.corpus
    made_of_it = [id for id, capture in corpus.captures.items() if f"{SEEDS}/{capture.original}" == path]
    if made_of_it:
        yield from (corpus.sources[id] for id in made_of_it)
        return
    source = next(
        (one for one in desk.corpus.sources.values() if one.seed and Path(one.seed).stem == _stem(path)), None
    )
    if source is None:
        return
    document = desk.corpus.documents.get(source.id)
    if not line or document is None or document.name != path:
        yield source
        return
    made: list[Target] = [*_on_line(source, document.text, line, desk)]
    yield from made or [SeedLine(source, line)]


def _on_line(source: Source, text: str, line: int, desk: Desk) -> Iterator[PlacedClaim]:
    for placed in desk.corpus.claims_by_source.get(source.id, ()):
        found = desk.corpus.find(placed.claim)
        if found.outcome == "exact":
            first, last = text.count("\n", 0, found.start) + 1, text.count("\n", 0, found.end) + 1
            if first <= line <= last:
                yield placed


def _stem(path: str) -> str:
    name = Path(path).name.removesuffix(".ledger.json").removesuffix(".capture.json")
    return name.rpartition(".")[0] or name
