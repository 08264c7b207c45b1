"""Tells whether words hold a finite verb, by its form alone: a listed one, or one in -ed. Knows no clauses."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Span
from build_tools.text import tables

_PRESENT = re.compile(r"(?:[a-z]+ly )?[a-z]{2,14}[a-rt-z]s\s")


@lru_cache(maxsize=1)
def form() -> str:
    """A regular expression for a finite verb. A participle in -ed is taken for one."""
    listed = tables.alternatives(tables.words(gazetteer.table("finite_verbs.txt")))
    return rf"(?:{listed}|[a-z]{{2,14}}ed)\b(?!-)"


@lru_cache(maxsize=1)
def _anywhere() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){form()}")


@lru_cache(maxsize=1)
def _predicate() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:also|then|later|now|still|already|[a-z]+ly) )?{form()}")


def has_finite(text: str, span: Span) -> bool:
    """Whether a finite verb stands in the span."""
    return _anywhere().search(text, *span) is not None


def predicate_at(text: str, position: int, *, present: bool = False) -> bool:
    """Whether a predicate begins there: a finite verb, an adverb before it; with ``present`` any word in -s too."""
    return bool(_predicate().match(text, position) or present and _PRESENT.match(text, position))
