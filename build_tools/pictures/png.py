"""A PNG taken apart (W3C PNG, third edition): its chunks."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from build_tools.pictures import exif
from build_tools.pictures.parts import Part, behind, taken

SIGN = b"\x89PNG\r\n\x1a\n"
# Of the chunks that need not be there, those that bear on what is seen.
_SEEN = frozenset(b"tRNS cHRM gAMA iCCP sBIT sRGB cICP mDCV cLLI bKGD hIST pHYs sPLT acTL fcTL fdAT".split())
_TOLD = {
    b"tEXt": "text",
    b"zTXt": "text",
    b"iTXt": "text (XMP)",
    b"tIME": "when it was changed",
    b"eXIf": "Exif",
}


def parts(data: bytes) -> Iterator[Part]:
    """Its parts in their order. Raises NotReadable."""
    at, kind = len(SIGN), b""
    yield Part(data[:at])
    while kind != b"IEND":
        length, kind = int.from_bytes(taken(data, at, 4), "big"), taken(data, at + 4, 4)
        yield _judged(kind, taken(data, at, 12 + length))
        at += 12 + length
    yield from behind(data, at)


def _judged(kind: bytes, chunk: bytes) -> Part:
    is_needed = not kind[0] & 0x20
    if is_needed or kind in _SEEN:
        return Part(chunk)
    if kind == b"eXIf":
        tiff = chunk[8:-4]
        turned = exif.only_turned(tiff)
        kept = _chunk(kind, turned) if turned else b""
        return Part(chunk) if chunk == kept else Part(chunk, exif.said(tiff), kept)
    return Part(chunk, _TOLD.get(kind) or f"a block of a program ({kind.decode('ascii', 'replace')})")


def _chunk(kind: bytes, held: bytes) -> bytes:
    return len(held).to_bytes(4, "big") + kind + held + zlib.crc32(kind + held).to_bytes(4, "big")
