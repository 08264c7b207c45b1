"""What a picture is taken apart into: parts that show something, and parts that only tell something about it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple


class NotReadable(Exception):
    """It is no such picture, or a broken one; the message says what was met."""


class Part(NamedTuple):
    """Some bytes of a picture. ``told``: what they tell beside what is seen; empty for what makes up the picture.
    ``instead``: what has to stand there all the same, so that it looks as before.
    """

    data: bytes
    told: str = ""
    instead: bytes = b""


def behind(data: bytes, end: int) -> Iterator[Part]:
    """What somebody has hung on behind the end of a picture: a film, another picture, a zip."""
    if len(data) > end:
        yield Part(data[end:], "data behind its end")


def taken(data: bytes, start: int, length: int) -> bytes:
    """So many bytes, all of which have to be there. Raises NotReadable."""
    if length < 0 or start + length > len(data):
        raise NotReadable(f"it breaks off at byte {len(data)}")
    return data[start : start + length]
