"""The file of boundaries: numbers packed small, taken out again where they are needed. Knows its layout and no more.

gzip of: four bytes (length of the head, little-endian) · head (JSON) · columns (32-bit integers) · arcs. An arc is a
run of steps (zigzag varints of thousandths of a degree, longitude and latitude in turn, the first from 0°, 0°).
"""

from __future__ import annotations

import gzip
import json
import struct
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

STEPS_PER_DEGREE = 1000
STEPS_OF_BOX = 100  # boxes around lines are kept in tenths of a degree, rounded outwards
_Vertices = Sequence[tuple[int, int]]


def packed(head: Mapping[str, object], columns: Mapping[str, Sequence[int]], bodies: Mapping[str, bytes]) -> bytes:
    """The file's bytes; the same input gives the same bytes."""
    told = {
        **head,
        "columns": {name: len(column) for name, column in columns.items()},
        "bodies": {name: len(body) for name, body in bodies.items()},
    }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    numbers = b"".join(_little_endian(array("i", column)).tobytes() for column in columns.values())
    whole = struct.pack("<I", len(text)) + text + numbers + b"".join(bodies.values())
    return gzip.compress(whole, compresslevel=9, mtime=0)


def unpacked(data: bytes) -> tuple[dict[str, Any], dict[str, array[int]], dict[str, bytes]]:
    """Head, columns and bodies of a file's bytes."""
    whole = gzip.decompress(data)
    (length,) = struct.unpack_from("<I", whole)
    at = 4 + length
    head = json.loads(whole[4:at])
    columns = {}
    for name, count in head["columns"].items():
        columns[name] = _little_endian(array("i", whole[at : at + 4 * count]))
        at += 4 * count
    bodies = {}
    for name, count in head["bodies"].items():
        bodies[name] = whole[at : at + count]
        at += count
    return head, columns, bodies


def _little_endian(numbers: array[int]) -> array[int]:
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def encoded(line: _Vertices) -> bytes:
    """The steps of a line as bytes."""
    found = bytearray()
    x, y = 0, 0
    for to_x, to_y in line:
        _add(found, to_x - x)
        _add(found, to_y - y)
        x, y = to_x, to_y
    return bytes(found)


def _add(found: bytearray, step: int) -> None:
    number = step << 1 if step >= 0 else (-step << 1) - 1
    while number > 127:
        found.append(number & 127 | 128)
        number >>= 7
    found.append(number)


def decoded(body: bytes, start: int, end: int) -> list[tuple[float, float]]:
    """The line between two offsets, in degrees."""
    flat: list[int] = []
    number = shift = 0
    for byte in body[start:end]:
        number |= (byte & 127) << shift
        if byte > 127:
            shift += 7
        else:
            flat.append(number >> 1 if not number & 1 else -((number + 1) >> 1))
            number = shift = 0
    return list(_places(flat))


def _places(steps: Sequence[int]) -> Iterable[tuple[float, float]]:
    x = y = 0
    for at in range(0, len(steps), 2):
        x += steps[at]
        y += steps[at + 1]
        yield x / STEPS_PER_DEGREE, y / STEPS_PER_DEGREE
