"""JSON Schemas (draft 7, which editors read) of records, vocabulary and sidecars, made from ``schema.py`` and ``keys.tsv``.

They say what reading a file says (keys, what must be there, words to choose from) and offer the dossier's ids as examples,
which editors complete. Whether an id exists is a rule's matter: a new record may be on its way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from build_tools.records import readers, schema
from build_tools.records.key_words import KeyWords, key_words, shape_named
from build_tools.records.readers import Key, ListOf, Many, OneOf, Reader, Shape, WordOr

DRAFT = "http://json-schema.org/draft-07/schema#"
SUFFIX = ".schema.json"
Json = dict[str, Any]

# YAML is read as text: a number or a day without quotes is text too. Nothing but blanks is no value.
_WORD: Json = {"not": {"type": ["object", "array", "null"]}, "pattern": r"\S"}
_DATE = "EDTF: 2024-11-06, 2024-11, 2024-11-06?, 2024-11-06/2024-11-07, [2024-11-04..2024-11-06], ../2024-11-07."


@dataclass(frozen=True)
class Names:
    """The ids of a dossier that an editor may offer, by kind of record; ``types`` of events; what answers a question.

    ``answers``: by question its title and the values that it takes, as far as they can be listed.
    """

    ids: Mapping[str, Sequence[str]] = field(default_factory=dict)
    answers: Mapping[str, tuple[str, Sequence[str]]] = field(default_factory=dict)
    rules: Sequence[str] = ()


def schemas(names: Names) -> dict[str, str]:
    """Every schema by the name of its file, such as ``entry.schema.json``."""
    made = {name: _record(shape, names) for name, shape in _RECORDS.items()}
    sidecar = _record(schema.SOURCE, names)
    made["sidecar"] = {**sidecar, "title": "seeds/NAME.yml: what the text of a seed cannot tell", "required": []}
    event_type = _mapping(schema.EVENT_TYPE, names)
    made["vocabulary"] = {
        "title": "content/vocabulary.yml: the types of events",
        "type": "object",
        "propertyNames": {"pattern": _ID},
        "additionalProperties": event_type,
    }
    return {f"{name}{SUFFIX}": _as_text(one) for name, one in made.items()}


_RECORDS: Mapping[str, Shape] = {
    "entry": schema.ENTRY,
    "source": schema.SOURCE,
    "actor": schema.ACTOR,
    "place": schema.PLACE,
    "question": schema.QUESTION,
    "page": schema.HOME,
}
_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _as_text(made: Json) -> str:
    return json.dumps({"$schema": DRAFT, **made}, ensure_ascii=False, indent=1) + "\n"


def _record(shape: Shape, names: Names) -> Json:
    return {"title": f"The front matter of {shape.name}", **_mapping(shape, names)}


def _mapping(shape: Shape, names: Names) -> Json:
    words = key_words()
    name = shape_named(shape)
    return {
        "type": "object",
        "properties": {key: _key(key, held, words[name, key], names) for key, held in shape.keys.items()},
        "required": [key for key, held in shape.keys.items() if held.required],
        "additionalProperties": False,
    }


def _key(key: str, held: Key, words: KeyWords, names: Names) -> Json:
    if key == "answers":
        return {"description": words.says, **_answers(names)}
    word = _word(words, names) if key != "rule" else {**_WORD, "examples": list(names.rules)}
    return {"description": words.says, **_read_by(held.read, word, names)}


def _word(words: KeyWords, names: Names) -> Json:
    if words.of == "edtf":
        return {**_WORD, "markdownDescription": f"{words.says}\n\n{_DATE}"}
    if words.of in names.ids:
        return {**_WORD, "examples": list(names.ids[words.of])}
    return _WORD


def _read_by(reader: Reader, word: Json, names: Names) -> Json:
    """What a reader takes, where a single value is a ``word``."""
    if isinstance(reader, OneOf):
        return {"enum": list(reader.options)}
    if isinstance(reader, Many):
        return {"type": "array", "items": _mapping(reader.shape, names)}
    if isinstance(reader, WordOr):
        return {"anyOf": [word, _mapping(reader.shape, names)]}
    if isinstance(reader, ListOf):
        return {"type": "array", "items": _read_by(reader.item, word, names)}
    return _by_function(reader, word, names)


def _by_function(reader: Reader, word: Json, names: Names) -> Json:
    if reader is readers.text:
        return word
    if reader is readers.texts:
        return {"type": "array", "items": word}
    if reader is readers.words_by_key:
        return {"type": "object", "additionalProperties": word}
    if reader is readers.latitude_and_longitude:
        return {"type": "array", "items": [_degrees(90), _degrees(180)], "minItems": 2, "additionalItems": False}
    shape = getattr(reader, "__self__", None)
    if isinstance(shape, Shape):
        return _mapping(shape, names)
    raise TypeError(f"no JSON Schema is known for what {reader!r} reads")


def _degrees(most: int) -> Json:
    """A decimal number from ``-most`` to ``most``, written with or without quotes."""
    whole = "[0-8]?[0-9]" if most == 90 else "(1[0-7][0-9]|[0-9]?[0-9])"
    pattern = rf"^\s*[-+]?0*({most}(\.0*)?|{whole}(\.[0-9]*)?|\.[0-9]+)\s*$"
    number = {"type": "number", "minimum": -most, "maximum": most}
    return {"anyOf": [number, {"type": "string", "pattern": pattern}]}


def _answers(names: Names) -> Json:
    offered = {
        id: {**_WORD, "description": title, **({"examples": list(values)} if values else {})}
        for id, (title, values) in names.answers.items()
    }
    return {"type": "object", "properties": offered, "additionalProperties": _WORD}
