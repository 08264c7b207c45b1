"""Codes of problems that are no rule's, one line each: found while a file is read, or when a command cannot go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from build_tools.problems import Problem
from build_tools.text.tables import rows

_TABLE = Path(__file__).with_name("codes.tsv")

# Where a code is met, in the words that stand over its group.
PARTS: Mapping[str, str] = {
    "reading": "Reading the files",
    "checking": "Around the rules",
    "writing": "Commands that write",
    "explaining": "explain",
    "annotating": "annotate",
    "forms": "form",
    "revision": "Reading a Git revision",
    "building": "Building the site",
    "verifying": "verify",
    "asking": "links",
}


@dataclass(frozen=True, slots=True)
class Code:
    """A code that is no rule's: where it is met (a key of PARTS), what it says, and what to do."""

    code: str
    part: str
    sentence: str
    tip: str


@cache
def codes() -> Mapping[str, Code]:
    """Every such code, in the order of the table."""
    return {code: Code(code, part, sentence, tip) for part, code, sentence, tip in rows(_TABLE)}


def with_tip(problem: Problem) -> Problem:
    """A problem that reading a file found, with its code's own tip if it has none."""
    known = codes().get(problem.code)
    return replace(problem, tip=known.tip) if known and not problem.tip else problem
