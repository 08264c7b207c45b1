"""Records judged in parts whose findings stay true as long as nothing changes that was read for them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.rule import Case, Finding
from build_tools.checks.run import LAST, found_by
from build_tools.checks.waivers import Spot
from build_tools.model import Record
from build_tools.problems import Problem
from build_tools.tracing.notes import Note, Part, trace

_TABLES = ("entries", "withheld", "sources", "actors", "places", "questions", "drafted_questions", "types", "documents")
_BASES = frozenset((*(f"Corpus.{name}" for name in (*_TABLES, "captures")), "Corpus.home", "Corpus.about"))
ANYTHING = "*"  # what was read cannot be told by its key: whatever changes may concern it
BY_TRACE = "link-to-nothing"  # it looks at the whole dossier, and reads of it what its links name
BY_RECORD = ("record-orphan", "person-at-risk")


class Incomplete(Exception):
    """A rule crashed: what it would have found is not known, and so nothing is kept."""


@dataclass(frozen=True, slots=True)
class Found:
    """What was found, and the waivers that were spent on findings."""

    problems: tuple[Problem, ...] = ()
    spent: tuple[Spot, ...] = ()


NOTHING = Found()


def traced() -> list[Rule]:
    """The rules that judge each record for itself."""
    return [rule for rule in rules() if rule.scope != "dossier" or rule.code == BY_TRACE]


def whole() -> list[Rule]:
    """The rules that look at everything in ways of their own."""
    own = [rule for rule in rules() if rule.scope == "dossier" and not rule.keys]
    return [rule for rule in own if rule.code not in (BY_TRACE, LAST, *BY_RECORD)]


def by_record() -> list[Rule]:
    """The rules that look at everything, and find what they find record by record."""
    return [rule for rule in rules() if rule.code in BY_RECORD]


def judge_each(records: Iterable[Record], case: Case) -> dict[str, tuple[Found, tuple[str, ...]]]:
    """By path: what the rules find that judge each record for itself, and what they read."""
    judged, rules = {}, traced()
    for record in records:
        alone = replace(case, only=(record,))
        with trace() as notes:
            found = _together(finding_of(rule, alone) for rule in rules)
        judged[str(record.path)] = found, tuple(sorted(set(map(_read, notes))))
    return judged


def judge_groups(rule: Rule, groups: Mapping[str, Sequence[Record]], case: Case) -> dict[str, Found]:
    """By key: what a rule finds among the records that share it; nothing for those where it finds nothing."""
    judged = {}
    for key, records in groups.items():
        found = finding_of(rule, case, lambda case, key=key, records=records: rule.among(key, records, case))  # type: ignore[misc]
        if found.problems or found.spent:
            judged[key] = found
    return judged


def judge_by_record(rule: Rule, case: Case) -> dict[str, Found]:
    """By path: what a rule finds in each record; nothing for those where it finds nothing."""
    found = finding_of(rule, case)
    problems: dict[str, list[Problem]] = defaultdict(list)
    spent: dict[str, list[Spot]] = defaultdict(list)
    for problem in found.problems:
        problems[problem.where.path].append(problem)
    for spot in found.spent:
        spent[spot[0]].append(spot)
    return {path: Found(tuple(problems[path]), tuple(spent[path])) for path in {*problems, *spent}}


def finding_of(rule: Rule, case: Case, find: Callable[[Case], Iterable[Finding]] | None = None) -> Found:
    """What a rule finds, or a part of it. Raises Incomplete."""
    try:
        findings = tuple((find or rule.find)(case))
    except Exception:  # noqa: BLE001 - whatever it is: who checks without what is kept says what it was
        raise Incomplete(rule.code) from None
    if not findings:
        return NOTHING
    problems, spent, is_complete = found_by(rule, lambda: findings)
    if not is_complete:
        raise Incomplete(rule.code)
    return Found(tuple(problems), tuple(sorted(spent)))


def key_of(table: str, id: object) -> str:
    """How the reading of a record by its id is remembered."""
    return f"{table}\0{id}"


def whole_of(table: str, part: Part) -> str:
    """How the reading of a table as a whole is remembered."""
    return f"{table}\0\0{part.value}"


@cache
def _read(note: Note) -> str:
    table, key = note
    if table not in _BASES:
        return ANYTHING
    return whole_of(table, key) if isinstance(key, Part) else key_of(table, key)


def _together(parts: Iterable[Found]) -> Found:
    held = [part for part in parts if part is not NOTHING]
    if not held:
        return NOTHING
    return Found(
        tuple(one for part in held for one in part.problems), tuple(one for part in held for one in part.spent)
    )
