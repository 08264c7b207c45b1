"""Who is spoken of: the claims of others whose words name an actor.

Names are matched word for word in one pass over the quotes, the longest first; no pair of claim and actor is tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Actor, Place, Unnamed

_WORD = re.compile(r"\w+")


class Names:
    """The names and aliases of actors by their words; of places too, so that “Lower Brae” does not name “Brae”."""

    def __init__(self, corpus: Corpus) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        records: list[Actor | Place] = [*corpus.actors.values(), *corpus.places.values()]
        for record in records:
            for name in dict.fromkeys((str(record.name), *(str(alias.name) for alias in record.aliases))):
                if spelt := tuple(_WORD.findall(name)):
                    actor = record.id if isinstance(record, Actor) else ""
                    self._by_first.setdefault(spelt[0], []).append((spelt, actor))
        for named in self._by_first.values():
            named.sort(key=lambda one: -len(one[0]))

    def found_in(self, text: str) -> dict[str, None]:
        """The actors whom a text names, each once."""
        spelt, at = _WORD.findall(text), 0
        found: dict[str, None] = {}
        if self._by_first.keys().isdisjoint(spelt):
            return found
        while at < len(spelt):
            if spelt[at] not in self._by_first:
                at += 1
                continue
            held = [one for one in self._by_first[spelt[at]] if spelt[at : at + len(one[0])] == [*one[0]]]
            longest = len(held[0][0]) if held else 1
            found |= {actor: None for name, actor in held if actor and len(name) == longest}
            at += longest
        return found


def mentions(corpus: Corpus) -> Mapping[str, list[PlacedClaim]]:
    """By actor id: the claims in which others name it, in the order of the timeline."""
    names = Names(corpus)
    spoken: dict[str, list[PlacedClaim]] = {}
    for placed in corpus.claims:
        own = set(_speakers(placed, corpus))
        for actor in names.found_in(placed.claim.quote):
            if actor not in own:
                spoken.setdefault(actor, []).append(placed)
    return spoken


def _speakers(placed: PlacedClaim, corpus: Corpus) -> Iterator[str]:
    """Those whose own words these are: the speaker, the body of an unnamed one, the publisher in its own voice."""
    speaker = placed.claim.speaker
    if isinstance(speaker, Unnamed):
        yield speaker.within
    elif speaker:
        yield speaker
    elif source := corpus.sources.get(placed.claim.source):
        yield source.publisher
