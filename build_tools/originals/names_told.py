"""Names of authors and outlets as files tell them: “By Jane Doe and John Roe, Reuters” → names alone. Knows no actor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from build_tools.text import tables

_TABLE = Path(__file__).parent / "author_words.tsv"
_MAIL = re.compile(r"(?<![^\s@])[^\s@]+@[^\s@]+\.\S+|<[^<>]*>|\(at\)\S*")
_ADDRESS = re.compile(r"(?:https?:)?//\S+|www\.\S+", re.IGNORECASE)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_ASIDE = re.compile(r"[(\[][^)\]]{0,80}[)\]]")
_LONGEST = 80
_MOST = 30


def authors(told: Iterable[str]) -> tuple[str, ...]:
    """The names in lines that tell of authors, each once, without “By”, e-mail addresses, handles, offices and accounts
    of the machine (“admin”). What is no name at all gives nothing.
    """
    found = (name for line in told for part in _parted(_without_addresses(line)) if (name := _name(part)))
    unique: dict[str, str] = {}
    for name in found:
        unique.setdefault(name.casefold(), name)
    return tuple(unique.values())[:_MOST]


def is_led(line: str) -> bool:
    """Whether a line begins as a byline does and a name follows."""
    found = _led().match(line.strip())
    rest = line.strip()[found.end() :] if found else ""
    return bool(rest) and not rest[0].islower() and len(rest.split()) <= 14


def _without_addresses(line: str) -> str:
    line = _ASIDE.sub(" ", line[:1000])
    for pattern in (_MAIL, _ADDRESS, _HANDLE):
        line = pattern.sub(" ", line)
    return line


def _parted(line: str) -> Iterable[str]:
    for part in re.split(r"[;|/•·\n\t]| – | — | - |、|，", _without_lead(line)):
        pieces = [piece.strip() for piece in re.split(rf",(?!\s?(?:Jr|Sr|PhD|MD)\b)| {_joining()} ", part)]
        yield from (piece for index, piece in enumerate(pieces) if index == 0 or not _is_office(piece))


def _is_office(piece: str) -> bool:
    """“political correspondent”, “in Kyiv”: behind a comma, and not written as a name."""
    folded = piece.casefold()
    return piece[:1].islower() or any(word in folded.split() for word in tables.words(_TABLE, "office"))


def _name(part: str) -> str:
    name = " ".join(_without_lead(part).split()).strip(" ,.:;*\"'“”-–—|()[]")
    for office in tables.words(_TABLE, "behind"):
        name = name.removesuffix(f" {office}")
    if not 2 <= len(name) <= _LONGEST or not any(sign.isalpha() for sign in name):
        return ""
    if name.casefold() in tables.words(_TABLE, "nobody") or len(name.split()) > 8 or re.search(r"\d{3}", name):
        return ""
    return _capitalised(name)


def _without_lead(line: str) -> str:
    """Without “By” and the like; “Von” and “Di” can be part of a name and are taken off only before two more capitals."""
    line = line.strip()
    found = _led().match(line)
    if not found:
        return line
    rest = line[found.end() :]
    if found[0].strip().casefold() in tables.words(_TABLE, "particle"):
        is_name = line[0].isupper() and not re.match(r"\S+\s+[^\W\d_]", rest)
        return line if is_name or not rest[:1].isupper() else rest
    return rest


def _capitalised(name: str) -> str:
    """“JANE DOE” as “Jane Doe”; short words in capitals are agencies and stay."""
    if name.isupper() and " " in name and not re.search(r"[^\x00-\x7f]", name):
        return " ".join(word.capitalize() if len(word) > 3 else word for word in name.split())
    return name


@cache
def _led() -> re.Pattern[str]:
    words = sorted(tables.words(_TABLE, "led"), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?:\s*:\s*|\s+|(?<=:))", re.IGNORECASE)


@cache
def _joining() -> str:
    return f"(?:{'|'.join(map(re.escape, tables.words(_TABLE, 'joining')))})"
