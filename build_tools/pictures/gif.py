"""A GIF taken apart (GIF89a): its blocks."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.pictures.parts import NotReadable, Part, behind, taken

SIGN = b"GIF8"
_EXTENSION, _IMAGE, _TRAILER = 0x21, 0x2C, 0x3B
_CONTROL, _COMMENT, _APPLICATION = 0xF9, 0xFE, 0xFF
_LOOPS = (b"NETSCAPE2.0", b"ANIMEXTS1.0")
_HEADER = 13


def parts(data: bytes) -> Iterator[Part]:
    """Its parts in their order. Raises NotReadable."""
    at = _HEADER + _colours(taken(data, 0, _HEADER)[10])
    yield Part(taken(data, 0, at))
    while (sign := taken(data, at, 1)[0]) != _TRAILER:
        start = at
        if sign == _EXTENSION:
            label = taken(data, at, 2)[1]
            at = _end_of_blocks(data, at + 2)
            yield _judged(label, data[start:at])
        elif sign == _IMAGE:
            at = _end_of_blocks(data, at + 11 + _colours(taken(data, at, 10)[9]))
            yield Part(data[start:at])
        else:
            raise NotReadable(f"no block begins at byte {at}")
    yield Part(data[at : at + 1])
    yield from behind(data, at + 1)


def _colours(flags: int) -> int:
    """How many bytes a table of colours takes."""
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0


def _end_of_blocks(data: bytes, at: int) -> int:
    while size := taken(data, at, 1)[0]:
        at += 1 + size
    return at + 1


def _judged(label: int, block: bytes) -> Part:
    if label == _CONTROL or label == _APPLICATION and block[3:14] in _LOOPS:
        return Part(block)
    if label == _APPLICATION:
        return Part(block, "XMP" if block[3:11] == b"XMP Data" else "a block of a program")
    return Part(block, "a comment" if label == _COMMENT else "text")
