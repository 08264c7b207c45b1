"""The tables as CSV files: one for each kind of record, and one for each link between two, so that joins split no cell.

CSV as RFC 4180 has it, in UTF-8. ``datapackage.json`` (``data_package.py``) describes them.
"""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.exports.csv_table import CsvTable
from build_tools.exports.rows_of_entries import of_entry
from build_tools.exports.rows_of_records import of_dossier
from build_tools.exports.table_layout import SUFFIX, TABLES
from build_tools.exports.telling import Telling, ToldEntry


class Writer:
    """Writes each row when it is told of it."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._tables = {name: CsvTable(name) for name in TABLES}

    def take(self, told: ToldEntry) -> None:
        """Take in an entry with its claims."""
        for name, row in of_entry(told, self._telling.corpus):
            self._tables[name].add(row)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The files."""
        for name, row in of_dossier(self._telling):
            self._tables[name].add(row)
        for name, table in self._tables.items():
            yield f"data/{name}{SUFFIX}", table.content()
