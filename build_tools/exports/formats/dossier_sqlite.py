"""``dossier.sqlite``: the tables as an SQLite 3 database with a full-text index (FTS5), and views of what is often asked.

It is made of the finished CSV files, straight on the disk: so a second process makes it while others write on.
``dossier.datasette.json`` (``datasette_metadata.py``) goes with it. The same dossier gives the same bytes where the same
SQLite makes them: no clock, rows in the order of the dossier, and the fields of the header that count writes and name the
library are set (sqlite.org/fileformat2.html § 1.3).
"""

from __future__ import annotations

import csv
import errno
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from build_tools.exports import datasette_metadata
from build_tools.exports.pieces import Composed, Format, Piece
from build_tools.exports.sqlite_layout import cells, declared, indexes, inserted, script
from build_tools.exports.table_layout import SUFFIX, TABLES
from build_tools.making.maker import Maker, alone

PATH = "data/dossier.sqlite"
LAYOUT = 1  # raised where a table or view loses something or changes its meaning
_COUNTERS = (24, 92)  # where the header counts changes to the file, and says as of which of them the next field holds
_LIBRARY = 96  # the version that wrote it last
_ONE, _VERSION = (1).to_bytes(4, "big"), (3_037_000).to_bytes(4, "big")
# Nobody reads the file before it is whole, and nothing is taken back: no journal, no waiting for the disk.
_PRAGMAS = (
    "page_size = 4096", "encoding = 'UTF-8'", f"user_version = {LAYOUT}", "journal_mode = OFF", "synchronous = OFF",
    "locking_mode = EXCLUSIVE", "cache_size = -8000", "temp_store = FILE",
)  # fmt: skip
_LONGEST_CELL = 1 << 30  # octets: no limit but SQLite's own
# What SQLite says when the disk refuses (sqlite.org/rescode.html), and what the system calls that.
_OF_THE_DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}


class Writer(Format):
    """Fills a database from the tables."""

    made_of: ClassVar[tuple[str, ...]] = ("csv",)

    def makers(self) -> Iterator[Maker[Piece]]:
        """What tells Datasette of it."""
        site = self.telling.site
        yield alone("datasette metadata", lambda: ("data/dossier.datasette.json", datasette_metadata.written(site)))

    def composed(self) -> Iterator[Composed]:
        """The database."""
        yield Composed(PATH, tuple(f"data/{name}{SUFFIX}" for name in TABLES), _write)


def _write(tables: Mapping[str, Path], target: Path) -> None:
    try:
        _filled(tables, target)
    except sqlite3.OperationalError as error:
        if number := _OF_THE_DISK.get(error.sqlite_errorcode & 0xFF):  # what is above tells of the occasion
            raise OSError(number, os.strerror(number), str(target)) from error
        raise


def _filled(tables: Mapping[str, Path], target: Path) -> None:
    target.unlink(missing_ok=True)
    with closing(sqlite3.connect(target, isolation_level=None)) as database:
        for pragma in _PRAGMAS:
            database.execute(f"PRAGMA {pragma}")
        for name in TABLES:
            database.execute(declared(name))
        database.execute("BEGIN")
        for name in TABLES:
            _fill(database, name, tables[f"data/{name}{SUFFIX}"])
        for statement in (statement for name in TABLES for statement in indexes(name)):
            database.execute(statement)
        for part in ("index", "views"):
            for statement in _statements(script(part)):
                database.execute(statement)
        database.execute("COMMIT")
        database.execute("VACUUM")
    _settle(target)


def _fill(database: sqlite3.Connection, name: str, table: Path) -> None:
    csv.field_size_limit(_LONGEST_CELL)
    with table.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        next(rows)
        database.executemany(inserted(name), cells(name, rows))


def _statements(text: str) -> Iterable[str]:
    """The statements of a script, so that they stay in one transaction."""
    held = ""
    for line in text.splitlines(keepends=True):
        held += line
        if sqlite3.complete_statement(held):
            yield held
            held = ""


def _settle(target: Path) -> None:
    """Without what differs from one library to the next and means nothing to a reader."""
    with target.open("r+b") as file:
        for at, octets in ((_COUNTERS[0], _ONE), (_COUNTERS[1], _ONE), (_LIBRARY, _VERSION)):
            file.seek(at)
            file.write(octets)
