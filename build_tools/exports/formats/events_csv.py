"""``events.acled.csv`` and ``events.ucdp.csv``: one row for each entry that stands, in the columns of two codebooks.

ACLED Codebook (columns since 2023) and UCDP Georeferenced Event Dataset (GED) Codebook 23.1. What the dossier does not
know stays empty: ``columns.tsv`` says so column by column, ``event_codes.tsv`` how precisions are coded.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator
from functools import cached_property

from build_tools.exports import csv_table, event_codes
from build_tools.exports.deaths import Deaths
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.event_codes import Spot, spot
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.table_layout import SUFFIX, Cell, Row, layouts
from build_tools.exports.telling import Telling, ToldEntry
from build_tools.model import EventType
from build_tools.records.codebooks import acled, ucdp

ACLED, UCDP = "events.acled", "events.ucdp"


class Writer(Format):
    """A strand of rows for each file."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """The rows of an entry; a retracted one is no event any more."""
        if sheet.entry.status == "retracted":
            return
        event = _Event(sheet.told, self.telling, self.telling.deaths.get(sheet.entry.id))
        for name, row in ((ACLED, event.as_acled()), (UCDP, event.as_ucdp())):
            empty = dict.fromkeys(column.name for column in layouts()[name].columns)
            yield _strand(name), csv_table.lines(name, [{**empty, **row}])

    def layouts(self) -> Iterator[Layout]:
        """The two files."""
        for name in (ACLED, UCDP):
            yield Layout(f"data/{name}{SUFFIX}", (csv_table.header(name), Run((_strand(name),))))


def _strand(name: str) -> str:
    return f"rows of {name}"


class _Event:
    """An entry in the words of the codebooks."""

    def __init__(self, told: ToldEntry, telling: Telling, deaths: Deaths | None) -> None:
        self._told, self._corpus, self._deaths = told, telling.corpus, deaths
        self._type = telling.corpus.types.get(told.entry.type) or EventType(told.entry.type)
        self._spot: Spot = spot(told.entry.places, telling.corpus)
        self._sources = [
            telling.corpus.sources[id]
            for id in dict.fromkeys(one.claim.source for one in told.claims)
            if id in telling.corpus.sources
        ]

    def as_acled(self) -> Row:
        """The row of ``events.acled.csv``, as far as it is known."""
        told, date = self._told, self._told.date
        precision = event_codes.of_date(told.entry.date, date).acled
        event_type, disorder = acled().get(self._type.acled, (self._type.label or self._type.id, ""))
        day = event_codes.middle(date) if precision else ""
        two = self._actors if len(self._actors) < 3 else []
        return {
            "event_id_cnty": told.entry.id,
            "event_date": day,
            "year": int(day[:4]) if day else None,
            "time_precision": precision,
            "disorder_type": disorder,
            "event_type": event_type,
            "sub_event_type": self._type.acled,
            "actor1": two[0] if two else "",
            "actor2": two[1] if len(two) > 1 else "",
            "country": self._country,
            "location": self._named(self._spot.place),
            **self._point("geo_precision", event_codes.of_point(self._spot.point).acled),
            "source": _joined(self._publishers),
            "notes": told.entry.title,
            "fatalities": self._deaths.best if self._deaths else None,
            "timestamp": self._changed,
            "entry": told.entry.id,
            "date_earliest": date.earliest,
            "date_latest": date.latest,
            "fatalities_low": self._deaths.low if self._deaths else None,
            "fatalities_high": self._deaths.high if self._deaths else None,
            **self._beside,
        }

    def as_ucdp(self) -> Row:
        """The row of ``events.ucdp.csv``, as far as it is known."""
        told, date, deaths = self._told, self._told.date, self._deaths
        point = self._point("where_prec", event_codes.of_point(self._spot.point).ucdp)
        years = {day[:4] for day in date}
        titles = _joined(source.title for source in self._sources)
        return {
            "id": int(hashlib.sha256(told.entry.id.encode()).hexdigest()[:12], 16),
            "relid": told.entry.id,
            "year": int(date.earliest[:4]) if date.earliest and len(years) == 1 else None,
            "type_of_violence": ucdp().get(self._type.ucdp),
            "number_of_sources": sum(not source.republishes for source in self._sources),
            "source_article": titles,
            "source_office": _joined(self._publishers),
            "source_date": _joined(source.published for source in self._sources),
            "source_headline": titles,
            "source_original": _joined(self._speakers),
            "where_coordinates": self._spot.point.of.name if self._spot.point and point["where_prec"] else "",
            "where_description": self._named(self._spot.place),
            **point,
            "geom_wkt": f"POINT ({point['longitude']} {point['latitude']})" if point["where_prec"] else "",
            "country": self._country,
            "date_prec": event_codes.of_date(told.entry.date, date).ucdp,
            "date_start": date.earliest,
            "date_end": date.latest,
            "best": deaths.best if deaths else None,
            "high": deaths.high if deaths else None,
            "low": deaths.low if deaths else None,
            **self._beside,
        }

    @cached_property
    def _beside(self) -> Row:
        """What no codebook has a column for."""
        entry, deaths = self._told.entry, self._deaths
        return {
            "address": self._told.address,
            "date": entry.date,
            "type": entry.type,
            "actors": _joined(self._actors),
            "places": _joined(map(self._named, entry.places)),
            "within": _joined(map(self._named, self._corpus.place_and_above(self._spot.place)[1:])),
            "deaths_question": deaths.question if deaths else "",
            "deaths_state": deaths.state if deaths else "",
            "status": entry.status,
            "roots_low": self._told.roots.low,
            "roots_high": self._told.roots.high,
        }

    def _point(self, name: str, precision: int | None) -> dict[str, Cell]:
        """A point goes with the code of its precision or not at all."""
        point = self._spot.point if precision else None
        latitude, longitude = (point.latitude, point.longitude) if point else (None, None)
        return {name: precision, "latitude": latitude, "longitude": longitude}

    @cached_property
    def _actors(self) -> list[str]:
        return [self._actor(id) for id in self._told.entry.actors]

    @cached_property
    def _publishers(self) -> list[str]:
        return [self._actor(source.publisher) for source in self._sources if source.publisher]

    @cached_property
    def _speakers(self) -> list[str]:
        return [self._actor(one.claim.named_speaker) for one in self._told.claims if one.claim.named_speaker]

    def _actor(self, id: str) -> str:
        actor = self._corpus.actors.get(id)
        return actor.name if actor else id

    def _named(self, id: str) -> str:
        place = self._corpus.places.get(id)
        return place.name if place else id

    @cached_property
    def _country(self) -> str:
        above = (self._corpus.places.get(id) for id in self._corpus.place_and_above(self._spot.place))
        return next((place.name for place in above if place and place.precision == "country"), "")

    @cached_property
    def _changed(self) -> int | None:
        changes = self._told.changes
        return int(dt.datetime.fromisoformat(changes[0].at).timestamp()) if changes and changes[0].at else None


def _joined(names: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(name for name in names if name))
