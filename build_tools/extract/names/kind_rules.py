"""Decides what a run of capitals names, by its head and the words around it; the strongest sign counts.

Every decision says why. Knows one run at a time; who is who is decided in ``names``.
"""

from __future__ import annotations

from functools import lru_cache

from build_tools.extract.names import kinds_of_bodies as bodies
from build_tools.extract.names import kinds_of_people as people
from build_tools.extract.names import kinds_of_places as places
from build_tools.extract.names.around import around
from build_tools.extract.names.kinds import NONE, Kind, Look
from build_tools.extract.names.runs import Run
from build_tools.extract.speech import kinds_of_speakers as speakers

_IN_ORDER_OF_CERTAINTY = (
    people.titled,
    bodies.acronym_owner,
    places.ship,
    places.placed,
    people.namesake_of_a_head,
    bodies.headed,
    places.dateline,
    places.american,
    people.signed,
    people.given,
    places.apposed,
    people.in_office,
    bodies.outlet_apposed,
    bodies.apposed,
    people.apposed,
    people.profession,
    people.called,
    bodies.officed,
    bodies.traded,
    bodies.told,
    bodies.employing,
    places.city,
    bodies.working,
    speakers.speaking,
    places.located,
)


def decide(run: Run, text: str) -> Kind:
    """What the run names, by the strongest sign there is; ``kinds.NONE`` where there is none."""
    looks, otherwise = _by_form(run.words, run.titles, run.possessive, run.opens)
    if looks:
        beside = around(text, run.start, run.end)
        for look in looks:
            if found := look(beside):
                return found
    return otherwise


@lru_cache(maxsize=16384)
def _by_form(
    words: tuple[str, ...], titles: tuple[str, ...], possessive: bool, opens: bool
) -> tuple[tuple[Look, ...], Kind]:
    """What to look for around such a run, in order, and what it is where nothing of it is found. Names recur."""
    run = Run(0, 0, words, titles, possessive, None, opens)
    looks: list[Look] = []
    for rule in _IN_ORDER_OF_CERTAINTY:
        sign = rule(run)
        if isinstance(sign, Kind):
            return tuple(looks), sign
        if sign:
            looks.append(sign)
    return tuple(looks), NONE
