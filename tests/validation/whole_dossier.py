"""``dossier.json`` and its JSON Lines, held against the JSON Schema that is handed out beside them."""

from __future__ import annotations

import json
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from .judging import Examination, Validator

WHOLE, SCHEMA = "data/dossier.json", "data/dossier.schema.json"
# The kind of each file of lines, and what an object of it is called in the schema.
KINDS = {"entries": "entry", "claims": "claim", "sources": "source", "actors": "actor", "places": "place"}
KINDS |= {"questions": "question", "answers": "answer"}


def of_schema(schema: Any, part: str = "") -> Draft202012Validator:
    """A validator of the whole or of one kind of object."""
    wanted = {"$ref": f"#/$defs/{part}", "$defs": schema["$defs"]} if part else schema
    return Draft202012Validator(wanted, format_checker=FormatChecker())


def lines(content: bytes) -> list[Any]:
    """JSON Lines: one object to each line, and no line that is none."""
    return [json.loads(line) for line in content.decode().removesuffix("\n").split("\n") if content]


def check(on: Examination) -> None:
    """The schema is one, the dossier satisfies it, and each line is an object of the dossier that satisfies its part."""
    schema, dossier = on.load(SCHEMA), on.load(WHOLE)
    Draft202012Validator.check_schema(schema)
    on.faults += [f"{WHOLE}: {one.json_path}: {one.message}" for one in of_schema(schema).iter_errors(dossier)]
    answers = [answer for question in dossier["questions"] for answer in question["finding"]["answers"]]
    for kind, part in KINDS.items():
        told = lines(on.read(f"data/{kind}.jsonl"))
        judge = of_schema(schema, part)
        on.faults += [f"{kind}.jsonl: {one.message}" for line in told for one in judge.iter_errors(line)]
        on.must(told == (answers if kind == "answers" else dossier[kind]), f"{kind}.jsonl is not what {WHOLE} holds")
        on.counted[kind] += len(told)


DOSSIER = Validator(
    "dossier.json, JSON Lines and their JSON Schema",
    (WHOLE, SCHEMA, "data/*.jsonl"),
    ("jsonschema",),
    check,
    round_trip=("claims.jsonl",),
)
