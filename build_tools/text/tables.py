"""Reads the tables of words that lie beside the code: tab-separated, ``#`` begins a comment line. Knows no table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path


@cache
def rows(path: Path) -> tuple[tuple[str, ...], ...]:
    """The lines of a table as tuples of trimmed cells, without comments and empty lines."""
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = (line for line in lines if line.strip() and not line.startswith("#"))
    return tuple(tuple(cell.strip() for cell in line.split("\t")) for line in kept)


@cache
def words(path: Path, kind: str = "") -> tuple[str, ...]:
    """The first column of a table; with ``kind``, the second column of those lines whose first is ``kind``."""
    if not kind:
        return tuple(row[0] for row in rows(path))
    return tuple(row[1] for row in rows(path) if row[0] == kind)


@cache
def mapping(path: Path, kind: str) -> dict[str, str]:
    """Second column → third column of those lines whose first is ``kind``."""
    return {row[1]: row[2] for row in rows(path) if row[0] == kind}


def alternatives(choices: Iterable[str]) -> str:
    """A regular expression for any of the words, longest first; a space stands for one to three blanks."""
    ordered = sorted(set(choices), key=lambda word: (-len(word), word))
    escaped = (re.escape(word).replace(r"\ ", r"[ \n]{1,3}").replace("'", "['’]") for word in ordered)
    return "(?:" + "|".join(escaped) + ")"
