"""Reads areas and lines out of a GeoPackage (SQLite with well-known binary). Knows nothing of what they mean.

Layout of the bytes: OGC 12-128r17 (GeoPackage 1.2), § 2.1.3; OGC 06-103r4 (well-known binary), § 8.
"""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
_ENVELOPE_BYTES = (0, 32, 48, 48, 64)
_LINE, _POLYGON = 2, 3


def rows(package: Path, layer: str, columns: tuple[str, ...]) -> Iterator[tuple[tuple[object, ...], list[Ring]]]:
    """Each feature of a layer: the values of ``columns``, and all rings (or lines) of its geometry."""
    with closing(sqlite3.connect(f"file:{package}?mode=ro", uri=True)) as database:
        names = ", ".join(f'"{column}"' for column in columns)
        for *values, geometry in database.execute(f'SELECT {names}, geom FROM "{layer}" ORDER BY fid'):
            yield tuple(values), lines_of(geometry)


def lines_of(geometry: bytes) -> list[Ring]:
    """All rings of the polygons, or all lines, in a geometry: longitude and latitude in degrees."""
    envelope = _ENVELOPE_BYTES[(geometry[3] >> 1) & 7]
    found: list[Ring] = []
    _read(geometry, 8 + envelope, found)
    return found


def _read(data: bytes, at: int, found: list[Ring]) -> int:
    order = "<" if data[at] == 1 else ">"
    kind, count = struct.unpack_from(f"{order}II", data, at + 1)
    if kind == _LINE:
        return _points(data, at + 5, order, found)
    at += 9
    for _ in range(count):
        at = _points(data, at, order, found) if kind == _POLYGON else _read(data, at, found)
    return at


def _points(data: bytes, at: int, order: str, found: list[Ring]) -> int:
    (count,) = struct.unpack_from(f"{order}I", data, at)
    flat = struct.unpack_from(f"{order}{2 * count}d", data, at + 4)
    found.append(list(zip(flat[::2], flat[1::2], strict=True)))
    return at + 4 + 16 * count
