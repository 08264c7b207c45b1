"""How a claim reached us, as stations from the speaker to the text at hand: what is drawn and what is said of each.

Knows no HTML. A shape tells what colour would: named and unnamed speakers, those who pass on, the text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from build_tools.corpus import Corpus
from build_tools.model import Claim, Unnamed
from build_tools.wording import words
from build_tools.wording.words import Piece, Pieces

ROLES = {
    "named": "Speaker",
    "unnamed": "Speaker, not named",
    "voice": "In its own voice",
    "via": "Passed on by",
    "publisher": "Published by",
    "copied": "First published in",
    "text": "Text at hand",
}


@dataclass(frozen=True, slots=True)
class Station:
    """One who handed the words on, or the text they stand in. ``shape``: a key of ROLES."""

    shape: str
    who: Pieces

    @property
    def role(self) -> str:
        """What this station did, in words."""
        return ROLES[self.shape]


def chain(claim: Claim, corpus: Corpus) -> tuple[Station, ...]:
    """The stations of a claim, the speaker first, the text at hand last; nobody stands twice in a row."""
    stations = [_speaker(claim, corpus)]
    stations += [Station("via", (words.actor(via, corpus),)) for via in claim.via]
    for station in _publications(claim, corpus):
        if _name(station) != _name(stations[-1]):
            stations.append(station)
    stations[-1] = replace(stations[-1], shape="text") if len(stations) > 1 else stations[-1]
    return tuple(stations)


def _speaker(claim: Claim, corpus: Corpus) -> Station:
    if isinstance(claim.speaker, Unnamed):
        within = claim.speaker.within
        body = (Piece(" within ", kind="remark"), words.actor(within, corpus)) if within else ()
        return Station("unnamed", (Piece(f"“{claim.speaker.words}”"), *body))
    return Station("named" if claim.speaker else "voice", words.speaker(claim, corpus)[:1])


def _publications(claim: Claim, corpus: Corpus) -> Iterator[Station]:
    """Each publication that carried the words, the original first: its publisher, then its text."""
    for source in reversed(words.copies(claim.source, corpus)):
        record = corpus.sources.get(source)
        if record and record.publisher:
            yield Station("publisher", (words.actor(record.publisher, corpus),))
        yield Station("copied", (words.source_title(source, corpus),))


def _name(station: Station) -> str:
    return station.who[0].text


def in_words(stations: tuple[Station, ...]) -> str:
    """The chain as one line, for whoever does not see the drawing: “A → B → text”."""
    return " → ".join(words.plain(station.who) for station in stations)
