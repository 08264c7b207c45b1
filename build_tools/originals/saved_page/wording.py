"""Lines that stand between the paragraphs of an article and are not the article, known by their words alone."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from build_tools.text import tables

_TABLE = Path(__file__).parent / "furniture_lines.tsv"
_LONGEST = {
    "cut": 320,
    "more": 220,
    "ask": 320,
    "mark": 220,
}  # in this order: “Subscribe to read” tells more than “Subscribe to”
_TIME_ONLY = re.compile(r"[\d\s:.,/|·•–—-]{3,40}\Z")
_SIGNS_BEFORE = re.compile(r"\A[\W_]*", re.ASCII)


def kind_of_line(text: str) -> str:
    """Which kind of furniture the line is by its words: more, ask, mark, cut; empty for words of the article."""
    folded = _folded(text)
    for kind, beginnings, wholes in _kinds():
        if len(text) <= _LONGEST[kind] and (beginnings.match(folded) or folded.rstrip(" .:…") in wholes):
            return kind
    return "mark" if not any(sign.isalnum() for sign in text) else ""


def _folded(text: str) -> str:
    return (
        _SIGNS_BEFORE.sub("", text, count=1).casefold().replace("’", "'") if text[:1] not in "©([" else text.casefold()
    )


@cache
def _kinds() -> tuple[tuple[str, re.Pattern[str], frozenset[str]], ...]:
    return tuple((kind, *_of_kind(kind)) for kind in _LONGEST)


def _of_kind(kind: str) -> tuple[re.Pattern[str], frozenset[str]]:
    words = [word.casefold() for word in tables.words(_TABLE, kind)]
    begin = tables.alternatives((word for word in words if not word.startswith("=")), blank=r"\s")
    return re.compile(rf"{begin}(?!\w)"), frozenset(word[1:] for word in words if word.startswith("="))
