"""Our own ``claims.csv`` and ``entries.csv``, as exported or as a spreadsheet has saved it again: columns in any order, more of them too.

A leading apostrophe of a cell is taken off again (``exports/csv_table.py`` puts it there).
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from build_tools.brought.brought_claim import (
    BROKEN,
    SHAPE,
    BroughtClaim,
    BroughtEntry,
    BroughtFile,
    SourceHints,
    Speaker,
    Spot,
)
from build_tools.brought.fields import shown, unseen_in
from build_tools.brought.own_values import number_of, own_date, own_stance, translated
from build_tools.model import Quantity
from build_tools.problems import Location, Problem, ProblemsFound

LAYOUT = "Claimline (CSV)"
_OF_CLAIMS = {"quote", "source", "stance"}
_OF_ENTRIES = {"id", "title", "date", "type", "status"}
_LONGEST_CELL = 1_000_000
_TIP = "Correct the cell."


def is_table(data: bytes) -> bool:
    """Whether a file begins with the header of such a table, of claims or of entries."""
    header = set(_header(data))
    return header >= _OF_CLAIMS or header >= _OF_ENTRIES


def _header(data: bytes) -> list[str]:
    try:
        first = data[:20_000].decode("utf-8-sig", errors="ignore").splitlines()[0]
        return next(csv.reader([first], delimiter=_delimiter(first)))
    except (IndexError, StopIteration, csv.Error):
        return []


def take(data: bytes, into: BroughtFile) -> None:
    """The claims of a table; each row that is none becomes a problem, and the others count."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        what = f"byte 0x{data[error.start]:02x} is not UTF-8"
        tip = "Save the table as “CSV UTF-8”; a spreadsheet's plain “CSV” breaks letters with accents."
        into.note([Problem(Location(into.name, line), BROKEN, what, tip)])
        return
    take_row = _claim if set(_header(data)) >= _OF_CLAIMS else _entry
    for row in _rows(text, into):
        try:
            take_row(row, into)
        except ProblemsFound as found:
            into.note(found)


def _delimiter(header: str) -> str:
    """Spreadsheets of half of Europe write semicolons."""
    return max(",;\t", key=header.count)


class _Row:
    """The cells of one row by their columns, with the line on which it begins."""

    def __init__(self, cells: Mapping[str, str], name: str, line: int) -> None:
        self._cells, self._name, self._line = cells, name, line
        self._columns = list(cells)

    def spot(self, column: str) -> Spot:
        """A cell: its row's line, and the number of its column."""
        number = self._columns.index(column) + 1 if column in self._cells else 1
        return Spot(Location(self._name, self._line, number), f"column “{column}”")

    def __getitem__(self, column: str) -> str:
        """The value of a cell, empty where there is no such column. Raises ProblemsFound."""
        cell = self._cells.get(column, "").replace("\r\n", "\n")
        if character := unseen_in(cell):
            raise self.spot(column).refused(SHAPE, f"the cell holds the control character {character}", _TIP)
        return cell.removeprefix("'")

    def needed(self, column: str) -> str:
        """A value that has to be there. Raises ProblemsFound."""
        if not self[column].strip():
            raise self.spot(column).refused(SHAPE, "the cell is empty", "Fill it in, or delete the row.")
        return self[column]

    def json(self, column: str, kind: type[Any]) -> Any:
        """What a cell of JSON holds, empty where it is empty. Raises ProblemsFound."""
        cell = self[column]
        try:
            held = json.loads(cell) if cell else kind()
        except (ValueError, RecursionError) as error:
            raise self.spot(column).refused(SHAPE, f"this is no JSON: {error}", _TIP) from None
        if not isinstance(held, kind):
            raise self.spot(column).refused(SHAPE, f"here belongs another kind of JSON, not {shown(held)}", _TIP)
        return held


def _rows(text: str, into: BroughtFile) -> Iterator[_Row]:
    first = text.partition("\n")[0]
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(first), strict=True)
    header: list[str] = []
    line = 1
    try:
        for cells in reader:
            if not header:
                header = [cell.strip() for cell in cells]
            elif any(cells):
                if len(cells) > len(header):
                    tip = "A comma or quotation mark in a cell needs the whole cell in double quotes."
                    what = f"the row has {len(cells)} cells, the header {len(header)}"
                    into.note([Problem(Location(into.name, line), SHAPE, what, tip)])
                else:
                    yield _Row(dict(zip(header, cells, strict=False)), into.name, line)
            line = reader.line_num + 1
    except csv.Error as error:
        tip = "Look at the quotation marks of this row; what stands behind it is not read."
        into.note([Problem(Location(into.name, line), BROKEN, f"this is no CSV: {error}", tip)])


def _entry(row: _Row, into: BroughtFile) -> None:
    id = row.needed("id")
    into.entries[id] = BroughtEntry(
        id,
        title=" ".join(row["title"].split()),
        date=own_date(row["date"], row.spot("date")),
        type=row["type"],
        places=tuple(row["places"].split()),
        actors=tuple(row["actors"].split()),
        see_also=tuple(row["see_also"].split()),
        is_whole=True,
    )


def _claim(row: _Row, into: BroughtFile) -> None:
    into.saw(LAYOUT)
    text, by = translated(row["translation"], row["translation_by"], row.spot("translation"))
    claim = BroughtClaim(
        row.spot("quote"),
        row.needed("quote"),
        SourceHints(tuple(filter(None, (row.needed("source"), row["source_sha256"])))),
        position=_position(row),
        after=row["after"],
        id=row["id"],
        entry=row["entry"],
        is_own=True,
        speaker=_speaker(row),
        via=tuple(row["via"].split()),
        stance=own_stance(row["stance"], row.spot("stance")),
        said=own_date(row["said"], row.spot("said")),
        when=own_date(row["when"], row.spot("when")),
        medium=row["medium"],
        quantities=_quantities(row),
        answers=_answers(row),
        note=row["note"],
        lang=row["lang"],
        translation=text,
        translation_by=by,
    )
    into.claims.append(claim)
    if claim.entry:
        title = " ".join(row["entry_title"].split())
        date = own_date(row["entry_date"], row.spot("entry_date"))
        into.entries.setdefault(claim.entry, BroughtEntry(claim.entry, title=title, date=date, type=row["entry_type"]))


def _speaker(row: _Row) -> Speaker | None:
    found = Speaker(row["speaker"], row["speaker_name"], row["speaker_words"], row["speaker_within"])
    if found.id and found.words:
        raise row.spot("speaker").refused(SHAPE, "the speaker is both named and unnamed", "Empty one of the two cells.")
    return found if found.id or found.name or found.words else None


def _position(row: _Row) -> tuple[int, int] | None:
    start, end = row["start"], row["end"]
    if not (start or end):
        return None
    if not (start.isdecimal() and end.isdecimal() and int(start) < int(end)):
        raise row.spot("start").refused(SHAPE, "start and end are no offsets", "Two whole numbers, the second larger.")
    return int(start), int(end)


def _quantities(row: _Row) -> tuple[Quantity, ...]:
    spot, found = row.spot("quantities"), []
    for one in row.json("quantities", list):
        if not (isinstance(one, dict) and all(isinstance(value, str) for value in one.values())):
            raise spot.refused(SHAPE, f"here belongs {{written, value, unit, of}}, not {shown(one)}", _TIP)
        if not (one.get("written") and one.get("value")):
            raise spot.refused(SHAPE, f"{shown(one)} lacks “written” or “value”", _TIP)
        value = number_of(one["value"], spot)
        found.append(Quantity(one["written"], value, one.get("unit", ""), one.get("of", "")))
    return tuple(found)


def _answers(row: _Row) -> dict[str, str]:
    held = row.json("answers", dict)
    if not all(isinstance(value, str) for value in held.values()):
        raise row.spot("answers").refused(SHAPE, f"an answer is a text, not {shown(held)}", _TIP)
    return held
