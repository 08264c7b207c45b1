"""A rule that crashed, as a problem: at the record that it had in hand, as far as its functions tell."""

from __future__ import annotations

from types import TracebackType

from build_tools.checks.catalogue import Rule
from build_tools.model import Claim, Record
from build_tools.problems import Location, Problem, location_of


def crash_of(rule: Rule, error: Exception) -> Problem:
    """The problem of a rule that ended with an error."""
    where = _judged(error.__traceback__) or Location(f"build_tools/checks/rules/{rule.module}.py")
    tip = (
        "This is a fault of the program, not of the record: please report it with this line. All other rules were run."
    )
    return Problem(where, "rule-crashed", f"the rule “{rule.code}” ended with {error!r}", tip)


def _judged(traceback: TracebackType | None) -> Location | None:
    """The record that a rule had in hand, at the claim if it had one: what its innermost functions held."""
    frames = []
    while traceback:
        frames.append(list(traceback.tb_frame.f_locals.values()))
        traceback = traceback.tb_next
    held = [value for values in reversed(frames) for value in values]
    record = next((value for value in held if isinstance(value, Record)), None)
    claim = next((value for value in held if isinstance(value, Claim)), None)
    return location_of(claim.quote if claim else None, record.path) if record else None
