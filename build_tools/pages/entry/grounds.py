"""What lies under the small maps of entries, as pictures: the same for all entries of the same places. Knows no marks."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import partial

from build_tools.making.maker import Maker
from build_tools.pages.desk import Desk

_FOLDER = "assets/maps/"
_LONGEST = 80  # characters of a name


def address_of(places: tuple[str, ...]) -> str:
    """The picture for entries of these places."""
    name = ".".join(places)
    short = name if len(name) <= _LONGEST else hashlib.sha256(name.encode()).hexdigest()[:32]
    return f"{_FOLDER}{short}.svg"


def makers(desk: Desk) -> Iterator[Maker[tuple[str, bytes]]]:
    """A picture for each set of places that entries have; none where nothing of them can be drawn."""
    yield Maker("grounds of maps", partial(_keys, desk), partial(_files, desk))


def _keys(desk: Desk) -> tuple[str, ...]:
    return tuple(sorted({".".join(entry.places) for entry in desk.corpus.timeline if entry.places}))


def _files(desk: Desk, key: str) -> Iterator[tuple[str, bytes]]:
    places = tuple(key.split("."))
    if drawn := desk.maps.with_ground(places):
        yield address_of(places), desk.template("parts/ground.svg").render(drawn=drawn).encode()
