"""The events in the columns of ACLED and UCDP GED: Frictionless with the ranges of their codebooks."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Mapping
from pathlib import Path

from frictionless import Resource, Schema

from .judging import Examination, Validator

ACLED, UCDP = "data/events.acled.csv", "data/events.ucdp.csv"
# Columns in the order of the codebooks: ACLED Codebook (since March 2023), UCDP GED Codebook 23.1.
COLUMNS: Mapping[str, str] = {
    ACLED: """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1
        actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location latitude
        longitude geo_precision source source_scale notes fatalities tags timestamp""",
    UCDP: """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name dyad_dset_id
        dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b number_of_sources
        source_article source_office source_date source_headline source_original where_prec where_coordinates
        where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region event_clarity
        date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa gwnob""",
}
COUNT = {"type": "integer", "constraints": {"minimum": 0}}
DEGREES = {"latitude": 90, "longitude": 180}
RANGES: Mapping[str, Mapping[str, object]] = {
    **{name: {"type": "number", "constraints": {"minimum": -most, "maximum": most}} for name, most in DEGREES.items()},
    **{name: {"type": "integer", "constraints": {"enum": [1, 2, 3]}} for name in ("time_precision", "geo_precision")},
    "type_of_violence": {"type": "integer", "constraints": {"enum": [1, 2, 3]}},
    "date_prec": {"type": "integer", "constraints": {"minimum": 1, "maximum": 5}},
    "where_prec": {"type": "integer", "constraints": {"minimum": 1, "maximum": 7}},
    "year": {"type": "integer", "constraints": {"minimum": 1000, "maximum": 9999}},
    **{name: {"type": "date"} for name in ("event_date", "date_start", "date_end")},
    **{name: COUNT for name in ("id", "fatalities", "best", "high", "low", "timestamp", "number_of_sources")},
}


def check(on: Examination) -> None:
    """The codebook's columns come first and in its order, each value lies in its range, no event has the id of another."""
    for path in on.paths():
        columns = COLUMNS[path].split()
        header = next(csv.reader(io.StringIO(on.read(path).decode(), newline="")))
        on.must(header[: len(columns)] == columns, f"{path}: not the columns of the codebook")
        fields = [
            {"name": name, "type": "string", **(RANGES.get(name, {}) if name in columns else {})} for name in header
        ]
        schema = Schema.from_descriptor({"fields": fields, "primaryKey": [columns[0]]})
        with tempfile.TemporaryDirectory() as folder:
            (Path(folder) / "events.csv").write_bytes(on.read(path))
            report = Resource(path="events.csv", basepath=folder, schema=schema).validate()
        on.faults += [" ".join(map(str, (path, *one))) for one in report.flatten(["rowNumber", "fieldName", "note"])]
        on.counted["events"] += sum(task.stats.get("rows", 0) for task in report.tasks)


EVENTS = Validator("Events as ACLED and UCDP have them", (ACLED, UCDP), ("frictionless",), check)
