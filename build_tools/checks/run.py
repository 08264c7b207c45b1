"""All rules over a corpus. A rule that crashes is a problem of its own and hides nothing that the others find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.crash import crash_of
from build_tools.checks.reach import Reach
from build_tools.checks.rule import Case, Finding, Mend
from build_tools.checks.waivers import Spot, covering, unspent
from build_tools.problems import Problem, location_of
from build_tools.processes import side_by_side

Own = TypeVar("Own")

LAST = "waiver-unneeded"  # it judges what the other rules came to


@dataclass(frozen=True)
class Judgement:
    """What one rule came to: its problems, the waivers that were spent on its findings, and whether it came to an end."""

    rule: Rule
    problems: tuple[Problem, ...]
    spent: frozenset[Spot]
    complete: bool


def run(case: Case, reach: Reach | None = None) -> list[Problem]:
    """What all rules find and no waiver covers; with ``reach``, of that only what depends on its files."""
    return run_beside(lambda: None, case, reach)[1]


def run_beside(
    own: Callable[[], Own], case: Case, reach: Reach | None = None, *, jobs: int = 1
) -> tuple[Own, list[Problem]]:
    """What ``own`` gives, and ``run``: the rules are shared among so many processes."""
    first = [rule for rule in rules() if rule.code != LAST]
    mine, told = side_by_side(own, [partial(_told, rule, case, reach) for rule in first], jobs=jobs)
    judgements = [Judgement(rule, *found) for rule, found in zip(first, told, strict=True)]
    spent = frozenset().union(*(judgement.spent for judgement in judgements))
    judged = [judgement.rule for judgement in judgements if judgement.complete]
    after = replace(case, unspent=unspent(case, judged, spent, dependent=reach.dependent if reach else None))
    judgements += [judge(rule, after) for rule in rules() if rule.code == LAST]
    return mine, [problem for judgement in judgements for problem in judgement.problems]


def _told(rule: Rule, case: Case, reach: Reach | None) -> tuple[tuple[Problem, ...], frozenset[Spot], bool]:
    """A judgement without its rule, which is known on either side."""
    judgement = judge(rule, case, reach)
    return judgement.problems, judgement.spent, judgement.complete


def mends(case: Case) -> Iterator[Mend]:
    """What the rules can repair by themselves."""
    for rule in rules():
        if rule.mend:
            yield from rule.mend(case)


def judge(rule: Rule, case: Case, reach: Reach | None = None) -> Judgement:
    """One rule over a corpus. A rule that crashes is reported as that rule's own problem."""
    problems, spent, complete = found_by(rule, lambda: rule.find(_before(rule, case, reach)), reach)
    return Judgement(rule, tuple(problems), frozenset(spent), complete)


def found_by(
    rule: Rule, find: Callable[[], Iterable[Finding]], reach: Reach | None = None
) -> tuple[list[Problem], set[Spot], bool]:
    """The problems of what a rule finds, the waivers that are spent, and whether the rule came to an end."""
    problems: list[Problem] = []
    spent: set[Spot] = set()
    try:
        for finding in find():
            waivers = set(covering(finding, rule))
            spent |= waivers
            if not waivers and (reach is None or reach.concerns(finding, rule.scope)):
                problems.append(_problem(rule, finding))
    except Exception as error:  # noqa: BLE001 - one bad rule must not hide what the others find
        return [*problems, crash_of(rule, error)], spent, False
    return problems, spent, True


def _before(rule: Rule, case: Case, reach: Reach | None) -> Case:
    """What a rule has to look at: of what it cannot find in a dependent record, nothing would be told."""
    return case if reach is None or rule.scope == "dossier" else replace(case, judged=reach.dependent)


def _problem(rule: Rule, finding: Finding) -> Problem:
    where = location_of(finding.value, finding.record.path)
    return Problem(where, rule.code, finding.message, finding.tip or rule.tip, finding.level or rule.level)
