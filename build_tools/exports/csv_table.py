"""Rows → CSV as RFC 4180 has it, in UTF-8, with cells that no spreadsheet takes for a formula. Knows no record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from build_tools.exports.table_layout import SUFFIX, Cell, Column, Layout, Row, layouts

# What makes a spreadsheet run a cell (OWASP, CSV Injection; full-width forms are read as the plain ones in East
# Asian settings), and the apostrophe, so that taking one apostrophe off gives the value back in every case.
_DANGEROUS = frozenset("=+-@\t\r\n＝＋－＠'")

ABOUT_CELLS = (
    "A cell of text that would begin with = + - @, a tab, a line break or an apostrophe has one apostrophe put before it, "
    "so that no spreadsheet takes it for a formula: take one leading apostrophe off to get the value back. Numbers and "
    "ids are as they are."
)


def defuse(value: str) -> str:
    """The value with an apostrophe before it where it begins like a formula or with an apostrophe."""
    return "'" + value if value[:1] in _DANGEROUS else value


def restore(cell: str) -> str:
    """The value that ``defuse`` was given."""
    return cell.removeprefix("'")


def columns(name: str) -> dict[str, str]:
    """The columns of a CSV file, in their order, each with what it holds; none where it is no table of ours."""
    layout = layouts().get(name.removesuffix(SUFFIX))
    return {column.name: column.meaning for column in layout.columns} if layout else {}


def header(name: str) -> bytes:
    """The first line of the CSV file ``name``: what its columns are called."""
    return _lines([[column.name for column in _layout(name).columns]])


def lines(name: str, rows: Iterable[Row]) -> bytes:
    """These rows as lines of the CSV file ``name``. Raises ValueError where their columns are not those of the layout."""
    layout = _layout(name)
    return _lines(_cells(row, layout) for row in rows)


def table(name: str, rows: Iterable[Row]) -> bytes:
    """The CSV file ``name`` with a header and these rows."""
    return header(name) + lines(name, rows)


def _layout(name: str) -> Layout:
    return layouts()[name.removesuffix(SUFFIX)]


def _cells(row: Row, layout: Layout) -> list[str]:
    if row.keys() != layout.names:
        wrong = sorted(row.keys() ^ layout.names)
        raise ValueError(f"{layout.name}{SUFFIX}: columns differ from columns.tsv: {wrong}")
    cells = [row[column.name] for column in layout.columns]
    return [
        cell if type(cell) is str and cell[:1] not in _DANGEROUS else "" if cell is None else _written(cell, column)
        for cell, column in zip(cells, layout.columns, strict=True)
    ]


def _written(value: Cell, column: Column) -> str:
    if isinstance(value, str):
        return defuse(value) if column.is_text else str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def _lines(rows: Iterable[Iterable[str]]) -> bytes:
    """In UTF-8 with line ends as they are; half characters are spelt out."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(errors="backslashreplace")
