"""Questions that an import proposes: where claims of two sources on one event conflict, with their answers filled in.

A drafted question says so in its record (``status: draft``) and compares nothing until a person has reviewed it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from build_tools.ingest.changes import SetValue
from build_tools.ingest.ledger import Plain
from build_tools.ingest.offered import Offered
from build_tools.ingest.proposed import Proposed
from build_tools.ingest.spool import Spool
from build_tools.matching.conflicts import Conflict, conflicts, days, may_conflict, numbers
from build_tools.matching.verdict import Match
from build_tools.model import Claim, Entry, Question
from build_tools.text.names import slug

_BODY = """An import proposes this question; no person has declared it yet, and until then nothing is compared or shown.

{why}

To accept it, check its title, scope and answers, delete the line “status: draft” and write your assessment here. To
refuse it, delete this file and the answers to it in the claims.
"""


@dataclass
class _Stated:
    """A claim of a known entry and where it stands."""

    claim: Claim
    path: str
    position: int


@dataclass
class _Event:
    """A known entry as far as questions need it; ``key`` tells events apart in their ids."""

    number: int
    title: str
    date: str
    key: str
    is_draft: bool
    length: int = 0
    stated: list[_Stated] = field(default_factory=list)


@dataclass
class KnownClaims:
    """What the claims of known entries say that could conflict, while an import goes from seed to seed; kept on disk.

    ``taken``: ids of questions that are not to be proposed: declared, or deleted by a person. ``drafted``: ids of those
    that wait for a person; further claims may answer them. ``offered``: what earlier imports have answered.
    """

    taken: set[str] = field(default_factory=set)
    drafted: set[str] = field(default_factory=set)
    offered: Offered = field(default_factory=Offered)
    _events: Spool[_Event] = field(default_factory=Spool)
    _numbers: dict[int, int] = field(default_factory=dict)

    def add(self, entry: Entry, path: str) -> None:
        """Adds an entry, or to one that is known the claims that come behind those it has."""
        event = self.event(entry.id)
        if event is None:
            where = (*entry.places, *entry.actors, entry.id)[0]
            key = slug(f"{where} {entry.date}")
            event = _Event(len(self._events), entry.title, entry.date, key, entry.status == "draft")
            self._numbers[hash(entry.id)] = event.number
        for position, claim in enumerate(entry.claims, start=event.length):
            if may_conflict(claim):
                event.stated.append(_Stated(claim, path, position))
        event.length += len(entry.claims)
        self.keep(event)

    def event(self, id: str) -> _Event | None:
        """What is known of an entry; what is changed in it has to be kept again."""
        number = self._numbers.get(hash(id))
        return None if number is None else self._events[number]

    def keep(self, event: _Event) -> None:
        """Remember an event as it is now."""
        if event.number < len(self._events):
            self._events[event.number] = event
        else:
            self._events.append(event)

    def asked(
        self, proposed: Proposed, matches: Mapping[str, Sequence[Match]], beside: Mapping[str, Sequence[str]]
    ) -> Proposed:
        """The proposal with questions where its claims conflict with those of entries that match theirs.

        ``matches`` and ``beside`` (entries on the same story) go by the entry's id before it has joined another.
        """
        asking = _Asking(self)
        entries = [
            asking.of_entry(entry, matches.get(entry.id, ()), beside.get(entry.id, ())) for entry in proposed.entries
        ]
        return replace(
            proposed,
            entries=entries,
            questions=tuple(asking.questions.values()),
            others=(*proposed.others, *asking.changes()),
            across=(*proposed.across, *asking.found),
        )


class _Asking:
    """The questions of one seed while they are found."""

    def __init__(self, known: KnownClaims) -> None:
        self._known = known
        self._answers: dict[tuple[str, int], tuple[_Stated, dict[str, str]]] = {}
        self._events: dict[str, _Event | None] = {}
        self._answered: dict[int, _Event] = {}
        self.questions: dict[str, Question] = {}
        self.found: list[Plain] = []

    def of_entry(self, entry: Entry, matches: Sequence[Match], beside: Sequence[str]) -> Entry:
        """The entry with the answers of its claims."""
        claims = list(entry.claims)
        whys = {other: "the two articles are on one event" for other in beside} | {
            one.other: one.why for one in matches
        }
        apart = {one.other for one in matches if one.apart}
        matched = {one.other for one in matches}
        for other, why in whys.items():
            event = self._event(other)
            for stated in event.stated if event else ():
                for position, claim in enumerate(entry.claims):
                    if event is None or stated.claim.source == claim.source:
                        continue
                    found = conflicts(claim, stated.claim) if other in matched else numbers(claim, stated.claim)
                    dated = other in apart and claim.when == entry.date and stated.claim.when == event.date
                    for conflict in (*found, *(days(claim, stated.claim, event.title) if dated else ())):
                        claims[position] = self._ask(claims[position], stated, event, conflict, why)
        return replace(entry, claims=tuple(claims))

    def _event(self, id: str) -> _Event | None:
        """The same object however often this seed asks for it, for its answers are noted in it."""
        if id not in self._events:
            self._events[id] = self._known.event(id)
        return self._events[id]

    def _ask(self, claim: Claim, stated: _Stated, event: _Event, conflict: Conflict, why: str) -> Claim:
        id = slug(f"{conflict.what} {event.key}" if conflict.of_event else conflict.what)
        if id in self._known.taken:
            return claim
        told = f"{claim.id} says {conflict.mine}, {stated.claim.id} says {conflict.other}"
        if id not in self.questions and id not in self._known.drafted:
            self.questions[id] = _question(id, claim, stated, event, conflict, why)
            self.found.append({"question": id, "why": told})
        if event.is_draft and id not in stated.claim.answers and not self._known.offered.has_answered(stated.claim, id):
            self.found.append({"answered": id, "source": stated.claim.source, "quote": stated.claim.quote, "why": told})
            place = (stated.path, stated.position)
            self._answers.setdefault(place, (stated, dict(stated.claim.answers)))[1][id] = conflict.other
            self._answered[event.number] = event
        return replace(claim, answers={**claim.answers, id: conflict.mine})

    def changes(self) -> Iterator[SetValue]:
        """The answers of claims that are recorded already, in entries that no person has reviewed."""
        for (path, position), (stated, answers) in self._answers.items():
            yield SetValue(path, ("claims", position, "answers"), dict(stated.claim.answers) or None, answers)
            stated.claim = replace(stated.claim, answers=answers)
        for event in self._answered.values():
            self._known.keep(event)


def _question(id: str, claim: Claim, stated: _Stated, event: _Event, conflict: Conflict, why: str) -> Question:
    told = (
        f"{claim.id} answers {conflict.mine}, {stated.claim.id} answers {conflict.other}. Why they are compared: {why}."
    )
    if not event.is_draft:
        told += f" The latter stands in a reviewed entry, which an import leaves alone: add its answer to {id} there."
    return Question(
        id=id,
        title=conflict.title,
        kind=conflict.kind,
        unit=conflict.unit,
        scope=f"As each account tells of: {event.title}",
        status="draft",
        body=_BODY.format(why=told),
    )
