"""Which record of one state is which of the other: by id, by ``was``, by content, by claims, by what points to it.

The same both ways: what is added, merged or renamed from here to there is removed, split or renamed back from there.
"""

from __future__ import annotations

from collections import ChainMap, Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, EventType, Place, Question, Record, Source, Unnamed

Pointers = Mapping[tuple[type[Record], str], Counter[str]]


@dataclass
class Pairs:
    """Of one kind: ``same`` pairs of ids; ``merged``: gone id → where it went; ``split``: new id → where it came from
    (as that is called now); ``gone`` and ``new``: all others.
    """

    same: dict[str, str] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    split: dict[str, str] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    new: list[str] = field(default_factory=list)


def records_of(corpus: Corpus) -> dict[type[Record], Mapping[str, Any]]:
    """Every record by kind and id, the withheld and drafted ones too; the pages home and about by their names."""
    pages = {"home": corpus.home, "about": corpus.about}
    return {
        Entry: ChainMap(corpus.withheld, corpus.entries),  # type: ignore[arg-type]
        Source: corpus.sources,
        Actor: corpus.actors,
        Place: corpus.places,
        Question: ChainMap(corpus.drafted_questions, corpus.questions),  # type: ignore[arg-type]
        EventType: corpus.types,
        Record: {name: page for name, page in pages.items() if page},
    }


def pair_all(before: Corpus, after: Corpus) -> dict[type[Record], Pairs]:
    """The pairs of every kind."""
    was, now = records_of(before), records_of(after)
    unpaired = any(was[kind].keys() != now[kind].keys() for kind in was)
    onward = _pointers(was[Entry].values(), now[Entry].values()) if unpaired else {}
    return {kind: _pair(kind, was[kind], now[kind], onward) for kind in was}


def _pair(kind: type[Record], was: Mapping[str, Any], now: Mapping[str, Any], onward: Pointers) -> Pairs:
    pairs = Pairs({id: id for id in was if id in now})
    gone = {id: was[id] for id in was if id not in now}
    new = {id: now[id] for id in now if id not in was}
    for ways in (_by_was, _by_content, _by_claims if kind is Entry else _by_pointers(kind, onward)):
        found = _only_once(ways(gone, new))
        pairs.same.update(found)
        gone = {id: record for id, record in gone.items() if id not in found}
        new = {id: record for id, record in new.items() if id not in found.values()}
    back = {there: here for here, there in pairs.same.items()}
    pairs.merged = _went_into(gone, kind=kind, others=now, onward=onward, earlier=was, back=back)
    origins = _went_into(new, kind=kind, others=was, onward=_turned(onward), earlier=now, back=pairs.same)
    pairs.split = {id: pairs.same[origin] for id, origin in origins.items()}
    pairs.gone = [id for id in gone if id not in pairs.merged]
    pairs.new = [id for id in new if id not in pairs.split]
    return pairs


# ── one record under another id ─────────────────────────────────────────────────────────────────────────────


Records = Mapping[str, Any]


def _by_was(gone: Records, new: Records) -> Iterator[tuple[str, str]]:
    for there, record in new.items():
        yield from ((here, there) for here in record.was if here in gone)
    for here, record in gone.items():
        yield from ((here, there) for there in record.was if there in new and here not in new[there].was)


def _by_content(gone: Records, new: Records) -> Iterator[tuple[str, str]]:
    by_content = defaultdict(list)
    for id, record in new.items():
        by_content[_content(record)].append(id)
    for here, record in gone.items():
        yield from ((here, there) for there in by_content.get(_content(record), ()))


def _content(record: Record) -> str:
    """Everything that a record holds but its id and where it lies."""
    left_out = ("id", "path", "body_line", "was")
    return repr([(one.name, getattr(record, one.name)) for one in fields(record) if one.name not in left_out])


def _by_claims(gone: Records, new: Records) -> Iterator[tuple[str, str]]:
    """Entries that share more than half of the claims of both."""
    for here, there, shared in _sharing(gone, new):
        if shared * 2 > max(len(gone[here].claims), len(new[there].claims)):
            yield here, there


def _by_pointers(kind: type[Record], onward: Pointers) -> Callable[[Records, Records], Iterator[tuple[str, str]]]:
    """What all pointed to before, another record of the same name is pointed to now."""

    def ways(gone: Records, new: Records) -> Iterator[tuple[str, str]]:
        for here, record in gone.items():
            there = _mostly(onward.get((kind, here)))
            if there in new and _alike(record, new[there]):
                yield here, there

    return ways


def _only_once(ways: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Those pairs that nothing else competes with; of competitors the first by id."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for here, there in sorted(set(ways), key=lambda pair: (min(pair), max(pair))):
        if here not in found and there not in taken:
            found[here] = there
            taken.add(there)
    return found


# ── two records made one ────────────────────────────────────────────────────────────────────────────────────


def _went_into(
    some: Records, *, kind: type[Record], others: Records, onward: Pointers, earlier: Records, back: Mapping[str, str]
) -> dict[str, str]:
    """Where each of some records went, that is there on both sides: it says so, or what belonged to them is there."""
    if not some:
        return {}
    standing = {id: record for id, record in others.items() if id in back}
    told = {
        former: id
        for id, record in standing.items()
        for former in record.was
        if former in some and former not in earlier[back[id]].was
    }
    if kind is Entry:
        return _homes_of_claims(some, standing) | told
    found = {}
    for id, record in some.items():
        there = _mostly(onward.get((kind, id)))
        if there in standing and (kind is Question or _alike(record, standing[there])):
            found[id] = there
    return found | told


def _homes_of_claims(some: Records, standing: Records) -> dict[str, str]:
    """The entry that now holds more than half of an entry's claims."""
    sharing = sorted(_sharing(some, standing), key=lambda found: (found[2], found[1]))
    return {here: there for here, there, count in sharing if count * 2 > len(some[here].claims)}


def _alike(one: Any, other: Any) -> bool:
    """Whether the name of one is among the names of the other; what has no name is alike by its text or title."""
    if isinstance(one, Actor | Place):
        return bool({one.name.casefold()} & _names(other) or {other.name.casefold()} & _names(one))
    if isinstance(one, Source):
        return bool(one.seed) and one.seed == other.seed or bool(one.sha256) and one.sha256 == other.sha256
    return bool(one.kind == other.kind) if isinstance(one, Question) else False


def _names(record: Any) -> set[str]:
    return {record.name.casefold(), *(alias.name.casefold() for alias in record.aliases)}


# ── what claims tell ────────────────────────────────────────────────────────────────────────────────────────


def _sharing(some: Records, others: Records) -> Iterator[tuple[str, str, int]]:
    """Which entries hold the same claims, and how many. A quote counts whatever its source is called."""
    holders = defaultdict(set)
    for id, entry in some.items():
        for claim in entry.claims:
            holders[claim.quote].add(id)
    counts: Counter[tuple[str, str]] = Counter()
    for there, entry in others.items():
        for quote in {claim.quote for claim in entry.claims} & holders.keys():
            counts.update((here, there) for here in holders[quote])
    for (here, there), count in sorted(counts.items()):
        yield here, there, count


def _pointers(was: Collection[Entry], now: Collection[Entry]) -> Pointers:
    """What each id of the one state is called at the same spot of the same claim in the other, and how often."""
    theirs = {claim.quote: claim for entry in now for claim in entry.claims}
    by_id = {entry.id: entry for entry in now}
    found: dict[tuple[type[Record], str], Counter[str]] = defaultdict(Counter)
    for entry in was:
        for claim in entry.claims:
            if other := theirs.get(claim.quote):
                for kind, here, there in _spots(claim, other):
                    found[kind, here][there] += 1
        if there_is := by_id.get(entry.id):
            for kind, here, there in _swapped(Place, entry.places, there_is.places):
                found[kind, here][there] += 1
    return found


def _swapped(kind: type[Record], mine: Iterable[str], theirs: Iterable[str]) -> Iterator[tuple[type[Record], str, str]]:
    """Ids that both lists hold; one that only one of them does is held against the other's only one."""
    here, there = set(map(str, mine)), set(map(str, theirs))
    yield from ((kind, id, id) for id in here & there)
    if len(here - there) == len(there - here) == 1:
        yield kind, (here - there).pop(), (there - here).pop()


def _spots(claim: Claim, other: Claim) -> Iterator[tuple[type[Record], str, str]]:
    yield Source, str(claim.source), str(other.source)
    mine, theirs = _speaker(claim), _speaker(other)
    if mine and theirs:
        yield Actor, mine, theirs
    yield from ((Actor, str(here), str(there)) for here, there in zip(claim.via, other.via, strict=False))
    yield from _swapped(Question, claim.answers, other.answers)


def _speaker(claim: Claim) -> str:
    return str(claim.speaker.within if isinstance(claim.speaker, Unnamed) else claim.speaker or "")


def _mostly(votes: Counter[str] | None) -> str:
    """Where more than half of the votes go."""
    if not votes:
        return ""
    winner, count = min(votes.items(), key=lambda item: (-item[1], item[0]))
    return winner if count * 2 > votes.total() else ""


def _turned(onward: Pointers) -> Pointers:
    """The votes read backwards: what each id of the later state was called in the earlier one."""
    turned: dict[tuple[type[Record], str], Counter[str]] = defaultdict(Counter)
    for (kind, here), votes in onward.items():
        for there, count in votes.items():
            turned[kind, there][here] += count
    return turned


def renamed_ids(pairs: Mapping[type[Record], Pairs], way: Collection[str]) -> dict[tuple[type[Record], str], str]:
    """Ids to be replaced for a comparison, by kind. ``way``: which of ``same``, ``merged`` and ``split``."""
    return {
        (kind, here): there
        for kind, of_kind in pairs.items()
        for name in way
        for here, there in getattr(of_kind, name).items()
        if here != there
    }
