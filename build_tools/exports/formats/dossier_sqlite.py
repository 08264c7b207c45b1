"""``dossier.sqlite``: the tables as an SQLite 3 database with a full-text index (FTS5), and views of what is often asked.

``dossier.datasette.json`` (``datasette.py``) goes with it. The same dossier gives the same bytes where the same SQLite
makes them: no clock, rows in the order of the dossier, and the fields of the header that count writes and name the
library are set (sqlite.org/fileformat2.html § 1.3).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from build_tools.exports import datasette_metadata
from build_tools.exports.rows_of_entries import of_entry
from build_tools.exports.rows_of_records import of_dossier
from build_tools.exports.sqlite_layout import cells, declared, indexes, inserted, script
from build_tools.exports.table_layout import TABLES, Row
from build_tools.exports.telling import Telling, ToldEntry

LAYOUT = 1  # raised where a table or view loses something or changes its meaning
_COUNTERS = (slice(24, 28), slice(92, 96))  # of changes to the file, and as of which of them the next field holds
_HEADER = 100  # octets
_LIBRARY = slice(96, 100)  # the version that wrote it last
_ONE, _VERSION = (1).to_bytes(4, "big"), (3_037_000).to_bytes(4, "big")


class Writer:
    """Fills a database in memory as it is told of entries."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._database = sqlite3.connect(":memory:", isolation_level=None)
        self._statements = {name: inserted(name) for name in TABLES}
        for statement in ("PRAGMA page_size = 4096", "PRAGMA encoding = 'UTF-8'", f"PRAGMA user_version = {LAYOUT}"):
            self._database.execute(statement)
        for name in TABLES:
            self._database.execute(declared(name))
        self._database.execute("BEGIN")

    def take(self, told: ToldEntry) -> None:
        """Take in an entry with its claims."""
        for name, row in of_entry(told, self._telling.corpus):
            self._add(name, row)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The database, and what tells Datasette of it."""
        for name, row in of_dossier(self._telling):
            self._add(name, row)
        self._database.execute("COMMIT")
        self._finish()
        content = self._database.serialize()
        self._database.close()
        yield "data/dossier.sqlite", _settled(content)
        yield "data/dossier.datasette.json", datasette_metadata.written(self._telling.site)

    def _add(self, name: str, row: Row) -> None:
        self._database.execute(self._statements[name], cells(name, row))

    def _finish(self) -> None:
        for name in TABLES:
            for statement in indexes(name):
                self._database.execute(statement)
        for part in ("index", "views"):
            self._database.executescript(script(part))
        self._database.execute("VACUUM")


def _settled(content: bytes) -> bytes:
    """Without what differs from one library to the next and means nothing to a reader."""
    header = bytearray(content[:_HEADER])
    for counter in _COUNTERS:
        header[counter] = _ONE
    header[_LIBRARY] = _VERSION
    return b"".join((header, memoryview(content)[_HEADER:]))
