"""The dead of an entry, where a curator has declared which question counts them: least, agreed and greatest number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from build_tools.agreement import Agreement, Finding
from build_tools.values import NumberSet

Limit = Fraction | None


@dataclass(frozen=True, slots=True)
class Deaths:
    """``low`` and ``high``: the least and the greatest number of any answer, None where an answer leaves it open;
    ``best``: the one number that all answers give, None where they give several or a range. ``question`` counts them.
    """

    question: str
    state: str
    low: int | None
    best: int | None
    high: int | None


def deaths_by_entry(agreement: Agreement) -> Mapping[str, Deaths]:
    """By entry id. Two questions that count the dead of one entry come to nothing: which of them holds, nobody said."""
    counting: dict[str, list[Finding]] = {}
    for finding in agreement.findings.values():
        if finding.question.deaths_of and finding.question.kind == "quantity":
            counting.setdefault(str(finding.question.deaths_of), []).append(finding)
    return {entry: _deaths(findings[0]) for entry, findings in counting.items() if len(findings) == 1}


def _deaths(finding: Finding) -> Deaths:
    """An expectation counts no dead."""
    told = [answer for answer in finding.answers if answer.claim.stance != "expects"]
    sets = [answer.value for answer in told if isinstance(answer.value, NumberSet)]
    low = _limit([one.low for one in sets], least=True)
    high = _limit([one.high for one in sets], least=False)
    best = low if low is not None and low == high else None
    return Deaths(finding.question.id, finding.state.value, low, best, high)


def _limit(limits: Sequence[Limit], *, least: bool) -> int | None:
    known = [limit for limit in limits if limit is not None]
    if not known or len(known) < len(limits):
        return None
    limit = min(known) if least else max(known)
    return int(limit) if limit.denominator == 1 and limit >= 0 else None
