"""The body of an HTTP answer as it went over the wire: taken out of its chunks and decompressed, within limits."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping

from build_tools.originals.unpacked import MOST_OF_ONE, NotUnpacked

_CHUNK = re.compile(rb"\s*([0-9A-Fa-f]{1,8})[^\n]{0,200}\n")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:+-]{1,40})", re.IGNORECASE)


def body_of(raw: bytes, headers: Mapping[str, str]) -> bytes:
    """The document that was sent; ``headers`` by their names in small letters. Raises NotUnpacked.

    Many capture tools store the body in the clear and leave the headers as they were: what is in no chunks and not
    compressed is taken as it is.
    """
    data = _unchunked(raw) if "chunked" in headers.get("transfer-encoding", "").lower() else raw
    for coding in reversed(_codings(headers.get("content-encoding", ""))):
        data = _unpacked(coding, data)
    return data


def media_type(content_type: str) -> str:
    """The type without its parameters, such as ``text/html``."""
    return content_type.partition(";")[0].strip().lower()


def charset(content_type: str) -> str:
    """The encoding that a Content-Type names, empty where it names none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def _codings(written: str) -> list[str]:
    return [word for part in written.lower().split(",") if (word := part.strip()) not in ("", "identity", "none")]


def _unchunked(raw: bytes) -> bytes:
    """RFC 9112 § 7.1. A last chunk that is cut off counts as far as it goes."""
    parts, place = [], 0
    while found := _CHUNK.match(raw, place):
        size = int(found[1], 16)
        parts.append(raw[found.end() : found.end() + size])
        place = found.end() + size
        if not size or place >= len(raw):
            return b"".join(parts)
    return b"".join(parts) if parts and place >= len(raw) else raw


def _unpacked(coding: str, data: bytes) -> bytes:
    if coding in ("gzip", "x-gzip"):
        return _bounded(data, 16 + zlib.MAX_WBITS) if data.startswith(b"\x1f\x8b") else data
    if looks_like_text(data):
        return data
    if coding == "deflate":
        return _inflated(data)
    raise NotUnpacked(f"it is compressed with “{coding}”, which is not read here")


def looks_like_text(data: bytes) -> bool:
    """Whether these are the first bytes of a document in the clear: no control bytes among them."""
    return bool(data) and not re.search(rb"[\x00-\x08\x0e-\x1a]", data[:512])


def _inflated(data: bytes) -> bytes:
    """With a zlib header or without: servers disagree on what “deflate” means."""
    try:
        return _bounded(data, zlib.MAX_WBITS)
    except NotUnpacked:
        return _bounded(data, -zlib.MAX_WBITS)


def _bounded(data: bytes, window: int) -> bytes:
    machine = zlib.decompressobj(window)
    try:
        found = machine.decompress(data, MOST_OF_ONE + 1)
    except zlib.error as error:
        raise NotUnpacked(f"its compression is damaged ({error})") from None
    if len(found) > MOST_OF_ONE:
        raise NotUnpacked(f"it unpacks to more than {MOST_OF_ONE >> 20} megabytes")
    if not machine.eof:
        raise NotUnpacked("it is cut off within its compression")
    return found
