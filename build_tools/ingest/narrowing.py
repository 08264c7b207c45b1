"""Entries of which some claims do not get in: told anew by those that do, so that no draft says what none of its claims bears."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from build_tools.extract.entries.telling import Telling
from build_tools.ingest.proposed import Proposed
from build_tools.model import Claim, Entry
from build_tools.text.names import slug


def narrowed(entry: Entry, claims: Sequence[Claim], tellings: Iterable[Telling]) -> Entry:
    """The entry with these claims, and where they are not all of its own with the title, date, type, places and actors
    that they give. The id stays.
    """
    if tuple(claims) == entry.claims:
        return entry
    left = replace(entry, claims=tuple(claims))
    telling = _made_of(claims, tellings)
    if telling is None:
        return left
    kept = telling.of(claims)
    told, gone = kept.entry(entry.id), telling.ids_beyond(kept)
    return replace(
        left,
        title=told.title,
        date=told.date or entry.date,
        type=told.type,
        places=tuple(id for id in entry.places if id not in gone),
        actors=tuple(id for id in entry.actors if id not in gone),
    )


def without(proposed: Proposed, is_left_out: Callable[[Claim], bool]) -> Proposed:
    """The proposal without some of its claims, and without the entries that none is left of."""
    pairs = ((entry, [claim for claim in entry.claims if not is_left_out(claim)]) for entry in proposed.entries)
    return replace(proposed, entries=with_claims(((entry, left) for entry, left in pairs), proposed.tellings))


def with_claims(entries: Iterable[tuple[Entry, Sequence[Claim]]], tellings: Sequence[Telling]) -> tuple[Entry, ...]:
    """The entries with the claims that are left of each, under ids that go with their titles; none without a claim."""
    taken: set[str] = set()
    return tuple(_under_own_id(entry, claims, tellings, taken) for entry, claims in entries if claims)


def _under_own_id(entry: Entry, claims: Sequence[Claim], tellings: Sequence[Telling], taken: set[str]) -> Entry:
    found = narrowed(entry, claims, tellings)
    base = entry.id if found.title == entry.title else slug(found.title) or entry.id
    id = next(one for one in _numbered(base) if one not in taken)
    taken.add(id)
    return found if found.id == id else replace(found, id=id)


def _numbered(base: str) -> Iterator[str]:
    yield base
    number = 2
    while True:
        yield f"{base}-{number}"
        number += 1


def _made_of(claims: Sequence[Claim], tellings: Iterable[Telling]) -> Telling | None:
    """The telling that most of the claims are of."""
    quotes = {claim.quote for claim in claims}
    shares = ((sum(one.item.claim.quote in quotes for one in telling.told), telling) for telling in tellings)
    count, best = max(shares, key=lambda pair: pair[0], default=(0, None))
    return best if count else None
