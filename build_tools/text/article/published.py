"""Infers a text's date of publication from its words: date lines, “as of …”, weekdays that fix a year."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.model import Document
from build_tools.text.times import grammar, spans
from build_tools.text.times.calendar_words import day_number, month_number, weekday_number, year_number

_OLDEST = 30


@dataclass(frozen=True, slots=True)
class Published:
    """A date of publication (EDTF) and how it is known; ``inferred`` when the text gave it and nobody stated it."""

    edtf: str
    why: str
    inferred: bool = True


@dataclass(frozen=True, slots=True)
class _Named:
    """A day named in the text: in full, or without its year but with a weekday that can fix it."""

    month: int
    day: int
    year: int | None
    weekday: int | None
    written: str
    lead: str


def infer(document: Document, latest: dt.date) -> Published | None:
    """A date line, else a full date in “as of …” or a dateline, else a weekday that fixes the year, else years.

    None, too, where all date lines are later than ``latest``: what else the text names would mislead (see ``refused``).
    """
    stated = list(_stated(document))
    if stated:
        past = ((day, written) for day, written in stated if day <= latest)
        return next((Published(f"{day}", f"the text carries the date “{written}”") for day, written in past), None)
    named = list(_named(document.text))
    years = [number for number in _years(document.text) if number <= latest.year]
    return _as_of(named, years, latest) or _by_weekday(named, years, latest) or _by_full_date(named, latest)


def refused(document: Document, latest: dt.date) -> tuple[str, str]:
    """The date of a date line that is later than ``latest`` (ISO 8601), and its words; empty where none is refused."""
    stated = list(_stated(document))
    if not stated or any(day <= latest for day, _ in stated):
        return "", ""
    return f"{stated[0][0]}", stated[0][1]


def _named(text: str) -> Iterator[_Named]:
    def read(name: str, match: re.Match[str]) -> _Named | None:
        return _day_named(text, match) if name in ("date_md", "date_dm") else None

    return grammar.scan(text, read)


def _day_named(text: str, match: re.Match[str]) -> _Named:
    return _Named(
        month=month_number(match["month"]),
        day=day_number(match["day"]),
        year=year_number(match["year"]) if match["year"] else None,
        weekday=weekday_number(match["weekday"]) if match["weekday"] else None,
        written=match[0],
        lead=text[max(0, match.start() - 12) : match.start()].casefold(),
    )


def _years(text: str) -> list[int]:
    return [int(found) for found in re.findall(r"(?<![\w,.])(?:19|20)\d\d(?![\w,]|\.\d)", text)]


def _stated(document: Document) -> Iterator[tuple[dt.date, str]]:
    """The days of lines that hold only a date, and of datelines with a year, each as it is written."""
    for block in document.blocks:
        if block.part in ("date", "dateline", "byline"):
            line = document.text[block.start : block.end]
            for found in _named(line):
                if found.year and (day := spans.real_day(found.year, found.month, found.day)):
                    yield day, found.written
            written = re.search(r"\d{4}-\d\d-\d\d", line)
            if written and (day := _read(written[0])):
                yield day, written[0]


def _read(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def _as_of(named: list[_Named], years: list[int], latest: dt.date) -> Published | None:
    for found in named:
        if "as of" not in found.lead:
            continue
        day = _fixed(found, years, latest)
        if day:
            reason = "written with its year" if found.year else "the most recent year in which it was that weekday"
            return Published(f"{day}", f"“as of {found.written}”: {reason}")
    return None


def _fixed(found: _Named, years: list[int], latest: dt.date) -> dt.date | None:
    """The day in full: its own year, or the latest plausible one in which the weekday is right."""
    if found.year:
        day = spans.real_day(found.year, found.month, found.day)
        return day if day and day <= latest else None
    if found.weekday is None:
        return None
    for year in range(latest.year, latest.year - _OLDEST, -1):
        day = spans.real_day(year, found.month, found.day)
        if day and day <= latest and day.weekday() == found.weekday and year >= max(years, default=0):
            return day
    return None


def _by_weekday(named: list[_Named], years: list[int], latest: dt.date) -> Published | None:
    """Weekday and date, without a year: news names the days around its own. The last of them bounds the date."""
    days = [(day, found) for found in named if found.weekday is not None if (day := _fixed(found, years, latest))]
    if not days or any(found.year for _, found in days):
        return None
    if len({day.year for day, _ in days}) > 1:
        return None
    year = max(day for day, _ in days).year
    last, found = max(days, key=lambda pair: pair[0])
    same_year = (spans.real_day(year, other.month, other.day) for other in named if other.year is None)
    bound = max([last, *(day for day in same_year if day and day <= latest and abs((day - last).days) <= 31)])
    why = f"“{found.written}” was that weekday most recently in {year}; published on {bound} or later"
    return Published(f"[{bound}..]", why)


def _by_full_date(named: list[_Named], latest: dt.date) -> Published | None:
    """Dates without a year beside one full date of the same weeks: the text is no older than the last of them."""
    full = [day for found in named if found.year if (day := spans.real_day(found.year, found.month, found.day))]
    past = [day for day in full if day <= latest]
    bare = [found for found in named if found.year is None]
    fresh = [day for found in named if found.year and found.weekday is not None and (day := _fixed(found, [], latest))]
    if not past or not bare and not fresh:
        return None
    last = max(past)
    if last in fresh:
        return Published(
            f"[{last}..]", f"the text names {last} with its weekday, as news does; published then or later"
        )
    near = [day for found in bare if (day := spans.real_day(last.year, found.month, found.day))]
    close = [day for day in near if 0 <= (day - last).days <= 60 and day <= latest]
    if not close:
        return None
    bound = max(close)
    return Published(
        f"[{bound}..]", f"the latest day named near the full date {last} is {bound}; published then or later"
    )
