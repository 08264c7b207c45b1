"""What became of those that a number counts, by the words around it."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from build_tools.model import Quantity
from build_tools.text import tables

_FATES = Path(__file__).parent / "tables" / "fates.tsv"
FOUND_DEAD = "found dead"
_DEAD = ("bodies", "corpses")
_CLAUSE = re.compile(r"[;:]|, | and | while | but ")
_AHEAD, _BACK = 50, 24  # characters behind and before a number in which its fate is looked for


def fate_of(quote: str, quantity: Quantity) -> str:
    """The nearest fate in the clause behind the number, else right before it."""
    if quantity.of.casefold() in _DEAD:
        return FOUND_DEAD
    at = quote.find(quantity.written)
    if at < 0:
        return ""
    behind = quote[at + len(quantity.written) : at + len(quantity.written) + _AHEAD]
    clause = _CLAUSE.split(behind, maxsplit=1)[0]
    if ahead := _fates().search(clause):
        return _fate_by_word()[ahead[0].casefold()]
    before = _CLAUSE.split(quote[max(0, at - _BACK) : at])[-1]
    back = list(_fates().finditer(before))
    return _fate_by_word()[back[-1][0].casefold()] if back else ""


@lru_cache(maxsize=1)
def _fates() -> re.Pattern[str]:
    return re.compile(rf"\b{tables.alternatives((row[1] for row in tables.rows(_FATES)), blank=' ')}\b", re.I)


@lru_cache(maxsize=1)
def _fate_by_word() -> dict[str, str]:
    return {row[1]: row[0] for row in tables.rows(_FATES)}
