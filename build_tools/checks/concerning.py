"""Which entries speak of a record, and which records are pointed to at all: two indexes, each made once a run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from build_tools.checks.inside_links import targets
from build_tools.checks.rule import Case
from build_tools.model import Actor, Claim, Entry, Place, Question, Record, Source
from build_tools.references import references
from build_tools.text.names import fold

Key = tuple[type[Record], str]


def entries_about(case: Case) -> Mapping[Key, tuple[Entry, ...]]:
    """By kind and id: the published entries that name an actor (or one of that body, or quote what it has published), a
    place (or one within it), a source or a question."""
    found: dict[Key, dict[str, Entry]] = defaultdict(dict)
    for entry in case.corpus.timeline:
        for key in _named_by(entry, case):
            found[key][entry.id] = entry
    return {key: tuple(entries.values()) for key, entries in found.items()}


def _named_by(entry: Entry, case: Case) -> Iterator[Key]:
    for one in references(entry):
        if one.kind is Place:
            yield from ((Place, above) for above in case.corpus.place_and_above(one.id))
        elif one.kind is Actor:
            yield from ((Actor, body) for body in case.corpus.bodies_of(one.id))
        elif one.kind is Source:
            yield Source, one.id
            if one.id in case.corpus.sources:
                yield Actor, str(case.corpus.sources[one.id].publisher)
        elif one.kind is Question:
            yield Question, one.id


def claims_about(record: Record, case: Case) -> Iterator[Claim]:
    """The claims of the entries that speak of a record; of a question those that answer it, and the rest of their entries."""
    for entry in case.once(entries_about).get((type(record), record.id), ()):
        yield from entry.claims


def pointed_to(case: Case) -> frozenset[Key]:
    """Every record that another one names: in its front matter, in a link of its prose, or as an author by its name."""
    found: set[Key] = set()
    questions = case.questions()
    for record in case.records():
        for one in references(record, questions=questions):
            if one.keys[0] != "not_same" and (one.kind, one.id) != (type(record), record.id):
                found.add((one.kind, one.id))
        found.update((target.kind, target.id) for target in targets(record, case) if target.kind)
    return frozenset(found | set(_authors(case)))


def _authors(case: Case) -> Iterator[Key]:
    """Actors whose name or alias stands among the authors or the graders of a source."""
    names = {
        fold(name) for source in case.corpus.sources.values() for name in (*source.authors, source.graded_by) if name
    }
    for actor in case.corpus.actors.values() if names else ():
        if any(fold(form) in names for form in forms_of(actor)):
            yield Actor, actor.id


def forms_of(record: Actor | Place) -> Iterable[str]:
    """The name and the aliases."""
    return (record.name, *(alias.name for alias in record.aliases))


KINDS: Mapping[type[Record], str] = {
    Actor: "actor",
    Place: "place",
    Question: "question",
    Source: "source",
    Entry: "entry",
}
