"""What a found quantity comes to, in the grammar of DESIGN.md § 3, and why. Reads matches; finds none."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from build_tools.text import numerals, tables
from build_tools.text.quantity_grammar import COUNTING_WORDS, signs, units


def value_of(match: re.Match[str]) -> tuple[str, str]:
    """Value and reason; both empty where the words make no number or a range that runs backwards."""
    if match["none"]:
        return "0", "a count that the words deny"
    if match["vague"]:
        return _order(match["vague"]), "a number named only by its order: at least two of them"
    if match["part"]:
        return _share(match["part"], match["whole"])
    if match["low"]:
        return _range(match["low"], match["high"])
    return _single(match["number"], match["bound"])


def _single(written: str, bound: str | None) -> tuple[str, str]:
    number = numerals.value(written)
    if number is None:
        return "", ""
    sign = signs().get(re.sub(r"\s+", " ", bound.casefold()), "") if bound else ""
    bounded = f"“{bound}” bounds it" if sign in (">=", "<=") else "approximate, by its words"
    return f"{sign}{numerals.plain(number)}", bounded if sign else "as written"


def _share(part: str, whole: str) -> tuple[str, str]:
    some, every = numerals.value(part), numerals.value(whole)
    if some is None or every is None or some > every:
        return "", ""
    return f"{numerals.plain(some)}/{numerals.plain(every)}", "so many out of so many"


def _range(low: str, high: str) -> tuple[str, str]:
    first, second = numerals.value(low), numerals.value(high)
    if first is None or second is None:
        return "", ""
    scale = _scale_at_end().search(high.casefold())
    if scale and first < 1000 and not _scale_at_end().search(low.casefold()):
        first *= numerals.value(scale[0]) or Decimal(1)
    if first >= second:
        return "", ""
    return f"{numerals.plain(first)}..{numerals.plain(second)}", "a range"


@lru_cache(maxsize=1)
def _scale_at_end() -> re.Pattern[str]:
    return re.compile(rf"{numerals.scales_pattern()}\Z")


def _order(written: str) -> str:
    orders = tables.mapping(COUNTING_WORDS, "order")
    found = [int(orders[word]) for word in re.findall(r"[a-z]+", written.casefold()) if word in orders]
    return f">={found[0] * found[1] // 2}" if len(found) == 2 else f">={found[-1]}"


def unit_of(match: re.Match[str]) -> str:
    """The unit as recorded, empty where the number has none."""
    if match["glued"]:
        return "%"
    if match["money"]:
        return units()[match["money"].casefold()]
    return units()[re.sub(r"\s+", " ", match["unit"].casefold())] if match["unit"] else ""
