"""What each address of the API answers: the objects of ``dossier.json`` with what belongs to them. Knows no files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.exports.dates import as_json
from build_tools.exports.objects import claim_as_json, entry_as_json
from build_tools.exports.telling import ToldEntry
from build_tools.model import Actor, Entry, Source

Json = dict[str, Any]
MOST_DAYS = 31  # that an entry's date may mean, for it to be listed on each of them


def entry(told: ToldEntry, corpus: Corpus) -> Json:
    """An entry with its claims in full."""
    return {"entry": entry_as_json(told), "claims": [claim_as_json(one, corpus) for one in told.claims]}


def summary(one: Entry) -> Json:
    """An entry as lists show it; ``href`` leads from the root of the API to the whole."""
    return {
        "id": one.id,
        "title": one.title,
        "date": as_json(one.date),
        "type": one.type,
        "status": one.status,
        "href": f"entries/{one.id}.json",
    }


def named(kind: str, id: str, name: str, entries: int) -> Json:
    """An actor, place, question or source as lists show it; ``entries``: in how many it has a part."""
    return {"id": id, "name": name, "entries": entries, "href": f"{kind}/{id}.json"}


def claims_of_actor(actor: Actor, corpus: Corpus) -> list[Json]:
    """Where an actor spoke, has somebody unnamed speaking within it, or passed words on."""
    parts = {
        "speaker": corpus.claims_by_speaker,
        "within": corpus.unnamed_within,
        "via": corpus.claims_via,
    }
    return [mention(placed) | {"as": part} for part, by in parts.items() for placed in by.get(actor.id, ())]


def claims_of_source(source: Source, corpus: Corpus) -> list[Json]:
    """The claims that stand in a source, in the order of its text."""
    return [mention(placed) for placed in corpus.claims_by_source.get(source.id, ())]


def mention(placed: PlacedClaim) -> Json:
    """A claim by its id, with the entry that holds it."""
    return {"claim": placed.claim.id, "entry": placed.entry.id}


def entries_of_actors(corpus: Corpus) -> dict[str, list[Entry]]:
    """By actor: the entries in which it took part, spoke or passed words on, in timeline order."""
    held: dict[str, dict[str, Entry]] = {id: {} for id in corpus.actors}
    by_claims = (corpus.claims_by_speaker, corpus.unnamed_within, corpus.claims_via)
    for id, found in held.items():
        own = [placed.entry for by in by_claims for placed in by.get(id, ())]
        found |= {one.id: one for one in [*corpus.entries_by_actor.get(id, ()), *own]}
    order = {id: at for at, id in enumerate(corpus.entries)}
    return {id: sorted(found.values(), key=lambda one: order[one.id]) for id, found in held.items()}


def days(entries: Iterable[Entry]) -> tuple[dict[str, list[Json]], list[Json]]:
    """By day: the entries whose date may mean it, each with whether it can mean no other (``certain``). And those that are
    listed on no day, since their date is open or may mean more than ``MOST_DAYS`` days.
    """
    by_day: dict[str, list[Json]] = {}
    wider = []
    for one in entries:
        told = summary(one)
        possible = list(_possible(told["date"]))
        for day in possible:
            by_day.setdefault(day, []).append(told | {"certain": len(possible) == 1})
        wider += [] if possible else [told]
    return dict(sorted(by_day.items())), wider


def _possible(date: Json | None) -> Iterator[str]:
    if not date or not date["earliest"] or not date["latest"]:
        return
    first, last = (dt.date.fromisoformat(date[end]).toordinal() for end in ("earliest", "latest"))
    if last - first < MOST_DAYS:
        yield from (dt.date.fromordinal(day).isoformat() for day in range(first, last + 1))
