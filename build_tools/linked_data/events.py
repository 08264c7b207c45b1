"""An entry in the words of schema.org: an event as it is told of, and the claims that tell of it, each with its words.

Nothing is rated: there is no ClaimReview, and a denial stands beside what it denies.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.addresses import address_of_claim
from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.linked_data import days
from build_tools.linked_data.things import Here, named, nested, term
from build_tools.model import Actor, Claim, Entry, Place, Source, Unnamed
from build_tools.sparse import Json, if_any

_REPORTED = "As reported: see the claims for who says so."
_DISPUTED = "As reported: others deny it, or say otherwise."


def event(entry: Entry, description: str, here: Here, *, disputed: bool) -> list[Json]:
    """The event with its claims, then what they name; ``description`` says who speaks for it."""
    corpus = here.corpus
    label = corpus.types[entry.type].label if entry.type in corpus.types else entry.type
    told = {
        "@type": "Event",
        **here.ref(entry),
        "name": str(entry.title),
        "description": description,
        "disambiguatingDescription": _DISPUTED if disputed or _is_denied(entry) else _REPORTED,
        **days.lasting(entry.date),
        **if_any(term("type"), str(label)),
        **if_any("location", here.refs(entry.places, corpus.places)),
        **if_any("about", here.refs(entry.actors, corpus.actors)),
        **if_any("subjectOf", [_claim(placed, here) for placed in placed_claims(entry)]),
    }
    return nested(told, (named(record, here) for record in _named_in(entry, here)))


def _is_denied(entry: Entry) -> bool:
    return any(claim.stance == "denies" for claim in entry.claims)


def _claim(placed: PlacedClaim, here: Here) -> Json:
    claim, source = placed.claim, here.corpus.sources.get(placed.claim.source)
    language = claim.lang or (source.language if source else "")
    return {
        "@type": ["Claim", "Quotation"],
        "@id": here.at(address_of_claim(placed)),
        "text": str(claim.quote),
        **if_any("inLanguage", str(language)),
        **_speaker(claim, source, here),
        **if_any(term("via"), _list(here.refs(claim.via, here.corpus.actors))),
        term("stance"): str(claim.stance),
        **if_any("appearance", here.ref(source) if source else None),
        **days.created(claim.said),
        **days.about(claim.when),
        **if_any("workTranslation", _translation(claim)),
    }


def _speaker(claim: Claim, source: Source | None, here: Here) -> Json:
    """Who said it. Somebody unnamed is told by the words for them alone: of what kind they are nobody knows."""
    if isinstance(claim.speaker, Unnamed):
        within = here.corpus.actors.get(claim.speaker.within)
        return {"creditText": f"{claim.speaker.words} ({within.name})" if within else str(claim.speaker.words)}
    speaker = claim.speaker or (source.publisher if source else "")
    return if_any("creator", next(iter(here.refs([speaker], here.corpus.actors)), None))


def _translation(claim: Claim) -> Json | None:
    if not claim.translation:
        return None
    translator = {"@type": "Person", "name": str(claim.translation.by)}
    told = {"@type": "Quotation", "inLanguage": "en", "text": str(claim.translation.text)}
    return {**told, **if_any("translator", translator if claim.translation.by else None)}


def _named_in(entry: Entry, here: Here) -> Iterator[Actor | Place | Source]:
    """What the event and its claims name, each once: places, sources, actors."""
    corpus, claims = here.corpus, entry.claims
    sources = [corpus.sources[id] for id in _once(claim.source for claim in claims) if id in corpus.sources]
    voices = [id for claim in claims for id in (claim.named_speaker, *claim.via)]
    actors = _once([*entry.actors, *voices, *(source.publisher for source in sources)])
    yield from (corpus.places[id] for id in _once(entry.places) if id in corpus.places)
    yield from sources
    yield from (corpus.actors[id] for id in actors if id in corpus.actors)


def _once(ids: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(str(id) for id in ids if id))


def _list(things: list[Json]) -> Json | None:
    return {"@list": things} if things else None
