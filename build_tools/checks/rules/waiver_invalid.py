"""A waiver names a rule that may be waived, and the day on which this was decided."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from build_tools.checks.catalogue import rules
from build_tools.checks.codes import codes
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record, Waiver
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "waiver-invalid"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Delete the waiver, and mend what it was to cover."


def find(case: Case) -> Iterator[Finding]:
    """Waivers of rules that there are not, or that may not be waived; dates that are no day."""
    waivable = {rule.code: rule.waivable for rule in rules()}
    for record in case.records():
        for waiver in record.waivers:
            yield from _in_rule(record, waiver, waivable)
            if not _is_day(waiver.date):
                tip = "Write the day on which it was decided, such as 2024-11-06."
                yield Finding(record, waiver.date, f"“{waiver.date}” is not a day", tip)


def _in_rule(record: Record, waiver: Waiver, waivable: dict[str, bool]) -> Iterator[Finding]:
    if waiver.rule in codes():
        yield Finding(record, waiver.rule, f"“{waiver.rule}” is no rule: what reading the files finds cannot be waived")
    elif waiver.rule not in waivable:
        near = get_close_matches(waiver.rule, waivable, n=1)
        tip = f"Did you mean “{near[0]}”?" if near else "The code of a rule stands behind each problem that is printed."
        yield Finding(record, waiver.rule, f"there is no rule “{waiver.rule}”", tip)
    elif not waivable[waiver.rule]:
        tip = f"Mend what it finds: `claimline explain {waiver.rule}` says why and how."
        yield Finding(record, waiver.rule, f"“{waiver.rule}” may not be waived", tip)


def _is_day(date: str) -> bool:
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return False
    return bool(span.earliest) and span.earliest == span.latest and str(span.earliest) == date
