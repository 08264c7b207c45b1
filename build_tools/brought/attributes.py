"""Attributes under other tools' names → fields of a claim, by ``attributes.tsv``. Unknown ones are handed back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from build_tools.brought.brought_claim import SHAPE, Speaker, Spot
from build_tools.brought.fields import shown, unseen_in
from build_tools.model import STANCES
from build_tools.text import edtf
from build_tools.text.tables import mapping

_TABLE = Path(__file__).with_name("attributes.tsv")
_NOBODY = frozenset({"", "none", "null", "n/a", "na", "unknown", "unspecified", "not stated", "-"})
_ISO_TIME = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:\d\d.*")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@cache
def table(kind: str) -> Mapping[str, str]:
    """One kind of the table: ``field``, ``stance`` or ``class``."""
    return mapping(_TABLE, kind)


def plain(name: str) -> str:
    """A name as the table has it."""
    return re.sub(r"[\W_]+", "_", name.casefold()).strip("_")


def takes(name: str) -> bool:
    """Whether an attribute of this name fills a field, if it is in the form of one."""
    return plain(name) in table("field")


def names_no_claim(kind: str) -> bool:
    """Whether an extraction of this class is a name or number, and no statement."""
    return plain(kind) in table("class")


def as_fields(given: Iterable[tuple[str, Any]], spot: Spot) -> tuple[dict[str, Any], dict[str, Any]]:
    """The fields of a claim that attributes tell, and the attributes that are none, as they were given.

    Of two attributes for one field the first counts. Raises ProblemsFound for a stance that is none of ours: left out,
    it would turn a denial into an assertion.
    """
    told: dict[str, Any] = {}
    left: dict[str, Any] = {}
    speaking: dict[str, str] = {}
    for name, value in given:
        field = table("field").get(plain(name), "")
        words = _words(value)
        if words and all(one.casefold() in _NOBODY for one in words):
            continue
        taken = _taken(field, words, spot) if field and words and field not in {**told, **speaking} else None
        if taken is None:
            left[name] = value
        elif field in ("speaker", "within"):
            speaking[field] = str(taken)
        else:
            told[field] = taken
    if speaking:
        told["speaker"] = Speaker(name=speaking.get("speaker", ""), within=speaking.get("within", ""))
    return told, left


def _words(value: Any) -> list[str]:
    """What an attribute says, as one or several texts; empty where it is no text at all."""
    found = value if isinstance(value, list) else [value]
    texts = [str(one).strip() for one in found if isinstance(one, str | int | float) and not isinstance(one, bool)]
    return texts if len(texts) == len(found) and not any(map(unseen_in, texts)) else []


def _taken(field: str, words: list[str], spot: Spot) -> Any:
    """The value of a field; None where it cannot be taken over as it is."""
    if field == "via":
        return tuple(words)
    if len(words) > 1:
        return None
    word = words[0]
    if field == "stance":
        return as_stance(word, spot)
    if field in ("said", "when"):
        return as_date(word)
    if field == "lang":
        return word if _LANGUAGE.fullmatch(word) else None
    return word


def as_stance(word: str, spot: Spot) -> str:
    """One of our six stances. Raises ProblemsFound."""
    if stance := table("stance").get(plain(word), ""):
        return stance
    tip = f"Write one of {', '.join(STANCES)}; or leave the stance out, if the words are simply asserted."
    raise spot.refused(SHAPE, f"{shown(word)} is no stance", tip)


def as_date(word: str) -> str | None:
    """An EDTF date, of a moment its day; None where it is none."""
    day = _ISO_TIME.sub(r"\1", word)
    try:
        edtf.parse(day)
    except edtf.NotEdtf:
        return None
    return day
