"""``timeline.json`` as TimelineJS takes it: its documented keys and kinds of values, and a slide that can be placed each.

TimelineJS is a program for browsers that no registry of Python has; its documentation is held here as a JSON Schema.
"""

from __future__ import annotations

import datetime as dt
import re

from jsonschema import Draft202012Validator

from .judging import Examination, Validator

PATH = "data/timeline.json"
_DATE = {
    "type": "object",
    "required": ["year"],
    "properties": {
        "year": {"type": "integer"},
        "month": {"type": "integer", "minimum": 1, "maximum": 12},
        "day": {"type": "integer", "minimum": 1, "maximum": 31},
        "display_date": {"type": "string"},
    },
    "additionalProperties": False,
}
_SLIDE = {
    "type": "object",
    "required": ["unique_id", "text"],
    "properties": {
        "start_date": _DATE,
        "end_date": _DATE,
        "unique_id": {"type": "string", "pattern": "^[a-z0-9][a-z0-9-]*$"},
        "display_date": {"type": "string"},
        "group": {"type": "string"},
        "autolink": {"const": False},
        "text": {
            "type": "object",
            "properties": {"headline": {"type": "string"}, "text": {"type": "string"}},
            "additionalProperties": False,
        },
    },
    "additionalProperties": False,
}
SCHEMA = {
    "type": "object",
    "required": ["events"],
    "properties": {
        "title": _SLIDE,
        "events": {"type": "array", "minItems": 1, "items": {"allOf": [_SLIDE, {"required": ["start_date"]}]}},
    },
    "additionalProperties": False,
}
_RUNS = re.compile(r"<script|<iframe|\son\w+=|javascript:", re.IGNORECASE)


def check(on: Examination) -> None:
    """Slides have what is documented, days that there are, an id of their own, and nothing that would run."""
    made = on.load(PATH)
    on.faults += [f"{one.json_path}: {one.message}" for one in Draft202012Validator(SCHEMA).iter_errors(made)]
    ids = [one["unique_id"] for one in made["events"]]
    on.must(len(set(ids)) == len(ids), "two slides have one id")
    for one in made["events"]:
        start, end = (
            (_first_day(one[key]) for key in ("start_date", "end_date") if key in one)
            if "end_date" in one
            else (_first_day(one["start_date"]), None)
        )
        on.must(end is None or start <= end, f"{one['unique_id']} ends before it starts")
        on.must(not _RUNS.search(str(one["text"])), f"{one['unique_id']} would run something")
    on.counted["slides"] += len(ids)


def _first_day(told: dict[str, int]) -> dt.date:
    return dt.date(told["year"], told.get("month", 1), told.get("day", 1))


TIMELINE = Validator("TimelineJS", (PATH,), ("jsonschema",), check)
