"""``places.geojson`` and ``events.geojson`` (GeoJSON, RFC 7946): every place, and every entry at each of its places.

Points only, with how far off they may be in metres (``radius_m``, by ``radii.tsv``) and the place whose point it is. What
has no point stays in with an empty geometry, as the standard allows, so that nothing is lost without a word.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from build_tools.addresses import address_of
from build_tools.exports import attribution
from build_tools.exports.points import Point, box, own_point, point_of
from build_tools.exports.telling import Telling, ToldEntry
from build_tools.model import Place

Json = dict[str, Any]


class Writer:
    """Holds a feature for each pair of entry and place."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._features: list[Json] = []
        self._points: dict[str, Point | None] = {}

    def take(self, told: ToldEntry) -> None:
        """Take in an entry; a retracted one happened nowhere."""
        if told.entry.status != "retracted":
            places = list(dict.fromkeys(told.entry.places)) or [""]
            self._features += [self._event(told, place) for place in places]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Both files."""
        places = self._telling.corpus.places.values()
        yield "data/places.geojson", _collection([self._place(place) for place in places], map(own_point, places))
        yield "data/events.geojson", _collection(self._features, self._points.values())

    def _place(self, place: Place) -> Json:
        told = {
            "name": place.name,
            "kind": place.kind,
            "address": self._telling.site.absolute(address_of(place)),
            "within": place.within or None,
            "coordinates_from": place.coordinates_from or None,
        }
        point = own_point(place)
        return _feature(place.id, point, told | {"precision": place.precision or None, "radius_m": _radius(point)})

    def _event(self, told: ToldEntry, place: str) -> Json:
        entry, corpus = told.entry, self._telling.corpus
        record = corpus.places.get(place)
        where = {
            "place": place or None,
            "place_name": str(record.name) if record else None,
            "places": len(set(entry.places)),
        }
        what = {
            "entry": entry.id,
            "title": entry.title,
            "date": entry.date,
            "date_earliest": told.date.earliest or None,
            "date_latest": told.date.latest or None,
            "type": entry.type,
            "type_label": attribution.type_label(entry, corpus),
            "status": entry.status,
            "claims": len(told.claims),
            "roots_low": told.roots.low,
            "roots_high": told.roots.high,
            "address": self._telling.site.absolute(told.address),
        }
        return _feature(
            f"{entry.id}@{place}" if place else entry.id, self._point(place), what | where | _of(self._point(place))
        )

    def _point(self, place: str) -> Point | None:
        if place not in self._points:
            self._points[place] = point_of(place, self._telling.corpus)
        return self._points[place]


def _feature(id: str, point: Point | None, told: Json) -> Json:
    geometry = {"type": "Point", "coordinates": point.coordinates} if point else None
    return {"type": "Feature", "id": id, "geometry": geometry, "properties": told}


def _of(point: Point | None) -> Json:
    """Whose point it is, how precise, and how far off the event may have been."""
    return {
        "point_of": point.of.id if point else None,
        "precision": (point.of.precision or None) if point else None,
        "radius_m": _radius(point),
    }


def _radius(point: Point | None) -> int | None:
    return point.radius if point else None


def _collection(features: list[Json], points: Iterable[Point | None]) -> bytes:
    """One feature a line, so that a changed place is a changed line."""
    frame = box(point for point in points if point)
    bbox = f'"bbox":{json.dumps(frame)},' if frame else ""
    lines = ",\n".join(json.dumps(one, ensure_ascii=False, separators=(",", ":")) for one in features)
    return f'{{"type":"FeatureCollection",{bbox}"features":[\n{lines}\n]}}\n'.encode(errors="backslashreplace")
