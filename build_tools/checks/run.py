"""All rules over a corpus."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType

from build_tools.checks import rules as folder
from build_tools.checks.rule import Case, Mend, problems_of
from build_tools.problems import Problem


def rules() -> list[ModuleType]:
    """Every rule module, by file name."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return [importlib.import_module(f"{folder.__name__}.{name}") for name in names]


def run(case: Case) -> list[Problem]:
    """What all rules find."""
    return [problem for rule in rules() for problem in problems_of(rule, case)]


def mends(case: Case) -> Iterator[Mend]:
    """What the rules can repair by themselves."""
    for rule in rules():
        if hasattr(rule, "mend"):
            yield from rule.mend(case)
