"""The tables as CSV files: one for each kind of record, and one for each link between two, so that joins split no cell.

CSV as RFC 4180 has it, in UTF-8. ``datapackage.json`` (``data_package.py``) describes them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from build_tools.exports import csv_table
from build_tools.exports.checksums import Finished
from build_tools.exports.data_package import package
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.pieces import Format, Layout, Piece, Run, Where
from build_tools.exports.rows_of_entries import TableRow
from build_tools.exports.rows_of_records import of_record, of_type
from build_tools.exports.table_layout import SUFFIX, TABLES, Row
from build_tools.model import Record


class Writer(Format):
    """A strand of lines for each table; the vocabulary is one."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """The rows of an entry, its claims and their links."""
        return _pieces(sheet.rows)

    def of_record(self, record: Record) -> Iterator[Piece]:
        """The rows of another record, its names and answers."""
        return _pieces(_by_table(of_record(record, self.telling)))

    def layouts(self) -> Iterator[Layout]:
        """A file for each table."""
        types = csv_table.lines("types", map(of_type, self.telling.corpus.types.values()))
        for name in TABLES:
            rows = types if name == "types" else Run((_strand(name),))
            yield Layout(f"data/{name}{SUFFIX}", (csv_table.header(name), rows))

    def behind(self, finished: Mapping[str, Finished], place: Where) -> Iterable[Piece]:
        """What describes the tables."""
        return package(finished, self.telling)


def _pieces(rows: Mapping[str, Iterable[Row]]) -> Iterator[Piece]:
    for name, held in rows.items():
        yield _strand(name), csv_table.lines(name, held)


def _strand(name: str) -> str:
    return f"table {name}"


def _by_table(rows: Iterable[TableRow]) -> Mapping[str, Iterable[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for name, row in rows:
        found[name].append(row)
    return found
