"""What each address of the API answers: the objects of ``dossier.json`` with what belongs to them. Knows no files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.exports.dates import Bounds, as_json, bounds
from build_tools.model import Actor, Entry, Source

Json = dict[str, Any]
Months = Mapping[str, Mapping[str, Sequence[Json]]]
MOST_DAYS = 31  # that an entry's date may mean, for it to be listed on each of them


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


def days(entries: Iterable[Entry]) -> tuple[Months, list[str]]:
    """By month and day: the entries whose date may mean the day, each with whether it can mean no other (``certain``). And
    the ids of those that are on no day, since their date is open or may mean more than ``MOST_DAYS`` days.
    """
    by_day: dict[str, list[Json]] = {}
    wider = []
    for one in entries:
        possible = list(_possible(bounds(one.date)))
        for day in possible:
            by_day.setdefault(day, []).append({"entry": one.id, "certain": len(possible) == 1})
        wider += [] if possible else [str(one.id)]
    months: dict[str, dict[str, list[Json]]] = {}
    for day in sorted(by_day):
        months.setdefault(day[:7], {})[day] = by_day[day]
    return months, wider


def _possible(date: Bounds) -> Iterator[str]:
    if not date.earliest or not date.latest:
        return
    first, last = (dt.date.fromisoformat(day).toordinal() for day in date)
    if last - first < MOST_DAYS:
        yield from (dt.date.fromordinal(day).isoformat() for day in range(first, last + 1))
