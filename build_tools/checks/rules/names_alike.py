"""Names that look like two spellings of one are joined or told apart by a curator, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus
from build_tools.model import Actor, Place
from build_tools.problems import Level
from build_tools.text.names import fold
from build_tools.text.spelling import Alike, alike

CODE = "names-alike"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
TIP = "Join the two records, or write “not_same” into one of them."

_BODIES = {"organisation", "outlet", "unit", "group"}


def find(case: Case) -> Iterator[Finding]:
    """Pairs of actors, and of places, whose names or aliases look alike and that nothing tells apart."""
    corpus = case.corpus
    yield from _findings(corpus.actors, _may_be_one_actor)
    yield from _findings(corpus.places, lambda one, other: _may_be_one_place(one, other, corpus))


def _findings(
    records: Mapping[str, Actor] | Mapping[str, Place], may_be_one: Callable[[Any, Any], bool]
) -> Iterator[Finding]:
    for pair in alike(_forms(records.values())):
        one, other = records[str(pair.first)], records[str(pair.second)]
        told = other.id in one.not_same or one.id in other.not_same or _is_alias_shared(pair, one, other)
        if not told and may_be_one(one, other):
            yield _finding(one, other, pair)


def _is_alias_shared(pair: Alike, one: Actor | Place, other: Actor | Place) -> bool:
    """One form written alike, as an alias of either: the rule alias-shared tells of it."""
    are_names = pair.first_name == one.name and pair.second_name == other.name
    return not are_names and fold(pair.first_name) == fold(pair.second_name)


def _forms(records: Iterable[Actor | Place]) -> Iterator[tuple[str, str]]:
    return (
        (record.id, form) for record in records for form in (record.name, *(alias.name for alias in record.aliases))
    )


def _finding(one: Actor | Place, other: Actor | Place, pair: Alike) -> Finding:
    message = f"“{pair.second_name}” looks like “{pair.first_name}” of “{one.id}”: {pair.why}"
    kind = "actors" if isinstance(one, Actor) else "places"
    tip = (
        f"If they are one: `claimline merge {kind}/{other.id} {kind}/{one.id}`. "
        f"If not: write “not_same: [{one.id}]” here; it is not asked again."
    )
    return Finding(other, pair.second_name, message, tip, Level.WARNING, beside=(one,))


def _may_be_one_actor(one: Actor, other: Actor) -> bool:
    """Not of different states or different bodies, not one part of the other, and not a person and a body."""
    if one.kind != other.kind and not {one.kind, other.kind} <= _BODIES:
        return False
    if one.country and other.country and one.country != other.country:
        return False
    if one.kind != "person" and one.part_of and other.part_of and one.part_of != other.part_of:
        return False
    return one.id not in (other.part_of, other.country) and other.id not in (one.part_of, one.country)


def _may_be_one_place(one: Place, other: Place, corpus: Corpus) -> bool:
    """Not one within the other, and not in different countries."""
    above, above_other = corpus.place_and_above(one.id), corpus.place_and_above(other.id)
    if one.id in above_other or other.id in above:
        return False
    return len(above) == 1 or len(above_other) == 1 or above[-1] == above_other[-1]
