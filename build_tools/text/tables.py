"""Reads tables of words: tab-separated, ``#`` begins a comment line. Those of this room lie in ``words/``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any


def table(name: str) -> Path:
    """The file of that name among the tables of language craft."""
    return Path(__file__).parent / "words" / name


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


def alternatives(choices: Iterable[str], *, blank: str = r"[ \n]{1,3}") -> str:
    """A regular expression for any of the words, the longest where several fit; ``blank`` is what a space stands for.

    A trailing ``*`` stands for any ending, a straight apostrophe for a curly one too. Written as a tree of letters,
    so that a word is refused at its first wrong letter and not compared with every word of the table.
    """
    tree: dict[str, Any] = {}
    for word in sorted(set(choices)):
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[_END] = {}
    return f"(?:{_branches(tree, blank)})"


def searchable(choices: Iterable[str], *, not_behind: str = r"\w", blank: str = r"[ \n]{1,3}") -> str:
    """Like ``alternatives``, for words that are searched for in a long text and stand behind no ``not_behind``.

    Every branch opens with its letter, so that the search leaps from one such letter to the next; what stands before
    it is asked only there.
    """
    tails: dict[str, list[str]] = {}
    for word in choices:
        tails.setdefault(word[0], []).append(word[1:])
    branches = (
        rf"{re.escape(letter)}(?<!{not_behind}.){alternatives(ends, blank=blank)}" for letter, ends in tails.items()
    )
    return f"(?:{'|'.join(branches)})"


_END = ""


def _branches(node: dict[str, Any], blank: str) -> str:
    special = {" ": blank, "'": "['’]", "*": r"\w*"}
    branches = [
        special.get(letter, re.escape(letter)) + _branches(below, blank) for letter, below in node.items() if letter
    ]
    if len(branches) < 2 and (_END not in node or not branches):
        return "".join(branches)
    return f"(?:{'|'.join(branches)})" + ("?" if _END in node else "")
