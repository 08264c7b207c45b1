"""Invented words as news has them: few are frequent, most are rare (G. K. Zipf, 1935), between the small words of English."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import TypeVar

Thing = TypeVar("Thing")

_SYLLABLES = [
    "ba",
    "be",
    "bo",
    "bri",
    "da",
    "de",
    "dor",
    "dra",
    "fa",
    "fen",
    "fle",
    "ga",
    "gil",
    "gra",
    "ha",
    "hol",
    "ka",
    "kel",
    "kir",
    "kro",
    "la",
    "lem",
    "lor",
    "ma",
    "men",
    "mir",
    "na",
    "nor",
    "ol",
    "pa",
    "per",
    "pra",
    "ra",
    "ren",
    "ros",
    "sa",
    "sel",
    "ska",
    "sto",
    "ta",
    "tor",
    "tri",
    "va",
    "vel",
    "vor",
    "za",
    "zin",
]
_ENDINGS = ("", "", "", "", "s", "s", "ed", "ing", "ian", "ment")
_SMALL = [
    "the",
    "of",
    "in",
    "and",
    "to",
    "a",
    "that",
    "on",
    "by",
    "at",
    "from",
    "for",
    "with",
    "near",
    "after",
    "before",
    "over",
    "under",
    "along",
    "this",
    "some",
    "its",
]
SYLLABLES_OF_CYRILLIC = [
    "ба",
    "во",
    "га",
    "да",
    "жу",
    "за",
    "ко",
    "ла",
    "ми",
    "на",
    "пе",
    "ра",
    "со",
    "ту",
    "фе",
    "хо",
    "ця",
    "шо",
]


class Drawing:
    """One stream of chance, with the words drawn from it. ``vocabulary``: how many different words there are."""

    def __init__(self, seed: int, *, vocabulary: int = 30_000) -> None:
        self.chance = random.Random(seed)
        made: dict[str, None] = {}
        while len(made) < vocabulary:
            made[self._word()] = None
        self._words = sorted(made, key=len)
        self._weights = skew(len(self._words), flat=20)

    def _word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((1, 2, 2, 3)))) + self.chance.choice(
            _ENDINGS
        )

    def name(self) -> str:
        """A proper name of one word."""
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.choice((2, 2, 3)))).capitalize()

    def words(self, count: int) -> str:
        """Running text without marks: every third word is a small one."""
        rare = iter(self.chance.choices(self._words, cum_weights=self._weights, k=count))
        return " ".join(self.chance.choice(_SMALL) if at % 3 == 1 else next(rare) for at in range(count))

    def prose(self, sentences: int) -> str:
        """Sentences with a capital and a full stop."""
        return " ".join(f"{self.words(self.chance.randrange(8, 24)).capitalize()}." for _ in range(sentences))

    def happens(self, probability: float) -> bool:
        """Whether something with this probability happens this time."""
        return self.chance.random() < probability

    def one(self, things: Sequence[Thing], weights: Sequence[float]) -> Thing:
        """One of ``things``, by their cumulative weights."""
        return self.chance.choices(things, cum_weights=weights)[0]


@cache
def skew(count: int, *, flat: float) -> tuple[float, ...]:
    """Cumulative weights by which the first of ``count`` things are drawn far more often than the last; the larger
    ``flat``, the less so.
    """
    return tuple(accumulate(1 / (rank + flat) for rank in range(count)))
