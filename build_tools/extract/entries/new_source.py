"""The source to propose of a reading, with its kind and its publisher. Goes by what the text says about itself."""

from __future__ import annotations

from pathlib import PurePosixPath

from build_tools.extract import gazetteer
from build_tools.extract.entries import headlines
from build_tools.extract.reading import Entity, Reading
from build_tools.model import Actor, Source
from build_tools.text import lookalikes
from build_tools.text.article import lines
from build_tools.text.names import fold, slug


def source_of(reading: Reading, source_id: str) -> tuple[Source, Actor | None]:
    """The source under the id, and its publisher as an actor; None where the text does not name one."""
    document = reading.document
    publisher = _publisher(reading)
    source = Source(
        id=source_id,
        title=document.title or _first_words(reading),
        publisher=publisher.id if publisher else "",
        authors=document.authors,
        published=reading.published,
        language=lines.language(document.text),
        kind=_kind(reading),
        seed=PurePosixPath(document.name).name,
        sha256=document.sha256,
    )
    return source, publisher


def _first_words(reading: Reading) -> str:
    document = reading.document
    first = next(iter(document.body_sentences or document.sentences), None)
    if first is None:
        return document.name
    return headlines.from_words(document.text[first.start : min(first.end, first.start + 600)])


def _kind(reading: Reading) -> str:
    blocks = reading.document.blocks
    bullets = sum(1 for block in blocks if block.kind == "bullet")
    signed = any(item.cue and reading.document.text[item.cue[0][0]] in "—–―" for item in reading.attributions)
    if signed or any(block.part == "reading-list" for block in blocks):
        return "analyst-brief"
    return "round-up" if bullets >= 2 else "news-report"


def _publisher(reading: Reading) -> Actor | None:
    """The publisher as an actor: a known name where there is one, else an outlet, or a body if an abbreviation."""
    name = reading.document.publisher
    if not slug(name) or any(lookalikes.find(name)):  # who looks like an outlet is not taken for it
        return None
    known = reading.known.called(name)
    if known:
        return Actor(known.id, name=known.names[0], kind=known.kind)
    found = _named(reading, fold(name)) or _listed(fold(name))
    return found or Actor(slug(name), name=name, kind="organisation" if name.isupper() else "outlet")


def _named(reading: Reading, folded: str) -> Actor | None:
    actors = (entity for key, entity in reading.entities.items() if key.startswith("actor:"))
    entity = next((entity for entity in actors if folded in _forms(entity)), None)
    return Actor(entity.id, name=entity.name, kind=entity.kind) if entity else None


def _listed(folded: str) -> Actor | None:
    bodies = ((form, kind) for form, kind, others in gazetteer.bodies() if folded in map(fold, (form, *others)))
    return next((Actor(slug(form), name=form, kind=kind) for form, kind in bodies), None)


def _forms(entity: Entity) -> set[str]:
    return {fold(entity.name), *(fold(alias) for alias in entity.aliases)}
