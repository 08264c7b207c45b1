"""An opened dossier held against all rules."""

from __future__ import annotations

from build_tools.checks.rule import Case
from build_tools.checks.run import run
from build_tools.dossier import Dossier
from build_tools.problems import Problem, in_reading_order


def find_problems(dossier: Dossier) -> list[Problem]:
    """What reading a dossier and its rules find, in reading order."""
    return in_reading_order([*dossier.problems, *run(Case(dossier.corpus, dossier.broken))])
