"""Whatever a record points to exists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
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
    groups_of, known = _groups(case), set[tuple[type[Record], str]]()
    for record in case.records():
        for pointer in references(record, questions=case.questions()):
            if (pointer.kind, pointer.id) in known:
                continue
            groups = groups_of[pointer.kind]
            if any(pointer.id in group for group in groups) or (pointer.kind, pointer.id) in case.broken:
                known.add((pointer.kind, pointer.id))
            elif _OF_SPEECH.isdisjoint(pointer.keys):
                message = f"there is no {_NOUNS[pointer.kind]} “{pointer.id}”"
                yield Finding(record, pointer.id, message, _tip(pointer.id, [id for group in groups for id in group]))


def _groups(case: Case) -> Mapping[type[Record], tuple[Mapping[str, Record], ...]]:
    corpus = case.corpus
    return {
        Actor: (corpus.actors,),
        Entry: (corpus.entries, corpus.withheld),
        EventType: (corpus.types,),
        Place: (corpus.places,),
        Question: (corpus.questions, corpus.drafted_questions),
        Source: (corpus.sources,),
    }


def _tip(id: str, known: Iterable[str]) -> str:
    near = get_close_matches(id, known, n=1)
    return f"Did you mean “{near[0]}”?" if near else ""
