"""The strings that try to be more than text, and the fields of records that they are put into. Knows no dossier.

A template of ``tests/trust/attacks/records`` marks a field as ``<<field|instead>>``, by its path in the schema of the
record (``<<kind:field|instead>>``: what another one holds in a field); where nothing stands instead, what bears it goes.
``@`` is the number of the string, ``§`` that of its dozen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.records import schema
from build_tools.records.readers import ListOf, Many, Reader, Shape, WordOr, words_by_key

ATTACKS = Path(__file__).parent / "trust" / "attacks"
GAP = re.compile(r"<<(?:(\w+):)?([\w.]+)\|(.*?)>>")
# By template: the shape whose fields stand there, and the words of fields that no shape knows.
SHAPES = {
    "entry": (schema.ENTRY, "body"),
    "source": (schema.SOURCE, "body"),
    "actor": (schema.ACTOR, "body"),
    "place": (schema.PLACE, "body"),
    "question": (schema.QUESTION, "body"),
    "home": (schema.HOME, "body"),
    "vocabulary": (schema.EVENT_TYPE, "key"),
    "about": (Shape("about", dict, {}), "body"),
}
_LETTER = re.compile(r"\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|([nrt\\]))")
_SHORT = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


@dataclass(frozen=True, order=True)
class Field:
    """Where a string is put: into which field of the records of which number."""

    number: int
    kind: str
    name: str

    @property
    def word(self) -> str:
        """The word by which its value is found again."""
        return f"zq{self.number}x{self.kind}x{re.sub('[._]', '', self.name)}z"


def strings() -> list[tuple[str, str]]:
    """The corpus of strings, each with its family."""
    lines = (ATTACKS / "strings.tsv").read_text(encoding="utf-8").split("\n")
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(family, _LETTER.sub(_letter, text)) for family, text in rows]


def _letter(match: re.Match[str]) -> str:
    code = match[1] or match[2] or match[3]
    return chr(int(code, 16)) if code else _SHORT[match[4]]


@cache
def template(name: str) -> str:
    """One of the templates of records."""
    return (ATTACKS / "records" / name).read_text(encoding="utf-8")


def in_templates() -> set[tuple[str, str]]:
    """Every field that a template marks, with the kind of its record."""
    files = (ATTACKS / "records").iterdir()
    return {(kind or kind_of(path.name), name) for path in files for kind, name, _ in GAP.findall(template(path.name))}


def kind_of(name: str) -> str:
    """The kind of record that a template makes; there are two of questions."""
    return "question" if name == "choice.md" else name.partition(".")[0]


def in_schemas() -> set[tuple[str, str]]:
    """Every field of every kind of record that holds a value, and not only fields of its own."""
    return {(kind, name) for kind, (shape, more) in SHAPES.items() for name in (*_values(shape.keys, ""), more)}


def _values(keys: dict[str, schema.Key], above: str) -> Iterator[str]:
    for name, key in keys.items():
        yield from _of(key.read, f"{above}{name}")


def _of(reader: Reader, name: str) -> Iterator[str]:
    """The name itself where a word may stand there, and what stands under it."""
    inner = reader.item if isinstance(reader, ListOf) else reader
    shape = inner.shape if isinstance(inner, Many | WordOr) else getattr(inner, "__self__", None)
    if not isinstance(shape, Shape) or isinstance(inner, WordOr):
        yield name
    if isinstance(shape, Shape):
        yield from _values(shape.keys, f"{name}.")
    if inner is words_by_key:
        yield f"{name}.key"


def as_yaml(text: str) -> str:
    """In double quotes, on one line, with an escape for all but plain letters."""
    return '"' + "".join(_escaped(letter) for letter in text) + '"'


def _escaped(letter: str) -> str:
    if letter.isascii() and letter.isprintable() and letter not in '"\\':
        return letter
    return f"\\U{ord(letter):08x}"
