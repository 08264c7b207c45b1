"""What each download is, for the page that lists them: format, rows, size, hash, columns, use. Reads none of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from build_tools.exports import csv_table, guides
from build_tools.exports.checksums import Finished
from build_tools.model import Download, DownloadGroup
from build_tools.text import tables

_TABLE, _GROUPS = (Path(__file__).with_name(name) for name in ("downloads.tsv", "download_groups.tsv"))
_FOLDER = "data/"
_FOLDERS = (_FOLDER, "api/")
# Formats that tell once more what the tables hold, and how large one may be (octets) to go into a zip for reading offline.
_TOLD_AGAIN = frozenset(
    ("sqlite", "json", "annotations", "provenance", "ftm", "timeline", "geojson", "events", "calendar")
)
_ASKED_FOR = frozenset(
    ("api", "feeds", "corrections")
)  # by programs, again and again: of no use in a zip, however small
_LARGE = 2_000_000
_OTHERS = DownloadGroup("others", "Others", "")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of ``downloads.tsv``: one file or, with ``*`` in its ``name``, all whose names fit it."""

    name: str
    made_by: str
    group: str
    words: str
    format: str
    what: str

    def is_of(self, name: str) -> bool:
        """Whether the line speaks of a file."""
        return fnmatchcase(name, self.name) if "*" in self.name else name == self.name

    def is_meant_by(self, wanted: str) -> bool:
        """Whether a word asks for it: the word of its format, its name, a pattern of names, a file that it speaks of."""
        return wanted == self.made_by or fnmatchcase(self.name, wanted) or self.is_of(wanted)


def known() -> tuple[Row, ...]:
    """The lines of ``downloads.tsv``."""
    return tuple(Row(*cells) for cells in tables.rows(_TABLE))


def name_of(path: str) -> str:
    """How a file at ``path`` of the site is called: below ``data/``, where it lies there."""
    return path.removeprefix(_FOLDER)


def left_out(sizes: Mapping[str, int]) -> frozenset[str]:
    """The files that stay out of a zip for reading offline, of all with their ``sizes``: those that programs ask for, and large
    ones that tell again what the tables hold, format by format.
    """
    most = {**dict.fromkeys(_TOLD_AGAIN, _LARGE), **dict.fromkeys(_ASKED_FOR, -1)}
    of_format = {word: _of_format(word, sizes) for word in most}
    return frozenset(
        path for word, paths in of_format.items() if sum(sizes[path] for path in paths) > most[word] for path in paths
    )


def _of_format(word: str, paths: Iterable[str]) -> list[str]:
    rows = [row for row in known() if row.made_by == word]
    names = {row.name for row in rows}
    patterns = [row for row in rows if "*" in row.name]
    here = (path for path in paths if path.startswith(_FOLDERS))
    return [path for path in here if name_of(path) in names or any(row.is_of(name_of(path)) for row in patterns)]


def described(files: Mapping[str, Finished]) -> list[Download]:
    """The files that ``downloads.tsv`` knows, by group and in its order, then all others by name."""
    left = {name_of(path): path for path in files}
    outside = left_out({path: one.size for path, one in files.items()})
    found: list[Download] = []
    for row in known():
        names = sorted(filter(row.is_of, left)) if "*" in row.name else [row.name] * (row.name in left)
        if paths := [left.pop(name) for name in names]:
            found.append(_described(row, paths, files, outside))
    order = list(_groups())
    found.sort(key=lambda one: order.index(one.group.id))
    return found + [_described(_unknown(name), [path], files, outside) for name, path in sorted(left.items())]


def _described(row: Row, paths: Sequence[str], files: Mapping[str, Finished], outside: Collection[str]) -> Download:
    guide = guides.guide_to(row.name, first=name_of(paths[0]))
    alone = files[paths[0]] if "*" not in row.name else None
    return Download(
        paths[0],
        row.name,
        row.format,
        row.what,
        max(alone.lines - 1, 0) if alone and row.name.endswith(".csv") else None,
        size(sum(files[path].size for path in paths)),
        csv_table.columns(row.name),
        group=_groups().get(row.group, _OTHERS),
        files=len(paths),
        sha256=alone.sha256 if alone else "",
        has_quotes=row.words == "quotes",
        guide=guide.prose,
        examples=guide.examples,
        is_in_zip=paths[0] not in outside,
    )


def _groups() -> dict[str, DownloadGroup]:
    return {id: DownloadGroup(id, title, what) for id, title, what in tables.rows(_GROUPS)}


def _unknown(name: str) -> Row:
    return Row(name, "", "", "quotes", PurePosixPath(name).suffix.removeprefix(".").upper(), "")


def size(octets: int) -> str:
    """“12 KB”, “1.4 MB”; never nought."""
    return f"{octets / 1e6:.1f} MB" if octets >= 950_000 else f"{max(round(octets / 1000), 1)} KB"
