"""CSV → rows whose cells go by the fields of an article, whatever program saved the table and whoever named its columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.originals.archiver_records import NotARecord, cells_of, is_table_of_records
from build_tools.originals.left_out import some_of
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.text import tables

_COLUMNS = Path(__file__).parent / "tables" / "row_columns.tsv"
_MOST_ROWS = 50_000
_LONGEST_CELL = 5_000_000


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet counts, its line in the file, its cells by field, and for each field the words
    for where in the row it stands. ``unread`` says why it could not be read.
    """

    number: int
    line: int
    cells: Mapping[str, str]
    places: Mapping[str, str]
    unread: str = ""

    @property
    def name(self) -> str:
        """What people call it."""
        return f"row {self.number}"


def rows(data: bytes, name: str) -> Iterator[Row]:
    """The rows that hold anything. Raises ProblemsFound: no CSV, no columns of captured pages, or too many rows."""
    text = _decoded(data)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        columns = {} if is_table_of_records(header) else _columns(header, name)
        for number, cells in enumerate(reader, 2):
            if number > _MOST_ROWS:
                raise ProblemsFound([_too_many(name)])
            if any(map(str.strip, cells)):
                yield _row(number, reader.line_num, dict(zip(header, cells, strict=False)), columns)
    except csv.Error as error:
        raise ProblemsFound([_broken(name, reader.line_num, error)]) from None
    finally:
        csv.field_size_limit(before)


def _row(number: int, line: int, held: Mapping[str, str], columns: Mapping[str, str]) -> Row:
    if columns:
        cells = {key: held.get(column, "").strip() for key, column in columns.items()}
        return Row(number, line, cells, {key: f"column “{column}”" for key, column in columns.items()})
    try:
        return Row(number, line, *cells_of(held))
    except NotARecord as error:
        return Row(number, line, {}, {}, unread=str(error))


def _decoded(data: bytes) -> str:
    """UTF-8, or what Excel saves as “Unicode text”; else the Western encoding of Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """What parts the first line into most columns."""
    first = text.partition("\n")[0]
    return max(",;\t", key=first.count)


def _columns(header: list[str], name: str) -> dict[str, str]:
    """Field → the column that holds it: the best name of those that are there."""
    found: dict[str, str] = {}
    for key, column in _named():
        if column in header and column not in found.values():
            found.setdefault(key, column)
    if "text" not in found or len(found) < 2:
        raise ProblemsFound([_no_columns(header, name)])
    return found


@cache
def _named() -> tuple[tuple[str, str], ...]:
    return tuple((row[0], row[1]) for row in tables.rows(_COLUMNS))


def _no_columns(header: list[str], name: str) -> Problem:
    wanted = ", ".join(f"“{column}”" for key, column in _named() if key == "text")
    tip = (
        f"The articles' text is looked for in a column called {wanted}, their address in “link” or “url”. Rename the columns, "
        "or delete the file if it holds no articles."
    )
    message = f"no table of captured pages: its columns are {some_of(header) or 'none'}"
    return Problem(Location(name), "table-columns", message, tip)


def _too_many(name: str) -> Problem:
    return Problem(
        Location(name), "original-too-large", f"it has more than {_MOST_ROWS:,} rows", "Save it in several files."
    )


def _broken(name: str, line: int, error: Exception) -> Problem:
    tip = "Save it again as CSV in UTF-8 from the program that holds the table."
    return Problem(Location(name, line), "original-unreadable", f"it is no CSV: {error}", tip)
