"""One seed read into what it proposes. Needs the seed, what is told of it and the names known; knows no other record."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
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
from build_tools.ingest.asked_names import AskedNames, answers_of
from build_tools.ingest.kept_readings import Kept
from build_tools.ingest.proposed import Proposed
from build_tools.ingest.sound import sound_entries
from build_tools.ingest.told import Told, told_of
from build_tools.model import Actor, Capture, Document, EventType, Source
from build_tools.originals.formats import without_number
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.text.article.published import infer, refused
from build_tools.text.names import nameable, slug

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

    ``text`` and ``capture``: of one that was made of an original just now and is not on disk yet. ``sha256``: of its text.
    """

    path: Path
    source_id: str = ""
    published: str = ""
    text: str = ""
    capture: Capture | None = None
    sha256: str = ""

    @property
    def name(self) -> str:
        """The seed's path in the dossier."""
        return f"{SEEDS}/{self.path.name}"

    def document(self) -> Document:
        """Its text, read. Raises ProblemsFound."""
        return seeds.read_document(self.text, self.name) if self.text else read_seed(self.path)


def drafted(waiting: Waiting, around: Circumstances, known: Lexicon, kept: Iterable[Kept] = ()) -> Kept:
    """The seed's reading: one of those kept, where it is the same as would be made now, else made now.

    Raises ProblemsFound: where the seed cannot be read, and where the reader itself fails.
    """
    with _faults_told(waiting):
        brief = _brief(waiting, around)
        if there := _fitting(brief, known, kept):
            return there
        asked = AskedNames(known)
        return Kept(_read(brief, asked), brief.fingerprint(), asked.questions, asked.answers)


def kept_reading(waiting: Waiting, around: Circumstances, known: Lexicon, kept: Iterable[Kept]) -> Kept | None:
    """The one of those kept that is the same as would be made now. Raises ProblemsFound."""
    with _faults_told(waiting):
        return _fitting(_brief(waiting, around), known, kept)


def _fitting(brief: _Brief, known: Lexicon, kept: Iterable[Kept]) -> Kept | None:
    made_from = brief.fingerprint()
    same = (one for one in kept if one.made_from == made_from)
    return next((one for one in same if one.answers == answers_of(known, one.questions)), None)


@contextmanager
def _faults_told(waiting: Waiting) -> Iterator[None]:
    """A fault of the reader's own: say in which text it shows, and write nothing."""
    try:
        yield
    except ProblemsFound:
        raise
    except Exception as error:
        raise ProblemsFound([_crashed(waiting.name, error)]) from error


def _crashed(name: str, error: Exception) -> Problem:
    tip = (
        "This is a fault of the program: please report it with the text. Move the seed elsewhere to import the others."
    )
    return Problem(Location(name), "reader-crashed", f"the reader failed: {type(error).__name__}: {error}", tip)


@dataclass(frozen=True, slots=True)
class _Brief:
    """All that a reading is made from, besides the names known."""

    document: Document
    told: Told
    remembered: Mapping[str, Any]
    source_id: str
    published: str
    refused: tuple[str, str]
    types: tuple[EventType, ...]

    def fingerprint(self) -> str:
        """A hash of it, so that a reading that was kept is known to be this one."""
        document, told = self.document, self.told
        text = (document.name, document.sha256, document.title, document.authors, document.publisher)
        by_file = sorted(told.by_file)
        around = (told.values, told.publisher_name, by_file, self.remembered, self.source_id, self.published)
        whole = repr((READER_VERSION, text, around, self.refused, self.types))
        return hashlib.sha256(whole.encode(errors="surrogatepass")).hexdigest()


def _brief(waiting: Waiting, around: Circumstances) -> _Brief:
    all_told = told_of(around.root, waiting.name, waiting.capture)
    document = all_told.on(waiting.document())
    told, later = all_told.for_text(document.text).not_after(around.latest)
    published = told.values.get("published") or waiting.published or inferred(document, around.latest)
    refused_day = ("", "") if published else (later, later) if later else refused(document, around.latest)
    id = waiting.source_id or source_id(document, told.values)
    return _Brief(document, told, all_told.remembered(), id, published, refused_day, around.types)


def _read(brief: _Brief, known: Lexicon) -> Proposed:
    document, told = brief.document, brief.told
    reading = read(_published_by(document, told.values, known), known=known, published=brief.published)
    proposal = propose(reading, source_id=brief.source_id, event_types=brief.types)
    entries = sound_entries(proposal.entries, document, published=brief.published, tellings=proposal.tellings)
    return Proposed(
        document=replace(document, blocks=(), sentences=()),
        source=replace(proposal.source, **{**_facts(proposal.source, document), **told.values}),
        entries=tuple(entries),
        actors=(*proposal.actors, *_publisher(told.values, proposal.actors, known)),
        places=proposal.places,
        sidecar=dict(brief.remembered),
        reader=READER_VERSION,
        refused=brief.refused,
        tellings=proposal.tellings,
    )


def _facts(source: Source, document: Document) -> dict[str, str]:
    """What a source has whatever its text says; a text without words for a title goes by its file's name."""
    path = Path(document.name)
    facts = {"seed": path.name, "sha256": document.sha256}
    return facts if source.title.strip() else {**facts, "title": path.stem}


def dated(proposed: Proposed, latest: date) -> Proposed:
    """Every entry has a date. Where neither text nor sidecar tells one: no later than the day of the import."""
    if all(entry.date for entry in proposed.entries):
        return proposed
    entries = (entry if entry.date else replace(entry, date=f"[..{latest}]") for entry in proposed.entries)
    return replace(proposed, entries=tuple(entries))


def _published_by(document: Document, sidecar: Mapping[str, Any], known: Lexicon) -> Document:
    """The document with the name of the publisher that a sidecar gives by its id, as far as that name leads back to the id."""
    id = str(sidecar.get("publisher", ""))
    recorded = known.names.get((id, "actor")) if id else None
    name = recorded.names[0] if recorded else id.replace("-", " ").title()
    called = known.called(name) if id else None
    leads_back = called.id == id if called else bool(id) and not recorded and slug(name) == id
    return replace(document, publisher=name) if leads_back else document


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
    return nameable(re.sub(r"[^a-z0-9]+", "-", stem.casefold()).strip("-")) or "source"
