"""A WebP taken apart (RFC 9649): its chunks."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.pictures import exif
from build_tools.pictures.parts import NotReadable, Part, behind, taken

SIGN, KIND = b"RIFF", b"WEBP"
_SEEN = frozenset((b"VP8 ", b"VP8L", b"ANIM", b"ALPH", b"ICCP"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04  # in the flags of VP8X
_FRAME = 16  # bytes before the chunks of a frame
_EXIF = b"Exif\0\0"  # some write it as JPEG has it


def parts(data: bytes) -> Iterator[Part]:
    """Its parts behind the header, in their order; ``whole`` puts one before them. Raises NotReadable."""
    end = 8 + int.from_bytes(taken(data, 4, 4), "little")
    inside = taken(data, 12, end - 12)
    is_turned = any(kind == b"EXIF" and _turned(held) for kind, held in _chunks(inside))
    for kind, held in _chunks(inside):
        yield _judged(kind, held, is_turned)
    yield from behind(data, end + end % 2)


def whole(inside: bytes) -> bytes:
    """A file of its chunks."""
    return SIGN + (len(inside) + 4).to_bytes(4, "little") + KIND + inside


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 0
    while at < len(data):
        size = int.from_bytes(taken(data, at + 4, 4), "little")
        yield data[at : at + 4], taken(data, at + 8, size)
        at += 8 + size + size % 2


def _judged(kind: bytes, held: bytes, is_turned: bool) -> Part:
    chunk = _chunk(kind, held)
    if kind == b"VP8X":
        if len(held) < 10:
            raise NotReadable("its header is too short")
        flags = held[0] & ~(_HAS_EXIF | _HAS_XMP) | (_HAS_EXIF if is_turned else 0)
        return Part(chunk, "", _chunk(kind, bytes([flags]) + held[1:]))
    if kind == b"ANMF":
        return _frame(held)
    if kind in _SEEN:
        return Part(chunk)
    if kind == b"EXIF":
        kept = _chunk(kind, _turned(held)) if is_turned else b""
        return Part(chunk) if chunk == kept else Part(chunk, exif.said(held.removeprefix(_EXIF)), kept)
    return Part(chunk, "XMP" if kind == b"XMP " else f"a block of a program ({kind.decode('ascii', 'replace')})")


def _frame(held: bytes) -> Part:
    """A frame of a moving picture, which has chunks itself."""
    inside = [(kind, found) for kind, found in _chunks(held[_FRAME:])]
    seen = b"".join(_chunk(kind, found) for kind, found in inside if kind in _SEEN)
    told = "" if all(kind in _SEEN for kind, _ in inside) else "a block of a program"
    return Part(_chunk(b"ANMF", held), told, _chunk(b"ANMF", held[:_FRAME] + seen))


def _turned(held: bytes) -> bytes:
    return exif.only_turned(held.removeprefix(_EXIF))


def _chunk(kind: bytes, held: bytes) -> bytes:
    return kind + len(held).to_bytes(4, "little") + held + b"\0" * (len(held) % 2)
