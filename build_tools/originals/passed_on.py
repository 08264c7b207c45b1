"""A message passed on in the text of another: whose it is, its day and its subject, as the lines above it say."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from build_tools.originals.mail_headers import of_kind, sender, without_prefix
from build_tools.originals.written import as_edtf, as_line
from build_tools.text.times.calendar_words import is_month, month_number

_LABELLED = re.compile(r"[ \t>]*\*?(?P<label>[^\W\d_][\w-]{0,15})[ \t]?\*?[ \t]*[:：]\*?[ \t]*(?P<value>.*)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th)?[ \t]+(?:de )?([^\W\d_]{3,12})\.?,?[ \t]+(?:de )?(\d{4})")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,12})\.?[ \t]+(\d{1,2})(?:st|nd|rd|th)?,?[ \t]+(\d{4})")
_WITH_STOPS = re.compile(r"(?<!\d)(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)")
_MOST_LABELS = 8


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A message within a text; ``before``: what stands above it."""

    before: str
    text: str
    author: str = ""
    address: str = ""
    published: str = ""
    title: str = ""


def passed_on(text: str) -> PassedOn | None:
    """The first message that is passed on in a text; None where there is none."""
    found = _opening().search(text)
    if found is None:
        return None
    labels, body = _labels(text[found.end() :])
    if "from" not in labels or not body.strip():
        return None
    name, address = sender(labels["from"])
    return PassedOn(
        before=text[: found.start()],
        text=body,
        author=name,
        address=address,
        published=day_in(labels.get("date", "")),
        title=without_prefix(as_line(labels.get("subject", ""))),
    )


@cache
def _opening() -> re.Pattern[str]:
    lines = "|".join(re.escape(words).replace(r"\ ", "[ ]") for words in of_kind("passed-on"))
    return re.compile(rf"^[ \t>]*+-*+[ \t]*+(?:{lines})[ \t]*+:?[ \t]*+-*+[ \t]*+$", re.IGNORECASE | re.MULTILINE)


@cache
def _meaning() -> dict[str, str]:
    return {word: kind for kind in ("to", "subject", "date", "from") for word in of_kind(kind)}


def _labels(text: str) -> tuple[dict[str, str], str]:
    """The labelled lines at the top of a text, and what stands below them."""
    lines = text.lstrip("\n").split("\n")
    labels: dict[str, str] = {}
    for number, line in enumerate(lines[: 2 * _MOST_LABELS]):
        found = _LABELLED.fullmatch(line)
        meaning = _meaning().get(found["label"].casefold()) if found else None
        if found and meaning:
            labels.setdefault(meaning, found["value"].strip())
        elif line.strip(" \t>"):
            return labels, "\n".join(lines[number:])
    return labels, ""


def day_in(written: str) -> str:
    """The day that a mail program's words for a moment name (“Wed, Nov 6, 2024 at 10:00”), as EDTF; empty if none."""
    if day := as_edtf(written):
        return day
    for pattern, order in ((_DAY_FIRST, (3, 2, 1)), (_MONTH_FIRST, (3, 1, 2)), (_WITH_STOPS, (3, 2, 1))):
        if found := pattern.search(written):
            year, month, number = (found[index] for index in order)
            if month.isdecimal() or is_month(month):
                return as_edtf(f"{year}-{int(month) if month.isdecimal() else month_number(month):02}-{int(number):02}")
    return ""
