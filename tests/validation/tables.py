"""The tables: Frictionless checks the package with every type, key, hash and length; no cell may start a formula."""

from __future__ import annotations

import csv
import io
import tempfile
from pathlib import Path

from frictionless import Package

from .judging import Examination, Validator

PACKAGE = "data/datapackage.json"
FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
TOLD_OF_FAULTS = ("name", "rowNumber", "fieldName", "type", "note")


def check(on: Examination) -> None:
    """As someone who has downloaded the folder would."""
    with tempfile.TemporaryDirectory() as folder:
        for path in on.paths():
            (Path(folder) / Path(path).name).write_bytes(on.read(path))
        package = Package(str(Path(folder) / "datapackage.json"))
        report = package.validate()
    on.faults += [" ".join(map(str, one)) for one in report.flatten(list(TOLD_OF_FAULTS))]
    packed = {f"data/{resource.path}" for resource in package.resources}
    on.must(packed == set(on.paths()) - {PACKAGE}, "the package does not name every table, or one that is not there")
    for path in packed & set(on.paths()):
        on.faults += [f"{path}: a cell starts a formula: {cell[:40]!r}" for cell in formulas(on.read(path))]
    on.counted["tables"] += len(report.tasks)
    on.counted["rows"] += sum(task.stats.get("rows", 0) for task in report.tasks)
    on.counted["foreign keys"] += sum(len(one.schema.foreign_keys) for one in package.resources)


def formulas(content: bytes) -> list[str]:
    """The cells that a spreadsheet would run. A number below nought is one, and stays one."""
    rows = csv.reader(io.StringIO(content.decode(), newline=""), strict=True)
    return [cell for row in rows for cell in row if cell.startswith(FORMULAS) and not _is_number(cell)]


def _is_number(cell: str) -> bool:
    return cell[0] == "-" and cell[1:].replace(".", "", 1).isdecimal()


TABLES = Validator(
    "CSV tables and datapackage.json",
    ("data/*.csv", PACKAGE),
    ("frictionless",),
    check,
    round_trip=("claims.csv",),
)
