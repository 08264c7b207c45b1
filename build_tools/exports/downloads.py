"""What each download is, for the page that lists them: format, rows, size, columns. Reads the finished files."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from build_tools.exports import csv_table
from build_tools.model import Download
from build_tools.text import tables

_TABLE = Path(__file__).with_name("downloads.tsv")


def described(files: Mapping[str, bytes]) -> list[Download]:
    """The files that ``downloads.tsv`` knows, in its order, then all others by name."""
    told = {name: (form, what) for name, form, what in tables.rows(_TABLE)}
    paths = {PurePosixPath(path).name: path for path in files}
    order = [*(name for name in told if name in paths), *sorted(paths.keys() - told.keys())]
    return [_described(name, paths[name], files[paths[name]], told.get(name, ("", ""))) for name in order]


def _described(name: str, path: str, content: bytes, told: tuple[str, str]) -> Download:
    form, what = told
    suffix = PurePosixPath(name).suffix.removeprefix(".").upper()
    columns = csv_table.columns(name)
    return Download(
        path, name, form or suffix, what, _rows(content) if suffix == "CSV" else None, size(len(content)), columns
    )


def _rows(content: bytes) -> int:
    return max(sum(1 for _ in csv.reader(io.StringIO(content.decode(), newline=""))) - 1, 0)


def size(octets: int) -> str:
    """“12 KB”, “1.4 MB”; never nought."""
    return f"{octets / 1e6:.1f} MB" if octets >= 950_000 else f"{max(round(octets / 1000), 1)} KB"
