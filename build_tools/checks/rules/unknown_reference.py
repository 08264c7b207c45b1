"""Whatever a record points to exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Entry, EventType, Place, Question, Record, Source
from build_tools.problems import Level
from build_tools.references import references

CODE = "unknown-reference"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Make the record, or correct the id."

_NOUNS = {
    Actor: "actor",
    Entry: "entry",
    EventType: "event type",
    Place: "place",
    Question: "question",
    Source: "source",
}
_OF_SPEECH = frozenset(("speaker", "via"))  # the rules speaker-not-actor and via-broken say what such an id is


def find(case: Case) -> Iterator[Finding]:
    """Ids of actors, places, sources, questions, entries and event types that no record has; not those in a chain."""
    known = _known(case)
    for record in case.records():
        for pointer in references(record, questions=case.questions()):
            is_known = pointer.id in known[pointer.kind] or (pointer.kind, pointer.id) in case.broken
            if not is_known and _OF_SPEECH.isdisjoint(pointer.keys):
                message = f"there is no {_NOUNS[pointer.kind]} “{pointer.id}”"
                yield Finding(record, pointer.id, message, _tip(pointer.id, known[pointer.kind]))


def _known(case: Case) -> dict[type[Record], set[str]]:
    corpus = case.corpus
    return {
        Actor: set(corpus.actors),
        Entry: {*corpus.entries, *corpus.withheld},
        EventType: set(corpus.types),
        Place: set(corpus.places),
        Question: set(case.questions()),
        Source: set(corpus.sources),
    }


def _tip(id: str, known: Iterable[str]) -> str:
    near = get_close_matches(id, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else ""
