"""All rules over a corpus. A rule that crashes is a problem of its own and hides nothing that the others find."""

from __future__ import annotations

from collections.abc import Iterator
from types import TracebackType

from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.rule import Case, Finding, Mend
from build_tools.model import Claim, Record
from build_tools.problems import Location, Problem, location_of


def run(case: Case) -> list[Problem]:
    """What all rules find."""
    return [problem for rule in rules() for problem in problems_of(rule, case)]


def mends(case: Case) -> Iterator[Mend]:
    """What the rules can repair by themselves."""
    for rule in rules():
        if rule.mend:
            yield from rule.mend(case)


def problems_of(rule: Rule, case: Case) -> Iterator[Problem]:
    """A rule's findings as problems. A rule that crashes is reported as that rule's own problem."""
    try:
        for finding in rule.find(case):
            yield _problem(rule, finding)
    except Exception as error:  # noqa: BLE001 - one bad rule must not hide what the others find
        yield _crash(rule, error)


def _problem(rule: Rule, finding: Finding) -> Problem:
    where = location_of(finding.value, finding.record.path)
    return Problem(where, rule.code, finding.message, finding.tip or rule.tip, finding.level or rule.level)


def _crash(rule: Rule, error: Exception) -> Problem:
    where = _judged(error.__traceback__) or Location(f"build_tools/checks/rules/{rule.module}.py")
    tip = (
        "This is a fault of the program, not of the record: please report it with this line. All other rules were run."
    )
    return Problem(where, "rule-crashed", f"the rule “{rule.code}” ended with {error!r}", tip)


def _judged(traceback: TracebackType | None) -> Location | None:
    """The record that a rule had in hand when it crashed, at the claim if it had one: what its functions held last."""
    frames = []
    while traceback:
        frames.append(list(traceback.tb_frame.f_locals.values()))
        traceback = traceback.tb_next
    held = [value for values in reversed(frames) for value in values]
    record = next((value for value in held if isinstance(value, Record)), None)
    claim = next((value for value in held if isinstance(value, Claim)), None)
    return location_of(claim.quote if claim else None, record.path) if record else None
