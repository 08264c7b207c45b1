"""Which kind of event a text tells, by trigger words from a table. Knows ids of types, not their records."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.text import tables

OTHER = "other"


@lru_cache(maxsize=1)
def _triggers() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    found = []
    for type_id, weight, stems in tables.rows(gazetteer.table("triggers.tsv")):
        words = "|".join(_stem(word) for word in sorted(stems.split("|"), key=len, reverse=True))
        found.append((type_id, int(weight), re.compile(rf"(?<![\w-])(?:{words})(?!\w)", re.I)))
    return tuple(found)


def _stem(word: str) -> str:
    escaped = re.escape(word).replace(r"\ ", r"\s")
    return escaped.replace(r"\*", r"[\w’-]{0,12}")


def event_type(texts: Collection[str], allowed: Collection[str]) -> tuple[str, str]:
    """The type that most trigger words speak for, and those words. ``allowed``: ids to choose from, empty for all.

    Where none applies: ``statement`` for words said, else ``other``, else the first allowed id.
    """
    scores: Counter[str] = Counter()
    seen: dict[str, list[str]] = {}
    for place, text in enumerate(texts):
        for type_id, weight, pattern in _triggers():
            if allowed and type_id not in allowed:
                continue
            for match in list(pattern.finditer(text[:2000]))[:4]:
                scores[type_id] += weight * (3 if place == 0 else 1)
                seen.setdefault(type_id, []).append(match[0])
    if scores:
        best = max(scores, key=lambda type_id: (scores[type_id], type_id))
        return best, f"by the words {', '.join(f'“{word}”' for word in dict.fromkeys(seen[best]))}"
    for fallback in ("statement", OTHER):
        if not allowed or fallback in allowed:
            return fallback, "no trigger word of another type"
    return sorted(allowed)[0], "no trigger word, and the vocabulary has neither statement nor other"
