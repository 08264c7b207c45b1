"""All that the dossier holds of one actor, by section, and how it is cut into pages where it is too much for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields
from typing import TypeVar

from build_tools import addresses
from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.model import STANCES, Actor, Entry, Source
from build_tools.pages.desk import Desk
from build_tools.roots import Root, root_of
from build_tools.text import date_words, edtf
from build_tools.wording import words
from build_tools.wording.words import Piece

ON_ONE_PAGE = 240  # claims and entries that an actor's page shows at most before it is cut into periods
_ON_A_PERIOD = 600
UNDATED = "undated"

Thing = TypeVar("Thing", PlacedClaim, Entry)


@dataclass(frozen=True)
class ActorRecord:
    """What an actor said (``voice``: as a publisher), did and passed on, and where others name it (``of``)."""

    said: tuple[PlacedClaim, ...] = ()
    voice: tuple[PlacedClaim, ...] = ()
    did: tuple[Entry, ...] = ()
    of: tuple[PlacedClaim, ...] = ()
    unnamed: tuple[PlacedClaim, ...] = ()
    passed_on: tuple[PlacedClaim, ...] = ()

    @property
    def size(self) -> int:
        """How many claims and entries these are."""
        return sum(len(getattr(self, one.name)) for one in fields(self))

    def counts(self) -> dict[str, int]:
        """How many there are in each section."""
        return {one.name: len(getattr(self, one.name)) for one in fields(self)}


@dataclass(frozen=True)
class Period:
    """A year, month or day (EDTF, or UNDATED) of what there is of an actor."""

    key: str
    record: ActorRecord

    @property
    def label(self) -> str:
        """The period in words."""
        return "Day not known" if self.key == UNDATED else date_words.in_words(self.key)


def record_of(actor: Actor, desk: Desk) -> ActorRecord:
    """Gathers it from the indexes of the corpus."""
    corpus = desk.corpus
    return ActorRecord(
        said=corpus.claims_by_speaker.get(actor.id, ()),
        voice=tuple(own_voice(corpus.sources_by_publisher.get(actor.id, ()), desk)),
        did=corpus.entries_by_actor.get(actor.id, ()),
        of=tuple(desk.mentions.get(actor.id, ())),
        unnamed=corpus.unnamed_within.get(actor.id, ()),
        passed_on=corpus.claims_via.get(actor.id, ()),
    )


def own_voice(published: Iterable[Source], desk: Desk) -> list[PlacedClaim]:
    """Claims that a publisher makes itself."""
    of_source = desk.corpus.claims_by_source
    return [one for source in published for one in of_source.get(source.id, ()) if one.claim.speaker is None]


def periods(record: ActorRecord, desk: Desk) -> list[Period]:
    """The record by years; a year that holds too much by months, such a month by days. The latest first."""
    return list(_cut(record, desk, lengths=(4, 7, 10)))


def _cut(record: ActorRecord, desk: Desk, *, lengths: Sequence[int]) -> Iterable[Period]:
    length, *finer = lengths
    groups = {
        one.name: _grouped(getattr(record, one.name), lambda thing: _day(thing, desk)[:length])
        for one in fields(record)
    }
    for key in sorted({key for group in groups.values() for key in group}, reverse=True):
        part = ActorRecord(**{name: group.get(key, ()) for name, group in groups.items()})
        if finer and part.size > _ON_A_PERIOD and key:
            yield from _cut(part, desk, lengths=finer)
        else:
            yield Period(key or UNDATED, part)


def _grouped(things: Iterable[Thing], key: Callable[[Thing], str]) -> dict[str, tuple[Thing, ...]]:
    grouped: dict[str, list[Thing]] = {}
    for thing in things:
        grouped.setdefault(key(thing), []).append(thing)
    return {name: tuple(held) for name, held in grouped.items()}


def _day(thing: PlacedClaim | Entry, desk: Desk) -> str:
    """The first day (ISO) on which it may have been said or have happened, else the last; empty if neither is known."""
    written = thing.date if isinstance(thing, Entry) else words.said_on(thing, desk.corpus)
    try:
        date = edtf.parse(written)
    except edtf.NotEdtf:
        return ""
    day = date.earliest or date.latest
    return day.isoformat() if day else ""


@dataclass(frozen=True)
class Carriers:
    """Through whom claims reach us: how many each passed on between speaker and publisher, or published."""

    between: Counter[str]
    publishers: Counter[str]


def carriers(said: Iterable[PlacedClaim], desk: Desk) -> Carriers:
    """Counts claims by who passed them on and by who published them."""
    between: Counter[str] = Counter()
    publishers: Counter[str] = Counter()
    for placed in said:
        source = desk.corpus.sources.get(placed.claim.source)
        between.update(dict.fromkeys(map(str, placed.claim.via), 1))
        if source and source.publisher:
            publishers[str(source.publisher)] += 1
    return Carriers(between, publishers)


@dataclass(frozen=True)
class There:
    """Who else speaks under an entry, by stance: each root once, leading to its first claim there."""

    stance: str
    voices: tuple[Piece, ...]


def others_there(entry: Entry, actor: str, desk: Desk) -> list[There]:
    """Who but the actor itself says what under an entry."""
    heard: dict[str, dict[Root, Piece]] = {}
    for placed in placed_claims(entry):
        root = root_of(placed.claim, desk.corpus)
        if root.who != actor and root not in heard.setdefault(placed.claim.stance, {}):
            name = words.plain(words.root(root, desk.corpus))
            heard[placed.claim.stance][root] = Piece(name, addresses.address_of_claim(placed))
    told = sorted(heard, key=lambda stance: STANCES.index(stance) if stance in STANCES else len(STANCES))
    return [There(stance, tuple(heard[stance].values())) for stance in told if heard[stance]]
