"""The tables as SQLite declares them: types, keys, references, indexes. Knows no row and opens no database."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from build_tools.exports.csv_table import restore
from build_tools.exports.table_layout import Cell, Column, Layout, layouts

_SQL = Path(__file__).parent / "sql"
_TYPES: Mapping[str, str] = {"integer": "INTEGER", "yes-no": "INTEGER", "number": "NUMERIC"}
_LARGEST = 2**63  # SQLite's integers end before it
_DAYS = "day"


def declared(name: str) -> str:
    """The statement that creates a table."""
    layout = layouts()[name]
    parts = [*(_column(column, layout) for column in layout.columns)]
    if len(layout.primary_key) > 1:
        parts.append(f"PRIMARY KEY ({', '.join(map(quoted, layout.primary_key))})")
    return f"CREATE TABLE {quoted(name)} (\n  " + ",\n  ".join(parts) + "\n)"


def _column(column: Column, layout: Layout) -> str:
    words = [quoted(column.name), _TYPES.get(column.type, "TEXT")]
    if column.is_filled:
        words.append("NOT NULL")
    if layout.primary_key == (column.name,):
        words.append("PRIMARY KEY")
    if to := column.refers_to:
        words.append(f"REFERENCES {quoted(to.table)} ({quoted(to.column)})")
    return " ".join(words)


def indexes(name: str) -> Iterator[str]:
    """The statements that index what is joined and what days are asked for by."""
    for column in layouts()[name].columns:
        if column.refers_to or column.type == _DAYS:
            yield f"CREATE INDEX {quoted(f'{name}_{column.name}')} ON {quoted(name)} ({quoted(column.name)})"


def inserted(name: str) -> str:
    """The statement that takes a row."""
    return f"INSERT INTO {quoted(name)} VALUES ({', '.join('?' for _ in layouts()[name].columns)})"


def cells(name: str, rows: Iterable[Sequence[str]]) -> Iterator[list[Cell]]:
    """The rows of a CSV file as SQLite takes them: what is empty is NULL, what no SQLite integer holds a float."""
    columns = layouts()[name].columns
    read = [(at, _READ[column.type]) for at, column in enumerate(columns) if column.type in _READ]
    texts = [at for at, column in enumerate(columns) if column.is_text]
    for row in rows:
        told: list[Cell] = [cell or None for cell in row]
        for at in texts:
            if row[at][:1] == "'":
                told[at] = restore(row[at]) or None
        for at, meant in read:
            told[at] = meant(row[at]) if row[at] else None
        yield told


def _integer(cell: str) -> Cell:
    value = int(cell)
    return value if -_LARGEST <= value < _LARGEST else _as_float(value)


def _number(cell: str) -> Cell:
    return _integer(cell) if cell.lstrip("-").isdecimal() else float(cell)


def _as_float(value: int) -> float | None:
    try:
        return float(value)
    except OverflowError:
        return None


def quoted(name: str) -> str:
    """A name that SQL takes for nothing else."""
    return '"' + name.replace('"', '""') + '"'


_READ: Mapping[str, Callable[[str], Cell]] = {
    "number": _number,
    "yes-no": lambda cell: cell == "true",
}


@cache
def script(name: str) -> str:
    """One of the scripts in ``sql/``."""
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")


@cache
def queries() -> Mapping[str, Mapping[str, str]]:
    """The queries in ``sql/queries/`` by their names: title, description and SQL."""
    return {path.stem: _query(path.read_text(encoding="utf-8")) for path in sorted((_SQL / "queries").glob("*.sql"))}


def _query(text: str) -> Mapping[str, str]:
    lines = text.splitlines()
    told = dict(line.removeprefix("-- ").split(": ", 1) for line in lines if line.startswith("-- "))
    return {**told, "sql": "\n".join(line for line in lines if not line.startswith("-- "))}
