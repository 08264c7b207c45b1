"""A forger alters one cell of a table and makes the hashes anew: who finds it? Every cell in turn, where all forms lie in the
bundle, where the database does not, and where only the tables do (as in a bundle of a large dossier).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from build_tools.verification.standalone import verify as standalone
from tests.trust.proof import Proof

_LINES = ("data/dossier.json", *(f"data/{kind}.jsonl" for kind in (*standalone.KINDS, "answers")))
FORMS: Mapping[str, tuple[str, ...]] = {
    "with lines and database": (),
    "with lines": (standalone.DATABASE,),
    "of tables alone": (standalone.DATABASE, *_LINES),
}
_SAID = 12


@dataclass
class Tried:
    """How many alterations were ``named``, how many were of columns that are told as standing there ``once``, and which were missed."""

    named: int = 0
    once: int = 0
    missed: list[str] = field(default_factory=list)


def proofs(bundle: Path, *, step: int = 1) -> Iterator[Proof]:
    """One for each choice of forms."""
    for forms, left_out in FORMS.items():
        tried = altered_cells(bundle, left_out, step=step)
        found = f"{tried.named:,} named, {tried.once:,} of columns of which it is said that they stand there once"
        yield Proof(
            f"verify.py names a cell altered in a bundle {forms}, its hashes forged ({found})",
            tried.named + tried.once + len(tried.missed),
            "cells",
            tuple(tried.missed[:_SAID]),
        )


def altered_cells(bundle: Path, left_out: tuple[str, ...], *, step: int = 1) -> Tried:
    """Every ``step``-th cell."""
    files = _files(bundle, left_out)
    tables, tried = standalone.read_tables(files), Tried()
    real = standalone.read_json
    standalone.read_json = cache(real)  # what is not altered need not be read again
    try:
        cells = [(name, row, column) for name, rows in tables.items() for row in rows for column in row]
        for name, row, column in cells[::step]:
            before = row[column]
            row[column] = altered(before)
            _try(files, tables, f"{name}.{column}", f"{before!r} → {row[column]!r}", tried)
            row[column] = before
    finally:
        standalone.read_json = real
    return tried


def altered(cell: str) -> str:
    """Another digit or letter; something where there was nothing."""
    swaps = {"true": "false", "false": "true", "": "7"}
    if cell in swaps:
        return swaps[cell]
    at = next((at for at, sign in enumerate(cell) if sign.isdigit()), len(cell) // 2)
    other = str((int(cell[at]) + 1) % 10) if cell[at].isdecimal() else "x" if cell[at] != "x" else "y"
    return cell[:at] + other + cell[at + 1 :]


def _files(bundle: Path, left_out: tuple[str, ...]) -> standalone.Files:
    with zipfile.ZipFile(bundle) as archive:
        held = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    listed = {standalone.MANIFEST, *(name for name in held if name.endswith(".html") or name.startswith("data/"))}
    # A forger makes the lists of hashes anew, of all that is there.
    for name in (*left_out, "data/SHA256SUMS", "data/datapackage.json"):
        held.pop(name, None)
    return standalone.Files(frozenset(listed & held.keys()), held.__getitem__)


def _try(files: standalone.Files, tables: standalone.Tables, where: str, what: str, tried: Tried) -> None:
    report = standalone.Report()
    try:
        standalone.check_references(files, tables, report)
        standalone.check_forms(files, tables, report)
        standalone.check_quotes(tables, {}, report)
    except (ValueError, KeyError, TypeError) as error:  # which the program tells as well
        report.add("tables-broken", "data", repr(error))
    name, _, column = where.partition(".")
    if report.wrong:
        tried.named += 1
    elif column in report.once.get(name, ()):
        tried.once += 1
    else:
        tried.missed.append(f"{where}: {what}")
