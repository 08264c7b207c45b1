"""Reads the lines of a text as blocks: paragraphs, bullets, headings, and the apparatus around an article.

Goes by form alone (marks, length, stops, capitals, neighbours). Knows no sentence and no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.model import Block
from build_tools.text import tables

_HERE = Path(__file__).parent
_BULLET = re.compile(r"(?:[•◦‣▪●■·*–—-]|\d{1,2}[.)]|\([a-z0-9]\))[ \t]{1,8}(?=\S)")
_FINAL_STOP = re.compile(r"[.!…。！？।؟;,](?:[”\"’'»)\]]{0,3})\Z|[.!?…,][”\"’'»]\Z")
_SMALL = frozenset(
    "a an and as at but by for from in into nor of on onto or over per than the to under up upon via vs with is are "
    "its it be not no s".split()
)
_PERSON = r"(?:[A-Z][^\s,;:.]{0,30}\.?(?:[ -](?:[a-z]{2,3} )?[A-Z][^\s,;:.]{0,30}\.?){0,4})"
_CREDITED = (
    r"(?:(?:compiled|written|reported|edited|photographed|translated|produced|prepared)(?: and [a-z]{4,12})? by"
    r"|(?:additional |further |more )?(?:reporting|editing|writing|photos?|photographs?|research|translation|graphics?)"
    r"(?: and [a-z]{4,12})? by|story by|analysis by|by)"
)
_BYLINE = re.compile(
    rf"(?P<how>{_CREDITED})[: ]\s?(?P<who>{_PERSON}(?:(?:, | and |, and | & ){_PERSON}){{0,6}})(?P<rest>[^\n]{{0,80}})",
    re.I,
)
_AUTHORING = re.compile(r"(?:by|compiled|written|reported|reporting|story|analysis|prepared)", re.I)
_SEPARATOR = re.compile(r", and | and |, | & ")
_CREDIT = re.compile(
    r"The post (?P<title>.{3,300}?) (?:first appeared on|appeared first on) (?P<publisher>.{2,80}?)\.?\Z"
)
_JUNK = re.compile(
    r"(?:read (?:more|also|next|on)\b|related(?: (?:articles|stories|content))?\b\s*:|see also\b|sign up\b|subscribe\b|"
    r"advertisement\b|share this\b|follow us\b|©|\(c\) \d{4}|copyright\b|all rights reserved|photo(?:graph)?: |"
    r"image(?: credit)?: |getty images|click here|support us\b|our standards: )",
    re.I,
)
_WORK = re.compile(r"[“\"][^“”\"]{3,200}[”\"],? (?:by )?[A-Z][^!?\n“”\"]{1,100}(?<![.!?])\Z")
_DATE_LINE = re.compile(
    r"(?:(?:published|posted|updated|last updated|date|issued|released)(?: on| at)?:? )?"
    r"(?:[A-Z][\w .’-]{1,30}(?:,| —| –| -) )?(?:[A-Z][a-z]{2,8}day,? )?(?:\d{1,2} [A-Z][a-z]{2,8}\.?,? \d{4}|"
    r"[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|\d{4}-\d\d-\d\d)"
    r"(?:[ ,T|–-]{1,3}(?:at )?\d{1,2}[:.]\d\d[^\n]{0,30})?\Z",
    re.I,
)
_DATELINE = re.compile(
    r"(?P<line>[A-Z][A-Z.'’-]{2,}(?:[ /-][A-Z][A-Z.'’-]*){0,4}(?:, [A-Z0-9][\w. ]{1,30}?){0,3}?"
    r"(?: \((?P<agency>[A-Z][\w. /]{1,30})\))? ?(?:—|–|--|-|:)) (?=\S)"
)
_AGENCY_LINE = re.compile(
    r"\((?P<agency>AP|AFP|Reuters|UPI|dpa|Xinhua|EFE|ANSA|PTI|Kyodo|Yonhap|IANS|CNN|BBC)\) ?(?:—|–|--|-) "
)
_HEADING_LONGEST = 130


@dataclass(slots=True)
class Lines:
    """What reading the lines found: blocks in order, and the text's words about itself."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    bullet: bool
    text: str


def read(text: str) -> Lines:
    """The blocks of a normalised text, in order, without overlap; linear in its length."""
    pieces = list(_pieces(text))
    kinds = _kinds(pieces)
    found = Lines()
    section = ""
    for piece, (kind, part) in zip(pieces, kinds, strict=True):
        if kind == "heading":
            section = piece.text
        _note(found, piece, part)
        start = piece.start
        if kind == "paragraph":
            start = _after_dateline(found, piece, section)
        found.blocks.append(Block(start, piece.end, kind, part, section if kind != "heading" else ""))
    return found


def language(text: str) -> str:
    """The language of the text, by its small words (BCP 47); ``und`` where none of the table's languages shows."""
    seen = Counter(re.findall(r"[^\W\d_]{1,9}", text[:8000].lower()))
    scores = {row[0]: sum(seen[word] for word in row[1].split()) for row in tables.rows(_HERE / "languages.tsv")}
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= max(1, sum(seen.values()) // 25) else "und"


# ── Lines ───────────────────────────────────────────────────────────────────────────────────────────────────


def _pieces(text: str) -> Iterator[_Piece]:
    raw = [(match.start(), match.end()) for match in re.finditer(r"[^\n]+", text)]
    lines = [trimmed for trimmed in (_trimmed(text, *span) for span in raw) if trimmed]
    wrapped = _is_wrapped(text, lines)
    start = end = -1
    for line_start, line_end in lines:
        if wrapped and start >= 0 and _continues(text, end, line_start, line_end):
            end = line_end
            continue
        if start >= 0:
            yield _piece(text, start, end)
        start, end = line_start, line_end
    if start >= 0:
        yield _piece(text, start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    line = text[start:end]
    stripped = line.strip()
    first = start + len(line) - len(line.lstrip())
    return (first, first + len(stripped)) if stripped else None


def _piece(text: str, start: int, end: int) -> _Piece:
    bullet = _BULLET.match(text, start, end)
    begin = bullet.end() if bullet else start
    return _Piece(begin, end, bullet is not None, text[begin : min(end, begin + 600)])


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether lines break where the next word would not have fitted: then a paragraph is several lines."""
    width = max((end - start for start, end in lines), default=0)
    inner = [pair for pair in zip(lines, lines[1:], strict=False) if _adjacent(text, *pair)]
    if width > 120 or len(inner) < 3:
        return False
    full = sum(1 for line, following in inner if _is_full(text, line, following, width))
    return full >= 0.75 * len(inner)


def _adjacent(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    between = text[line[1] : following[0]]
    return between.count("\n") == 1 and not _BULLET.match(text, following[0], following[1])


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    first_word = text[following[0] : following[1]].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(first_word) > width - 4


def _continues(text: str, end: int, line_start: int, line_end: int) -> bool:
    return text.count("\n", end, line_start) == 1 and not _BULLET.match(text, line_start, line_end)


# ── Kinds ───────────────────────────────────────────────────────────────────────────────────────────────────


def _kinds(pieces: list[_Piece]) -> list[tuple[str, str]]:
    parts = [_apparatus_part(piece, index, len(pieces)) for index, piece in enumerate(pieces)]
    shaped = [not part and _has_heading_form(piece) for piece, part in zip(pieces, parts, strict=True)]
    kinds = []
    for index, (piece, part) in enumerate(zip(pieces, parts, strict=True)):
        if part:
            kinds.append(("apparatus", part))
        elif shaped[index] and _is_followed(pieces, parts, shaped, index):
            title = index == _first_without(parts) and _is_title(piece, parts)
            kinds.append(("apparatus", "title") if title else ("heading", ""))
        else:
            kinds.append(("bullet" if piece.bullet else "paragraph", ""))
    return kinds


def _apparatus_part(piece: _Piece, index: int, count: int) -> str:
    line, length = piece.text, piece.end - piece.start
    if length > 450:
        return ""
    if _CREDIT.match(line):
        return "credit"
    if length <= 200 and _byline(line):
        return "byline"
    if length <= 60 and _DATE_LINE.match(line) and (index < 5 or index >= count - 2):
        return "date"
    if length <= 300 and _WORK.match(line):
        return "reading-list"
    return "credit" if length <= 200 and _JUNK.match(line) else ""


def _byline(line: str) -> re.Match[str] | None:
    found = _BYLINE.fullmatch(line)
    if not found or not found["who"][0].isupper():
        return None
    names = [name for name in _SEPARATOR.split(found["who"]) if name]
    proper = all(word[0].isupper() or len(word) <= 3 for name in names for word in name.split())
    prose = found["how"].casefold() == "by" and (len(found["rest"]) > 40 or line.endswith((".", ":")))
    return None if prose or not proper else found


def _has_heading_form(piece: _Piece) -> bool:
    line, length = piece.text, piece.end - piece.start
    if piece.bullet or length > _HEADING_LONGEST or not line[0].isalnum() and line[0] not in "“\"'‘¿¡#":
        return False
    if re.search(r"[”\"]\s{1,3}[—–-]{1,2}\s?[A-Z]", line):
        return False
    words = line.split()
    if len(words) > 20 or not any(letter.isalpha() for letter in line) or _FINAL_STOP.search(line):
        return False
    return not (line[0].islower() or line.endswith("?") and len(words) > 15)


def _is_followed(pieces: list[_Piece], parts: list[str], shaped: list[bool], index: int) -> bool:
    """A heading stands above something: body, or a reading list; three and more in a row are a poem or a table."""
    if index + 1 >= len(pieces):
        return False
    run = index
    while run + 1 < len(shaped) and run - index < 3 and shaped[run + 1]:
        run += 1
    back = index
    while back > 0 and index - back < 3 and shaped[back - 1]:
        back -= 1
    return run - back < 2


def _first_without(parts: list[str]) -> int:
    return next((index for index, part in enumerate(parts) if part not in ("byline", "date", "credit")), -1)


def _is_title(piece: _Piece, parts: list[str]) -> bool:
    return len(piece.text.split()) >= 4 and not piece.text.endswith(":")


def is_label(heading: str) -> bool:
    """Whether a heading only names a part (“Latest Developments”, “Expert Response”) and tells no news itself."""
    words = heading.rstrip(":").split()
    capitals = sum(1 for word in words if word[0].isupper() or word.casefold() in _SMALL)
    return heading.endswith(":") or len(words) <= 5 and capitals == len(words)


# ── What the text says about itself ─────────────────────────────────────────────────────────────────────────


def _note(found: Lines, piece: _Piece, part: str) -> None:
    if part == "title" and not found.title:
        found.title = piece.text.strip()
    if part == "credit":
        credit = _CREDIT.match(piece.text)
        if credit:
            found.title, found.publisher = credit["title"], credit["publisher"]
    if part == "byline":
        byline = _byline(piece.text)
        if byline and _AUTHORING.match(byline["how"]):
            names = tuple(name.strip() for name in _SEPARATOR.split(byline["who"]) if name.strip())
            found.authors = tuple(dict.fromkeys(found.authors + names))


def _after_dateline(found: Lines, piece: _Piece, section: str) -> int:
    """Cuts “KYIV, Nov 6 (Reuters) — ” off as a block of its own; returns where the paragraph then begins."""
    line = _DATELINE.match(piece.text) or _AGENCY_LINE.match(piece.text)
    if not line or line.end() > 90:
        return piece.start
    if line["agency"] and not found.publisher:
        found.publisher = line["agency"]
    end = piece.start + len(line[0].rstrip())
    found.blocks.append(Block(piece.start, end, "apparatus", "dateline", section))
    return piece.start + line.end()
