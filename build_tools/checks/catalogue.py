"""The rules as values: what each is called, how it weighs, how far it looks, and the page that explains it.

A rule is a module of ``rules/`` with the page of the same name beside it; this is the one place that reads both.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

from build_tools.checks import rules as folder
from build_tools.checks.groups import Among, Keys
from build_tools.checks.rule import Case, Finding, Mend
from build_tools.checks.rule_page import RulePage, read_page
from build_tools.model import Record
from build_tools.problems import Level

# How far a rule looks, the nearest first: what may change its findings in a record.
SCOPES: Mapping[str, str] = {
    "record": "the record itself, and of the records that it names only their own fields or that they exist",
    "source": "the record itself, the records that it names, and the texts of the sources that it quotes",
    "dossier": "any record of the dossier, and any text",
}


@dataclass(frozen=True)
class Rule:
    """One rule. ``sentence`` is the rule; ``tip`` what to do where a finding has no tip of its own.

    ``scope`` is a key of SCOPES. ``waivable``: whether a record may be let off it; never where a breach would make the
    site unsafe, untrue to its sources, or impossible to build. ``mend`` is None where only a person can mend it. ``texts``:
    the sources whose texts it takes to judge a record, where these are more than the record itself names.
    ``waived_by_words``: whether a waiver has to name, in “about”, the number or words that it lets pass. ``keys`` and
    ``among``: by what records are held against each other, and how, where ``find`` is no more than that (``checks.groups``).
    """

    code: str
    sentence: str
    level: Level
    scope: str
    waivable: bool
    tip: str
    find: Callable[[Case], Iterable[Finding]]
    mend: Callable[[Case], Iterator[Mend]] | None = None
    module: str = ""
    texts: Callable[[Record, Case], Iterator[str]] | None = None
    waived_by_words: bool = False
    keys: Keys | None = None
    among: Among | None = None

    @property
    def page(self) -> RulePage:
        """The rule's documentation, with its examples. Raises FileNotFoundError where it has none."""
        return _page(self.module)


@cache
def _page(module: str) -> RulePage:
    return read_page(Path(folder.__path__[0], f"{module}.md").read_text(encoding="utf-8"))


@cache
def rules() -> tuple[Rule, ...]:
    """Every rule, by its code."""
    names = sorted(module.name for module in pkgutil.iter_modules(folder.__path__))
    return tuple(rule_of(importlib.import_module(f"{folder.__name__}.{name}")) for name in names)


def rule_of(module: ModuleType) -> Rule:
    """The rule that a module holds. Raises AttributeError where it lacks a constant."""
    return Rule(
        code=module.CODE,
        sentence=(module.__doc__ or "").strip(),
        level=module.LEVEL,
        scope=module.SCOPE,
        waivable=module.WAIVABLE,
        tip=module.TIP,
        find=module.find,
        mend=getattr(module, "mend", None),
        module=module.__name__.rpartition(".")[2],
        texts=getattr(module, "texts", None),
        waived_by_words=getattr(module, "WAIVED_BY_WORDS", False),
        keys=getattr(module, "keys", None),
        among=getattr(module, "among", None),
    )
