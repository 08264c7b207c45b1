"""Which places of a dossier go on which map, and what is known of each. Knows no geometry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from build_tools import addresses
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.model import Place
from build_tools.pages.drawings import map as drawing
from build_tools.pages.drawings.map_shapes import Spot
from build_tools.tracing.table import by_key, single, table
from build_tools.wording import standing, words

_LISTED_TOGETHER = 250


class Maps:
    """The maps of a dossier; each is drawn once."""

    def __init__(self, corpus: Corpus, agreement: Agreement) -> None:
        self._corpus = corpus
        self._agreement = agreement

    @property
    def are_listed_together(self) -> bool:
        """Whether the list of places shows all of them, each with an anchor."""
        return len(self._corpus.places) <= _LISTED_TOGETHER

    @single
    def of_all(self) -> drawing.Map | None:
        """All places of the dossier."""
        return drawing.draw(self._spots(self._corpus.places))

    @single
    def of_events(self) -> drawing.Map | None:
        """The places where something happened, those that only contain them left out."""
        return drawing.draw(self._spots(place for place in self._corpus.places if self.placed[place]), height=500.0)

    def of_place(self, place: Place) -> drawing.Map | None:
        """One place and the places within it."""
        inner = [one.id for one in self._corpus.places_within.get(place.id, ()) if one.id != place.id]
        return drawing.draw([replace(self._spot(place), is_focus=True), *self._spots(inner)], height=500.0)

    @by_key
    def of_entry(self, places: tuple[str, ...]) -> drawing.Map | None:
        """The places of one entry, small, without what lies under them: what else has happened there is told elsewhere."""
        return self.with_ground(places, names=False)

    def with_ground(self, places: tuple[str, ...], *, names: bool = True) -> drawing.Map | None:
        """The same with the names of countries, which takes long."""
        spots = [_spot(self._corpus.places[place]) for place in places if place in self._corpus.places]
        return drawing.draw(spots, height=700.0, pixels=drawing.SMALL, names=names)

    @table
    def placed(self) -> Counter[str]:
        """By place id: the entries that are placed there and nowhere nearer."""
        return Counter(place for entry in self._corpus.timeline for place in dict.fromkeys(entry.places))

    @table
    def _disputed(self) -> Counter[str]:
        disputed = (
            entry for entry in self._corpus.timeline if standing.standing(entry, self._corpus, self._agreement).disputed
        )
        return Counter(place for entry in disputed for place in dict.fromkeys(entry.places))

    def _spots(self, places: Iterable[str]) -> list[Spot]:
        return [self._spot(self._corpus.places[place]) for place in places]

    def _spot(self, place: Place) -> Spot:
        return _spot(place, entries=self.placed[place.id], disputed=self._disputed[place.id])


def _spot(place: Place, *, entries: int = 1, disputed: int = 0) -> Spot:
    return Spot(
        id=place.id,
        name=str(words.name_of(place)),
        address=addresses.address_of(place),
        names=(str(place.name), *(str(alias.name) for alias in place.aliases)),
        point=_point(place),
        precision=str(place.precision),
        entries=entries,
        disputed=disputed,
    )


def _point(place: Place) -> tuple[float, float] | None:
    """Longitude and latitude; None where the record has none that can be read."""
    try:
        latitude, longitude = (float(number) for number in place.coordinates)
    except ValueError:
        return None
    return (longitude, latitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None
