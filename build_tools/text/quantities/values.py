"""What a found quantity comes to, in the grammar of DESIGN.md § 3, and why. Reads matches; finds none."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from build_tools.text import numerals, tables
from build_tools.text.quantities.grammar import COUNTING_WORDS, signs, units

_TRAILS = {"more": ">=", "so": "~", "fewer": "<=", "less": "<=", "+": ">=", "-odd": "~", "-plus": ">="}
_PLURALS = {"100s": "hundreds", "1000s": "thousands"}
_MOST_OF = 1_000_000  # “one in …” goes no further


def value_of(match: re.Match[str]) -> tuple[str, str]:
    """Value and reason; both empty where the words make no number or a range that runs backwards."""
    if match["none"] or match["nobody"]:
        return "0", "a count that the words deny"
    if match["none_of"]:
        whole = numerals.value(match["none_of"])
        return (f"0/{numerals.plain(whole)}", "none of so many") if whole is not None else ("", "")
    if match["vague"] or match["plural"]:
        named = match["vague"] or _PLURALS[match["plural"].replace(",", "")]
        if _sign(match) == "<=":
            return "", ""
        return _order(f"{named} {match['order'] or ''}"), "a number named only by its order: at least two of them"
    if match["fraction"]:
        return _fraction(match)
    if match["multiple"]:
        times = Decimal(tables.mapping(COUNTING_WORDS, "multiple")[match["multiple"].casefold()])
        return _signed(_sign(match), times), "how many times as much as before"
    if match["whole"]:
        return _share(match)
    if match["high"] or match["from"]:
        return _range(match["from"] or match["number"], match["until"] or match["high"])
    return single(match["number"], _sign(match))


def single(written: str, sign: str = "") -> tuple[str, str]:
    """One number behind a sign."""
    number = numerals.value(written)
    if number is None:
        return "", ""
    bounded = "its words bound it" if sign in (">=", "<=") else "approximate, by its words"
    return _signed(sign, number), bounded if sign else "as written"


def _sign(match: re.Match[str]) -> str:
    if match["bound"]:
        return signs().get(re.sub(r"\s+", " ", match["bound"].casefold()), "")
    return _TRAILS.get(match["trail"] or match["odd"] or "", "")


def _signed(sign: str, number: Decimal) -> str:
    return f"{sign}{numerals.plain(number)}"


def _fraction(match: re.Match[str]) -> tuple[str, str]:
    parts = numerals.fraction(match["fraction"])
    return (_part(*parts, _sign(match)), "a part of the whole") if parts else ("", "")


def _share(match: re.Match[str]) -> tuple[str, str]:
    some, every = numerals.value(match["number"]), numerals.value(match["whole"])
    if some is None or every is None or some > every or not 0 < every <= 10**15:
        return "", ""
    is_rate = match["rate"] is not None
    if is_rate and (some >= every or every > _MOST_OF or every > 10 and every % 10):
        return "", ""
    if is_rate or some != int(some) or every != int(every):
        return _part(some, every, _sign(match)), "so many in so many"
    return f"{numerals.plain(some)}/{numerals.plain(every)}", "so many out of so many"


def _part(some: Decimal | int, every: Decimal | int, sign: str) -> str:
    """A share; behind a bound, for which the grammar takes one number only, as a decimal number."""
    if sign in (">=", "<="):
        return _signed(sign, (Decimal(some) / Decimal(every)).quantize(Decimal("0.01")))
    return f"{sign}{numerals.plain(Decimal(some))}/{numerals.plain(Decimal(every))}"


def _range(low: str, high: str) -> tuple[str, str]:
    first, second = numerals.value(low), numerals.value(high)
    if first is None or second is None:
        return "", ""
    scale = _scale_at_end().search(high.casefold())
    if scale and first < 1000 and not _scale_at_end().search(low.casefold()):
        first *= numerals.value(f"1{scale[0]}" if len(scale[0]) == 1 else scale[0]) or Decimal(1)
    if first >= second:
        return "", ""
    return f"{numerals.plain(first)}..{numerals.plain(second)}", "a range"


@lru_cache(maxsize=1)
def _scale_at_end() -> re.Pattern[str]:
    return re.compile(rf"(?:{numerals.scales_pattern()}|(?<=\d)[mkb])\Z")


def _order(written: str) -> str:
    """“dozens”, “several thousand”, “tens of thousands”: two of each at least."""
    orders = tables.mapping(COUNTING_WORDS, "order")
    found = [int(orders[word]) // 2 for word in re.findall(r"[a-z]+", written.casefold()) if word in orders]
    scales = [
        number for word in re.findall(r"[a-z]+", written.casefold()) if word not in orders and (number := _scale(word))
    ]
    total = 2
    for number in (*found, *scales):
        total *= number
    return f">={total}" if found or scales else ""


def _scale(word: str) -> int:
    return int(numerals.value(word) or 0) if re.fullmatch(numerals.scales_pattern(), word) else 0


def unit_of(match: re.Match[str]) -> str:
    """The unit as recorded, empty where the number has none."""
    if match["multiple"]:
        return "times"
    if match["glued"]:
        return units()[match["glued"].strip()]
    for group in ("money", "money2", "money3", "money4"):
        if match[group]:
            return units().get(match[group].strip()) or units()[match[group].strip().casefold()]
    if not match["unit"]:
        return ""
    unit = units()[re.sub(r"\s+", " ", match["unit"].casefold())]
    return "GBP" if unit == "lb" and _is_money(match) else unit


def _is_money(match: re.Match[str]) -> bool:
    """Pounds by the million are sterling, unless something is weighed: “5 million pounds of beef”."""
    number = numerals.value(match["high"] or match["number"] or "") or 0
    return number >= 1_000_000 and not match.string.startswith(" of", match.end())
