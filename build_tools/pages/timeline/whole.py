"""The timeline as a whole: all entries in their order, and on which page each stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.model import Entry
from build_tools.pages.desk import Desk
from build_tools.pages.entry.cards import Card, cards
from build_tools.pages.timeline.stretches import Stretch, stretches

ADDRESS = "timeline/index.html"
MOST_ON_ONE_PAGE = 150


@dataclass(frozen=True)
class Whole:
    """All cards, and the stretches over which they are spread; without stretches all stand on one page."""

    cards: tuple[Card, ...]
    stretches: tuple[Stretch, ...]

    def address_of(self, card: Card) -> str:
        """Where a card stands among those of its day."""
        return f"{self._pages.get(card.entry.id, ADDRESS)}#{card.entry.id}"

    @cached_property
    def _pages(self) -> Mapping[str, str]:
        return {card.entry.id: stretch.address for stretch in self.stretches for card in stretch.cards}


def whole(desk: Desk) -> Whole:
    """The timeline of a dossier."""
    listed = tuple(cards(desk.corpus.timeline, desk))
    return Whole(listed, tuple(stretches(listed)) if len(listed) > MOST_ON_ONE_PAGE else ())


def latest(desk: Desk, number: int) -> Sequence[Entry]:
    """The last entries of the timeline, the latest first."""
    return desk.corpus.timeline[-number:][::-1]
