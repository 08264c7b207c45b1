"""The numbers that some texts bear: as they are written, as days and years, and as what follows from two of one text.

Knows no record. A day of a month bears no count, and a count no day: “12 directors” is not borne by “12 September”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import combinations

from build_tools.checks import facts
from build_tools.text import numerals

_MOST = 30  # numbers of one text of which two are looked at together
_PARTS_OF = {"hour": 60, "day": 24, "year": 12, "century": 100, "minute": 60, "kilometre": 1000, "tonne": 1000}
_FRACTION = re.compile(
    r"\b(?:(?P<many>an?|one|two|three|four|five|six|seven|eight|nine)[ \n-])?(?P<part>half|"
    r"(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?)\b(?:[ \n]of)?(?:[ \n](?:an?|the)[ \n](?P<whole>[a-z]+))?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class BorneNumbers:
    """What ``texts`` bear, with further ``years`` and ``month_days`` of the dates of records."""

    texts: tuple[str, ...]
    years: frozenset[int]
    month_days: frozenset[int]

    def bears(self, number: facts.Number) -> bool:
        """Whether the number stands in a text as a count where it is one, or in a date where it is part of one."""
        if number.value in self.values:
            return True
        if number.is_year and number.value in self._all_years | self._bare_years:
            return True
        if number.is_decade:
            return any(int(year) // 10 == number.value // 10 for year in self._all_years | self._bare_years)
        return number.is_month_day and number.value in self._all_month_days

    def may_follow(self, number: facts.Number) -> bool:
        """Whether it is the sum, the rest or the share of two numbers of one text, or what a fraction there comes to."""
        return any(number.value in _derived(text, is_percent=number.is_percent) for text in self.texts)

    @cached_property
    def values(self) -> frozenset[Decimal]:
        """The numbers that are part of no date."""
        return frozenset(value for text in self.texts for value in facts.values_apart(text).counts)

    @cached_property
    def _bare_years(self) -> frozenset[int]:
        return frozenset(int(value) for text in self.texts for value in facts.values_apart(text).years)

    @cached_property
    def _days(self) -> tuple[facts.Day, ...]:
        return tuple(day for text in self.texts for day in facts.days(text))

    @cached_property
    def _all_years(self) -> frozenset[int]:
        return self.years | {day.year for day in self._days if day.year}

    @cached_property
    def _all_month_days(self) -> frozenset[int]:
        return self.month_days | {day.day for day in self._days if day.day}


@lru_cache(maxsize=4096)
def _derived(text: str, *, is_percent: bool) -> frozenset[Decimal]:
    counts = sorted(facts.values_apart(text).counts)[:_MOST]
    found: set[Decimal] = set()
    for low, high in combinations(counts, 2):
        if not is_percent:
            found |= {high - low, high + low}
        elif high:
            share = round(low / high * 100)
            found |= {Decimal(share), Decimal(100 - share), high - low}
    for fraction, whole in _fractions(text):
        if is_percent:
            found |= {
                Decimal(round(fraction * 100)),
                Decimal(int(fraction * 100)),
                Decimal(round((1 - fraction) * 100)),
            }
        else:
            found |= {fraction * count for count in (*counts, *([Decimal(whole)] if whole else []))}
            found |= {(1 - fraction) * count for count in counts}
    return frozenset(found)


def _fractions(text: str) -> Iterator[tuple[Decimal, int]]:
    """Each fraction in words, and how many smaller units the whole that it is of has (0: unknown)."""
    for found in _FRACTION.finditer(text):
        many = (found["many"] or "one").lower()
        times = Decimal(1) if many in ("a", "an") else numerals.value(many) or Decimal(1)
        yield times / numerals.part(found["part"].lower()), _PARTS_OF.get((found["whole"] or "").lower(), 0)
