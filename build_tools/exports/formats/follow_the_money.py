"""``ftm/``: the dossier for Aleph, OpenSanctions' tools and yente, in the model of FollowTheMoney 4.

``entities.ftm.json`` has one entity on each line, ``statements.csv.gz`` every single statement with its dataset, its value
as recorded (``original_value``), its language and the record it is from (``origin``); ``index.json`` is the catalogue of
the datasets: one for each source, one for what curators recorded, and the dossier that holds them all.

The library works out the columns ``id`` and ``canonical_id`` where they are empty, and no compression makes hashes small: so
they are. What belongs to one entry or record is a gzip member of its own (RFC 1952 § 2.2): a changed one leaves the others.
"""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_tools.exports.checksums import Finished
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.ftm import catalogue, events, records
from build_tools.exports.ftm.counts import counts
from build_tools.exports.ftm.naming import naming_of
from build_tools.exports.ftm.records import Here
from build_tools.exports.ftm.statements import Entity, type_of
from build_tools.exports.json_lines import line
from build_tools.exports.pieces import Format, Layout, Piece, Run, Where
from build_tools.exports.telling import Telling
from build_tools.model import Actor, Place, Record, Source
from build_tools.tracing.table import derived

FOLDER = "data/ftm"
ENTITIES, STATEMENTS, INDEX = (f"{FOLDER}/{name}" for name in ("entities.ftm.json", "statements.csv.gz", "index.json"))
# As followthemoney.statement.serialize reads and writes them.
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip
_KINDS = ("entries", "sources", "places", "actors")
_LEVEL = 6  # of deflate: 9 takes twice the time for one hundredth less
_GZIP = 31  # zlib's word for the largest window with a header of gzip, in which it sets no clock


class Writer(Format):
    """Two strands for each kind of record: lines of entities, and their statements."""

    def __init__(self, telling: Telling) -> None:
        super().__init__(telling)
        self._here = Here(telling.corpus, telling.site, naming_of(telling.site))

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """An event, who stands how towards it, and the words of each claim. One that is retracted is no event any more."""
        if sheet.entry.status != "retracted":
            here, told = self._here, sheet.told
            disputed = sheet.entry.id in self.telling.agreement.disputed_entries
            event = events.event(told, here, disputed=disputed)
            notes = (events.note(one, here) for one in told.claims)
            yield from _pieces("entries", [event, *events.stands(told, here), *notes])

    def of_record(self, record: Record) -> Iterator[Piece]:
        """A source or place; an actor with its offices."""
        here = self._here
        if isinstance(record, Source):
            yield from _pieces("sources", [records.source(record, here)])
        elif isinstance(record, Place):
            yield from _pieces("places", [records.place(record, here)])
        elif isinstance(record, Actor):
            actor = records.actor(record, here, self._speakers.get(record.id, ()))
            yield from _pieces("actors", [actor, *records.memberships(record, here)])

    @property
    def _speakers(self) -> Mapping[str, frozenset[str]]:
        return derived(self.telling, _sources_by_speaker)

    def layouts(self) -> Iterator[Layout]:
        """Entities and statements, in the same order."""
        yield Layout(ENTITIES, (Run(tuple(f"entities of {kind}" for kind in _KINDS)),))
        columns = _packed(_csv([COLUMNS]))
        yield Layout(STATEMENTS, (columns, Run(tuple(f"statements of {kind}" for kind in _KINDS))))

    def behind(self, finished: Mapping[str, Finished], place: Where) -> Iterator[Piece]:
        """The catalogue."""
        sizes = {path: finished[path].size for path in (ENTITIES, STATEMENTS) if path in finished}
        yield INDEX, catalogue.index(self._here, counts(place(ENTITIES)), sizes)


def _sources_by_speaker(telling: Telling) -> Mapping[str, frozenset[str]]:
    return events.sources_by_speaker(telling.corpus)


def _pieces(kind: str, entities: Sequence[Entity]) -> Iterator[Piece]:
    yield f"entities of {kind}", b"".join(map(_line, entities))
    yield f"statements of {kind}", _packed(_csv(row for entity in entities for row in _rows(entity)))


def _line(entity: Entity) -> bytes:
    properties: dict[str, dict[str, None]] = {}
    for one in entity.statements:
        properties.setdefault(one.property, {})[one.value] = None
    told = {
        "id": entity.id,
        "schema": entity.schema,
        "properties": {name: list(values) for name, values in properties.items()},
        "datasets": entity.datasets,
    }
    return line(told) + b"\n"


def _rows(entity: Entity) -> Iterator[tuple[str, ...]]:
    for one in entity.statements:
        yield (
            "", entity.id, one.property, type_of(one.property), entity.schema, one.value, one.dataset,
            entity.origin, one.lang, one.original, "f", "", "", "",
        )  # fmt: skip


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(errors="backslashreplace")


def _packed(content: bytes) -> bytes:
    return zlib.compress(content, _LEVEL, _GZIP)
