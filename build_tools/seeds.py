"""Seed → Document: bytes to normalised text, text to blocks and sentences. Knows no claims and no content."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from build_tools.model import Block, Document, Sentence
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.text.article import lines, sentences
from build_tools.text.encodings import conversion_to_utf8

_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1f]")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
LARGEST = 16_000_000  # bytes: a long novel has one million


def normalise(data: bytes, name: str) -> str:
    """The seed's text: UTF-8 without BOM, LF, NFC, NBSP → space. Applying it again changes nothing.

    Raises ProblemsFound: ``seed-empty``, ``seed-too-large``, ``seed-not-text`` (control bytes), ``seed-not-utf8`` (with its
    place).
    """
    _require_size(data, name)
    _require_text(data, name)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ProblemsFound([_not_utf8(data, error, name)]) from None
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    text = unicodedata.normalize("NFC", text).lstrip("\ufeff")
    if not text.strip():
        raise ProblemsFound([_empty(name)])
    return text


def _require_size(data: bytes, name: str) -> None:
    if len(data) > LARGEST:
        message = f"the seed has {len(data):,} bytes, more than the {LARGEST:,} that are read at once"
        tip = "A seed is one article; save the articles that this file is made of one by one"
        raise ProblemsFound([Problem(Location(name), "seed-too-large", message, tip)])


def _require_text(data: bytes, name: str) -> None:
    if data.startswith(_UTF16):
        tip = conversion_to_utf8(data, name)
        raise ProblemsFound([Problem(Location(name), "seed-not-utf8", "the seed is UTF-16, not UTF-8", tip)])
    found = _CONTROL.search(data)
    if found:
        message = f"the seed is no text: it holds the control byte 0x{data[found.start()]:02x}"
        tip = "A seed is the plain text of an article; export it from its program as UTF-8 text"
        raise ProblemsFound([Problem(_location(data, found.start(), name), "seed-not-text", message, tip)])


def _empty(name: str) -> Problem:
    return Problem(Location(name), "seed-empty", "the seed holds no text", "Put the article's text in, or delete it")


def _not_utf8(data: bytes, error: UnicodeDecodeError, name: str) -> Problem:
    # The codec takes the BOM off before it counts.
    position = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
    message = f"the seed is not UTF-8: byte 0x{data[position]:02x}"
    tip = conversion_to_utf8(data, name)
    return Problem(_location(data, position, name), "seed-not-utf8", message, tip)


def _location(data: bytes, position: int, name: str) -> Location:
    before = data[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    column = len(before.rpartition(b"\n")[2].decode("utf-8-sig", errors="replace")) + 1
    return Location(name, before.count(b"\n") + 1, column)


def read_document(text: str, name: str) -> Document:
    """Blocks and sentences of a normalised text, with what it says about itself: title, authors, publisher."""
    found = lines.read(text)
    blocks = tuple(found.blocks)
    return Document(
        name=name,
        text=text,
        blocks=blocks,
        sentences=tuple(_sentences(text, blocks)),
        title=found.title,
        authors=found.authors,
        publisher=found.publisher,
    )


def _sentences(text: str, blocks: tuple[Block, ...]) -> Iterable[Sentence]:
    for index, block in enumerate(blocks):
        if block.is_body:
            for start, end in sentences.split(text, block.start, block.end):
                yield Sentence(start, end, index)
        else:
            yield Sentence(block.start, block.end, index)
