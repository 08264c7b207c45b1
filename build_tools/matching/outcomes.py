"""What a claim says did or did not happen at all: a collision, an arrest. Only flat words: no more is a denial of one."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from build_tools.text import tables

_TABLE = Path(__file__).parent / "tables" / "outcomes.tsv"
_LIKELY, _UNLIKELY = ("asserts", "confirms"), "denies"
_CLOSE = 30  # characters before a word in which a “no”, an “if” or a “may” can stand that takes it back
_OPEN = re.compile(
    r"\b(?:no|not|never|nobody|without|nor|if|whether|may|might|could|would|will|to|avoid\w*|prevent\w*|fear\w*|"
    r"possibl[ey]|risk of|threat\w*|earlier|previous)\b|n['’]t\b",
    re.I,
)


@lru_cache(maxsize=8192)
def outcomes(quote: str, stance: str) -> tuple[tuple[str, bool], ...]:
    """What happened (True) or did not (False), by its key in the table."""
    if stance not in (*_LIKELY, _UNLIKELY):
        return ()
    found: dict[str, bool] = {}
    for match in _words().finditer(quote):
        key = _rows()[match[0].casefold()][0]
        if stance == _UNLIKELY or _is_none(quote, match):
            found[key] = False
        elif not _OPEN.search(quote, max(0, match.start() - _CLOSE), match.start()):
            found.setdefault(key, True)
    return tuple(found.items())


def question(key: str) -> str:
    """The question whose answer is yes or no."""
    return next(row[1] for row in _rows().values() if row[0] == key)


def _is_none(quote: str, word: re.Match[str]) -> bool:
    """“No arrests”, “nobody was arrested”, “have not arrested anyone”: of any, not only of the one just spoken of."""
    before = quote[max(0, word.start() - _CLOSE) : word.start()]
    if _NONE.search(before):
        return True
    return bool(_NOT.search(before) and _ANY.match(quote, word.end()))


_NONE = re.compile(
    r"\b(?:no|without an?y?|nobody (?:was|were|had been|has been)|no one (?:was|were|had been|has been))\s+\Z", re.I
)
_NOT = re.compile(r"(?:\bnot|n['’]t|\bnever)(?:\s+(?:yet|immediately|so far))?\s+\Z", re.I)
_ANY = re.compile(r"\s+any(?:one|body)\b", re.I)


@lru_cache(maxsize=1)
def _words() -> re.Pattern[str]:
    return re.compile(rf"\b{tables.alternatives(_rows())}\b", re.I)


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[str, str]]:
    return {row[2]: (row[0], row[1]) for row in tables.rows(_TABLE)}
