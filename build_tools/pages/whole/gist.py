"""What is known in a few lines: what is contested, what is agreed, what rests on one root alone; each with who says so.

Knows findings and what denies what; chooses which to tell first, draws nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from build_tools.agreement import Finding, State
from build_tools.pages.desk import Desk
from build_tools.pages.question import stands
from build_tools.pages.question.stands import Position

_TOLD = {State.CONTRADICTED: 3, State.AGREED: 2, State.SINGLE_ROOT: 2}
_OTHERS = (State.COMPATIBLE, State.OPEN)


@dataclass(frozen=True)
class Line:
    """A question with the values that are given to it, each with who gives it."""

    finding: Finding
    positions: Sequence[Position]


@dataclass(frozen=True)
class Part:
    """The first lines of the questions of one state, and how many there are of it."""

    state: str
    lines: Sequence[Line]
    number: int


@dataclass(frozen=True)
class Gist:
    """The parts that are told in words, and the counts of the states that are not."""

    parts: Sequence[Part]
    others: Sequence[tuple[str, int]]


def gist(desk: Desk) -> Gist:
    """Of each state the questions on whose answers most roots speak, in the order of ``_TOLD``."""
    findings = sorted(desk.agreement.findings.values(), key=_voices, reverse=True)
    counts = Counter(one.state for one in findings)
    return Gist(
        [
            Part(state.value, [_line(one, desk) for one in _first(findings, state, most)], counts[state])
            for state, most in _TOLD.items()
            if counts[state]
        ],
        [(state.value, counts[state]) for state in _OTHERS if counts[state]],
    )


def _first(findings: Iterable[Finding], state: State, most: int) -> Iterable[Finding]:
    return islice((one for one in findings if one.state is state), most)


def _voices(finding: Finding) -> tuple[int, int]:
    return finding.roots.low, finding.roots.high


def _line(finding: Finding, desk: Desk) -> Line:
    return Line(finding, stands.positions(finding.answers, finding.question, desk.corpus))
