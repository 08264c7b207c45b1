"""Who says what, through whom: a table of speakers by outlets.

Counts claims as they are; knows nothing of how many independent roots they come to (``roots``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from math import ceil, sqrt

from build_tools.corpus import Corpus
from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.spread.parts import Part, parts
from build_tools.pages.whole import speaker_pages, speakers
from build_tools.pages.whole.speaker_pages import addresses_of_ways
from build_tools.pages.whole.speakers import Speaker, Way, name_of, publisher_name
from build_tools.roots import count_roots
from build_tools.wording import terms, words
from build_tools.wording.words import Piece, Pieces

ADDRESS = "who-says-what.html"
MORE = "who-says-what/more-speakers.html"
_MOST_ROWS = 60
_MOST_LISTED = 200
_MOST_WAYS = 14
_MOST_WAYS_OF_ONE = 6
_SHADES = 5


@dataclass(frozen=True)
class Column:
    """A way with a column of its own, or (``way`` None) all others of a publisher, or (``publisher`` empty) of all."""

    publisher: str
    way: Way | None
    total: int
    members: frozenset[Way]


@dataclass(frozen=True)
class Cell:
    """How many claims, where they are listed, how dark the cell is (1 to ``_SHADES``)."""

    number: int
    address: str
    shade: int


@dataclass(frozen=True)
class Group:
    """The speakers of one body; ``name`` is plain where there is no body to name."""

    name: Pieces
    speakers: tuple[Speaker, ...]
    total: int


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The matrix, the speakers for whom it has no room, then those of each speaker."""
    yield alone(ADDRESS, partial(_matrix, desk), is_long=True)
    yield Maker("more speakers", lambda: desk.once(_rest), lambda key: (_more(key, desk),), folder="who-says-what/")
    yield from speaker_pages.makers(desk)


def _rest(desk: Desk) -> dict[str, Part[str]]:
    """By address: the speakers for whom the table has no room, by their keys."""
    keys = list(desk.once(speakers.speakers))[_MOST_ROWS:]
    return {part.address: part for part in parts(keys, MORE, most=_MOST_LISTED)} if keys else {}


def _more(address: str, desk: Desk) -> Page:
    part, everyone = desk.once(_rest)[address], desk.once(speakers.speakers)
    return desk.page(
        address,
        "speakers.html",
        title="More speakers" + (f", page {part.number}" if part.number > 1 else ""),
        description="Who says what, through whom: speakers with fewer claims.",
        part=part,
        named=[(everyone[key], name_of(everyone[key], desk.corpus)) for key in part.items],
    )


def _matrix(desk: Desk) -> Page:
    corpus = desk.corpus
    everyone = list(desk.once(speakers.speakers).values())
    shown = everyone[:_MOST_ROWS]
    columns = _columns(everyone)
    place = {way: number for number, column in enumerate(columns) for way in column.members}
    numbers = {one.key: _numbers(one, place) for one in shown}
    darkest = max((number for held in numbers.values() for number in held.values()), default=1)
    between = sum(len(claims) for one in everyone for way, claims in one.claims.items() if way.via)
    roots = count_roots((placed.claim for placed in corpus.claims), corpus)
    return desk.page(
        ADDRESS,
        "matrix.html",
        title="Who says what, through whom",
        description=f"{terms.counted(len(everyone), 'speaker')} and the outlets through which their words reach us.",
        groups=_groups(shown, everyone, corpus),
        rest=len(everyone) - len(shown),
        more=MORE,
        columns=columns,
        heads=_heads(columns, corpus),
        cells={
            one.key: _cells(one, columns, numbers[one.key], darkest, listed=addresses_of_ways(one, corpus))
            for one in shown
        },
        names={one.key: name_of(one, corpus) for one in shown},
        number=len(everyone),
        outlets=len({way.publisher for one in everyone for way in one.claims}),
        drafted=sum(placed.is_draft for placed in corpus.claims),
        between=between,
        roots=str(roots.high) if roots.low == roots.high else f"{roots.low}–{roots.high}",
    )


def _numbers(speaker: Speaker, place: Mapping[Way, int]) -> Counter[int]:
    """By column: how many claims of a speaker stand there."""
    held: Counter[int] = Counter()
    for way, claims in speaker.claims.items():
        held[place[way]] += len(claims)
    return held


def _cells(
    speaker: Speaker, columns: Sequence[Column], numbers: Counter[int], darkest: int, *, listed: Mapping[Way, str]
) -> list[Cell]:
    cells = []
    for at, column in enumerate(columns):
        address = listed.get(column.way, speaker.address) if column.way else speaker.address
        cells.append(Cell(numbers[at], address, ceil(_SHADES * sqrt(numbers[at] / darkest))))
    return cells


def _columns(everyone: Iterable[Speaker]) -> list[Column]:
    """The ways most used, by publisher; what finds no room is gathered, first by publisher, then altogether."""
    ways: Counter[Way] = Counter()
    for speaker in everyone:
        ways.update({way: len(claims) for way, claims in speaker.claims.items()})
    held: dict[str, list[Way]] = {}
    for way in ways:
        held.setdefault(way.publisher, []).append(way)
    carried = {publisher: sum(ways[way] for way in mine) for publisher, mine in held.items()}
    columns: list[Column] = []
    others: set[Way] = set()
    for publisher in sorted(held, key=lambda one: (-carried[one], one)):
        mine = sorted(held[publisher], key=lambda way: (bool(way.via), -ways[way], way.via))
        if len(columns) >= _MOST_WAYS:
            others |= set(mine)
            continue
        kept = mine if len(mine) <= _MOST_WAYS_OF_ONE else mine[: _MOST_WAYS_OF_ONE - 1]
        columns += [Column(publisher, way, ways[way], frozenset([way])) for way in kept]
        if rest := mine[len(kept) :]:
            columns.append(Column(publisher, None, sum(ways[way] for way in rest), frozenset(rest)))
    if others:
        columns.append(Column("", None, sum(ways[way] for way in others), frozenset(others)))
    return columns


def _heads(columns: list[Column], corpus: Corpus) -> list[tuple[Pieces, list[str]]]:
    """The head of each publisher, and of each column below it (none where it has one column of its own words)."""
    heads: list[tuple[Pieces, list[str]]] = []
    for publisher in dict.fromkeys(column.publisher for column in columns):
        mine = [column for column in columns if column.publisher == publisher]
        if not publisher:
            heads.append(((Piece("Other outlets"),), [""]))
            continue
        below = [_by_way(column.way, corpus) for column in mine]
        heads.append(((publisher_name(publisher, corpus),), below))
    return heads


def _by_way(way: Way | None, corpus: Corpus) -> str:
    if way is None:
        return "via others"
    names = [words.actor(one, corpus).text for one in way.via]
    return "via " + ", then ".join(names) if names else "directly"


def _groups(shown: Iterable[Speaker], everyone_: Iterable[Speaker], corpus: Corpus) -> list[Group]:
    """By body, the one whose speakers make most claims first; then those of none, then outlets in their own voice."""
    sizes = Counter(one.body for one in everyone_ if one.root.kind != "voice")
    groups: dict[str, list[Speaker]] = {}
    for speaker in shown:
        alone = not speaker.body or sizes[speaker.body] == 1
        groups.setdefault("voice" if speaker.root.kind == "voice" else "" if alone else speaker.body, []).append(
            speaker
        )
    named = {"voice": (Piece("Outlets in their own voice"),), "": (Piece("Other speakers"),)}
    made = [
        (key, Group(named.get(key) or (words.actor(key, corpus),), tuple(held), sum(one.total for one in held)))
        for key, held in groups.items()
    ]
    return [
        group
        for key, group in sorted(made, key=lambda one: (["", "voice"].count(one[0]), one[0] == "voice", -one[1].total))
    ]
