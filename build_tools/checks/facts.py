"""What a stretch of prose states that a source can bear: days, numbers and words in quotation marks.

Knows no records. Reads English dates and number words, and digits in any language; what it does not know it leaves out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from build_tools.text import numerals, tables

_TIME_WORDS = tables.table("time_words.tsv")
_ACCOUNT_WORDS = Path(__file__).parent / "words" / "account_words.txt"
_ISO = re.compile(r"(?<![\w-])(?P<year>\d{4})-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>[0-3]\d))?(?![\w-])")
_SKIPPED = re.compile(
    r"\b\d{1,2}[:.]\d{2}(?::\d{2})?\s?(?:[ap]\.?m\b\.?|hrs\b|gmt\b|utc\b)?(?=\W|\Z)(?<=[\dm.cst])(?<!\d\.\d)"  # times
    r"|(?<![\w./])\d{1,2}([./])\d{1,2}\1(?:19|20)?\d\d(?![\w/])"  # 12/09/2023: which is the month nobody can tell
    r"|\b[a-z]+[-–]?\d[\w-]*|\b\d+[-–][a-z]\d\w*"  # names: A-22, COVID-19, G20
    r"|https?://\S+|\]\((?:[^()\n]|\([^()\n]*\))*\)|\]\[[^\[\]]*\]|^ {0,3}\[[^\[\]]+\]:.*$|^\s{0,3}\d+[.)]\s",
    re.IGNORECASE | re.MULTILINE,
)
_BEFORE_MONTH, _AFTER_MONTH = 40, 30  # characters of a date before and after the first letters of its month
_MONTH = re.compile(r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
_HAS_NUMBER = re.compile(r"\d")
_BARE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LETTERS = re.compile(r"[a-z]+")
_QUOTED = re.compile(r"“([^“”]{1,600})”|„([^„“”]{1,600})[“”]|«([^«»]{1,600})»|\"([^\"\n]{1,600})\"")
_DECADE = re.compile(r"['’]?s\b")
_COUNTED_WORDS = Path(__file__).parent / "words" / "counted_words.txt"
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b")
_WEEKDAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s(?:the\s)?\Z")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_NEAR = re.compile(r"\b(?:nearly|almost|some|exactly|another|(?:at\sleast)|(?:more|fewer|less)\sthan)\s\Z")
_PLURAL = re.compile(r"\s[a-z]{2,}s\b")
_YEARS = re.compile(
    r"(?<![\w.,-])(?P<century>1[5-9]|20)(?P<first>\d\d)\s?[–—/-]\s?(?P<last>\d\d)(?![\w%]|[.,]\d)"
)  # 2015–16, 2015/16
_NEXT_WORDS = re.compile(r"[\s-]+([^\W\d_]+)(?:[\s-]+([^\W\d_]+))?")


@dataclass(frozen=True, slots=True)
class Day:
    """A date in prose, as far as it is written: ``year`` and ``day`` are 0 where they are not."""

    words: str
    start: int
    end: int
    month: int
    day: int = 0
    year: int = 0


@dataclass(frozen=True, slots=True)
class Number:
    """A number in prose. ``in_digits``: written with digits. ``counts_accounts``: of sources, figures, accounts …

    ``is_year``, ``is_month_day``: it may be read as one where it stands. “12 directors”, “2,023 workers” and “$12” may not.
    """

    words: str
    start: int
    end: int
    value: Decimal
    in_digits: bool
    counts_accounts: bool = False
    is_percent: bool = False
    is_decade: bool = False
    is_year: bool = False
    is_month_day: bool = False


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of a text that are no part of a date: those that count, and those that are years as far as one sees."""

    counts: frozenset[Decimal]
    years: frozenset[Decimal]


@lru_cache(maxsize=4096)
def days(prose: str) -> tuple[Day, ...]:
    """The dates of the prose that name a month and a day or a year, in order."""
    found = [day for match in _dated(prose) for day in _days_of(match)]
    return tuple(sorted(found, key=lambda day: day.start))


def _dated(prose: str) -> Iterator[re.Match[str]]:
    behind = 0
    for month in _MONTH.finditer(prose):  # the pattern of a date is slow: it is tried around the name of a month only
        if month.start() >= behind:
            start, end = max(behind, month.start() - _BEFORE_MONTH), month.end() + _AFTER_MONTH
            found = _month_pattern().search(prose, start, end)
            if found and found.start() <= month.start():
                yield found
                behind = found.end()
    yield from _ISO.finditer(prose)


def _days_of(found: re.Match[str]) -> Iterator[Day]:
    groups = found.groupdict()
    year, name = int(groups["year"] or 0), groups["month"]
    month = int(name) if name.isdigit() else _months()[name.casefold().rstrip(".")]
    numbers = re.findall(r"\d{1,2}", groups.get("days") or "") + ([groups["day"]] if groups["day"] else [])
    for day in numbers or ([0] if year else []):
        yield Day(found[0].strip().rstrip("."), *found.span(), month=month, day=int(day), year=year)


@lru_cache(maxsize=1)
def _months() -> dict[str, int]:
    named = {**tables.mapping(_TIME_WORDS, "month"), **tables.mapping(_TIME_WORDS, "month-short")}
    return {word: int(number) for word, number in named.items()}


@lru_cache(maxsize=1)
def _month_pattern() -> re.Pattern[str]:
    ordinal = r"\d{1,2}(?:st|nd|rd|th|\.)?"
    names = "|".join(sorted(_months(), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<days>{ordinal}(?:(?:\s?[–-]\s?|\s(?:and|or|to)\s|,\s){ordinal}){{0,40}})\s(?:of\s)?)?"
        rf"(?P<month>{names})\b\.?(?:\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%]|,\d{{3}}|\.\d))?(?:,?\s(?P<year>(?:1[5-9]|20)\d{{2}})\b)?",
        re.IGNORECASE,
    )


def numbers(prose: str) -> Iterator[Number]:
    """The numbers of the prose that are no part of a date, a clock time, a name or an address; “one” is left out."""
    if not has_number(prose):
        return
    low = _without_dates(prose).lower()
    if len(low) != len(prose):  # a letter that is longer when small: offsets would be wrong
        return
    for found in _scan(low):
        value = None if found["part"] else numerals.value(found[0])
        if value is None or value == 1 and not found[0][0].isdigit():
            continue
        yield _number(prose, low, found, value)


def _number(prose: str, low: str, found: re.Match[str], value: Decimal) -> Number:
    start, end = found.span()
    before, behind = low[max(0, start - 20) : start], low[end : end + 40]
    following = _NEXT_WORDS.match(behind)
    words = following.groups() if following else ()
    span = _YEARS.search(low, max(0, start - 8), end)
    if span and span.start("last") == start:
        value = Decimal(span["century"] + span["last"])
    return Number(
        words=prose[start:end],
        start=start,
        end=end,
        value=value,
        in_digits=prose[start].isdigit(),
        counts_accounts=not set(words).isdisjoint(tables.words(_ACCOUNT_WORDS)),
        is_percent=bool(re.match(r"\s?(?:%|per\s?cent)", behind)),
        is_decade=bool(_DECADE.match(behind)),
        is_year=value == value.to_integral() and _is_year(found[0] if not span else str(value), before, behind),
        is_month_day=bool(_ORDINAL.match(behind) or _WEEKDAY.search(before)) and 1 <= value <= 31,
    )


def _is_year(digits: str, before: str, behind: str) -> bool:
    """“2023”, “the 2023 elections”; neither “2,023”, “$2023”, “2023 workers” nor “nearly 2023 visits”."""
    if not _YEAR.fullmatch(digits) or before.endswith(tuple("$€£¥")) or re.match(r"\s?%", behind):
        return False
    following = _NEXT_WORDS.match(behind)
    if following and following[1] in tables.words(_COUNTED_WORDS):
        return False
    return not (_NEAR.search(before) and _PLURAL.match(behind))


@lru_cache(maxsize=4096)
def values_apart(text: str) -> Values:
    """What a text can bear, dates left out: a day of the month is no count, and neither is a year."""
    low = _YEARS.sub(r"\g<century>\g<first> \g<century>\g<last>", undated(text)).lower()
    counts: set[Decimal] = set()
    years: set[Decimal] = set()
    for match in (*(found for found in _scan(low) if not found["part"]), *_BARE.finditer(low)):
        value = numerals.value(match[0])
        if value is not None:
            before, behind = low[max(0, match.start() - 20) : match.start()], low[match.end() : match.end() + 40]
            (years if _is_year(match[0], before, behind) else counts).add(value)
    return Values(frozenset(counts), frozenset(years))


def values(text: str) -> frozenset[Decimal]:
    """Every number that a text holds, those of dates, times and names too: what it can bear."""
    found = (numerals.value(match[0]) for match in _scan(text.lower()) if not match["part"])
    bare = (Decimal(digits.replace(",", "")) for digits in _BARE.findall(text)[:2000])
    return frozenset(value for value in found if value is not None) | frozenset(bare)


def has_number(prose: str) -> bool:
    """Whether the prose may hold a number at all: asked first, since it is asked of every record."""
    return bool(_HAS_NUMBER.search(prose)) or not _number_words().isdisjoint(_LETTERS.findall(prose.lower()))


@lru_cache(maxsize=1)
def _number_words() -> frozenset[str]:
    kinds = ("number-word", "tens", "scale")
    return frozenset(word for kind in kinds for word in tables.mapping(_TIME_WORDS, kind)) - {"one", "a", "an"}


def _scan(low: str) -> Iterator[re.Match[str]]:
    """Matches of the number pattern in small letters, in order, without overlap; tried only where a number can begin."""
    pattern, behind = _number_pattern(), 0
    for opening in _openings().finditer(low):
        if opening.start() >= behind and (found := pattern.match(low, opening.start())):
            yield found
            behind = found.end()


@lru_cache(maxsize=1)
def _openings() -> re.Pattern[str]:
    words = sorted({*numerals.first_words(), *numerals.parts()}, key=len, reverse=True)
    return re.compile(rf"(?<![\w’'.,-])(?:\d|{'|'.join(map(re.escape, words))})|(?<=[$€£¥-])\d|[½¼¾]")


@lru_cache(maxsize=1)
def _number_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?P<part>{numerals.fraction_pattern()})|{numerals.pattern()}")


def _without_dates(prose: str) -> str:
    """Prose with blanks where dates, clock times, addresses and names with digits stand; as long as it was."""
    rest = undated(prose)
    return _SKIPPED.sub(lambda match: " " * len(match[0]), rest) if _HAS_NUMBER.search(rest) else rest


def undated(prose: str) -> str:
    """A text with blanks where its dates stand; as long as it was."""
    kept, at = [], 0
    for day in days(prose):
        if day.start >= at:
            kept += [prose[at : day.start], " " * (day.end - day.start)]
            at = day.end
    return "".join([*kept, prose[at:]])


def quoted(prose: str) -> Iterator[tuple[str, int, int]]:
    """What stands between double quotation marks: the words, and the offsets of the words."""
    for found in _QUOTED.finditer(prose):
        group = found.lastindex or 0
        yield found[group], *found.span(group)
