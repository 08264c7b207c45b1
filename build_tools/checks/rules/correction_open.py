"""What a reader proposed in a form is settled by a curator: its remark does not stay in what is reviewed."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Entry, Place, Record
from build_tools.problems import Level, Written
from build_tools.remarks import OPENING, is_remark

CODE = "correction-open"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = False
TIP = "Change what the remark speaks of, or decide that it stays, and delete the remark either way."


def find(case: Case) -> Iterator[Finding]:
    """Remarks of forms in notes of claims and aliases and below the text; an error where the entry is reviewed."""
    for record in case.records():
        for remark in _remarks(record):
            reviewed = isinstance(record, Entry) and record.status == "reviewed"
            level = Level.ERROR if reviewed else None
            yield Finding(record, remark, "a correction that a reader proposed is not settled yet", level=level)


def _remarks(record: Record) -> Iterator[str]:
    if isinstance(record, Entry):
        yield from (claim.note for claim in record.claims if is_remark(claim.note))
    elif isinstance(record, Actor | Place):
        yield from (alias.note for alias in record.aliases if is_remark(alias.note))
    if is_remark(record.body):
        before = record.body[: record.body.index(OPENING)]
        yield Written(OPENING, record.body_line + before.count("\n"), len(before.rpartition("\n")[2]) + 1)
