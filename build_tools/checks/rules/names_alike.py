"""Names that look like two spellings of one are joined or told apart by a curator, once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from typing import Any

from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus
from build_tools.model import Actor, Entry, Place, Record
from build_tools.problems import Level
from build_tools.references import references
from build_tools.text.names import fold
from build_tools.text.spelling import Alike, alike

CODE = "names-alike"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
TIP = "Join the two records, or write “not_same” into one of them."

Uses = Mapping[tuple[type[Record], str], tuple[int, int]]

_BODIES = {"organisation", "outlet", "unit", "group"}


def find(case: Case) -> Iterator[Finding]:
    """Pairs of actors, and of places, whose names or aliases look alike and that nothing tells apart."""
    corpus = case.corpus
    uses = case.once(uses_of)
    yield from _findings(corpus.actors, _may_be_one_actor, uses)
    yield from _findings(corpus.places, lambda one, other: _may_be_one_place(one, other, corpus), uses)


def _findings(
    records: Mapping[str, Actor] | Mapping[str, Place],
    may_be_one: Callable[[Any, Any], bool],
    uses: Uses,
) -> Iterator[Finding]:
    for pair in alike(_forms(records.values())):
        one, other = records[str(pair.first)], records[str(pair.second)]
        told = other.id in one.not_same or one.id in other.not_same or _is_alias_shared(pair, one, other)
        if not told and may_be_one(one, other):
            yield _finding(one, other, pair, uses)


def _is_alias_shared(pair: Alike, one: Actor | Place, other: Actor | Place) -> bool:
    """One form written alike, as an alias of either: the rule alias-shared tells of it."""
    are_names = pair.first_name == one.name and pair.second_name == other.name
    return not are_names and fold(pair.first_name) == fold(pair.second_name)


def _forms(records: Iterable[Actor | Place]) -> Iterator[tuple[str, str]]:
    return (
        (record.id, form) for record in records for form in (record.name, *(alias.name for alias in record.aliases))
    )


def _finding(one: Actor | Place, other: Actor | Place, pair: Alike, uses: Uses) -> Finding:
    message = f"“{pair.second_name}” looks like “{pair.first_name}” of “{one.id}”: {pair.why}"
    kind = "actors" if isinstance(one, Actor) else "places"
    gone, into = sorted((other, one), key=lambda record: _standing(record, uses))
    tip = (
        f"If they are one: `claimline merge {kind}/{gone.id} {kind}/{into.id}` ({_ground(gone, into, uses)}). "
        f"If not: write “not_same: [{one.id}]” here; it is not asked again."
    )
    return Finding(other, pair.second_name, message, tip, Level.WARNING, beside=(one,))


def uses_of(case: Case) -> Uses:
    """How often reviewed entries name each record, and how often anything does."""
    found: dict[tuple[type[Record], str], tuple[int, int]] = {}
    for record in (*case.corpus.entries.values(), *case.corpus.sources.values(), *case.corpus.actors.values()):
        is_reviewed = isinstance(record, Entry) and record.status == "reviewed"
        for one in references(record):
            reviewed, named = found.get((one.kind, str(one.id)), (0, 0))
            found[one.kind, str(one.id)] = (reviewed + is_reviewed, named + 1)
    return found


def _standing(record: Actor | Place, uses: Uses) -> tuple[int, int, int]:
    """The more of it the better it stands: named by what is reviewed, named at all, told in its record."""
    told = sum(bool(getattr(record, field.name)) for field in fields(record))
    return (*uses.get((type(record), record.id), (0, 0)), told)


def _ground(gone: Actor | Place, into: Actor | Place, uses: Uses) -> str:
    """Why that way round."""
    mine, theirs = (_standing(one, uses) for one in (into, gone))
    if mine[0] > theirs[0]:
        return f"reviewed entries name {into.id} {mine[0]} times, {gone.id} {theirs[0]} times"
    if mine[1] > theirs[1]:
        return f"{into.id} is named {mine[1]} times, {gone.id} {theirs[1]} times"
    return "either way round: both are named as often" if mine[:2] == theirs[:2] else f"{into.id} tells more"


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
