"""Which kind of event a text tells, by trigger words from a table. Knows ids of types, not their records."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.text import tables

OTHER = "other"
STATEMENT = "statement"
_LONGEST = 2000  # characters of a text that are read for triggers
_MOST = 4  # times that triggers of one kind count in one text
_FIRST_COUNTS = 3  # how much more the first text counts: it is what the others are about
_ASIDE = re.compile(r", (?:who|whose|whom|which|where)\b[^,;.:“”\"]{1,120},")


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[tuple[str, ...], int, re.Pattern[str]], ...]:
    """The ids that a kind of event may have, its weight and its triggers."""
    return tuple(
        (tuple(ids.split("|")), int(weight), re.compile("|".join(map(_stem, stems.split("|"))), re.I))
        for ids, weight, stems in tables.rows(gazetteer.table("triggers.tsv"))
    )


def _stem(word: str) -> str:
    return re.escape(word).replace(r"\ ", r"\s").replace(r"\*", r"[\w’-]{0,12}")


@lru_cache(maxsize=1)
def _any_trigger() -> re.Pattern[str]:
    """All triggers in one tree of letters: most words of a text are refused at their first or second letter."""
    words = (
        word.casefold() for _, _, stems in tables.rows(gazetteer.table("triggers.tsv")) for word in stems.split("|")
    )
    return re.compile(rf"(?<![\w-]){tables.alternatives(words, blank=chr(92) + 's')}(?!\w)", re.I)


@lru_cache(maxsize=20_000)
def _kinds_of(trigger: str) -> tuple[int, ...]:
    """The rows of the table that the words are a trigger of."""
    return tuple(index for index, (_, _, pattern) in enumerate(_rows()) if pattern.fullmatch(trigger))


@lru_cache(maxsize=2_000)
def _hits(text: str) -> tuple[tuple[int, str], ...]:
    """Row of the table and words of every trigger in the text; relative clauses between commas only add."""
    main = _ASIDE.sub(",", text[:_LONGEST]) if ", wh" in text else text
    found = _any_trigger().finditer(main, 0, _LONGEST)
    return tuple((index, match[0]) for match in found for index in _kinds_of(match[0]))


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of event that the words may tell of; something only said is none."""
    return frozenset(_rows()[index][0][0] for index, _ in _hits(text)) - {STATEMENT}


def is_happening(text: str) -> bool:
    """Whether the words tell of something that happened and not only of something said."""
    return bool(kinds_of(text))


@lru_cache(maxsize=2_000)
def _scored(text: str, allowed: tuple[str, ...]) -> tuple[tuple[str, int, tuple[str, ...]], ...]:
    """Every type that triggers of the text speak for, how much, and those words."""
    found: dict[str, tuple[int, tuple[str, ...]]] = {}
    counted: dict[int, int] = {}
    for index, word in _hits(text):
        ids, weight, _ = _rows()[index]
        type_id = next((id for id in ids if not allowed or id in allowed), "")
        counted[index] = counted.get(index, 0) + 1
        if type_id and counted[index] <= _MOST:
            score, words = found.get(type_id, (0, ()))
            found[type_id] = score + weight, (*words, word)
    return tuple((type_id, score, words) for type_id, (score, words) in found.items())


def event_type(texts: Collection[str], allowed: Collection[str]) -> tuple[str, str]:
    """The type that most trigger words speak for, and those words. ``allowed``: ids to choose from, empty for all.

    Where none applies: ``statement`` for words said, else ``other``, else the first allowed id.
    """
    scores: dict[str, int] = {}
    seen: dict[str, list[str]] = {}
    for place, text in enumerate(texts):
        for type_id, score, words in _scored(text, tuple(allowed)):
            scores[type_id] = scores.get(type_id, 0) + score * (_FIRST_COUNTS if place == 0 else 1)
            seen.setdefault(type_id, []).extend(words)
    if scores:
        best = max(scores, key=lambda type_id: (scores[type_id], type_id))
        return best, f"by the words {', '.join(f'“{word}”' for word in dict.fromkeys(seen[best]))}"
    for fallback in (STATEMENT, OTHER):
        if not allowed or fallback in allowed:
            return fallback, "no trigger word of another type"
    return sorted(allowed)[0], "no trigger word, and the vocabulary has neither statement nor other"
