"""The timeline in one picture: a mark for each entry, in lanes, with its name where there is room for it.

Geometry only, in units of a drawing WIDTH wide; the template draws it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from build_tools.pages.drawings.broken_axis import BrokenAxis, broken_axis
from build_tools.pages.drawings.marks import LETTER, WIDTH, Dated, Tick, number_of, shape
from build_tools.text.day_steps import days_on
from build_tools.text.edtf import Edtf

_LANE = 13
_NAMED_LANE = 17
_NAME = 13  # what a name above its mark adds to a lane
_GAP = 6
_DOT = 5
_FLAG = 6  # how far a diamond reaches
_STUB = 34.0  # how long an arrow into the unknown is drawn: its length says nothing, its head does
_LEAST = 6.0  # the width of what has next to none
_ROOM_OF_PUBLISHED = 110  # that the words “sources published” take
PUBLISHED_LANE = 10
_MOST_NAMED = 40  # with more entries than that a lane for each name would take the page


@dataclass(frozen=True, slots=True)
class Mark:
    """``shape`` as in ``marks.shape``; ends may be open. ``name``: where its name stands, empty for nowhere.

    ``known``: up to where what lasts is known to have lasted; beyond it nothing has been reported.
    """

    dated: Dated
    shape: str
    left: float
    right: float
    y: int
    open_left: bool
    open_right: bool
    name: str = ""
    known: float = 0.0

    @property
    def middle(self) -> float:
        """Where the dot of a single day stands."""
        return round((self.left + self.right) / 2, 1)

    @property
    def flag(self) -> float:
        """Where the sign of a dispute stands: at the beginning, or at the end where only that is known."""
        return self.right if self.open_left else self.left + _FLAG

    @property
    def name_x(self) -> float:
        """Where the name begins, or ends if it stands before the mark. A dot is narrower than its day."""
        is_dot = self.shape == "day"
        before, behind = (self.middle - _DOT, self.middle + _DOT) if is_dot else (self.left, self.right)
        return round({"before": before - _GAP, "above": self.left}.get(self.name, behind + _GAP), 1)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the axis, from its first to its last day, counted from 1970."""

    left: float
    right: float
    first: int
    last: int
    lane: int = 0

    @property
    def middle(self) -> float:
        """Of the stretch."""
        return round((self.left + self.right) / 2, 1)

    @property
    def is_day(self) -> bool:
        """Whether it is one day."""
        return self.first == self.last


@dataclass(frozen=True)
class Drawing:
    """All marks, the axis' labels and breaks (x of each), when sources were published, and the axis for a script."""

    marks: tuple[Mark, ...]
    ticks: tuple[Tick, ...]
    breaks: tuple[float, ...]
    axis: int
    published: tuple[Span, ...] = ()
    scale: str = ""

    @property
    def height(self) -> int:
        """Of the whole drawing."""
        return self.axis + (self._below + 8 if self.published else 24)

    @property
    def _below(self) -> int:
        """How far below the axis the lowest sign of a publication, or their name, ends."""
        lanes = 1 + max(span.lane for span in self.published)
        return 27 + lanes * PUBLISHED_LANE + (16 if self.name_of_published[2] else 0)

    @property
    def name_of_published(self) -> tuple[float, str, int]:
        """Where the words “sources published” stand: x, SVG's text-anchor, and how far below their first line."""
        first, last = self.published[0].left, max(span.right for span in self.published)
        if first > _ROOM_OF_PUBLISHED:
            return first - 6, "end", 0
        if last < WIDTH - _ROOM_OF_PUBLISHED:
            return last + 6, "start", 0
        return 0.0, "start", PUBLISHED_LANE * (1 + max(span.lane for span in self.published)) + 4


def draw(things: Iterable[Dated], *, published: Sequence[Edtf] = (), named: bool = False) -> Drawing:
    """Lay out marks in lanes so that none covers another. ``named``: with their names, where they are few enough."""
    dated = [thing for thing in things if thing.date.earliest or thing.date.latest]
    if not dated:
        return Drawing((), (), (), 0)
    named = named and len(dated) <= _MOST_NAMED
    scale = broken_axis([*(thing.date for thing in dated), *published])
    spots = sorted((_spot(thing, scale, named) for thing in dated), key=_reading_order)
    marks, height = _in_lanes(spots, named, until=_reported(published, scale))
    return Drawing(
        marks=tuple(marks),
        ticks=tuple(scale.ticks()),
        breaks=tuple(scale.breaks()),
        axis=height + 10,
        published=tuple(_apart(_span(date, scale) for date in published if date.earliest and date.latest)),
        scale=scale.in_days(),
    )


@dataclass(frozen=True, slots=True)
class _Spot:
    thing: Dated
    left: float
    right: float
    name: str

    @property
    def taken(self) -> tuple[float, float]:
        """From where to where it takes its lane, name and all."""
        room = len(self.thing.label) * LETTER + _GAP
        if self.name == "above":
            return self.left, max(self.right, self.left + room)
        left = self.left - room if self.name == "before" else self.left
        return left, self.right + (room if self.name == "behind" else 0)


def _reading_order(spot: _Spot) -> tuple[float, float]:
    return spot.left, spot.left - spot.right


def _spot(thing: Dated, scale: BrokenAxis, named: bool) -> _Spot:
    date = thing.date
    left = scale.x(date.earliest) if date.earliest else None
    right = scale.x(days_on(date.latest, 1)) if date.latest else None
    if left is None:
        left = max(2.0, (right or 0.0) - _STUB)
    if right is None:
        right = WIDTH - 2.0 if date.form == "interval" else min(WIDTH - 2.0, left + _STUB)
    right = round(max(right, left + _LEAST), 1)
    return _Spot(thing, round(left, 1), right, _place_of_name(thing, left, right) if named else "")


def _place_of_name(thing: Dated, left: float, right: float) -> str:
    room = len(thing.label) * LETTER + _GAP
    if right + room <= WIDTH:
        return "behind"
    return "before" if room <= left else "above"


def _in_lanes(spots: Iterable[_Spot], named: bool, *, until: float) -> tuple[list[Mark], int]:
    """The marks from the top, each in the first lane that is free there; and how high they stand together."""
    lanes: list[list[_Spot]] = []
    ends: list[float] = []
    for spot in spots:
        left, right = spot.taken
        lane = next((number for number, end in enumerate(ends) if end <= left), len(ends))
        if lane == len(ends):
            lanes.append([])
        lanes[lane].append(spot)
        ends[lane : lane + 1] = [right]
    marks, top = [], 4
    for group in lanes:
        top += _NAME if any(spot.name == "above" for spot in group) else 0
        height = _NAMED_LANE if named else _LANE
        marks += [_mark(spot, top + height // 2, until) for spot in group]
        top += height
    return marks, top


def _mark(spot: _Spot, y: int, until: float) -> Mark:
    date = spot.thing.date
    open_left, open_right = date.earliest is None, date.latest is None
    known = spot.left if open_left else max(spot.left, min(spot.right, until))
    return Mark(spot.thing, shape(date), spot.left, spot.right, y, open_left, open_right, spot.name, known)


def _reported(published: Iterable[Edtf], scale: BrokenAxis) -> float:
    """Where the last report is sure to be out: nobody has said of what lasts that it lasted any longer."""
    days = [date.earliest for date in published if date.earliest]
    return scale.x(days_on(max(days), 1)) if days else WIDTH


def _apart(spans: Iterable[Span]) -> Iterable[Span]:
    """Each stretch once, those that overlap below each other."""
    ends: list[float] = []
    for span in sorted(dict.fromkeys(spans), key=lambda span: (span.left, span.right)):
        lane = next((number for number, end in enumerate(ends) if end <= span.left), len(ends))
        ends[lane : lane + 1] = [span.right]
        yield replace(span, lane=lane)


def _span(date: Edtf, scale: BrokenAxis) -> Span:
    first, last = date.earliest, date.latest
    assert first and last
    return Span(scale.x(first), scale.x(days_on(last, 1)), first=number_of(first), last=number_of(last))
