"""What the forms ask (``fields.tsv``, ``choices.tsv``), and a form as a text to fill in. Knows no answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.text import tables

_FIELDS = Path(__file__).with_name("fields.tsv")
_CHOICES = Path(__file__).with_name("choices.tsv")
FORMS = ("correction", "source", "event")
NO_ANSWER = "_No response_"


@dataclass(frozen=True, slots=True)
class Field:
    """One question of a form: its key, the label above the answer, and what it asks for in a sentence."""

    key: str
    label: str
    required: bool
    longest: int
    hint: str


@cache
def fields_of(form: str) -> tuple[Field, ...]:
    """The fields of a form, in the order in which it asks."""
    rows = (row[1:] for row in tables.rows(_FIELDS) if row[0] == form)
    return tuple(Field(key, label, need == "required", int(most), hint) for key, label, need, most, hint in rows)


@cache
def choices_of(key: str) -> Mapping[str, str]:
    """What can be chosen in a field: the words that people see → what they stand for."""
    return tables.mapping(_CHOICES, key)


def blank(form: str, answers: Mapping[str, str] | None = None, *, hints: bool = True) -> str:
    """A form as text to be filled in: for an e-mail, or for a forge that has no forms of its own."""
    return "\n".join(_blank_field(field, (answers or {}).get(field.key, ""), hints=hints) for field in fields_of(form))


def _blank_field(field: Field, answer: str, *, hints: bool) -> str:
    return f"### {field.label}\n" + (f"<!-- {_hint(field)} -->\n" if hints else "") + f"\n{answer}\n"


def _hint(field: Field) -> str:
    choices = choices_of(field.key)
    options = " One of: " + " · ".join(choices) + "." if choices else ""
    return ("" if field.required else "Optional. ") + field.hint + options
