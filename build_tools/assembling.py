"""Records, read already or waiting to be asked for, put together as a Corpus in reading order. Knows no file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from build_tools.corpus import Corpus, entry_order
from build_tools.keeping.lazily import Lazily, Waiting, held
from build_tools.model import Actor, Entry, EventType, Place, Question, Record, Source


class Card(NamedTuple):
    """What has to be known of a record before anybody asks for it: where it stands among its kind, whether it stands aside
    (an entry that is withheld, a question that is a draft), and the name of a source's seed.
    """

    order: tuple[Any, ...]
    is_aside: bool = False
    seed: str = ""


def card_of(record: Record) -> Card:
    """Of one record."""
    if isinstance(record, Entry):
        return Card(entry_order(record), record.sensitivity == "person-at-risk")
    if isinstance(record, Question):
        return Card((str(record.id),), record.status == "draft")
    if isinstance(record, Source):
        return Card((str(record.id),), seed=str(record.seed))
    return (
        Card((record.name.casefold(), str(record.id))) if isinstance(record, Actor | Place) else Card((str(record.id),))
    )


def corpus_of(
    records: Mapping[type[Record], Mapping[str, Any]],
    types: Mapping[str, EventType],
    *,
    home: Record | None,
    about: Record | None,
) -> Corpus:
    """``records``: by kind and id, each a record or Waiting for one, with its Card."""
    entries, questions = _cards(records[Entry]), _cards(records[Question])
    return Corpus(
        entries=_ordered(records[Entry], entries, lambda card: not card.is_aside),
        withheld=_ordered(records[Entry], entries, lambda card: card.is_aside),
        sources=_ordered(records[Source], _cards(records[Source])),
        actors=_ordered(records[Actor], _cards(records[Actor])),
        places=_ordered(records[Place], _cards(records[Place])),
        questions=_ordered(records[Question], questions, lambda card: not card.is_aside),
        drafted_questions=_ordered(records[Question], questions, lambda card: card.is_aside),
        types=types,
        home=home,
        about=about,
    )


def seed_of(sources: Mapping[str, Source], id: str) -> str:
    """The name of a source's seed, without asking for the source if it waits."""
    waiting = held(sources)
    card = waiting.card(id) if isinstance(waiting, Lazily) else None
    return card.seed if card else str(sources[id].seed)


def _cards(group: Mapping[str, Any]) -> dict[str, Card]:
    return {id: Card(*one.card) if isinstance(one, Waiting) else card_of(one) for id, one in group.items()}


def _ordered(
    group: Mapping[str, Any], cards: Mapping[str, Card], is_wanted: Callable[[Card], bool] = lambda _: True
) -> Any:
    wanted = sorted((card.order, id) for id, card in cards.items() if is_wanted(card))
    found = {id: group[id] for _, id in wanted}
    return Lazily(found) if any(isinstance(one, Waiting) for one in found.values()) else found
