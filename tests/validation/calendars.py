"""``timeline.ics``: read by ``icalendar`` without an error, whole days with an end that is no part of them, short lines."""

from __future__ import annotations

import datetime as dt

import icalendar

from .judging import Examination, Validator

PATH = "data/timeline.ics"
LONGEST_LINE = 75  # octets, RFC 5545 § 3.1


def calendar(content: bytes) -> icalendar.Calendar:
    """The one calendar of a file. Raises ValueError where it or an event of it has an error."""
    (one,) = icalendar.Calendar.from_ical(content, multiple=True)
    if errors := [*one.errors, *(error for event in one.walk("VEVENT") for error in event.errors)]:
        raise ValueError(str(errors))
    return one


def check(on: Examination) -> None:
    """What RFC 5545 demands of the calendar and of each event."""
    content = on.read(PATH)
    lines = content.split(b"\r\n")
    on.must(lines.pop() == b"" and not [line for line in lines if b"\n" in line], "a line does not end in CR LF")
    on.must(max(map(len, lines)) <= LONGEST_LINE, f"a line is longer than {LONGEST_LINE} octets")
    read = calendar(content)
    on.must(read.get("PRODID") and str(read.get("VERSION")) == "2.0", "§ 3.6: PRODID and VERSION are required")
    events = read.walk("VEVENT")
    on.must(content.count(b"BEGIN:VEVENT") == len(events), "not every event was read")
    on.must(len({event.get("UID") for event in events}) == len(events), "§ 3.8.4.7: two events have one UID")
    for event in events:
        on.faults += [f"{event.get('UID')}: {fault}" for fault in _of_event(event)]
    on.counted["events"] += len(events)


def _of_event(event: icalendar.Event) -> list[str]:
    start, end = event.DTSTART, event.DTEND
    days = all(type(one) is dt.date for one in (start, end))
    stamped = event.DTSTAMP and event.DTSTAMP.tzinfo
    return [
        *(["§ 3.6.1: UID and DTSTAMP (in UTC) are required"] if not (event.get("UID") and stamped) else []),
        *(["not a whole day"] if not days else []),
        *(["§ 3.6.1: the end is no part of it, so it comes after the first day"] if days and end <= start else []),
        *(["its date is not told in full"] if not event.get("X-CLAIMLINE-EDTF") else []),
    ]


CALENDAR = Validator("iCalendar", (PATH,), ("icalendar",), check)
