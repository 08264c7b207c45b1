"""The list of all actors: by kind and first letter, on one page while they fit, else on a page for each letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from build_tools.making.maker import Maker, alone
from build_tools.model import ACTOR_KINDS, Actor
from build_tools.pages.actor import actor_record
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.spread import alphabet
from build_tools.pages.spread.parts import Part, parts
from build_tools.wording import terms

ADDRESS = "actors/index.html"
_ON_THE_INDEX = 240  # actors up to which the index shows all of them
_OF_A_KIND = 30  # that it shows else
_LETTERS_FROM = 60  # actors of one kind, above which their list is cut by first letters
_ON_A_PAGE = 150


@dataclass(frozen=True)
class Counts:
    """How many claims an actor makes, in how many entries it is named, how many claims it passes on."""

    said: int
    did: int
    passed_on: int


@dataclass(frozen=True)
class Shelf:
    """Actors of one kind under the letters with which their names begin; one shelf without a letter if they are few.

    ``pages``: where each letter has a page of its own, and how many stand there; ``letters`` is then empty.
    """

    kind: str
    number: int
    letters: Sequence[tuple[str, Sequence[Actor]]] = ()
    pages: Sequence[tuple[str, str, int]] = ()


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, and of many actors a page for each letter of each kind."""
    yield alone("actors/index.html", partial(_index, desk))
    yield Maker("actors of a letter", lambda: desk.once(pages), lambda key: (_page(key, desk),))


def counts(desk: Desk) -> dict[str, Counts]:
    """By actor id."""
    corpus = desk.corpus
    voices = {id: len(actor_record.own_voice(held, desk)) for id, held in corpus.sources_by_publisher.items()}
    return {
        id: Counts(
            len(corpus.claims_by_speaker.get(id, ())) + voices.get(id, 0),
            len(corpus.entries_by_actor.get(id, ())),
            len(corpus.claims_via.get(id, ())),
        )
        for id in corpus.actors
    }


def pages(desk: Desk) -> dict[str, tuple[str, str, Part[str]]]:
    """By address: the kind, the letter and the ids of the actors there; none where the index shows all."""
    if len(desk.corpus.actors) <= _ON_THE_INDEX:
        return {}
    found = {}
    for kind, actors in _by_kind(desk).items():
        for letter, held in _letters(actors).items() if len(actors) > _OF_A_KIND else ():
            for part in parts([actor.id for actor in held], _address(kind, letter), most=_ON_A_PAGE):
                found[part.address] = kind, letter, part
    return found


def _address(kind: str, letter: str) -> str:
    return f"actors/by-name/{kind}-{alphabet.in_address(letter)}.html"


def _by_kind(desk: Desk) -> dict[str, list[Actor]]:
    actors = desk.corpus.actors.values()
    kinds = [*ACTOR_KINDS, *dict.fromkeys(one.kind for one in actors if one.kind not in ACTOR_KINDS)]
    grouped: dict[str, list[Actor]] = {kind: [] for kind in kinds}
    for actor in actors:
        grouped[actor.kind].append(actor)
    return {kind: held for kind, held in grouped.items() if held}


def _letters(actors: Iterable[Actor]) -> dict[str, list[Actor]]:
    return alphabet.by_letter(sorted(actors, key=lambda one: one.id), lambda one: str(one.name))


def _index(desk: Desk) -> Page:
    number = len(desk.corpus.actors)
    shelves = [_shelf(kind, actors, spread=number > _ON_THE_INDEX) for kind, actors in _by_kind(desk).items()]
    shown = [actor.id for shelf in shelves for _, held in shelf.letters for actor in held]
    return desk.page(
        ADDRESS,
        "actors.html",
        title="Actors",
        description=f"{terms.counted(number, 'actor')}: who speaks and who acts.",
        shelves=shelves,
        spread=number > _ON_THE_INDEX,
        counts={id: desk.once(counts)[id] for id in shown},
    )


def _shelf(kind: str, actors: Sequence[Actor], *, spread: bool) -> Shelf:
    letters = _letters(actors)
    if spread and len(actors) > _OF_A_KIND:
        listed = [(letter, _address(kind, letter), len(held)) for letter, held in letters.items()]
        return Shelf(kind, len(actors), pages=listed)
    if len(actors) <= _LETTERS_FROM:
        return Shelf(kind, len(actors), [("", [one for held in letters.values() for one in held])])
    return Shelf(kind, len(actors), list(letters.items()))


def _page(address: str, desk: Desk) -> Page:
    kind, letter, part = desk.once(pages)[address]
    label = terms.term("actors", kind).label
    return desk.page(
        address,
        "actors_letter.html",
        title=f"{label}: {letter}" + (f", page {part.number}" if part.number > 1 else ""),
        description=f"{terms.counted(part.total, 'actor')}: {label.lower()} whose names begin with {letter}.",
        kind=kind,
        letter=letter,
        part=part,
        letters=[(one, address_, number) for one, address_, number in _shelf_of(kind, desk).pages],
        actors=[desk.corpus.actors[id] for id in part.items],
        counts={id: desk.once(counts)[id] for id in part.items},
    )


def _shelf_of(kind: str, desk: Desk) -> Shelf:
    return desk.once(_shelves)[kind]


def _shelves(desk: Desk) -> dict[str, Shelf]:
    return {kind: _shelf(kind, actors, spread=True) for kind, actors in _by_kind(desk).items()}
