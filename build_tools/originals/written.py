"""Values as files write them, in the forms that records hold: days, languages, addresses, names. Knows no format."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from build_tools.text import edtf

_ISO_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ]\d\d?:?\d\d.*)?", re.DOTALL)
_BASIC_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?\d{4,6}.*)?", re.DOTALL)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}")
_UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]+")
_MAIL = re.compile(
    r"[<(]?(?<![^\s<>()\[\],;])(?:mailto:)?[^\s<>()\[\],;@]+@[^\s<>()\[\],;@]+\.[^\W\d_]{2,}[>)]?", re.IGNORECASE
)
_LONGEST_NAME = 500
_LONGEST_ADDRESS = 2000
_MOST_AUTHORS = 50


def as_edtf(written: str) -> str:
    """The day (or month, or year) that a date in a file means, in the file's own time zone; empty if it is none.

    Takes EDTF, ISO 8601 with or without a time, ``20241106``, and the dates of mails and of HTTP (RFC 5322).
    """
    text = written.strip()
    for found in (_ISO_DAY.fullmatch(text), _BASIC_DAY.fullmatch(text)):
        if found:
            return _if_edtf("-".join(found.groups()))
    return _if_edtf(text) or _day_of_mail(text)


def _if_edtf(text: str) -> str:
    try:
        edtf.parse(text)
    except edtf.NotEdtf:
        return ""
    return text


def _day_of_mail(text: str) -> str:
    from email.utils import parsedate_to_datetime  # slow to load, and seldom needed

    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""
    return dt.date(moment.year, moment.month, moment.day).isoformat()


def as_language(written: str) -> str:
    """A BCP 47 code in its usual case (``uk``, ``pt-BR``); empty for what is none."""
    text = written.strip().replace("_", "-")
    if not _LANGUAGE.fullmatch(text):
        return ""
    first, *others = text.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in others)])


def as_address(written: str) -> str:
    """An address of the web as it stands, empty for anything else: no other scheme, no password, no blanks."""
    text = written.strip()
    if len(text) > _LONGEST_ADDRESS or _UNSEEN.search(text) or any(map(str.isspace, text)):
        return ""
    try:
        parts = urlsplit(text)
        plain = bool(parts.hostname) and not parts.username and parts.password is None and (parts.port, True)
    except ValueError:
        return ""
    return text if plain and parts.scheme.lower() in ("http", "https") else ""


def as_line(written: str) -> str:
    """A title or name on one line: NFC, single blanks, without controls and marks that nobody sees."""
    text = unicodedata.normalize("NFC", _UNSEEN.sub(" ", written))
    return " ".join(text.split())[:_LONGEST_NAME].rstrip()


def as_name(written: str) -> str:
    """Who is named, on one line, without the e-mail address that a file has beside the name or in its place."""
    line = as_line(written)
    return as_line(_MAIL.sub(" ", line)).strip(" ,;()<>") if "@" in line else line


def in_records_form(values: Mapping[str, Any]) -> dict[str, str | tuple[str, ...]]:
    """Metadata by the keys of a source, in the forms above; what has none of them is left out."""
    forms = {"published": as_edtf, "retrieved": as_edtf, "language": as_language, "url": as_address}
    forms |= {"archived": as_address, "title": as_line, "publisher": as_name}
    tidy: dict[str, str | tuple[str, ...]] = {
        key: form(values[key]) for key, form in forms.items() if isinstance(values.get(key), str)
    }
    authors = filter(None, map(as_name, values.get("authors", ())))
    tidy["authors"] = tuple(dict.fromkeys(authors))[:_MOST_AUTHORS]
    return {key: value for key, value in tidy.items() if value}
