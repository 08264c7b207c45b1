"""One seed read into what it proposes. Needs the seed, what is told of it and the names known; knows no other record."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from build_tools import seeds
from build_tools.dossier import SEEDS, read_seed
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.propose import propose
from build_tools.extract.read import read
from build_tools.extract.version import READER_VERSION
from build_tools.ingest.proposed import Proposed
from build_tools.ingest.sound import sound_entries
from build_tools.ingest.told import Told, told_of
from build_tools.model import Actor, Capture, Document, Entry, EventType, Source
from build_tools.originals.formats import without_number
from build_tools.problems import Location, Problem, ProblemsFound
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
    """A seed to be read; ``source_id`` and ``published`` as its source record gives them, empty without one.

    ``text`` and ``capture``: of one that was made of an original just now and is not on disk yet.
    """

    path: Path
    source_id: str = ""
    published: str = ""
    text: str = ""
    capture: Capture | None = None

    @property
    def name(self) -> str:
        """The seed's path in the dossier."""
        return f"{SEEDS}/{self.path.name}"

    def document(self) -> Document:
        """Its text, read. Raises ProblemsFound."""
        return seeds.read_document(self.text, self.name) if self.text else read_seed(self.path)


def draft(waiting: Waiting, around: Circumstances, known: Lexicon) -> Proposed:
    """What the seed proposes. Raises ProblemsFound: where it cannot be read, and where the reader itself fails."""
    document, told = waiting.document(), told_of(around.root, waiting.name, waiting.capture)
    try:
        return _draft(told.on(document), told, waiting, around, known)
    except Exception as error:  # a fault of the reader's own: say in which text it shows, and write nothing
        raise ProblemsFound([_crashed(waiting.name, error)]) from error


def _crashed(name: str, error: Exception) -> Problem:
    tip = (
        "This is a fault of the program: please report it with the text. Move the seed elsewhere to import the others."
    )
    return Problem(Location(name), "reader-crashed", f"the reader failed: {type(error).__name__}: {error}", tip)


def _draft(document: Document, all_told: Told, waiting: Waiting, around: Circumstances, known: Lexicon) -> Proposed:
    told, later = all_told.for_text(document.text).not_after(around.latest)
    published = told.values.get("published") or waiting.published or inferred(document, around.latest)
    reading = read(document, known=known, published=published)
    id = waiting.source_id or source_id(document, told.values)
    proposal = propose(reading, source_id=id, event_types=around.types)
    entries = sound_entries(proposal.entries, document, published=published, tellings=proposal.tellings)
    refused_day = (later, later) if later else refused(document, around.latest)
    return Proposed(
        document=replace(document, blocks=(), sentences=()),
        source=replace(proposal.source, **{**_facts(proposal.source, document), **told.values}),
        entries=tuple(_dated(entry, around.latest) for entry in entries),
        actors=(*proposal.actors, *_publisher(told.values, proposal.actors, known)),
        places=proposal.places,
        sidecar=all_told.remembered(),
        reader=READER_VERSION,
        refused=("", "") if published else refused_day,
        tellings=proposal.tellings,
    )


def _facts(source: Source, document: Document) -> dict[str, str]:
    """What a source has whatever its text says; a text without words for a title goes by its file's name."""
    path = Path(document.name)
    facts = {"seed": path.name, "sha256": document.sha256}
    return facts if source.title.strip() else {**facts, "title": path.stem}


def _dated(entry: Entry, latest: date) -> Entry:
    """An entry has a date. Where neither text nor sidecar tells one: no later than the day it was read."""
    return entry if entry.date else replace(entry, date=f"[..{latest}]")


def _publisher(sidecar: Mapping[str, Any], proposed: Iterable[Actor], known: Lexicon) -> Iterator[Actor]:
    """An outlet for the publisher that a sidecar names, where there is no such actor yet."""
    id = str(sidecar.get("publisher", ""))
    if id and (id, "actor") not in known.names and id not in {actor.id for actor in proposed}:
        yield Actor(id=id, name=id.replace("-", " ").title(), kind="outlet")


def inferred(document: Document, latest: date) -> str:
    """The day of publication that the text itself tells, empty if none."""
    published = infer(document, latest)
    return published.edtf if published else ""


def source_id(document: Document, sidecar: Mapping[str, Any]) -> str:
    """From the seed's name; a hash in it gives way to the first words of the title, a copy's number to nothing."""
    stem = without_number(Path(document.name).stem).casefold()
    title = str(sidecar.get("title") or document.title)
    if title and _HASH_IN_NAME.search(stem):
        stem = _HASH_IN_NAME.sub("", stem) + " " + " ".join(title.split()[:6])
    return re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-") or "source"
