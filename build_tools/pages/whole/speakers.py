"""Speakers: whose words reach the dossier on which ways, and for each of them the claims behind the numbers of the matrix."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.making.maker import Maker
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.spread.calendar import MOST
from build_tools.pages.spread.parts import Part, parts
from build_tools.roots import Root, root_of
from build_tools.wording import terms, words
from build_tools.wording.words import Piece, Pieces

_OUTLETS = 40  # in a table of those who carry the words of one speaker
_WAYS = 10  # of one outlet, named in that table


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


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """A page for each speaker; of one who says too much for it, pages for each outlet."""
    yield Maker(
        "speaker",
        lambda: desk.once(speakers),
        lambda key: _pages(desk.once(speakers)[key], desk),
        folder="who-says-what/",
    )
    yield Maker(
        "claims of a speaker",
        lambda: desk.once(outlets),
        lambda key: (_outlet_page(key, desk),),
        folder="who-says-what/",
    )


def speakers(desk: Desk) -> dict[str, Speaker]:
    """By their keys, whoever makes most claims first."""
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


Told = tuple[Way, PlacedClaim]


def outlets(desk: Desk) -> dict[str, tuple[str, Part[Told]]]:
    """By address: whose words one outlet carries there, and which, way by way."""
    found = {}
    for speaker in desk.once(speakers).values():
        if speaker.total > MOST:
            for publisher, ways in _by_publisher(speaker).items():
                told = [(way, placed) for way in ways for placed in speaker.claims[way]]
                for part in parts(told, _address(speaker, publisher), most=MOST):
                    found[part.address] = speaker.key, part
    return found


def _by_publisher(speaker: Speaker) -> dict[str, list[Way]]:
    """The ways of each outlet, those most used first; the outlet that carries most stands first."""
    held: dict[str, list[Way]] = {}
    for way in sorted(speaker.claims, key=lambda way: (-len(speaker.claims[way]), way.anchor)):
        held.setdefault(way.publisher, []).append(way)
    carried = {publisher: sum(len(speaker.claims[way]) for way in ways) for publisher, ways in held.items()}
    return {publisher: held[publisher] for publisher in sorted(held, key=lambda one: (-carried[one], one))}


def _address(speaker: Speaker, publisher: str) -> str:
    return f"{speaker.address.removesuffix('.html')}/through-{publisher}.html"


def addresses_of_ways(speaker: Speaker) -> dict[Way, str]:
    """Where the claims that came on each way are listed, or begin to be."""
    if speaker.total <= MOST:
        return {way: f"{speaker.address}#{way.anchor}" for way in speaker.claims}
    found = {}
    for publisher, ways in _by_publisher(speaker).items():
        pages, before = (
            parts([one for way in ways for one in speaker.claims[way]], _address(speaker, publisher), most=MOST),
            0,
        )
        for way in ways:
            found[way] = f"{pages[before // MOST].address}#{way.anchor}"
            before += len(speaker.claims[way])
    return found


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────


def publisher_name(publisher: str, corpus: Corpus) -> Piece:
    """An outlet by name; where a source names no publisher, the source itself."""
    return words.source_title(publisher, corpus) if publisher in corpus.sources else words.actor(publisher, corpus)


def name_of(speaker: Speaker, corpus: Corpus) -> str:
    """Within its group: the name, or the words of the source for someone unnamed."""
    root = speaker.root
    if root.kind == "named":
        return words.actor(root.who, corpus).text
    if root.kind == "unnamed":
        return f"“{root.who}”"
    return (words.actor(root.who, corpus) if root.who else words.source_title(root.source, corpus)).text


def _full_name(speaker: Speaker, corpus: Corpus) -> Pieces:
    if speaker.root.kind == "unnamed":
        return words.unnamed(speaker.root.who, speaker.root.within, corpus)
    return words.root(speaker.root, corpus)


def _via(way: Way, corpus: Corpus) -> Pieces:
    if not way.via:
        return ()
    names = [(words.actor(one, corpus),) for one in way.via]
    return (Piece(", via "), *words.joined(names, ", then "))


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Section:
    """Claims that came on one way. ``begins``: they are the first of them; the page before may hold others."""

    way: Way
    publisher: Piece
    via: Pieces
    claims: tuple[PlacedClaim, ...]
    number: int
    begins: bool = True


def _section(
    speaker: Speaker, way: Way, claims: Sequence[PlacedClaim], corpus: Corpus, *, begins: bool = True
) -> Section:
    number = len(speaker.claims[way])
    return Section(way, publisher_name(way.publisher, corpus), _via(way, corpus), tuple(claims), number, begins)


def _pages(speaker: Speaker, desk: Desk) -> Iterator[Page]:
    corpus = desk.corpus
    if speaker.total <= MOST:
        ordered = sorted(speaker.claims, key=lambda way: (-len(speaker.claims[way]), way.anchor))
        sections = [_section(speaker, way, speaker.claims[way], corpus) for way in ordered]
        yield _page(speaker, speaker.address, desk, sections=sections)
        return
    held, addresses = _by_publisher(speaker), addresses_of_ways(speaker)
    further = speaker.address.removesuffix(".html") + "/outlets-{}.html"
    for part in parts(list(held), speaker.address, most=_OUTLETS, further=further):
        rows = [_outlet(speaker, publisher, held[publisher], addresses, corpus) for publisher in part.items]
        yield _page(speaker, part.address, desk, outlets=rows, part=part)


@dataclass(frozen=True)
class Outlet:
    """An outlet with how many claims of a speaker it carries: the ways most used, and how many more there are."""

    name: Piece
    address: str
    number: int
    ways: tuple[tuple[Way, Pieces, int, str], ...]
    more: int


def _outlet(
    speaker: Speaker, publisher: str, ways: Sequence[Way], addresses: Mapping[Way, str], corpus: Corpus
) -> Outlet:
    told = ((way, _via(way, corpus), len(speaker.claims[way]), addresses[way]) for way in ways[:_WAYS])
    number = sum(len(speaker.claims[way]) for way in ways)
    name = publisher_name(publisher, corpus)
    return Outlet(name, _address(speaker, publisher), number, tuple(told), max(0, len(ways) - _WAYS))


def _outlet_page(address: str, desk: Desk) -> Page:
    key, part = desk.once(outlets)[address]
    speaker = desk.once(speakers)[key]
    publisher = publisher_name(part.items[0][0].publisher, desk.corpus).text
    return _page(
        speaker, address, desk, sections=list(_sections(speaker, part, desk.corpus)), part=part, publisher=publisher
    )


def _sections(speaker: Speaker, part: Part[Told], corpus: Corpus) -> Iterator[Section]:
    for way, held in groupby(part.items, key=lambda told: told[0]):
        claims = [placed for _, placed in held]
        yield _section(speaker, way, claims, corpus, begins=claims[0] is speaker.claims[way][0])


def _page(
    speaker: Speaker,
    address: str,
    desk: Desk,
    *,
    sections: Sequence[Section] = (),
    outlets: Iterable[Outlet] = (),
    part: Part[str] | Part[Told] | None = None,
    publisher: str = "",
) -> Page:
    name = _full_name(speaker, desk.corpus)
    told = f"{words.plain(name)} in {publisher}" if publisher else words.plain(name)
    page = f", page {part.number}" if part and part.number > 1 else ""
    return desk.page(
        address,
        "speaker.html",
        title=f"{told}: what, through whom{page}",
        description=f"{terms.counted(speaker.total, 'claim')} of {words.plain(name)}, by the way on which they reached us.",
        name=told,
        own=words.plain(name),
        speaker=speaker,
        linked=[piece for piece in name if piece.address],
        sections=sections,
        outlets=outlets,
        part=part,
        publisher=publisher,
    )
