"""The conductor of the room: a corpus in, all pages of the site out, with the files they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache, partial
from importlib import resources
from importlib.resources.abc import Traversable

from build_tools.addresses import address_of
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.linked_data.told import LinkedData
from build_tools.making.maker import Maker, all_made, alone
from build_tools.model import Download, History
from build_tools.pages import fonts, shapes
from build_tools.pages.actor import actors
from build_tools.pages.desk import Desk
from build_tools.pages.entry import entries, grounds
from build_tools.pages.page import Page, Site
from build_tools.pages.place import places
from build_tools.pages.question import disagreements, questions
from build_tools.pages.source import sources
from build_tools.pages.timeline import files as timeline_files
from build_tools.pages.timeline import pages as timeline
from build_tools.pages.whole import claim_list, front, home, known, matrix, rules

__all__ = ["Page", "Pages", "Site", "assets", "data_files", "render"]

_ALWAYS = (
    *("index.md", "timeline/index.md", "questions/index.md", "disagreements.md", "who-says-what.md", "known/index.md"),
    *("actors/index.md", "places/index.md", "sources/index.md", "claims/index.md", "rules/index.md"),
    *("methodology.md", "data.md", "about.md", "search.md"),
)
_NO_HISTORY = History()


@dataclass(frozen=True)
class Pages:
    """The pages of a dossier and the files that they load by need. ``has_feeds``: the site offers feeds to follow;
    ``version``: that of the program; ``about_cells``: how a cell is written that a spreadsheet would take for a formula.
    """

    corpus: Corpus
    agreement: Agreement
    site: Site
    history: History = field(default_factory=History)
    has_feeds: bool = False
    about_cells: str = ""
    version: str = ""

    def makers(self) -> Iterator[Maker[Page]]:
        """Who makes every page but that of the downloads."""
        return (maker.then(self._told) for maker in _makers(self._desk, self.version))

    def data_page(self, downloads: Sequence[Download]) -> Page:
        """The page that lists the finished downloads."""
        return self._told(front.data(self._desk, downloads, self.about_cells), downloads)

    def files(self) -> Iterator[Maker[tuple[str, bytes]]]:
        """Who makes the files that pages load by need; other than ``assets`` they depend on the corpus."""
        yield from timeline_files.makers(self._desk)
        yield from grounds.makers(self._desk)

    @property
    def owners(self) -> Mapping[str, object]:
        """By the name of its class: what tables belong to."""
        owners = (self.corpus, self.agreement, self.history, self._desk, self._desk.maps, self._linked_data)
        return {type(owner).__name__: owner for owner in owners}

    def _told(self, page: Page, downloads: Sequence[Download] = ()) -> Page:
        told = replace(self._linked_data, downloads=downloads) if downloads else self._linked_data
        return replace(page, linked_data=told.script(page.address, title=page.title, description=page.description))

    @cached_property
    def _desk(self) -> Desk:
        return Desk(self.corpus, self.agreement, self.site, self.history, has_feeds=self.has_feeds)

    @cached_property
    def _linked_data(self) -> LinkedData:
        site = self.site
        return LinkedData(self.corpus, self.agreement, site.name, site.description, site.url, site.rights, self.history)


def render(
    corpus: Corpus,
    agreement: Agreement,
    site: Site,
    *,
    history: History = _NO_HISTORY,
    downloads: Sequence[Download] = (),
    about_cells: str = "",
    version: str = "",
) -> Iterator[Page]:
    """Every page of the site. The same corpus gives the same bytes.

    ``history``: who changed which record when. ``downloads``: what the data page lists; ``about_cells``: how a cell is
    written that a spreadsheet would take for a formula; ``version``: that of the program.
    """
    has_feeds = any(one.group.id == "feeds" for one in downloads)
    pages = Pages(corpus, agreement, site, history, has_feeds, about_cells, version)
    yield from all_made(pages.makers())
    yield pages.data_page(downloads)


def _makers(desk: Desk, version: str) -> Iterator[Maker[Page]]:
    yield alone("index.html", partial(home.page, desk))
    yield from front.makers(desk, version)
    yield from timeline.makers(desk)
    yield from entries.makers(desk)
    yield from actors.makers(desk)
    yield from places.makers(desk)
    yield from sources.makers(desk)
    yield from questions.makers(desk)
    yield from disagreements.makers(desk)
    yield from known.makers(desk)
    yield from matrix.makers(desk)
    yield from claim_list.makers(desk)
    yield from rules.makers(desk)


def addresses(corpus: Corpus) -> Iterator[str]:
    """The paths of pages that every dossier has, and of those of its records."""
    yield from _ALWAYS
    groups = (corpus.entries, corpus.actors, corpus.places, corpus.sources, corpus.questions)
    for group in groups:
        yield from (address_of(record).removesuffix(".html") + ".md" for record in group.values())


def data_files(corpus: Corpus, agreement: Agreement, site: Site) -> Mapping[str, bytes]:
    """The files that pages load by need, by their path on the site."""
    return dict(all_made(Pages(corpus, agreement, site).files()))


@lru_cache(maxsize=1)
def assets() -> Mapping[str, bytes]:
    """The files that pages ask for, by their path on the site."""
    room = resources.files("build_tools.pages")
    files = dict(sorted(_files(room / "assets", "assets/")))
    faces = (room / "styles" / "fonts.css").read_text(encoding="utf-8")
    return {
        **files,
        "assets/fonts/carried.css": fonts.carried(faces, lambda address: files[f"assets/{address}"]).encode(),
        "assets/claimline.css": shapes.style_sheet().encode() + _joined(room / "styles", ".css"),
        "assets/claimline.js": _joined(room / "scripts", ".js"),
    }


def _files(folder: Traversable, address: str) -> Iterator[tuple[str, bytes]]:
    """The files of a folder and of those within it, by their address."""
    for item in folder.iterdir():
        if item.is_dir():
            yield from _files(item, f"{address}{item.name}/")
        else:
            yield address + item.name, item.read_bytes()


def _joined(folder: Traversable, suffix: str) -> bytes:
    """The files of a folder as one, in the order that it tells: one request is better than many."""
    lines = (folder / "order.txt").read_text(encoding="utf-8").splitlines()
    names = [line for line in lines if line and not line.startswith("#")]
    return b"\n".join((folder / f"{name}{suffix}").read_bytes() for name in names)
