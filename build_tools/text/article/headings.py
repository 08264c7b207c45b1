"""Tells headings from paragraphs by form alone: length, stops, capitals, neighbours. Knows no words but small ones."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.article.pieces import Piece

_TABLE = tables.table("line_words.tsv")
_VERBS = tables.table("speech_verbs.txt")
_FINAL_STOP = re.compile(r"[.!…。！？।؟;,](?:[”\"’'»)\]]{0,3})\Z|[.!?…,][”\"’'»]{1,2}\Z")
_STOP_INSIDE = re.compile(r"[a-z]{3}[.!?][”\"’'»]{0,2}\s+[“\"‘'«]{0,2}[A-Z][^.]*(?:[”\"’'»]|\s\w+){3}")
_LEADS_IN_SPEECH = 30  # characters before a colon in which a verb of speech stands
_SIGNED = re.compile(r"[”\"]\s{1,3}[—–―-]{1,2}\s?[A-Z]")
_LONGEST = 130


def has_form(piece: Piece) -> bool:
    """Whether the piece alone could be a heading: short, no stop at its end, no signed quotation."""
    line, length = piece.text, piece.end - piece.start
    if piece.bullet or length > _LONGEST or not line[0].isalnum() and line[0] not in "“\"'‘¿¡#":
        return False
    if (
        _SIGNED.search(line)
        or _STOP_INSIDE.search(line)
        or line.endswith(":")
        and _speaks().search(line[-_LEADS_IN_SPEECH:])
    ):
        return False
    words = line.split()
    if len(words) > 20 or not any(letter.isalpha() for letter in line) or _FINAL_STOP.search(line):
        return False
    return not (line[0].islower() or line.endswith("?") and len(words) > 15)


@lru_cache(maxsize=1)
def _speaks() -> re.Pattern[str]:
    """“…, he said in a statement:”."""
    verbs = tables.alternatives(tables.words(_VERBS))
    return re.compile(rf"[a-z.]\s(?:\w+ed|{verbs})\b[^.:]*:\Z")


def is_followed(shaped: Sequence[bool], index: int) -> bool:
    """A heading stands above something: body, or a reading list; three and more in a row are a poem or a table.

    ``shaped``: for every piece of the text whether it has the form of a heading.
    """
    if index + 1 >= len(shaped):
        return False
    run = index
    while run + 1 < len(shaped) and run - index < 3 and shaped[run + 1]:
        run += 1
    back = index
    while back > 0 and index - back < 3 and shaped[back - 1]:
        back -= 1
    return run - back < 2


def is_title(piece: Piece) -> bool:
    """Whether the first heading of a text is long enough to be its title."""
    return len(piece.text.split()) >= 4 and not piece.text.endswith(":")


def is_label(heading: str) -> bool:
    """Whether a heading only names a part (“Latest Developments”, “Expert Response”) and tells no news itself."""
    small = tables.words(_TABLE, "small")
    words = heading.rstrip(":").split()
    capitals = sum(1 for word in words if word[0].isupper() or word.casefold() in small)
    return heading.endswith(":") or len(words) <= 5 and capitals == len(words)
