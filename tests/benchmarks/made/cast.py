"""Who and where: states with their bodies, people and outlets, places within places. A few are in everybody's mouth."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.model import Actor, Alias, Place, Role
from tests.benchmarks.made.words import SYLLABLES_OF_CYRILLIC, Drawing, skew

_BODIES = (
    "Ministry of Defence", "General Staff of the Armed Forces", "Ministry of Foreign Affairs", "Border Guard Service",
    "Main Directorate for Intelligence of the Ministry", "Rescue Service", "Parliamentary Committee on National Security",
    "Presidential Office", "Navy", "Central Bank", "Ministry of Health", "Electoral Commission",
)  # fmt: skip
_OFFICES = ("spokesperson", "minister", "deputy head", "commander", "member", "adviser", "chief of staff")
_OUTLETS = (
    "Times",
    "News Agency",
    "Herald",
    "Broadcasting Corporation",
    "Post",
    "Observer",
    "Institute for War Reporting",
)
_GIVEN = [
    "Anna",
    "Boris",
    "Carla",
    "David",
    "Elena",
    "Farid",
    "Grace",
    "Hugo",
    "Irina",
    "Jonas",
    "Karim",
    "Laura",
    "Miguel",
    "Nadia",
    "Omar",
    "Petra",
    "Yusuf",
    "Zoya",
]


@dataclass(frozen=True)
class Cast:
    """Everybody and every place; ``speakers`` and ``towns`` are in the order in which they are heard of."""

    actors: tuple[Actor, ...]
    places: tuple[Place, ...]
    outlets: tuple[Actor, ...]
    bodies: tuple[Actor, ...]
    speakers: tuple[Actor, ...]
    towns: tuple[Place, ...]

    def speaker_weights(self) -> tuple[float, ...]:
        """A ministry has thousands of claims, most people have a handful."""
        return skew(len(self.speakers), flat=2)


def cast_of(drawing: Drawing, *, actors: int, places: int) -> Cast:
    """As many actors and places as told, or the few more that their states need."""
    states = [_state(drawing, number) for number in range(max(2, actors // 150))]
    bodies = [_body(drawing, states[number % len(states)], number) for number in range(max(4, actors * 3 // 20))]
    outlets = [_outlet(drawing, number) for number in range(max(3, actors // 8))]
    left = max(4, actors - len(states) - len(bodies) - len(outlets))
    people = [_person(drawing, bodies, number) for number in range(left)]
    made = _places(drawing, max(6, places))
    speakers = (*bodies[:4], *states[:2], *people[: left // 3], *bodies[4:], *states[2:], *people[left // 3 :])
    towns = tuple(place for place in made if place.kind in ("town", "village"))
    return Cast((*states, *bodies, *outlets, *people), made, tuple(outlets), tuple(bodies), speakers, towns)


def _state(drawing: Drawing, number: int) -> Actor:
    name = drawing.name()
    return Actor(
        f"state-{number}", name=name, kind="state", aliases=(Alias(f"Republic of {name}"), _cyrillic(drawing, 1))
    )


def _body(drawing: Drawing, state: Actor, number: int) -> Actor:
    kind = _BODIES[number % len(_BODIES)]
    name = f"{kind} of {state.name} in {drawing.name()}"
    initials = "".join(word[0] for word in name.split() if word[0].isupper())
    long = f"{kind} of the Republic of {state.name}, {drawing.name()} branch"
    aliases = (Alias(long), Alias(f"{initials}{number}"), _cyrillic(drawing, 4))
    return Actor(f"body-{number}", name=name, kind="organisation", aliases=aliases, part_of=state.id)


def _outlet(drawing: Drawing, number: int) -> Actor:
    return Actor(
        f"outlet-{number}", name=f"{drawing.name()} {drawing.name()} {_OUTLETS[number % len(_OUTLETS)]}", kind="outlet"
    )


def _person(drawing: Drawing, bodies: list[Actor], number: int) -> Actor:
    given, family = drawing.chance.choice(_GIVEN), f"{drawing.name()}{drawing.name().lower()}"
    aliases = (Alias(f"{given[0]}. {family} {drawing.name()}"), _cyrillic(drawing, 2)) if drawing.happens(0.6) else ()
    body = drawing.one(bodies, skew(len(bodies), flat=3))
    roles = (Role(drawing.chance.choice(_OFFICES), of=body.id),) if drawing.happens(0.7) else ()
    return Actor(f"person-{number}", name=f"{given} {family}", kind="person", aliases=aliases, roles=roles)


def _cyrillic(drawing: Drawing, words: int) -> Alias:
    syllables = (drawing.chance.choices(SYLLABLES_OF_CYRILLIC, k=4) for _ in range(words))
    return Alias(" ".join("".join(one).capitalize() for one in syllables), lang="uk")


def _places(drawing: Drawing, count: int) -> tuple[Place, ...]:
    """One in fifty is a country, one in ten a region, the rest towns and villages, each within one further up."""
    countries = max(1, count // 50)
    regions = max(2, count // 10)
    made: list[Place] = []
    for number in range(count):
        above, kind = "", "country"
        if number >= countries:
            above, kind = f"place-{drawing.chance.randrange(countries)}", "region"
        if number >= countries + regions:
            above = f"place-{countries + drawing.one(range(regions), skew(regions, flat=2))}"
            kind = drawing.chance.choice(("town", "village"))
        name = f"{drawing.name()}{drawing.name().lower()}"
        aliases = (Alias(f"{name} {drawing.name()}"), _cyrillic(drawing, 1)) if drawing.happens(0.5) else ()
        made.append(_place(drawing, Place(f"place-{number}", name=name, kind=kind, aliases=aliases, within=above)))
    return tuple(made)


def _place(drawing: Drawing, place: Place) -> Place:
    if place.kind == "country" or drawing.happens(0.2):
        return place
    at = (f"{drawing.chance.uniform(44, 56):.4f}", f"{drawing.chance.uniform(22, 40):.4f}")
    told = {
        "coordinates": at,
        "coordinates_from": "invented",
        "precision": "region" if place.kind == "region" else "exact",
    }
    return Place(place.id, name=place.name, kind=place.kind, aliases=place.aliases, within=place.within, **told)
