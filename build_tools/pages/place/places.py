"""Places: where they are, how surely that is known, and what happened there."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools import addresses
from build_tools.agreement import Answer
from build_tools.atlas.boundaries import boundaries
from build_tools.corpus import placed_claims
from build_tools.making.maker import Maker, alone, each
from build_tools.model import Entry, Place, Question
from build_tools.pages.desk import Desk, known
from build_tools.pages.entry.cards import cards
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.pages.spread import alphabet, calendar
from build_tools.pages.spread.calendar import MOST, Period, Sheet
from build_tools.pages.spread.parts import Part, parts
from build_tools.wording import terms, words

_LATEST = 12  # entries of a place that has too many for one page
_MOST_WITHIN, _MOST_CLAIMS, _MOST_ANSWERS, _MOST_INNER = 20, 30, 30, 40  # on a page; other pages hold them all
_ON_THE_INDEX = 150  # places of the widest kinds, where not all fit on it
_ON_A_PAGE = 200


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, of many places a page for each letter, then each place with the periods of one that has many entries."""
    yield alone("places/index.html", partial(_index, desk))
    yield Maker(
        "places of a letter", lambda: desk.once(pages), lambda key: (_letter(key, desk),), folder="places/by-name/"
    )
    yield each("place", desk.corpus.places, lambda place: (_page(place, desk),), folder="places/")
    yield Maker("period of a place", lambda: desk.once(sheets), lambda key: (_period(key, desk),), folder="places/")


def pages(desk: Desk) -> dict[str, tuple[str, Part[str]]]:
    """By address: the letter, and the ids of the places there; none where the index shows all places."""
    if desk.maps.are_listed_together:
        return {}
    cut = {
        letter: parts([place.id for place in held], _address(letter), most=_ON_A_PAGE)
        for letter, held in alphabet.by_letter(desk.corpus.places.values(), lambda one: str(one.name)).items()
    }
    return {part.address: (letter, part) for letter, held in cut.items() for part in held}


def _address(letter: str) -> str:
    return f"places/by-name/{alphabet.in_address(letter)}.html"


def _letters(desk: Desk) -> list[tuple[str, str, int]]:
    """Each letter with its first page and how many places it has."""
    return [(letter, address, part.total) for address, (letter, part) in desk.once(pages).items() if part.number == 1]


def _letter(address: str, desk: Desk) -> Page:
    letter, part = desk.once(pages)[address]
    held = [desk.corpus.places[id] for id in part.items]
    above = desk.corpus.places
    return desk.page(
        address,
        "places_letter.html",
        title=f"Places: {letter}" + (f", page {part.number}" if part.number > 1 else ""),
        description=f"{terms.counted(part.total, 'place')} whose names begin with {letter}.",
        letter=letter,
        part=part,
        letters=desk.once(_letters),
        places=[(one, str(above[one.within].name) if one.within in above else "") for one in held],
        entries={one.id: len(desk.corpus.entries_by_place.get(one.id, ())) for one in held},
    )


def _index(desk: Desk) -> Page:
    corpus = desk.corpus
    tops = [place for place in corpus.places.values() if place.within not in corpus.places]
    rows = [row for top in _by_name(tops) for row in _with_those_within(top, desk, depth=0, above=frozenset())]
    letters = [] if desk.maps.are_listed_together else desk.once(_letters)
    if letters:
        rows = [row for row in rows if row[0] <= 1][:_ON_THE_INDEX]
    return desk.page(
        "places/index.html",
        "places.html",
        title="Places",
        description=f"{terms.counted(len(corpus.places), 'place')}, each within what it belongs to.",
        rows=rows,
        letters=letters,
        entries={place.id: len(corpus.entries_by_place.get(place.id, ())) for _, place in rows},
        decisions=boundaries().decisions,
        origin=boundaries().origin,
    )


def _by_name(places: list[Place]) -> list[Place]:
    return sorted(places, key=lambda place: str(place.name).casefold())


def _with_those_within(place: Place, desk: Desk, *, depth: int, above: frozenset[str]) -> Iterator[tuple[int, Place]]:
    yield depth, place
    for inner in _by_name(list(desk.corpus.places_within.get(place.id, ()))):
        if inner.id not in above:
            yield from _with_those_within(inner, desk, depth=depth + 1, above=above | {place.id})


def periods_here(desk: Desk) -> dict[str, tuple[Period[Entry], ...]]:
    """By place id, where there are too many for one page: the entries at the very place, by time."""
    dated: dict[str, list[tuple[str, Entry]]] = {}
    for entry in desk.corpus.timeline:
        for place in dict.fromkeys(entry.places):
            dated.setdefault(place, []).append((calendar.first_day(entry.date), entry))
    return {place: calendar.periods(held) for place, held in dated.items() if len(held) > MOST}


def outlines(desk: Desk) -> dict[str, tuple[Period[Entry], ...]]:
    """The same without the entries."""
    return {place: tuple(one.outline() for one in tree) for place, tree in desk.once(periods_here).items()}


def sheets(desk: Desk) -> dict[str, Sheet[Entry]]:
    """By place id and key of a period (“brae/2024-05”): what its page tells."""
    trees = desk.once(periods_here)
    return {f"{id}/{key}": sheet for id, tree in trees.items() for key, sheet in calendar.sheets(tree).items()}


def _page(place: Place, desk: Desk) -> Page:
    corpus = desk.corpus
    above = corpus.place_and_above(place.id)[1:]
    within = known(above, corpus.places)
    entries = corpus.entries_by_place.get(place.id, ())
    here = [entry for entry in entries if place.id in entry.places]
    inside = [entry for entry in entries if place.id not in entry.places]
    periods = desk.once(outlines).get(place.id, ())
    shown = here[-_LATEST:] if periods else here
    claims = [placed for entry in shown for placed in placed_claims(entry)]
    answers = desk.once(answers_by_place).get(place.id, ())
    inner = _inner(place, desk)
    return desk.page(
        addresses.address_of(place),
        "place.html",
        title=words.name_of(place),
        description=f"{', '.join(str(one.name) for one in (place, *within))}: what is placed there, by whom.",
        place=place,
        within=within,
        inner=inner[:_MOST_INNER],
        inner_more=max(0, len(inner) - _MOST_INNER),
        all_places="places/index.html#" + ("all" if desk.maps.are_listed_together else "by-name"),
        drawn=desk.maps.of_place(place),
        here=cards(shown, desk),
        here_count=len(here),
        periods=periods,
        address_of_key=partial(_address_of_key, place.id),
        inside=cards(inside[-_MOST_WITHIN:], desk),
        within_count=len(inside),
        claimed=speech.by_root(claims[:_MOST_CLAIMS], corpus),
        claimed_more=max(0, len(claims) - _MOST_CLAIMS),
        answers=answers[:_MOST_ANSWERS],
        answers_more=max(0, len(answers) - _MOST_ANSWERS),
    )


def _period(key: str, desk: Desk) -> Page:
    sheet = desk.once(sheets)[key]
    place = desk.corpus.places[key.split("/")[0]]
    name, label = words.name_of(place), sheet.period.label
    above = [(calendar.label(one), _address_of_key(place.id, one)) for one in sheet.above]
    return desk.page(
        _address_of_key(place.id, sheet.period.key),
        "place_period.html",
        title=f"{name}: {label}",
        description=f"{terms.counted(sheet.period.number, 'entry', 'entries')} placed in {name}: {label}.",
        place=place,
        sheet=sheet,
        cards=cards(sheet.period.things, desk),
        trail=[("Places", "places/index.html"), (str(name), addresses.address_of(place)), *above],
        label_of_key=calendar.label,
        address_of_key=partial(_address_of_key, place.id),
    )


def _address_of_key(place: str, key: str) -> str:
    return f"places/{place}/{key}.html"


def _inner(place: Place, desk: Desk) -> list[tuple[Place, int]]:
    """The places directly within, each with how many entries it holds."""
    inner = _by_name(list(desk.corpus.places_within.get(place.id, ())))
    return [(one, len(desk.corpus.entries_by_place.get(one.id, ()))) for one in inner]


def answers_by_place(desk: Desk) -> dict[str, tuple[tuple[Question, Answer], ...]]:
    """By place id: the questions to which a claim answers with it."""
    found: dict[str, list[tuple[Question, Answer]]] = {}
    for finding in desk.agreement.findings.values():
        for answer in finding.answers if finding.question.kind == "place" else ():
            found.setdefault(answer.written, []).append((finding.question, answer))
    return {place: tuple(held) for place, held in found.items()}
