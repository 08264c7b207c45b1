"""Who says what, through whom: speakers by outlets, and for each speaker the claims behind the numbers.

Counts claims as they are; knows nothing of how many independent roots they come to (``roots``).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import ceil, sqrt

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.making.maker import Maker, alone
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.roots import Root, count_roots, root_of
from build_tools.wording import terms, words
from build_tools.wording.words import Piece, Pieces

ADDRESS = "who-says-what.html"
_MOST_ROWS = 120
_MOST_WAYS = 14
_MOST_WAYS_OF_ONE = 6
_SHADES = 5


@dataclass(frozen=True, slots=True)
class Way:
    """How words reach the dossier: in a source of ``publisher`` (its own id where it names none), by way of ``via``."""

    publisher: str
    via: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment of this way on a speaker's page; ids hold no double hyphens, so no two ways share one."""
        return "through-" + "--".join((self.publisher, *self.via))


@dataclass
class Speaker:
    """A row: whose words (``root`` of its first claim), the body that it belongs to, its claims by way."""

    key: str
    root: Root
    body: str
    claims: dict[Way, list[PlacedClaim]] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """How many claims it makes."""
        return sum(map(len, self.claims.values()))

    @property
    def address(self) -> str:
        """The page of its claims."""
        return f"who-says-what/{self.key}.html"


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
    """The matrix, then a page for each speaker."""
    yield alone("matrix", lambda: _matrix(list(desk.once(_speakers).values()), desk), is_long=True)
    yield Maker("speaker", lambda: desk.once(_speakers), lambda key: (_page(desk.once(_speakers)[key], desk),))


def _speakers(desk: Desk) -> dict[str, Speaker]:
    """By their keys."""
    return {speaker.key: speaker for speaker in everyone(desk.corpus)}


def everyone(corpus: Corpus) -> list[Speaker]:
    """All who speak, whoever makes most claims first."""
    found: dict[str, Speaker] = {}
    for placed in corpus.claims:
        root = root_of(placed.claim, corpus)
        key = _key(root)
        speaker = found.setdefault(key, Speaker(key, root, _body(root, corpus)))
        speaker.claims.setdefault(way_of(placed, corpus), []).append(placed)
    return sorted(found.values(), key=lambda one: (-one.total, one.key))


def way_of(placed: PlacedClaim, corpus: Corpus) -> Way:
    """Through whom a claim reached the dossier; of a copy, the publisher of the original stands between."""
    line, source = [], str(placed.claim.source)
    while source and source not in line:
        line.append(source)
        source = str(corpus.sources[source].republishes) if source in corpus.sources else ""
    publishers = [_publisher(one, corpus) for one in line]
    between = [*map(str, placed.claim.via), *reversed(publishers[1:])]
    while between and between[-1] == publishers[0]:
        between.pop()
    return Way(publishers[0], tuple(dict.fromkeys(between)))


def _publisher(source: str, corpus: Corpus) -> str:
    record = corpus.sources.get(source)
    return str(record.publisher) if record and record.publisher else source


def _key(root: Root) -> str:
    if root.kind == "named":
        return f"named/{root.who}"
    if root.kind == "voice":
        return f"own-voice/{root.who or root.source}"
    told = f"{root.folded}\0{root.within}"
    return f"unnamed/{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _body(root: Root, corpus: Corpus) -> str:
    """The widest body that a speaker belongs to by office or ``part_of``: not by country, for a citizen is no office."""
    current = root.who if root.kind == "named" else root.within
    seen: list[str] = []
    while current and current not in seen:
        seen.append(current)
        record = corpus.actors.get(current)
        offices = [role.of for role in record.roles if role.of and not role.until] if record else []
        current = str((record.part_of if record else "") or (offices[-1] if offices else ""))
    return seen[-1] if seen else ""


def _matrix(speakers: list[Speaker], desk: Desk) -> Page:
    corpus = desk.corpus
    shown = speakers[:_MOST_ROWS]
    columns = _columns(speakers)
    darkest = max((number for one in shown for number in _numbers(one, columns)), default=1)
    between = sum(len(claims) for one in speakers for way, claims in one.claims.items() if way.via)
    roots = count_roots((placed.claim for placed in corpus.claims), corpus)
    return desk.page(
        ADDRESS,
        "matrix.html",
        title="Who says what, through whom",
        description=f"{terms.counted(len(speakers), 'speaker')} and the outlets through which their words reach us.",
        groups=_groups(shown, speakers, corpus),
        rest=[(one, _name(one, corpus)) for one in speakers[_MOST_ROWS:]],
        columns=columns,
        heads=_heads(columns, corpus),
        cells={one.key: _cells(one, columns, darkest) for one in shown},
        names={one.key: _name(one, corpus) for one in shown},
        number=len(speakers),
        outlets=len({way.publisher for one in speakers for way in one.claims}),
        between=between,
        roots=str(roots.high) if roots.low == roots.high else f"{roots.low}–{roots.high}",
    )


def _numbers(speaker: Speaker, columns: Iterable[Column]) -> list[int]:
    held = {way: len(claims) for way, claims in speaker.claims.items()}
    return [sum(number for way, number in held.items() if way in column.members) for column in columns]


def _cells(speaker: Speaker, columns: list[Column], darkest: int) -> list[Cell]:
    cells = []
    for column, number in zip(columns, _numbers(speaker, columns), strict=True):
        address = f"{speaker.address}#{column.way.anchor}" if column.way else speaker.address
        cells.append(Cell(number, address, ceil(_SHADES * sqrt(number / darkest))))
    return cells


def _columns(speakers: Iterable[Speaker]) -> list[Column]:
    """The ways most used, by publisher; what finds no room is gathered, first by publisher, then altogether."""
    ways: Counter[Way] = Counter()
    for speaker in speakers:
        ways.update({way: len(claims) for way, claims in speaker.claims.items()})
    publishers: Counter[str] = Counter()
    for way, number in ways.items():
        publishers[way.publisher] += number
    columns: list[Column] = []
    others: set[Way] = set()
    for publisher in sorted(publishers, key=lambda one: (-publishers[one], one)):
        mine = sorted(
            (way for way in ways if way.publisher == publisher), key=lambda way: (bool(way.via), -ways[way], way.via)
        )
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


def publisher_name(publisher: str, corpus: Corpus) -> Piece:
    """An outlet by name; where a source names no publisher, the source itself."""
    return words.source_title(publisher, corpus) if publisher in corpus.sources else words.actor(publisher, corpus)


def _name(speaker: Speaker, corpus: Corpus) -> str:
    """Within its group: the name, or the words of the source for someone unnamed."""
    root = speaker.root
    if root.kind == "named":
        return words.actor(root.who, corpus).text
    if root.kind == "unnamed":
        return f"“{root.who}”"
    return (words.actor(root.who, corpus) if root.who else words.source_title(root.source, corpus)).text


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


def _page(speaker: Speaker, desk: Desk) -> Page:
    corpus = desk.corpus
    ways: Mapping[Way, list[PlacedClaim]] = speaker.claims
    ordered = sorted(ways, key=lambda way: (-len(ways[way]), way.anchor))
    name = words.root(speaker.root, corpus)
    if speaker.root.kind == "unnamed":
        name = words.unnamed(speaker.root.who, speaker.root.within, corpus)
    return desk.page(
        speaker.address,
        "speaker.html",
        title=f"{words.plain(name)}: what, through whom",
        description=f"{terms.counted(speaker.total, 'claim')} of {words.plain(name)}, by the way on which they reached us.",
        name=words.plain(name),
        speaker=speaker,
        linked=[piece for piece in name if piece.address],
        ways=[(way, publisher_name(way.publisher, corpus), _via(way, corpus), ways[way]) for way in ordered],
    )


def _via(way: Way, corpus: Corpus) -> Pieces:
    if not way.via:
        return ()
    names = [(words.actor(one, corpus),) for one in way.via]
    return (Piece(", via "), *words.joined(names, ", then "))
