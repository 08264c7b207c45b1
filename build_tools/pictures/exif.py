"""Exif: which way up a picture is shown, and whether it tells where it was taken.

After “Exchangeable image file format for digital still cameras” (CIPA DC-008): a TIFF header, then tags of twelve bytes.
"""

from __future__ import annotations

import struct

_ORIENTATION, _GPS = 0x0112, 0x8825
_UPRIGHT = 1
_TURNED = range(2, 9)
_SHORT = 3
_MOST_TAGS = 1000


def said(tiff: bytes) -> str:
    """What such a block tells, in words for people."""
    return "where it was taken (GPS in Exif)" if _GPS in _tags(tiff) else "when and with what it was taken (Exif)"


def only_turned(tiff: bytes) -> bytes:
    """A block that tells which way up the picture is and nothing else; empty for one that is upright as it is."""
    turned = _tags(tiff).get(_ORIENTATION, _UPRIGHT)
    if turned not in _TURNED:
        return b""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, _SHORT, 1, turned, 0, 0)


def _tags(tiff: bytes) -> dict[int, int]:
    """The tags of the first directory, each with its value as a small number; none where it cannot be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    try:
        if order is None or struct.unpack_from(f"{order}H", tiff, 2)[0] != 42:
            return {}
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        found = (struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * at) for at in range(min(count, _MOST_TAGS)))
        return {tag: value for tag, _, _, value in found}
    except struct.error:
        return {}
