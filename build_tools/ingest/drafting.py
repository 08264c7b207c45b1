"""One seed read into what it proposes. Needs the seed, its sidecar and the names known; knows no other record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from build_tools.dossier import SEEDS, read_seed
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.propose import propose
from build_tools.extract.read import read
from build_tools.extract.version import READER_VERSION
from build_tools.ingest.proposed import Proposed
from build_tools.ingest.sound import sound_entries
from build_tools.model import Actor, Document, Entry, EventType, Source
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.emit import plain
from build_tools.records.sidecar import read_sidecar
from build_tools.text.article.published import infer, refused

_HASH_IN_NAME = re.compile(r"[-_][0-9a-f]{8,}$")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is the same for all seeds of an import; ``latest``: the last day on which one can have been published."""

    root: Path
    latest: date
    types: tuple[EventType, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiting:
    """A seed to be read; ``source_id`` and ``published`` as its source record gives them, empty without one."""

    path: Path
    source_id: str = ""
    published: str = ""

    @property
    def name(self) -> str:
        """The seed's path in the dossier."""
        return f"{SEEDS}/{self.path.name}"


def draft(waiting: Waiting, around: Circumstances, known: Lexicon) -> Proposed:
    """What the seed proposes. Raises ProblemsFound: where it cannot be read, and where the reader itself fails."""
    document, sidecar = read_seed(waiting.path), read_sidecar(around.root, waiting.name)
    try:
        return _draft(document, sidecar, waiting, around, known)
    except Exception as error:  # a fault of the reader's own: say in which text it shows, and write nothing
        raise ProblemsFound([_crashed(waiting.name, error)]) from error


def _crashed(name: str, error: Exception) -> Problem:
    tip = (
        "This is a fault of the program: please report it with the text. Move the seed elsewhere to import the others."
    )
    return Problem(Location(name), "reader-crashed", f"the reader failed: {type(error).__name__}: {error}", tip)


def _draft(
    document: Document, sidecar: dict[str, Any], waiting: Waiting, around: Circumstances, known: Lexicon
) -> Proposed:
    published = sidecar.get("published") or waiting.published or inferred(document, around.latest)
    reading = read(document, known=known, published=published)
    id = waiting.source_id or source_id(document, sidecar)
    proposal = propose(reading, source_id=id, event_types=around.types)
    entries = sound_entries(proposal.entries, document, published=published)
    return Proposed(
        document=replace(document, blocks=(), sentences=()),
        source=replace(proposal.source, **{**_facts(proposal.source, document), **sidecar}),
        entries=tuple(_dated(entry, around.latest) for entry in entries),
        actors=(*proposal.actors, *_publisher(sidecar, proposal.actors, known)),
        places=proposal.places,
        sidecar=as_remembered(sidecar),
        reader=READER_VERSION,
        refused=("", "") if published else refused(document, around.latest),
    )


def as_remembered(sidecar: dict[str, Any]) -> dict[str, Any]:
    """A sidecar's values as a ledger holds them."""
    return {key: value for key, value in plain(Source(id="sidecar", **sidecar)).items() if key in sidecar}


def _facts(source: Source, document: Document) -> dict[str, str]:
    """What a source has whatever its text says; a text without words for a title goes by its file's name."""
    path = Path(document.name)
    facts = {"seed": path.name, "sha256": document.sha256}
    return facts if source.title.strip() else {**facts, "title": path.stem}


def _dated(entry: Entry, latest: date) -> Entry:
    """An entry has a date. Where neither text nor sidecar tells one: no later than the day it was read."""
    return entry if entry.date else replace(entry, date=f"[..{latest}]")


def _publisher(sidecar: dict[str, Any], proposed: Iterable[Actor], known: Lexicon) -> Iterator[Actor]:
    """An outlet for the publisher that a sidecar names, where there is no such actor yet."""
    id = str(sidecar.get("publisher", ""))
    if id and (id, "actor") not in known.names and id not in {actor.id for actor in proposed}:
        yield Actor(id=id, name=id.replace("-", " ").title(), kind="outlet")


def inferred(document: Document, latest: date) -> str:
    """The day of publication that the text itself tells, empty if none."""
    published = infer(document, latest)
    return published.edtf if published else ""


def source_id(document: Document, sidecar: dict[str, Any]) -> str:
    """From the seed's name; a hash in it gives way to the first words of the title."""
    stem = Path(document.name).stem.casefold()
    title = str(sidecar.get("title") or document.title)
    if title and _HASH_IN_NAME.search(stem):
        stem = _HASH_IN_NAME.sub("", stem) + " " + " ".join(title.split()[:6])
    return re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-") or "source"
