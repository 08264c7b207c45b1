"""Every actor, place, question and source has a part in the dossier: something points to it, or a claim rests on it."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.concerning import KINDS, pointed_to
from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Place, Question, Record, Source
from build_tools.problems import Level

CODE = "record-orphan"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
TIP = "Name it where it belongs, or delete its record."


def find(case: Case) -> Iterator[Finding]:
    """Records that no other one names: no entry, claim, office, parent, author line or link in prose."""
    pointed = case.once(pointed_to)
    for kind in (Actor, Place, Question, Source):
        for record in case.of(kind):
            if (type(record), record.id) not in pointed and not _is_kept_on_purpose(record):
                yield Finding(record, _name(record), _message(record), beside=())


def _is_kept_on_purpose(record: Record) -> bool:
    """A copy is kept for its roots; a source that was wholly set aside says why."""
    return isinstance(record, Source) and bool(record.republishes or record.updates or record.set_aside)


def _message(record: Record) -> str:
    if isinstance(record, Source):
        return "no claim rests on this source"
    return (
        "no claim answers this question"
        if isinstance(record, Question)
        else f"nothing points to this {KINDS[type(record)]}"
    )


def _name(record: Record) -> str:
    return record.name if isinstance(record, Actor | Place) else record.title  # type: ignore[attr-defined,no-any-return]
