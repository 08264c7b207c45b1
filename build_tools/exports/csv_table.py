"""Rows → CSV as RFC 4180 has it, in UTF-8, with cells that no spreadsheet takes for a formula. Knows no record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from build_tools.text.tables import rows

_COLUMNS = Path(__file__).with_name("columns.tsv")

# What makes a spreadsheet run a cell (OWASP, CSV Injection; full-width forms are read as the plain ones in East
# Asian settings), and the apostrophe, so that taking one apostrophe off gives the value back in every case.
_DANGEROUS = tuple("=+-@\t\r\n＝＋－＠'")

ABOUT_CELLS = (
    "A cell that would begin with = + - @, a tab, a line break or an apostrophe has one apostrophe put before it, "
    "so that no spreadsheet takes it for a formula: take one leading apostrophe off to get the value back."
)


def defuse(value: str) -> str:
    """The value with an apostrophe before it where it begins like a formula or with an apostrophe."""
    return "'" + value if value.startswith(_DANGEROUS) else value


def restore(cell: str) -> str:
    """The value that ``defuse`` was given."""
    return cell[1:] if cell.startswith("'") else cell


def columns(name: str) -> dict[str, str]:
    """The columns of ``claims.csv`` or ``entries.csv``, in their order, each with what it holds."""
    return {column: meaning for table, column, meaning in _rows() if table == name}


@lru_cache(maxsize=1)
def _rows() -> Sequence[tuple[str, ...]]:
    return rows(_COLUMNS)


def table(name: str, records: Iterable[Mapping[str, str]]) -> bytes:
    """The CSV file ``name`` with a header; every record has to fill every column."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    header = list(columns(name))
    writer.writerow(header)
    for record in records:
        if record.keys() != set(header):
            raise ValueError(f"{name}: columns differ from columns.tsv: {sorted(record.keys() ^ set(header))}")
        writer.writerow([defuse(record[column]) for column in header])
    return text.getvalue().encode(errors="backslashreplace")
