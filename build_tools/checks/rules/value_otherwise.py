"""A quantity’s value is the number that its words say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from build_tools.checks import facts
from build_tools.checks.rule import Case, Finding
from build_tools.model import Claim, Quantity, Source
from build_tools.problems import Level
from build_tools.text.quantities.find import FoundQuantity, find_quantities
from build_tools.text.quantities.grammar import units
from build_tools.values import NotAValue, NumberSet, parse_number

CODE = "value-otherwise"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = True
TIP = (
    "One of the two is wrong. “written” are words of the quote, “value” is what they come to. Where another number is "
    "right, quote the words that say so, and look at the claim’s answers too."
)

_ROOM = Fraction(1, 5)  # how far apart “about 40” and the value may lie, and how much a share may be rounded
_DIGITS = re.compile(r"\d(?:[\d.,'’ \u00a0\u202f]*\d)?")
_DIGITS_ALONE = re.compile(r"[\d.,'’\s\u00a0\u202f]+")
_PLAIN = re.compile(r"\d+|\d{1,3}(?:,\d{3})+")  # one number, as nearly all are written
_PART = re.compile(
    r"\b(?:half|halves|third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|[a-z]+eenth)s?\b", re.IGNORECASE
)
# A length of time may be told in another unit: “two weeks” are 14 days.
_PERIOD = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|nights?|weeks?|months?|quarters?|years?|decades?|centur(?:y|ies))\b"
)


def find(case: Case) -> Iterator[Finding]:
    """Quantities whose words and value can both be read and have nothing in common, however they are taken.

    Bounds and “about” leave room; shares, per cent, thousands with points, and signs are taken every way; and words of
    another language are read only where they are digits.
    """
    for entry in case.entries():
        for claim in entry.claims:
            source = case.corpus.sources.get(claim.source)
            for quantity in claim.quantities:
                if told := _said_otherwise(quantity, claim, source):
                    message = f"“{quantity.written}” reads as {told}, the value says {quantity.value}"
                    yield Finding(entry, quantity.value, message)


def _said_otherwise(quantity: Quantity, claim: Claim, source: Source | None) -> str:
    """What the words say, where it is not the value; empty where it may be, or where either cannot be read."""
    if _PLAIN.fullmatch(quantity.written) and quantity.written.replace(",", "") == quantity.value:
        return ""
    recorded = _read(quantity.value)
    alone = list(find_quantities(quantity.written))
    if not recorded or any(_may_be(read, recorded) for one in alone if (read := _read(one.value))):
        return ""  # as almost always: the whole quote need not be read
    found = _found(alone, quantity, claim)
    is_digits = _DIGITS_ALONE.fullmatch(quantity.written) is not None
    if not (found or is_digits) or not (is_digits or _is_english(quantity.written, claim, source)):
        return ""
    if any(_is_other_unit(one, quantity) for one in found):
        return ""
    readings = [read for one in found if (read := _read(one.value))]
    if not any(_bound(one) for one in readings):
        readings += [NumberSet(value, value) for value in _numbers(quantity.written)]
    if not readings or _is_vague(found, quantity) or any(_may_be(one, recorded) for one in readings):
        return ""
    return found[0].value if found else f"{readings[-1].low}"


def _read(value: str) -> NumberSet | None:
    try:
        return parse_number(value)
    except NotAValue:
        return None


def _found(alone: list[FoundQuantity], quantity: Quantity, claim: Claim) -> list[FoundQuantity]:
    """The quantities of the words, alone and as they stand in the quote: “12” may be the half of “12 to 15 thousand”."""
    at = claim.quote.find(quantity.written)
    if at < 0 or not alone:
        return []
    end = at + len(quantity.written)
    return alone + [one for one in find_quantities(claim.quote) if one.start < end and at < one.end]


def _is_english(written: str, claim: Claim, source: Source | None) -> bool:
    """Whether the words can be read: English, and no part of something (“two thirds”)."""
    languages = {lang.partition("-")[0].casefold() for lang in (claim.lang, source.language if source else "")}
    return languages <= {"", "en"} and not _PART.search(written)


def _is_vague(found: list[FoundQuantity], quantity: Quantity) -> bool:
    """“dozens”, “hundreds”: a bound that no number of the words gives."""
    return any(one.value.startswith(">=") for one in found) and not any(_numbers(quantity.written))


def _is_other_unit(found: FoundQuantity, quantity: Quantity) -> bool:
    """Whether the words count in another unit than the record, or in one that hides a number."""
    unit = quantity.unit.casefold()
    if found.unit and unit and found.unit.casefold() not in (unit, units().get(unit, "").casefold()):
        return True
    if re.search(r"\b(?:hundred|thousand|million|billion|trillion|dozen)s?\b|\b(?:k|mn?|bn?)\b", unit):
        return True
    period = _PERIOD.search(quantity.written.casefold()) or _PERIOD.search(found.of.casefold())
    return bool(period) and not unit.startswith(period[0].rstrip("s"))  # type: ignore[index]


def _numbers(written: str) -> Iterator[Fraction]:
    """Every number of the words, those with points and commas also without them."""
    yield from (Fraction(value) for value in facts.values(written))
    yield from (Fraction(re.sub(r"\D", "", digits[0])) for digits in _DIGITS.finditer(written))


def _may_be(words: NumberSet, recorded: NumberSet) -> bool:
    if words.total and recorded.total:
        return (words.low, words.total) == (recorded.low, recorded.total)
    if _bound(words) and _bound(words) == _bound(recorded) and words.approximate == recorded.approximate:
        return _near(words.low or words.high, recorded.low or recorded.high)
    return any(_meet(one, other) for one in _ways(words) for other in _ways(recorded))


def _bound(numbers: NumberSet) -> str:
    """Which end is open: “at least” and “at most” name the other one, and it is the same in words and value."""
    if numbers.low is None or numbers.high is None:
        return "at least" if numbers.high is None else "at most"
    return ""


def _near(one: Fraction | None, other: Fraction | None) -> bool:
    return one is None or other is None or abs(one - other) <= abs(one) * _ROOM / 10


Ends = tuple[Fraction | None, Fraction | None]


def _ways(numbers: NumberSet) -> Iterator[Ends]:
    """The ends of a set, with room where it is no exact number; of a share also as a part of one and of a hundred."""
    low, high = numbers.low, numbers.high
    if numbers.approximate:
        low, high = (low and low - abs(low) * _ROOM), (high and high + abs(high) * _ROOM)
    yield low, high
    yield (None if high is None else -high), (None if low is None else -low)
    if numbers.total and low is not None:
        share = low / numbers.total
        for part in (share, share * 100):
            yield part * (1 - _ROOM / 10), part * (1 + _ROOM / 10)
        yield numbers.total, numbers.total


def _meet(one: Ends, other: Ends) -> bool:
    return _not_above(one[0], other[1]) and _not_above(other[0], one[1])


def _not_above(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high
