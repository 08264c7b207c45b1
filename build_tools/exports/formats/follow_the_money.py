"""``ftm/``: the dossier for Aleph, OpenSanctions' tools and yente, in the model of FollowTheMoney 4.

``entities.ftm.json`` has one entity on each line, ``statements.csv`` every single statement with its dataset, its value
as recorded (``original_value``), its language and the record it is from (``origin``); ``index.json`` is the catalogue of
the datasets: one for each source, one for what curators recorded, and the dossier that holds them all.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Sequence

from build_tools.exports.ftm import catalogue, events, records
from build_tools.exports.ftm.naming import naming_of
from build_tools.exports.ftm.records import Here
from build_tools.exports.ftm.statements import Entity, type_of
from build_tools.exports.held import Held
from build_tools.exports.telling import Telling, ToldEntry

FOLDER = "data/ftm"
ENTITIES, STATEMENTS, INDEX = (f"{FOLDER}/{name}" for name in ("entities.ftm.json", "statements.csv", "index.json"))
# As followthemoney.statement.serialize reads and writes them.
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin", "lang", "original_value",
    "external", "first_seen", "last_seen", "id",
)  # fmt: skip


class Writer:
    """Writes each entity down as soon as all that is stated of it is known."""

    def __init__(self, telling: Telling) -> None:
        self._agreement = telling.agreement
        self._here = Here(telling.corpus, telling.site, naming_of(telling.site))
        self._heard: dict[str, set[str]] = {}
        self._counted: dict[str, int] = {}
        self._total = 0
        self._entities, self._statements = Held(), Held()
        self._statements.write(_csv([COLUMNS]))

    def take(self, told: ToldEntry) -> None:
        """Take in an entry. One that is retracted is no event any more."""
        if told.entry.status == "retracted":
            return
        here = self._here
        disputed = told.entry.id in self._agreement.disputed_entries
        self._write([events.event(told, here, disputed=disputed), *events.stands(told, here)])
        self._write(events.note(one, here) for one in told.claims)
        for one in told.claims:
            if speaker := events.speaking(one, here):
                self._heard.setdefault(speaker.id, set()).add(one.claim.source)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files."""
        corpus, here = self._here.corpus, self._here
        self._write(records.source(one, here) for one in corpus.sources.values())
        self._write(records.place(one, here) for one in corpus.places.values())
        for one in corpus.actors.values():
            self._write([records.actor(one, here, self._heard.get(one.id, ())), *records.memberships(one, here)])
        sizes = {ENTITIES: self._entities.size, STATEMENTS: self._statements.size}
        yield ENTITIES, self._entities.content()
        yield STATEMENTS, self._statements.content()
        yield INDEX, catalogue.index(here, self._counted, sizes, self._total)

    def _write(self, entities: Iterable[Entity]) -> None:
        for entity in entities:
            self._total += 1
            self._entities.write(_line(entity))
            self._statements.write(_csv(_rows(entity)))
            for dataset in entity.datasets:
                self._counted[dataset] = self._counted.get(dataset, 0) + 1


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
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace") + b"\n"


def _csv(rows: Iterable[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode(errors="backslashreplace")


def _rows(entity: Entity) -> Iterator[tuple[str, ...]]:
    for one in entity.statements:
        yield (
            entity.id, entity.id, one.property, type_of(one.property), entity.schema, one.value, one.dataset,
            entity.origin, one.lang, one.original, "f", "", "", one.id(entity.id),
        )  # fmt: skip
