"""Values as this program writes them: what is none of them is refused, for it was meant to the letter."""

from __future__ import annotations

from build_tools.brought.brought_claim import SHAPE, Spot
from build_tools.brought.fields import shown
from build_tools.model import STANCES
from build_tools.text import edtf
from build_tools.values import NotAValue, parse_number


def own_stance(word: str, spot: Spot) -> str:
    """One of the six stances; absent: asserts. Raises ProblemsFound."""
    if word and word not in STANCES:
        raise spot.refused(SHAPE, f"{shown(word)} is no stance", f"Write one of {', '.join(STANCES)}.")
    return word or STANCES[0]


def own_date(date: str, spot: Spot) -> str:
    """An EDTF date, empty where there is none. Raises ProblemsFound."""
    try:
        if date:
            edtf.parse(date)
    except edtf.NotEdtf as error:
        raise spot.refused(
            SHAPE, f"{shown(date)} is no date: {error}", "Write it in EDTF, such as 2024-11-06."
        ) from None
    return date


def number_of(value: str, spot: Spot) -> str:
    """A number in the dossier's grammar. Raises ProblemsFound."""
    try:
        parse_number(value)
    except NotAValue as error:
        tip = "Write 12000, 11000..12000, >=10000, ~600 or 38/63."
        raise spot.refused(SHAPE, f"{shown(value)} is no number: {error}", tip) from None
    return value


def translated(text: str, by: str, spot: Spot) -> tuple[str, str]:
    """A translation with who made it. Raises ProblemsFound where one is there without the other."""
    if bool(text) != bool(by):
        missing = "who made it (by)" if text else "its text"
        raise spot.refused(SHAPE, f"the translation lacks {missing}", "A translation names its translator: add it.")
    return text, by
