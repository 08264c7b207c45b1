"""An entry that puts a person at risk is never published, and nothing published leads to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Record
from build_tools.problems import Level
from build_tools.references import references

CODE = "person-at-risk"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "What may put a person at risk stays out of the site, and so does what leads to it."

_TIP_ACTOR = (
    "Delete this record and name nobody in the withheld entry (an unnamed speaker, say): "
    "the actor’s own page would tell who it is about."
)


def find(case: Case) -> Iterator[Finding]:
    """Withheld entries that are marked for publication, links to them, and actors known from them alone."""
    corpus = case.corpus
    for entry in corpus.withheld.values():
        if entry.status == "reviewed":
            tip = "Write “status: draft”: the entry stays in the dossier, and out of the site and the downloads."
            yield Finding(entry, entry.status, "the entry puts a person at risk and is marked for publication", tip)
    for entry in corpus.entries.values():
        for id in entry.see_also:
            if id in corpus.withheld:
                tip = "Take the id out of “see_also” here; the withheld entry may lead to this one."
                yield Finding(entry, id, f"the entry leads to “{id}”, which is withheld for a person’s safety", tip)
    published = _actors_in(_published(case))
    hidden = _actors_in(corpus.withheld.values())
    for id in sorted(hidden - published):
        if id in corpus.actors:
            yield Finding(
                corpus.actors[id], corpus.actors[id].name, "only withheld entries speak of this actor", _TIP_ACTOR
            )


def _actors_in(records: Iterable[Record]) -> set[str]:
    return {one.id for record in records for one in references(record) if one.kind is Actor}


def _published(case: Case) -> Iterator[Record]:
    corpus = case.corpus
    for group in (corpus.entries, corpus.sources, corpus.actors):
        yield from group.values()
