"""All that the dossier holds of one actor, by section, and how it is cut into pages where it is too much for one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

from build_tools import addresses
from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.model import STANCES, Actor, Entry, Source
from build_tools.pages.desk import Desk
from build_tools.pages.spread import calendar as spread
from build_tools.pages.spread.calendar import MOST, Period, Sheet
from build_tools.roots import Root, root_of
from build_tools.wording import words
from build_tools.wording.words import Piece


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


Item = tuple[str, PlacedClaim | Entry]  # the section in which it stands, and what stands there


def periods(desk: Desk) -> dict[str, tuple[Period[Item], ...]]:
    """By actor id, of those of whom there is too much for one page: what there is, by time."""
    found = {}
    for actor in desk.corpus.actors.values():
        record = record_of(actor, desk)
        if record.size > MOST:
            found[actor.id] = spread.periods(list(_dated(record, desk)), count=lambda item: {item[0]: 1})
    return found


def outlines(desk: Desk) -> dict[str, tuple[Period[Item], ...]]:
    """The same without what the periods hold."""
    return {id: tuple(one.outline() for one in tree) for id, tree in desk.once(periods).items()}


def sheets(desk: Desk) -> dict[str, Sheet[Item]]:
    """By actor id and key of a period (“ministry/2024-05”): what its page tells."""
    trees = desk.once(periods)
    return {f"{id}/{key}": sheet for id, tree in trees.items() for key, sheet in spread.sheets(tree).items()}


def record_of_period(period: Period[Item]) -> ActorRecord:
    """What a period holds, by section."""
    held: dict[str, list[PlacedClaim | Entry]] = {}
    for section, thing in period.things:
        held.setdefault(section, []).append(thing)
    return ActorRecord(**{section: tuple(things) for section, things in held.items()})  # type: ignore[arg-type]


def _dated(record: ActorRecord, desk: Desk) -> Iterator[tuple[str, Item]]:
    for section in (one.name for one in fields(record)):
        for thing in getattr(record, section):
            date = thing.date if isinstance(thing, Entry) else words.said_on(thing, desk.corpus)
            yield spread.first_day(date), (section, thing)


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
