"""For each speaker the claims behind the numbers of the matrix: on one page, or, of one who says too much for it, shelved by
the names of the outlets that carry them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from string import ascii_uppercase

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.making.maker import Maker
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page
from build_tools.pages.spread import alphabet
from build_tools.pages.spread.calendar import MOST
from build_tools.pages.spread.parts import Part, parts
from build_tools.pages.whole.speakers import Speaker, Way, publisher_name, speakers
from build_tools.wording import terms, words
from build_tools.wording.words import Piece, Pieces

_OUTLETS = 80  # in a table of those who carry the words of one speaker
_WAYS = 10  # of one outlet, named in that table
_LETTERS = (*ascii_uppercase, alphabet.OTHER)  # the last: whatever begins otherwise

Told = tuple[Way, PlacedClaim]


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """A page for each speaker; of one who says too much for it, pages of the claims by outlet."""
    yield Maker(
        "speaker",
        lambda: desk.once(speakers),
        lambda key: _pages(desk.once(speakers)[key], desk),
        folder="who-says-what/",
    )
    yield Maker(
        "claims of a speaker",
        lambda: desk.once(shelved),
        lambda key: (_shelf_page(key, desk),),
        folder="who-says-what/",
    )


# ── Shelves ─────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Shelf:
    """What outlets carry whose names begin with letters that stand side by side: where, which letters, way by way."""

    address: str
    letters: str
    told: tuple[Told, ...]


def shelves(speaker: Speaker, corpus: Corpus) -> list[Shelf]:
    """All that a speaker says, on as few shelves as hold a page each. The alphabet is halved until that is so, whatever
    else there is, so that a further claim moves nothing on other shelves; what a single letter holds may take several pages.
    """
    held: dict[str, list[Told]] = {}
    for publisher, ways in _by_publisher(speaker).items():
        letter = alphabet.letter(publisher_name(publisher, corpus).text)
        mine = held.setdefault(letter if letter in _LETTERS else alphabet.OTHER, [])
        mine += [(way, placed) for way in ways for placed in speaker.claims[way]]
    return [_shelf(speaker, letters, held) for letters in _halved(_LETTERS, {one: len(held[one]) for one in held})]


def _halved(letters: Sequence[str], numbers: Mapping[str, int]) -> Iterator[Sequence[str]]:
    number = sum(numbers.get(one, 0) for one in letters)
    if not number:
        return
    if number <= MOST or len(letters) == 1:
        yield letters
        return
    middle = len(letters) // 2
    yield from _halved(letters[:middle], numbers)
    yield from _halved(letters[middle:], numbers)


def _shelf(speaker: Speaker, letters: Sequence[str], held: Mapping[str, list[Told]]) -> Shelf:
    ends = dict.fromkeys((letters[0], letters[-1]))
    key = "-".join(map(alphabet.in_address, ends))
    names = "–".join("others" if one == alphabet.OTHER else one for one in ends)
    told = tuple(one for letter in letters for one in held.get(letter, ()))
    return Shelf(f"{speaker.address.removesuffix('.html')}/{key}.html", names, told)


def _by_publisher(speaker: Speaker) -> dict[str, list[Way]]:
    """The ways of each outlet, those most used first; the outlet that carries most stands first."""
    held: dict[str, list[Way]] = {}
    for way in sorted(speaker.claims, key=lambda way: (-len(speaker.claims[way]), way.anchor)):
        held.setdefault(way.publisher, []).append(way)
    carried = {publisher: sum(len(speaker.claims[way]) for way in ways) for publisher, ways in held.items()}
    return {publisher: held[publisher] for publisher in sorted(held, key=lambda one: (-carried[one], one))}


def shelved(desk: Desk) -> dict[str, tuple[str, str, Part[Told]]]:
    """By address: whose words stand there, in outlets of which letters, and which."""
    return {
        part.address: (speaker.key, shelf.letters, part)
        for speaker in desk.once(speakers).values()
        if speaker.total > MOST
        for shelf in shelves(speaker, desk.corpus)
        for part in parts(shelf.told, shelf.address, most=MOST)
    }


def addresses_of_ways(speaker: Speaker, corpus: Corpus) -> dict[Way, str]:
    """Where the claims that came on each way are listed, or begin to be."""
    if speaker.total <= MOST:
        return {way: f"{speaker.address}#{way.anchor}" for way in speaker.claims}
    found: dict[Way, str] = {}
    for shelf in shelves(speaker, corpus):
        for part in parts(shelf.told, shelf.address, most=MOST):
            for way, _ in part.items:
                found.setdefault(way, f"{part.address}#{way.anchor}")
    return found


# ── Pages ───────────────────────────────────────────────────────────────────────────────────────────────────


def _full_name(speaker: Speaker, corpus: Corpus) -> Pieces:
    if speaker.root.kind == "unnamed":
        return words.unnamed(speaker.root.who, speaker.root.within, corpus)
    return words.root(speaker.root, corpus)


def _via(way: Way, corpus: Corpus) -> Pieces:
    if not way.via:
        return ()
    names = [(words.actor(one, corpus),) for one in way.via]
    return (Piece(", via "), *words.joined(names, ", then "))


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
    held, addresses = _by_publisher(speaker), addresses_of_ways(speaker, corpus)
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
    return Outlet(name, addresses[ways[0]], number, tuple(told), max(0, len(ways) - _WAYS))


def _shelf_page(address: str, desk: Desk) -> Page:
    key, letters, part = desk.once(shelved)[address]
    speaker = desk.once(speakers)[key]
    return _page(
        speaker, address, desk, sections=list(_sections(speaker, part, desk.corpus)), part=part, letters=letters
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
    letters: str = "",
) -> Page:
    name = _full_name(speaker, desk.corpus)
    told = f"{words.plain(name)} in outlets {letters}" if letters else words.plain(name)
    number = part.total if part and letters else speaker.total
    page = f", page {part.number}" if part and part.number > 1 else ""
    return desk.page(
        address,
        "speaker.html",
        title=f"{told}: what, through whom{page}",
        description=f"{terms.counted(number, 'claim')} of {words.plain(name)}, by the way on which they reached us.",
        name=told,
        own=words.plain(name),
        speaker=speaker,
        linked=[piece for piece in name if piece.address],
        sections=sections,
        outlets=outlets,
        part=part,
        letters=letters,
    )
