"""What every key of every record says, in the words of ``keys.tsv``: one table for schemas, skeletons and documentation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from build_tools.records import schema
from build_tools.records.readers import Shape
from build_tools.text import tables

_TABLE = Path(__file__).with_name("keys.tsv")

# What a shape is called in the table; its name in messages has an article before it.
SHAPES: Mapping[str, Shape] = {
    "entry": schema.ENTRY,
    "claim": schema.CLAIM,
    "unnamed": schema.UNNAMED,
    "quantity": schema.QUANTITY,
    "translation": schema.TRANSLATION,
    "source": schema.SOURCE,
    "set_aside": schema.SET_ASIDE,
    "actor": schema.ACTOR,
    "alias": schema.ALIAS,
    "role": schema.ROLE,
    "place": schema.PLACE,
    "question": schema.QUESTION,
    "waiver": schema.WAIVER,
    "event type": schema.EVENT_TYPE,
    "home": schema.HOME,
}
_OF_EVERY_RECORD = "every"


@dataclass(frozen=True, slots=True)
class KeyWords:
    """A key in words. ``of``: what its value names or how it is written, as ``keys.tsv`` has it; empty for free text."""

    of: str
    says: str


@lru_cache(maxsize=1)
def key_words() -> Mapping[tuple[str, str], KeyWords]:
    """By shape (as in SHAPES) and key."""
    rows = {(shape, key): KeyWords(of.strip("-"), says) for shape, key, of, says in tables.rows(_TABLE)}
    every = {key: words for (shape, key), words in rows.items() if shape == _OF_EVERY_RECORD}
    known = {(name, key): every[key] for name, shape in SHAPES.items() for key in shape.keys if key in every}
    return known | {pair: words for pair, words in rows.items() if pair[0] != _OF_EVERY_RECORD}


def shape_named(shape: Shape) -> str:
    """What the table calls a shape."""
    return next(name for name, one in SHAPES.items() if one is shape)
