"""The prose of records, as rules look at it: without its code, by paragraph, with its links. Knows no record's meaning.

Markdown is read by pattern: its parser takes a millisecond a body, too long for ten thousand of them. The parser is asked
where it matters and few bodies come to it: whether what looks like code is shown as code, and whether a link runs anything.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.markup import shown
from build_tools.model import Record
from build_tools.problems import Written

_CODE = re.compile(
    r"(?<!\\)(?:\\\\)*(?<!`)(?P<ticks>`++)(?P<words>(?:(?!\n[ \t]*\n).)+?)(?<!`)(?P=ticks)(?!`)"  # within a paragraph
    r"|(?:\A|(?<=\n\n))(?:(?: {4}|\t)[^\n]*(?:\n|\Z))+",  # indented, after an empty line
    re.DOTALL | re.MULTILINE,
)
_PARAGRAPH = re.compile(r"\S(?:.(?!\n[ \t]*\n))*.?", re.DOTALL)
_WORDS = r"\[(?P<{0}>(?:[^\[\]\\]|\\.|\[[^\[\]\n]*\])*)\]"
_LINK = re.compile(
    rf"(?P<picture>!?){_WORDS.format('words')}"
    r"(?:\(\s*+(?:<(?P<angled>[^<>\n]*)>|(?P<plain>(?:[^\s()\\]|\\.|\((?:[^\s()])*\))*+))"
    r"(?:\s++(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?\s*+\)"
    r"|\s?\[(?P<label>[^\[\]\n]*)\](?!\())?"
)
_DEFINITION = re.compile(
    r"^ {0,3}\[(?P<label>[^\[\]\n]+)\]:[ \t]*+(?:\n[ \t]*+)?(?:<(?P<angled>[^<>\n]*)>|(?P<plain>\S+))", re.MULTILINE
)
_AUTOLINK = re.compile(r"<(?P<address>[A-Za-z][A-Za-z0-9+.&#;\-]{1,40}:[^\s<>]*)>")
_SCHEME = re.compile(r"(?<![A-Za-z])(?!(?:https?|mailto):)[A-Za-z][A-Za-z0-9+.-]{0,200}:(?=\S)", re.IGNORECASE)
_INVISIBLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u00ad\u200b-\u200f\u2060-\u206f\ufeff]")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Link:
    """A link in prose. ``address``: where it leads, entities and backslashes resolved; ``start`` and ``end`` are offsets
    in the prose. ``is_picture``: written with ``!`` before it.
    """

    words: str
    address: str
    start: int
    end: int
    is_picture: bool = False


def written(record: Record, start: int, end: int) -> Written:
    """A stretch of a record's prose, which knows its line and column in the file."""
    line = record.body_line + record.body.count("\n", 0, start)
    return Written(record.body[start:end], line, start - record.body.rfind("\n", 0, start))


@lru_cache(maxsize=16384)
def without_code(body: str) -> str:
    """Prose with blanks where it shows code: as long as it was, line breaks kept. What a page shows as prose stays, whatever
    it looks like.
    """
    if "`" not in body and "    " not in body and "\t" not in body or not _CODE.search(body):
        return body
    real = Counter(filter(None, map(_letters, shown(body).code)))
    return _CODE.sub(lambda code: _blanked(code, real), body)


def _blanked(code: re.Match[str], real: Counter[str]) -> str:
    letters = _letters(code["words"] if code["ticks"] else code[0])
    if not real[letters]:
        return code[0]
    real[letters] -= 1
    return re.sub(r"[^\n]", " ", code[0])


def _letters(code: str) -> str:
    return "".join(code.split())


def run_by_links(body: str) -> tuple[str, ...]:
    """Where links lead that a page does not show, since a browser would run what they say: as the page's parser reads
    the prose. Asked only of bodies with something that may be a scheme.
    """
    if "](" not in body and "]:" not in body and "<" not in body:
        return ()
    return shown(body).refused if _SCHEME.search(_INVISIBLE.sub("", resolved(body))) else ()


def paragraphs(prose: str) -> Iterator[tuple[int, int]]:
    """Half-open offsets of the paragraphs: what empty lines part."""
    return (found.span() for found in _PARAGRAPH.finditer(prose))


@lru_cache(maxsize=16384)
def links(body: str) -> tuple[Link, ...]:
    """Every link and picture of the prose, in order, those by reference and between angle brackets too; none in code."""
    if "[" not in body and "<" not in body:
        return ()
    prose = without_code(body)
    labels = {_label(found["label"]): found for found in _DEFINITION.finditer(prose)}
    found = [*_bracketed(prose, labels), *_defined(labels.values()), *_automatic(prose)]
    return tuple(sorted(found, key=lambda link: link.start))


def _bracketed(prose: str, labels: dict[str, re.Match[str]]) -> Iterator[Link]:
    for match in _LINK.finditer(prose):
        if (address := _address(match)) is not None and match["words"] is not None:
            yield Link(match["words"], address, *match.span(), is_picture=bool(match["picture"]))
        elif (label := labels.get(_label(match["label"] or match["words"]))) and match.start() != label.start():
            yield Link(match["words"], _address(label) or "", *match.span(), is_picture=bool(match["picture"]))


def _defined(labels: object) -> Iterator[Link]:
    for match in labels:  # type: ignore[attr-defined]
        yield Link("", _address(match) or "", *match.span())


def _automatic(prose: str) -> Iterator[Link]:
    for match in _AUTOLINK.finditer(prose):
        yield Link(match["address"], resolved(match["address"]), *match.span())


def _address(match: re.Match[str]) -> str | None:
    written = match["angled"] if match["angled"] is not None else match["plain"]
    return None if written is None else resolved(written)


def _label(words: str) -> str:
    return " ".join(words.split()).casefold()


def resolved(address: str) -> str:
    """An address as a browser gets it: without Markdown's backslashes, entities turned into letters, twice if need be."""
    return html.unescape(html.unescape(_ESCAPED.sub(r"\1", address))).strip()
