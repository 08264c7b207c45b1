"""Which record points to which, and from where in its front matter. One place for it: checks and renaming use it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from build_tools.model import Actor, Claim, Entry, EventType, Place, Question, Record, Source, Unnamed

KeyPath = tuple[str | int, ...]
Key = tuple[type[Record], str]


class Reference(NamedTuple):
    """A pointer: the kind and id that it names, and the path of keys to the value (or, for answers, to the key).

    There are ten to a claim, and every check meets them all: a tuple is made much sooner than a dataclass.
    """

    kind: type[Record]
    id: str
    keys: KeyPath


def references(record: Record, *, questions: Mapping[str, Question] | None = None) -> Iterator[Reference]:
    """Everything that a record points to. With ``questions``, answers that are place ids too."""
    if isinstance(record, Entry):
        yield from _of_entry(record, questions or {})
    elif isinstance(record, Source):
        yield from _present(Actor, record.publisher, "publisher")
        yield from _present(Source, record.republishes, "republishes")
        yield from _present(Source, record.updates, "updates")
        yield from _each(Source, record.not_same, "not_same")
    elif isinstance(record, Actor):
        yield from _present(Actor, record.part_of, "part_of")
        yield from _present(Actor, record.country, "country")
        for at, role in enumerate(record.roles):
            yield from _present(Actor, role.of, "roles", at, "of")
        yield from _each(Actor, record.not_same, "not_same")
    elif isinstance(record, Question):
        yield from _present(Entry, record.deaths_of, "deaths_of")
    elif isinstance(record, Place):
        yield from _present(Place, record.within, "within")
        yield from _each(Place, record.not_same, "not_same")


def is_place_answered(one: Reference) -> bool:
    """Whether it is there because an answer is the id of a place."""
    return one.kind is Place and "answers" in one.keys


def leads_of(record: Record) -> frozenset[Key]:
    """What a record leads to: all that it points to, but for what it says it is not the same as."""
    return frozenset((one.kind, one.id) for one in references(record) if one.keys[0] != "not_same")


class Leads:
    """The same of records that several states may share, each looked at once."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Record, frozenset[Key]]] = {}

    def of(self, record: Record) -> frozenset[Key]:
        """What a record leads to."""
        known = self._known.get(id(record))
        if known is None:
            known = self._known[id(record)] = record, leads_of(record)
        return known[1]

    def with_answers(self, record: Record, questions: Collection[str]) -> frozenset[Key]:
        """With the places that are answers to some of these questions."""
        found = self.of(record)
        if not isinstance(record, Entry) or not any((Question, id) in found for id in questions):
            return found
        told = (claim.answers.items() for claim in record.claims if claim.stance != "declines")
        return found | {(Place, answer) for answers in told for id, answer in answers if id in questions}


def _of_entry(entry: Entry, questions: Mapping[str, Question]) -> Iterator[Reference]:
    yield from _present(EventType, entry.type, "type")
    for kind, key, ids in (
        (Place, "places", entry.places),
        (Actor, "actors", entry.actors),
        (Entry, "see_also", entry.see_also),
    ):
        yield from _each(kind, ids, key)
    for at, claim in enumerate(entry.claims):
        yield from _of_claim(claim, ("claims", at), questions)


def _of_claim(claim: Claim, keys: KeyPath, questions: Mapping[str, Question]) -> Iterator[Reference]:
    yield Reference(Source, claim.source, (*keys, "source"))
    if isinstance(claim.speaker, Unnamed):
        yield from _present(Actor, claim.speaker.within, *keys, "speaker", "within")
    elif claim.speaker:
        yield Reference(Actor, claim.speaker, (*keys, "speaker"))
    for at, id in enumerate(claim.via):
        yield Reference(Actor, id, (*keys, "via", at))
    for id, answer in claim.answers.items():
        yield Reference(Question, id, (*keys, "answers", id))
        if id in questions and questions[id].kind == "place" and claim.stance != "declines":
            yield Reference(Place, answer, (*keys, "answers", id))


def _each(kind: type[Record], ids: tuple[str, ...], key: str) -> Iterator[Reference]:
    return (Reference(kind, id, (key, at)) for at, id in enumerate(ids))


def _present(kind: type[Record], id: str, *keys: str | int) -> Iterator[Reference]:
    if id:
        yield Reference(kind, id, keys)
