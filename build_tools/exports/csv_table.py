"""Rows → CSV as RFC 4180 has it, in UTF-8, with cells that no spreadsheet takes for a formula. Knows no record."""

from __future__ import annotations

import csv
from collections.abc import Iterable

from build_tools.exports.held import Held
from build_tools.exports.table_layout import SUFFIX, Cell, Column, Row, layouts

# What makes a spreadsheet run a cell (OWASP, CSV Injection; full-width forms are read as the plain ones in East
# Asian settings), and the apostrophe, so that taking one apostrophe off gives the value back in every case.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠'")

ABOUT_CELLS = (
    "A cell of text that would begin with = + - @, a tab, a line break or an apostrophe has one apostrophe put before it, "
    "so that no spreadsheet takes it for a formula: take one leading apostrophe off to get the value back. Numbers and "
    "ids are as they are."
)


def defuse(value: str) -> str:
    """The value with an apostrophe before it where it begins like a formula or with an apostrophe."""
    return "'" + value if value.startswith(_DANGEROUS) else value


def restore(cell: str) -> str:
    """The value that ``defuse`` was given."""
    return cell.removeprefix("'")


def columns(name: str) -> dict[str, str]:
    """The columns of a CSV file, in their order, each with what it holds; none where it is no table of ours."""
    layout = layouts().get(name.removesuffix(SUFFIX))
    return {column.name: column.meaning for column in layout.columns} if layout else {}


class CsvTable:
    """A CSV file in the making. Every row has to fill every column of its layout."""

    def __init__(self, name: str) -> None:
        self._layout = layouts()[name.removesuffix(SUFFIX)]
        self._held = Held()
        self._text = self._held.as_text()
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow([column.name for column in self._layout.columns])

    def add(self, row: Row) -> None:
        """Write a row. Raises ValueError where its columns are not those of the layout."""
        columns = self._layout.columns
        if row.keys() != {column.name for column in columns}:
            wrong = sorted(row.keys() ^ {column.name for column in columns})
            raise ValueError(f"{self._layout.name}{SUFFIX}: columns differ from columns.tsv: {wrong}")
        self._writer.writerow([_written(row[column.name], column) for column in columns])

    def content(self) -> bytes:
        """All that was written; the table is done with that."""
        self._text.detach()
        return self._held.content()


def table(name: str, rows: Iterable[Row]) -> bytes:
    """The CSV file ``name`` with a header and these rows."""
    made = CsvTable(name)
    for row in rows:
        made.add(row)
    return made.content()


def _written(value: Cell, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return defuse(str(value)) if column.is_text else str(value)
