"""Reads the lines of a text as blocks: paragraphs, bullets, headings, and the apparatus around an article.

Goes by form alone (marks, length, stops, capitals, neighbours). Knows no sentence and no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from build_tools.model import Block
from build_tools.text import tables
from build_tools.text.article import apparatus, headings, pieces
from build_tools.text.article.pieces import Piece

_LANGUAGES = tables.table("languages.tsv")
_PLAINLY = 3  # times as many small words of one language as of another


@dataclass(slots=True)
class Lines:
    """What reading the lines found: blocks in order, and the text's words about itself."""

    blocks: list[Block] = field(default_factory=list)
    title: str = ""
    authors: tuple[str, ...] = ()
    publisher: str = ""


def read(text: str) -> Lines:
    """The blocks of a normalised text, in order, without overlap; linear in its length."""
    found = Lines()
    section = ""
    cut = list(pieces.cut(text))
    for piece, (kind, part) in zip(cut, _kinds(cut), strict=True):
        section = piece.text if kind == "heading" else section
        _note(found, piece, part)
        start = _after_dateline(found, piece, section) if kind == "paragraph" else piece.start
        found.blocks.append(Block(start, piece.end, kind, part, section if kind != "heading" else ""))
    return found


def language(text: str) -> str:
    """The language of the text, by its small words (BCP 47); ``und`` where none of the table's languages shows."""
    scores, words = _scores(text)
    best = max(scores, key=lambda code: scores[code])
    return best if scores[best] >= max(1, words // 25) else "und"


def language_not(said: str, text: str) -> str:
    """The language of the text where it plainly is not the one that somebody says it is in (BCP 47); empty where it may be.

    Programs that make pages and mails often say the language that they themselves are set to.
    """
    base, shown = said.partition("-")[0].lower(), language(text)
    scores, _ = _scores(text)
    plainly = shown != "und" and base in scores and scores[shown] > max(3, _PLAINLY * scores[base])
    return shown if plainly and shown != base else ""


def _scores(text: str) -> tuple[dict[str, int], int]:
    """How many small words of each language of the table the text's beginning has, and how many words in all."""
    seen = Counter(re.findall(r"[^\W\d_]{1,9}", text[:8000].lower()))
    scores = {row[0]: sum(seen[word] for word in row[1].split()) for row in tables.rows(_LANGUAGES)}
    return scores, sum(seen.values())


def _kinds(cut: Sequence[Piece]) -> Iterator[tuple[str, str]]:
    """Kind and part of each piece."""
    parts = [apparatus.part_of(piece, index, len(cut)) for index, piece in enumerate(cut)]
    shaped = [not part and headings.has_form(piece) for piece, part in zip(cut, parts, strict=True)]
    first = next((index for index, part in enumerate(parts) if part not in ("byline", "date", "credit")), -1)
    for index, (piece, part) in enumerate(zip(cut, parts, strict=True)):
        if part:
            yield "apparatus", part
        elif shaped[index] and headings.is_followed(shaped, index):
            yield ("apparatus", "title") if index == first and headings.is_title(piece) else ("heading", "")
        else:
            yield "bullet" if piece.bullet else "paragraph", ""


def _note(found: Lines, piece: Piece, part: str) -> None:
    """Takes down what the piece says about the text: title, publisher, authors."""
    if part == "title" and not found.title:
        found.title = piece.text.strip()
    elif part == "credit" and (credit := apparatus.credit(piece.text)):
        found.title, found.publisher = credit["title"], credit["publisher"]
    elif part == "date":
        found.publisher = found.publisher or apparatus.outlet(piece.text)
    elif part == "byline":
        found.authors = tuple(dict.fromkeys(found.authors + apparatus.authors(piece.text)))


def _after_dateline(found: Lines, piece: Piece, section: str) -> int:
    """Cuts “KYIV, Nov 6 (Reuters) — ” off as a block of its own; returns where the paragraph then begins."""
    line = apparatus.dateline(piece.text)
    if not line:
        return piece.start
    found.publisher = found.publisher or line["agency"] or ""
    end = piece.start + len(line[0].rstrip())
    found.blocks.append(Block(piece.start, end, "apparatus", "dateline", section))
    return piece.start + line.end()
