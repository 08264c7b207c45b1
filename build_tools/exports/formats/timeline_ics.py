"""``timeline.ics``: entries whose day is known, for calendars (iCalendar, RFC 5545; name and description of the calendar
as in RFC 7986).

A calendar knows no uncertain day: an entry whose date is not precise to the day, or only possible, is left out and
counted in the calendar's description.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from build_tools.exports import attribution
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.identity import host
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.telling import Telling, ToldEntry
from build_tools.model import Entry
from build_tools.text import date_words, edtf
from build_tools.text.day_steps import days_on

_STRAND = "calendar events"
_LONGEST_LINE = 75  # octets, without the line break (RFC 5545 § 3.1)
_STATUS = {"draft": "TENTATIVE", "retracted": "CANCELLED"}  # a calendar's CONFIRMED would be a verdict on what happened
_ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


class Writer(Format):
    """A strand of events, one for each entry that has its day."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """The event of an entry; one without a day is only counted."""
        if days := days_of(sheet.entry.date):
            yield _STRAND, b"".join(map(_folded, _event(sheet.told, days, self.telling)))

    def layouts(self) -> Iterator[Layout]:
        """The calendar; none where no entry has its day, since a calendar must hold something."""
        dates = [entry.date for entry in self.telling.corpus.entries.values()]
        if shown := sum(days_of(date) is not None for date in dates):
            head = b"".join(map(_folded, _head(self.telling, len(dates) - shown)))
            yield Layout("data/timeline.ics", (head, Run((_STRAND,)), b"END:VCALENDAR\r\n"))


def days_of(date: str) -> tuple[dt.date, dt.date] | None:
    """First and last day of what happened on a known day or lasted between two; None for anything less certain."""
    try:
        read = edtf.parse(date)
    except edtf.NotEdtf:
        return None
    parts = read.parts if read.form == "interval" else (read,)
    certain = read.form in ("date", "interval") and all(part.precision in ("day", "time") for part in parts)
    if not certain or read.approximate or read.uncertain or read.earliest is None or read.latest is None:
        return None
    return read.earliest, read.latest


def _head(telling: Telling, left_out: int) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Claimline//Timeline//EN", "CALSCALE:GREGORIAN")
    about = telling.site.described(_what_is_missing(left_out))
    for name in ("NAME", "X-WR-CALNAME"):
        yield _text(name, telling.site.name or "Timeline")
    for name in ("DESCRIPTION", "X-WR-CALDESC"):
        yield _text(name, about)


def _what_is_missing(count: int) -> str:
    entries = "1 entry is" if count == 1 else f"{count} entries are"
    return f"{entries} not in this calendar: their day is not known for certain." if count else ""


def _event(told: ToldEntry, days: tuple[dt.date, dt.date], telling: Telling) -> Iterator[str]:
    entry, corpus = told.entry, telling.corpus
    known = telling.recorded[entry.id]
    yield "BEGIN:VEVENT"
    yield f"UID:timeline-{entry.id}@{host(telling.site)}"
    yield f"DTSTAMP:{_instant(known.last)}"
    if known.first:
        yield f"CREATED:{_instant(known.first)}"
    if known.is_known:
        yield f"LAST-MODIFIED:{_instant(known.last)}"
    yield f"DTSTART;VALUE=DATE:{_basic(days[0])}"
    yield f"DTEND;VALUE=DATE:{_day_after(days[1])}"
    yield _text("SUMMARY", str(entry.title or entry.id))
    yield _text("DESCRIPTION", _described(told, telling))
    if where := attribution.place_names(entry, corpus):
        yield _text("LOCATION", "; ".join(where))
    if telling.site.url:
        yield f"URL:{_address(telling.site.absolute(told.address))}"
    yield from _labels(entry, attribution.type_label(entry, corpus))
    yield "END:VEVENT"


def _labels(entry: Entry, label: str) -> Iterator[str]:
    if label:
        yield _text("CATEGORIES", label)
    if entry.status in _STATUS:
        yield f"STATUS:{_STATUS[entry.status]}"
    yield "TRANSP:TRANSPARENT"
    yield _text("X-CLAIMLINE-EDTF", entry.date)


def _described(told: ToldEntry, telling: Telling) -> str:
    sources = dict.fromkeys(attribution.source_line(claim, telling.corpus) for claim in told.claims)
    lines = [attribution.status_line(told.entry), f"Date: {date_words.in_words(told.entry.date)}.", *sources]
    where = telling.site.absolute(told.address) if telling.site.url else ""
    return "\n".join(filter(None, [*lines, where]))


def _instant(instant: str) -> str:
    return instant.replace("-", "").replace(":", "")


def _day_after(day: dt.date) -> str:
    """The end of an event is not part of it (RFC 5545 § 3.6.1)."""
    return _basic(days_on(day, 1))


def _basic(day: dt.date) -> str:
    """``20241107``: basic format of ISO 8601, with all four digits of an early year."""
    return day.isoformat().replace("-", "")


def _address(address: str) -> str:
    return re.sub(r"[\x00-\x20\x7f]", "", address)


def _text(name: str, value: str) -> str:
    clean = _CONTROL.sub(" ", re.sub(r"\r\n?", "\n", str(value)).replace("\t", " "))
    return f"{name}:{clean.translate(_ESCAPED)}"


def _folded(line: str) -> bytes:
    """A line in pieces of 75 octets at most, no letter cut in two (RFC 5545 § 3.1)."""
    rest, pieces, room = line.encode(errors="replace"), [], _LONGEST_LINE
    while len(rest) > room:
        end = next(at for at in range(room, 0, -1) if rest[at] & 0xC0 != 0x80)  # UTF-8: the first octet of a letter
        pieces.append(rest[:end])
        rest, room = rest[end:], _LONGEST_LINE - 1
    return b"\r\n ".join([*pieces, rest]) + b"\r\n"
