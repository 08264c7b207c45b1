"""Actors: who they are, what they said and did, through whom their words reach us."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from build_tools import addresses
from build_tools.corpus import PlacedClaim
from build_tools.model import ACTOR_KINDS, Actor, Source
from build_tools.pages import terms, words
from build_tools.pages.cards import cards
from build_tools.pages.desk import Desk, known
from build_tools.pages.drawings.answers import said_key
from build_tools.pages.page import Page


def pages(desk: Desk) -> Iterator[Page]:
    """The index, then each actor."""
    yield _index(desk)
    for actor in desk.corpus.actors.values():
        yield _page(actor, desk)


def _index(desk: Desk) -> Page:
    corpus = desk.corpus
    kinds = [*ACTOR_KINDS, *dict.fromkeys(a.kind for a in corpus.actors.values() if a.kind not in ACTOR_KINDS)]
    groups = [(kind, [actor for actor in corpus.actors.values() if actor.kind == kind]) for kind in kinds]
    return desk.page(
        "actors/index.html",
        "actors.html",
        title="Actors",
        description=f"{terms.counted(len(corpus.actors), 'actor')}: who speaks and who acts.",
        groups=[(kind, sorted(group, key=lambda one: str(one.name).casefold())) for kind, group in groups if group],
        said={one: len(group) for one, group in corpus.claims_by_speaker.items()},
        did={one: len(group) for one, group in corpus.entries_by_actor.items()},
    )


def _page(actor: Actor, desk: Desk) -> Page:
    corpus = desk.corpus
    said = corpus.claims_by_speaker.get(actor.id, ())
    published = [source for source in corpus.sources.values() if source.publisher == actor.id]
    return desk.page(
        addresses.address_of(actor),
        "actor.html",
        title=words.name_of(actor),
        description=_description(actor, desk),
        actor=actor,
        part_of=known([actor.part_of], corpus.actors),
        country=known([actor.country], corpus.actors),
        parts=corpus.parts.get(actor.id, ()),
        members=desk.office_holders.get(actor.id, ()),
        said=by_day(said, desk),
        voices=by_day(_own_voice(published, desk), desk),
        did=cards(corpus.entries_by_actor.get(actor.id, ()), desk),
        unnamed=by_day(corpus.unnamed_within.get(actor.id, ()), desk),
        passed_on=by_day(corpus.claims_via.get(actor.id, ()), desk),
        carried_by=_carriers(said, desk),
        published=published,
        counts=(len(said), len(corpus.entries_by_actor.get(actor.id, ()))),
        edit=desk.site.edit_address(actor.path),
    )


def _description(actor: Actor, desk: Desk) -> str:
    """What the actor is, by its latest role or its kind."""
    if actor.roles:
        role = actor.roles[-1]
        of = f", {words.actor(role.of, desk.corpus).text}" if role.of else ""
        return f"{actor.name}: {role.title}{of}."
    return f"{actor.name}: {terms.term('actor', actor.kind).label.lower()}."


def _own_voice(published: Iterable[Source], desk: Desk) -> list[PlacedClaim]:
    """Claims that this publisher makes itself."""
    return [
        placed
        for source in published
        for placed in desk.corpus.claims_by_source.get(source.id, ())
        if placed.claim.speaker is None
    ]


def by_day(placed: Iterable[PlacedClaim], desk: Desk) -> list[tuple[str, list[PlacedClaim]]]:
    """Claims by the day on which they were said, or published where that is all we know; undated ones last."""

    def said(one: PlacedClaim) -> str:
        return words.said_on(one, desk.corpus)

    ordered = sorted(placed, key=lambda one: (said_key(said(one)), said(one)))
    return [(day, list(group)) for day, group in groupby(ordered, key=said)]


def _carriers(said: Iterable[PlacedClaim], desk: Desk) -> list[tuple[words.Piece, int]]:
    """Through whom an actor's words reach us: those who passed them on, and the publishers of the sources."""
    counts: Counter[str] = Counter()
    for placed in said:
        source = desk.corpus.sources.get(placed.claim.source)
        publisher = str(source.publisher) if source else ""
        counts.update(dict.fromkeys([*map(str, placed.claim.via), *([publisher] if publisher else [])], 1))
    return [(words.actor(who, desk.corpus), number) for who, number in counts.most_common()]
