"""``places.geojson`` and ``events.geojson`` (GeoJSON, RFC 7946): every place, and every entry at each of its places.

Points only, with how far off they may be in metres (``radius_m``, by ``radii.tsv``) and the place whose point it is. What
has no point stays in with an empty geometry, as the standard allows, so that nothing is lost without a word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from build_tools.addresses import address_of
from build_tools.exports import attribution
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.json_lines import line
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.points import Point, box, own_point, point_of
from build_tools.exports.telling import ToldEntry
from build_tools.model import Place, Record

Json = dict[str, Any]


class Writer(Format):
    """A strand of features for each file."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """A feature for each place of an entry; a retracted one happened nowhere."""
        if sheet.entry.status != "retracted":
            places = list(dict.fromkeys(sheet.entry.places)) or [""]
            yield "features of events", b",\n".join(line(self._event(sheet.told, place)) for place in places)

    def of_record(self, record: Record) -> Iterator[Piece]:
        """The feature of a place."""
        if isinstance(record, Place):
            yield "features of places", line(self._place(record))

    def layouts(self) -> Iterator[Layout]:
        """Both files, one feature a line, so that a changed place is a changed line."""
        corpus = self.telling.corpus
        happened = dict.fromkeys(place for entry in corpus.timeline for place in entry.places)
        points = {
            "places": map(own_point, corpus.places.values()),
            "events": (point_of(place, corpus) for place in happened),
        }
        for name, found in points.items():
            head = b'{"type":"FeatureCollection",' + _frame(found) + b'"features":[\n'
            yield Layout(f"data/{name}.geojson", (head, Run((f"features of {name}",), b",\n"), b"\n]}\n"))

    def _place(self, place: Place) -> Json:
        told = {
            "name": place.name,
            "kind": place.kind,
            "address": self.telling.site.absolute(address_of(place)),
            "within": place.within or None,
            "coordinates_from": place.coordinates_from or None,
        }
        point = own_point(place)
        return _feature(place.id, point, told | {"precision": place.precision or None, "radius_m": _radius(point)})

    def _event(self, told: ToldEntry, place: str) -> Json:
        entry, corpus = told.entry, self.telling.corpus
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
            "address": self.telling.site.absolute(told.address),
        }
        point = point_of(place, corpus)
        return _feature(f"{entry.id}@{place}" if place else entry.id, point, what | where | _of(point))


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


def _frame(points: Iterable[Point | None]) -> bytes:
    frame = box(point for point in points if point)
    return b'"bbox":%s,' % line(frame) if frame else b""
