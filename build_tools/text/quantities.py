"""Finds numbers in text with their bounds, units and what they count. Knows neither dates nor actors.

Values are written in the grammar of DESIGN.md § 3: ``12000``, ``11000..12000``, ``>=10000``, ``~600``, ``38/63``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from build_tools.text import numerals, tables
from build_tools.text.counted import counted_after

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class FoundQuantity:
    """A quantity: half-open offsets in code points; ``value`` in the grammar above; ``of``: the noun counted."""

    start: int
    end: int
    text: str
    value: str
    unit: str = ""
    of: str = ""
    why: str = ""


def find_quantities(
    text: str, *, start: int = 0, end: int | None = None, skip: Sequence[tuple[int, int]] = ()
) -> tuple[FoundQuantity, ...]:
    """All quantities of ``text[start:end]``, in order; spans in ``skip`` (sorted: times, names) hold none."""
    end = len(text) if end is None else end
    return tuple(_outside(_found(text, start, end), skip))


def _outside(found: Iterator[FoundQuantity], skip: Sequence[tuple[int, int]]) -> Iterator[FoundQuantity]:
    index = 0
    for quantity in found:
        while index < len(skip) and skip[index][1] <= quantity.start:
            index += 1
        if index >= len(skip) or skip[index][0] >= quantity.end:
            yield quantity


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    units = {row[0]: row[2] for row in tables.rows(_HERE / "units.tsv")}
    before = tables.alternatives(word for word, place in units.items() if place == "before")
    after = tables.alternatives(word for word, place in units.items() if place in ("after", "money"))
    number = rf"(?:{numerals.DIGITS}|{numerals.words_pattern()})"
    scale = rf"(?:[ \n-]?{numerals.scales_pattern()}(?![\w]))"
    bound = tables.alternatives(tables.words(_HERE / "bounds.tsv"))
    one = rf"{number}{scale}?"
    return re.compile(
        rf"(?=[A-Za-z\d$€£¥₹₽₴])(?<![\w’'.-])(?:(?P<bound>(?i:{bound}))[ \n]{{1,2}}(?:[“\"‘]|an?[ \n])?)?(?:the[ \n])?"
        rf"(?P<money>(?i:{before}))?(?:"
        rf"(?P<part>(?i:{one}))[ \n](?:out[ \n])?of[ \n](?:the[ \n]|its[ \n]|their[ \n]|some[ \n])"
        rf"?(?P<whole>(?i:{one}))(?![\w%])"
        rf"|(?P<low>(?i:{one}))(?:(?<=\d)-|[ \n]?[–—][ \n]?|[ \n]-[ \n]|[ \n]to[ \n])(?P<money2>(?i:{before}))"
        rf"?(?P<high>(?i:{one}))"
        rf"|(?P<number>(?i:{one}))"
        rf"|(?P<vague>(?i:(?:(?:several|many|a[ ]few|tens[ ]of|hundreds[ ]of|dozens[ ]of)[ ])?(?:hundreds|thousands|"
        rf"millions|billions|dozens|tens)(?=[ \n]of[ \n])(?:[ \n]of[ \n](?:thousands|millions)(?=[ \n]of[ \n]))?))"
        rf"|(?P<none>(?i:no|zero))(?=[ \n](?:[a-z]+[ \n])?(?:casualties|injuries|deaths|fatalities|victims|damage|"
        rf"survivors|arrests)\b))"
        rf"(?:(?P<glued>[ ]?%)|(?:[ \n]|-)(?P<unit>(?i:{after}))(?![\w]))?"
    )  # fmt: skip


_ORDINAL_TAIL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|-\w*\d")
_AFTER_LETTER = re.compile(
    r"[A-Za-z]+-\Z|\b(?:No|Nos|Project|Article|Section|Chapter|Resolution|Flight|Route|Highway|Room|Page|Type|Model|"
    r"Group|Phase|Level|Category|Unit|Article|Rule|Line|Gate|Psalm|Act|Bill|Number|Covid|COVID|World War|Formula|"
    r"Boeing|Airbus)\.?[ -]\Z"
)


def _found(text: str, start: int, end: int) -> Iterator[FoundQuantity]:
    last: FoundQuantity | None = None
    for match in _pattern().finditer(text, start, end):
        if _is_no_quantity(text, match, end):
            continue
        found = _quantity(text, match, end)
        if found:
            found = _inheriting(text, found, last)
            last = found if found.of else last
            yield found


_OF_THEM = re.compile(
    r"[”\"]?(?: of (?:whom|them|which|those)\b| (?:were )?(?:injured|wounded|killed|missing|dead|arrested|hurt|"
    r"hospitali[sz]ed)\b|,? including\b)"
)


def _inheriting(text: str, found: FoundQuantity, last: FoundQuantity | None) -> FoundQuantity:
    """“12,000 soldiers …, 500 of whom”, “23 people killed and 40 injured”: counts what the number before counted."""
    if found.of or found.unit or last is None or found.start - last.end > 120:
        return found
    if "\n" in text[last.end : found.start] or not _OF_THEM.match(text, found.end):
        return found
    return replace(found, of=last.of, why=f"{found.why}; what “{last.text}” counts")


def _is_no_quantity(text: str, match: re.Match[str], end: int) -> bool:
    if match["none"] or match["vague"]:
        return False
    if _ORDINAL_TAIL.match(text, match.end(), end) or _AFTER_LETTER.search(
        text[max(0, match.start() - 14) : match.start()]
    ):
        return True
    if match.end() < end and text[match.end()].isalpha() and text[match.end() - 1].isalnum():
        return True
    if match["number"] and _is_age(text, match, end):
        return True
    return bool(match["number"]) and _is_pronoun(text, match, end)


def _is_age(text: str, match: re.Match[str], end: int) -> bool:
    """“Feldner, 61, …”: an age, no count."""
    before = text[max(0, match.start() - 16) : match.start()]
    named = re.search(r"[A-Z][\w’-]{1,14}, (?:aged )?\Z", before)
    return (
        bool(named)
        and match["number"].isdigit()
        and int(match["number"]) < 120
        and text[match.end() : match.end() + 1] in ",."
    )


def _is_pronoun(text: str, match: re.Match[str], end: int) -> bool:
    """“one” is a number only where it counts: “one drone”, not “one such area”, “no one”, “one another”."""
    if match["number"].casefold() not in ("one", "zero") or match["money"] or match["unit"]:
        return False
    following = re.match(r"[\s-]([a-z]+)", text[match.end() : min(end, match.end() + 20)])
    before = text[max(0, match.start() - 10) : match.start()].split()
    if not following or following[1] in (
        "of",
        "such",
        "another",
        "day",
        "time",
        "in",
        "is",
        "was",
        "can",
        "has",
        "more",
        "by",
        "side",
        "hand",
        "that",
        "who",
        "or",
        "and",
        "anonymous",
        "source",
        "official",
        "thing",
        "must",
        "should",
        "could",
        "would",
        "will",
        "at",
        "to",
        "on",
        "with",
        "the",
        "a",
    ):
        return True
    return bool(before) and before[-1].casefold() in (
        "no",
        "any",
        "every",
        "this",
        "that",
        "which",
        "the",
        "each",
        "only",
    )


def _quantity(text: str, match: re.Match[str], end: int) -> FoundQuantity | None:
    value, why = _value(match)
    if not value:
        return None
    unit = _unit(match)
    if unit == "KRW" and not match["number"]:
        return None
    stop = match.end()
    of = counted_after(text, stop, end)
    worth = re.search(
        r"((?:[a-z]+ )?[a-z]+) worth (?:about |around |some |nearly |over |more than )?\Z",
        text[max(0, match.start() - 50) : match.start()],
    )
    if worth and unit and not of:
        of = worth[1]
    begin = match.start()
    written = text[begin:stop]
    if match["bound"] is None and written[:4].casefold() == "the ":
        begin, written = begin + 4, written[4:]
    return FoundQuantity(begin, stop, written, value, unit, of, why)


def _value(match: re.Match[str]) -> tuple[str, str]:
    sign = _sign(match["bound"])
    if match["none"]:
        return "0", "a count that the words deny"
    if match["vague"]:
        return _vague_value(match["vague"]), "a number named only by its order: at least two of them"
    if match["part"]:
        part, whole = numerals.value(match["part"]), numerals.value(match["whole"])
        if part is None or whole is None or part > whole:
            return "", ""
        return f"{numerals.plain(part)}/{numerals.plain(whole)}", "so many out of so many"
    if match["low"]:
        return _range_value(match["low"], match["high"])
    number = numerals.value(match["number"])
    if number is None:
        return "", ""
    why = (
        f"“{match['bound']}” bounds it"
        if sign in (">=", "<=")
        else "approximate, by its words"
        if sign
        else "as written"
    )
    return f"{sign}{numerals.plain(number)}", why


def _range_value(low: str, high: str) -> tuple[str, str]:
    first, second = numerals.value(low), numerals.value(high)
    if first is None or second is None:
        return "", ""
    scale = re.search(rf"{numerals.scales_pattern()}\Z", high.casefold())
    if scale and first < 1000 and not re.search(rf"{numerals.scales_pattern()}\Z", low.casefold()):
        first *= numerals.value(scale[0]) or Decimal(1)
    if first >= second:
        return "", ""
    return f"{numerals.plain(first)}..{numerals.plain(second)}", "a range"


def _vague_value(written: str) -> str:
    orders = {"dozens": 24, "hundreds": 200, "thousands": 2000, "millions": 2000000, "billions": 2000000000, "tens": 20}
    found = [orders[word] for word in re.findall(r"[a-z]+", written.casefold()) if word in orders]
    if len(found) == 2:
        return f">={found[0] * found[1] // 2}"
    return f">={found[-1]}"


def _sign(bound: str | None) -> str:
    signs = {row[0]: row[1] for row in tables.rows(_HERE / "bounds.tsv")}
    return signs.get(re.sub(r"\s+", " ", bound.casefold()), "") if bound else ""


def _unit(match: re.Match[str]) -> str:
    units = {row[0]: row[1] for row in tables.rows(_HERE / "units.tsv")}
    if match["glued"]:
        return "%"
    if match["money"]:
        return units[match["money"].casefold()]
    return units[re.sub(r"\s+", " ", match["unit"].casefold())] if match["unit"] else ""
