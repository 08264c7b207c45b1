"""How many entities there are, and how many each dataset of the catalogue knows. Makes none of them.

Held against the entities themselves by a test.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.exports.ftm.events import heard
from build_tools.exports.ftm.records import Here, memberships
from build_tools.model import Entry
from build_tools.roots import root_of


@dataclass(frozen=True, slots=True)
class Counts:
    """``by_dataset``: the entities that it knows; several datasets may know one."""

    entities: int = 0
    by_dataset: Mapping[str, int] = field(default_factory=dict)


def counts(here: Here, speakers: Mapping[str, Collection[str]]) -> Counts:
    """Of a dossier; ``speakers``: by actor, the sources in which it speaks."""
    total, found = 0, Counter[str]()
    for datasets in _datasets(here, speakers):
        total += 1
        found.update(datasets)
    return Counts(total, found)


def _datasets(here: Here, speakers: Mapping[str, Collection[str]]) -> Iterator[Collection[str]]:
    """Of each entity, those that know it."""
    corpus, records = here.corpus, here.naming.records
    for entry in corpus.timeline:
        yield from _of_entry(entry, here)
    yield from ([here.naming.of_source(id)] for id in corpus.sources)
    yield from ([records] for _ in corpus.places)
    for actor in corpus.actors.values():
        yield [records, *(here.naming.of_source(id) for id in speakers.get(actor.id, ()) if id in corpus.sources)]
        yield from ([records] for _ in memberships(actor, here))


def _of_entry(entry: Entry, here: Here) -> Iterator[Collection[str]]:
    """The event, the note of each claim, and the stances of its speakers."""
    corpus, naming = here.corpus, here.naming
    yield {naming.records, *(naming.of_source(one.source) for one in entry.claims if one.source in corpus.sources)}
    stances: dict[tuple[str, str], set[str]] = {}
    for claim in entry.claims:
        dataset = naming.of_source(claim.source) if claim.source in corpus.sources else naming.records
        yield [dataset]
        if speaker := heard(root_of(claim, corpus), corpus):
            stances.setdefault((speaker.id, claim.stance), set()).add(dataset)
    yield from stances.values()
