"""Every web address that a dossier's records hold, and where it stands. Pure: asks nobody."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_tools.model import Actor, Place, Record, Source
from build_tools.problems import Location, location_of

_ADDRESS = re.compile(r"https?://(?:[^\s<>()\[\]\"`]|\([^\s<>()]{0,200}\))+", re.IGNORECASE)
_AFTER_IT = ".,;:!?*_'’”"


@dataclass(frozen=True)
class Mention:
    """An address in a record. ``key``: under which key it stands, ``prose`` in the body; ``archived``: a source's copy."""

    address: str
    where: Location
    title: str
    key: str
    archived: str = ""


def mentions(records: Iterable[Record]) -> Iterator[Mention]:
    """Every mention, in the order of the records. Identifiers in catalogues are none."""
    for record in records:
        title = str(getattr(record, "title", "") or getattr(record, "name", "") or record.id)
        for key, value in _of_keys(record):
            if _ADDRESS.fullmatch(value):
                kept = record.archived if isinstance(record, Source) and key == "url" else ""
                yield Mention(str(value), location_of(value, record.path), title, key, str(kept))
        line, counted = record.body_line, 0
        for found in _ADDRESS.finditer(record.body):
            line, counted = line + record.body.count("\n", counted, found.start()), found.start()
            yield Mention(found[0].rstrip(_AFTER_IT), Location(record.path, line), title, "prose")


def _of_keys(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Source):
        yield "url", record.url
        yield "archived", record.archived
    elif isinstance(record, Actor | Place):
        yield from record.links.items()
        if isinstance(record, Place):
            yield "coordinates_from", record.coordinates_from
