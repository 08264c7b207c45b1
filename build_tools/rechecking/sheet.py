"""What is remembered of a record to tell, without reading it again, whether a change elsewhere concerns it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from sys import intern
from typing import NamedTuple

from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.concerning import forms_of
from build_tools.checks.inside_links import targets
from build_tools.checks.rule import Case
from build_tools.checks.rules.prose_unsourced import is_stating
from build_tools.model import Actor, Entry, Place, Question, Record, Source, Unnamed
from build_tools.references import is_place_answered, references
from build_tools.text.names import fold
from build_tools.withheld import even

KINDS: tuple[type[Record], ...] = (Entry, Source, Actor, Place, Question, Record)


class Sheet(NamedTuple):
    """One record. ``refers``: everything that it refers to, as often as it does; ``points``: what it keeps from being an
    orphan, and the names of those who wrote it; ``keys``: those of the rules that hold it against others, after the rule's
    code; ``read``: what the other rules read while they judged it; ``voices``: the words for its unnamed speakers;
    ``forms``: its names, folded.
    """

    kind: str
    id: str
    is_aside: bool = False
    is_reviewed: bool = False
    claims: int = 0
    has_waivers: bool = False
    states: bool = False
    refers: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    read: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """What others call it by."""
        return f"{self.kind}:{self.id}"

    def having_read(self, read: Iterable[str]) -> Sheet:
        """After it was judged."""
        return self._replace(read=tuple(read))


def sheet_of(record: Record, case: Case) -> Sheet:
    """Of a record, before it is judged."""
    every = list(references(record, questions=case.questions()))
    named = [one for one in every if (one.kind, one.id) != (type(record), record.id)]
    pointing = {token(one.kind, one.id) for one in named if one.keys[0] != "not_same"}
    pointing.update(token(one.kind, one.id) for one in targets(record, case) if one.kind)
    entry = record if isinstance(record, Entry) else None
    stands = entry and entry.status != "retracted" and entry.id in case.corpus.entries
    return Sheet(
        kind=type(record).__name__,
        id=str(record.id),
        is_aside=_is_aside(record, case),
        is_reviewed=entry is not None and entry.status == "reviewed",
        claims=len(entry.claims) if entry and stands else 0,
        has_waivers=bool(record.waivers),
        states=not isinstance(record, Entry | Source) and is_stating(record),
        refers=tuple(token(one.kind, one.id) for one in every if not is_place_answered(one)),
        points=tuple(sorted(pointing | set(_author_names(record)))),
        keys=tuple(sorted(_keys(record, case))),
        voices=tuple(_voices(record)),
        forms=tuple(fold(form) for form in forms_of(record)) if isinstance(record, Actor | Place) else (),
    )


def _is_aside(record: Record, case: Case) -> bool:
    if isinstance(record, Question):
        return record.status == "draft"
    return isinstance(record, Entry) and record.id in case.corpus.withheld


def token(kind: type[Record], id: str) -> str:
    """What a record is called by others; one and the same string each time."""
    return intern(f"{kind.__name__}:{id}")


def in_groups() -> list[Rule]:
    """The rules that hold records against each other by keys."""
    return [rule for rule in rules() if rule.keys]


def _keys(record: Record, case: Case) -> set[str]:
    return {intern(f"{rule.code}\0{key}") for rule in in_groups() if rule.keys for key in rule.keys(record, case)}


def _author_names(record: Record) -> Iterator[str]:
    if isinstance(record, Source):
        yield from (f"author:{fold(name)}" for name in (*record.authors, record.graded_by) if name)


def _voices(record: Record) -> Iterator[str]:
    for claim in record.claims if isinstance(record, Entry) else ():
        if isinstance(claim.speaker, Unnamed):
            yield even(claim.speaker.words)
