"""The maps: GeoJSON by ``geojson-pydantic``, and every point within the box that the file tells and on the earth."""

from __future__ import annotations

import json
from typing import Any

from geojson_pydantic import FeatureCollection

from .judging import Examination, Validator

PATHS = ("data/places.geojson", "data/events.geojson")


def features(content: bytes) -> list[dict[str, Any]]:
    """Read by a validator of RFC 7946 first. Raises ValueError."""
    FeatureCollection.model_validate_json(content)
    told: list[dict[str, Any]] = json.loads(content)["features"]
    return told


def check(on: Examination) -> None:
    """Points are in the order longitude, latitude, inside the box; each feature has an id of its own and a precision."""
    for path in on.paths():
        found = features(on.read(path))
        box = json.loads(on.read(path)).get("bbox")
        ids = [one["id"] for one in found]
        on.must(len(set(ids)) == len(ids), f"{path}: two features have one id")
        for one in found:
            if one["geometry"]:
                on.must(_is_within(one["geometry"]["coordinates"], box), f"{path}: {one['id']} lies outside of {box}")
                on.must(one["properties"]["precision"], f"{path}: {one['id']} does not say how exact it is")
                on.must(
                    one["properties"]["radius_m"] is not None, f"{path}: {one['id']} does not say how far off it is"
                )
            on.counted["points"] += bool(one["geometry"])
        on.counted["features"] += len(found)


def _is_within(point: list[float], box: list[float]) -> bool:
    longitude, latitude = point
    west, south, east, north = box
    across = west <= longitude <= east if west <= east else longitude >= west or longitude <= east  # RFC 7946 § 5.2
    return across and max(south, -90) <= latitude <= min(north, 90) and -180 <= longitude <= 180


MAPS = Validator("GeoJSON", PATHS, ("geojson-pydantic",), check)
