"""A JPEG taken apart (ITU-T T.81): its segments, and the coded picture as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.pictures import exif
from build_tools.pictures.parts import NotReadable, Part, behind, taken

SIGN = b"\xff\xd8\xff"
_END, _SCAN, _APP0, _APP15, _COMMENT = 0xD9, 0xDA, 0xE0, 0xEF, 0xFE
_ALONE = frozenset((0x01, *range(0xD0, 0xD8)))  # markers without a segment
_JFIF, _ICC, _ADOBE, _EXIF = b"JFIF\0", b"ICC_PROFILE\0", b"Adobe", b"Exif\0\0"
_WITHOUT_THUMBNAIL = 14  # bytes of what JFIF has to say
_TOLD = {b"http://ns.adobe.com/": "XMP", b"Photoshop 3.0": "IPTC", b"MPF": "more pictures", b"JFXX": "a thumbnail"}
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_NEXT_MARKER = re.compile(rb"\xff(?=[^\x00\xd0-\xd7\xff])")  # of a run of signs the last: else runs take quadratic time


def parts(data: bytes) -> Iterator[Part]:
    """Its parts in their order. Raises NotReadable."""
    at = 2
    yield Part(data[:at])
    while True:
        start = at
        marker, at = _marker(data, at)
        if marker == _END:
            yield Part(data[start:at])
            break
        if marker in _ALONE:
            yield Part(data[start:at])
            continue
        end = at + int.from_bytes(taken(data, at, 2), "big")
        taken(data, at, max(end - at, 2))
        if marker == _SCAN:
            end = _end_of_scan(data, end)
        yield _judged(marker, data[start:end], data[at + 2 : end])
        at = end
    yield from behind(data, at)


def _marker(data: bytes, at: int) -> tuple[int, int]:
    """A marker, and where what belongs to it begins: some write more than one sign before it."""
    found = _MARKER.match(data, at)
    if found is None:
        raise NotReadable(f"there is no marker at byte {at}")
    return found[1][0], found.end()


def _end_of_scan(data: bytes, start: int) -> int:
    """Where the coded picture ends: at the next marker that is none of those inside it."""
    found = _NEXT_MARKER.search(data, start)
    if found is None:
        raise NotReadable("its end is missing")
    return found.start()


def _judged(marker: int, segment: bytes, held: bytes) -> Part:
    if marker == _COMMENT:
        return Part(segment, "a comment")
    if not _APP0 <= marker <= _APP15:
        return Part(segment)
    if marker == _APP0 and held.startswith(_JFIF):
        short = held[: _WITHOUT_THUMBNAIL - 2] + b"\0\0"
        return Part(segment) if held == short else Part(segment, "a thumbnail", _segment(marker, short))
    if marker == 0xE2 and held.startswith(_ICC) or marker == 0xEE and held.startswith(_ADOBE):
        return Part(segment)  # its colours depend on them
    if marker == 0xE1 and held.startswith(_EXIF):
        tiff = held[len(_EXIF) :]
        turned = exif.only_turned(tiff)
        kept = _segment(marker, _EXIF + turned) if turned else b""
        return Part(segment) if segment == kept else Part(segment, exif.said(tiff), kept)
    name = next(
        (told for sign, told in _TOLD.items() if held.startswith(sign)), f"a block of a program (APP{marker - _APP0})"
    )
    return Part(segment, name)


def _segment(marker: int, held: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(held) + 2).to_bytes(2, "big") + held
