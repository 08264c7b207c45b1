"""``ftm/``, read by ``followthemoney`` itself: its model, its statements, its catalogue of datasets."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from followthemoney import model
from followthemoney.dataset import DataCatalog, Dataset
from followthemoney.proxy import EntityProxy
from followthemoney.statement import Statement, StatementEntity
from followthemoney.statement.serialize import CSV_COLUMNS, read_csv_statements

from .judging import Examination, Files, Validator

ENTITIES, STATEMENTS, INDEX = "data/ftm/entities.ftm.json", "data/ftm/statements.csv.gz", "data/ftm/index.json"


@dataclass(frozen=True)
class Loaded:
    """The files as FollowTheMoney reads them."""

    files: Files
    entities: Mapping[str, EntityProxy]
    datasets: Mapping[str, list[str]]
    statements: list[Statement]
    catalogue: DataCatalog[Dataset]

    @classmethod
    def of(cls, files: Files) -> Loaded:
        """Read the three files. Raises what the library raises."""
        lines = [json.loads(line) for line in files[ENTITIES].splitlines()]
        return cls(
            files,
            {line["id"]: model.get_proxy(line) for line in lines},
            {line["id"]: line["datasets"] for line in lines},
            list(read_csv_statements(gzip.open(io.BytesIO(files[STATEMENTS])))),
            DataCatalog(Dataset, json.loads(files[INDEX])),
        )

    def at(self, section: str, id: str) -> EntityProxy:
        """The entity of a record."""
        return next(one for key, one in self.entities.items() if key.endswith(f"-{section}-{id}"))

    def all(self, schema: str) -> list[EntityProxy]:
        """Every entity of a schema."""
        return [one for one in self.entities.values() if one.schema.name == schema]


def check(on: Examination) -> None:
    """What the model demands of entities, and that statements and catalogue tell the same."""
    loaded = Loaded.of({path: on.read(path) for path in on.paths()})
    for part in (of_schemas, of_values, of_names, of_statements, of_sums, of_datasets):
        on.faults += part(loaded)
    header = gzip.decompress(loaded.files[STATEMENTS]).decode().partition("\n")[0].strip().split(",")
    on.must(header == list(CSV_COLUMNS), "the columns are not those of the library's own writer")
    on.counted.update({"entities": len(loaded.entities), "statements": len(loaded.statements)})
    on.counted["datasets"] += len(list(loaded.catalogue.datasets))


def of_schemas(loaded: Loaded) -> Iterator[str]:
    """Entities without what their schema requires, and links without two ends."""
    for one in loaded.entities.values():
        ends = (one.schema.edge_source, one.schema.edge_target) if one.schema.edge else ()
        yield from (
            f"{one.id} has no {name}" for name in (*one.schema.required, *ends) if not name or not one.get(name)
        )


def of_values(loaded: Loaded) -> Iterator[str]:
    """Values that are none of their type, or that the library would change."""
    for one in loaded.entities.values():
        for prop, value in one.itervalues():
            if prop.type.clean(value) != value or not prop.type.validate(value):
                yield f"{one.id}: {prop.name} cannot be {value[:60]!r}"


def of_names(loaded: Loaded) -> Iterator[str]:
    """Entities that name one that is not there, or may not stand there."""
    for one in loaded.entities.values():
        for prop, value in one.itervalues():
            if prop.type.name == "entity":
                named = loaded.entities.get(value)
                if not named or not prop.range or not named.schema.is_a(prop.range):
                    yield f"{one.id}: {prop.name} cannot be {value}"


def of_statements(loaded: Loaded) -> Iterator[str]:
    """Statements that have not the id that the library gives them, or the same, or another type than the model's."""
    yield from (f"{one.id}: not the id of its statement" for one in loaded.statements if one.id != one.generate_key())
    if len({one.id for one in loaded.statements}) != len(loaded.statements):
        yield "two statements have one id"
    for one in loaded.statements:
        schema = model.get(one.schema)
        prop = schema.get(one.prop) if schema else None
        if one.prop != "id" and (not prop or prop.type.name != one.prop_type):
            yield f"{one.id}: {one.schema} has no {one.prop} of type {one.prop_type}"


def of_sums(loaded: Loaded) -> Iterator[str]:
    """Entities that are not what their statements add up to."""
    dataset = Dataset.make({"name": "all", "title": "All"})
    added = {}
    for id, statements in groupby(loaded.statements, key=lambda one: one.entity_id):
        added[id] = StatementEntity.from_statements(dataset, statements)
    yield from (f"{id}: in one of the files only" for id in added.keys() ^ loaded.entities.keys())
    for id in added.keys() & loaded.entities.keys():
        entity, told = added[id], loaded.entities[id]
        same = {name: set(values) for name, values in entity.properties.items()} == {
            name: set(values) for name, values in told.properties.items()
        }
        of = {one.dataset for one in entity.statements} - {"all"}
        if not (same and entity.schema == told.schema and of == set(loaded.datasets[id])):
            yield f"{id}: not what its statements add up to"


def of_datasets(loaded: Loaded) -> Iterator[str]:
    """Datasets that the catalogue does not have, or whose entities it counts otherwise."""
    (whole,) = (one for one in loaded.catalogue.datasets if one.is_collection)
    if unknown := {one.dataset for one in loaded.statements} - set(whole.dataset_names):
        yield f"{sorted(unknown)}: not in the catalogue"
    for dataset in whole.leaves:
        held = sum(dataset.name in names for names in loaded.datasets.values())
        if dataset.model.entity_count != held:
            yield f"{dataset.name}: has {held} entities and says {dataset.model.entity_count}"
    if whole.model.entity_count != len(loaded.entities):
        yield f"{whole.name}: has {len(loaded.entities)} entities and says {whole.model.entity_count}"


FOLLOW_THE_MONEY = Validator("FollowTheMoney", (ENTITIES, STATEMENTS, INDEX), ("followthemoney",), check)
