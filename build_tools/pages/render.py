"""The conductor of the room: a corpus in, all pages of the site out, with the files they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.linked_data.told import LinkedData
from build_tools.model import Download, History
from build_tools.pages import fonts
from build_tools.pages.actor import actors
from build_tools.pages.desk import Desk
from build_tools.pages.entry import entries
from build_tools.pages.page import Page, Site
from build_tools.pages.place import places
from build_tools.pages.question import disagreements, questions
from build_tools.pages.source import sources
from build_tools.pages.timeline import files as timeline_files
from build_tools.pages.timeline import pages as timeline
from build_tools.pages.whole import claim_list, front, home, known, matrix, rules

__all__ = ["Page", "Site", "assets", "data_files", "render"]

_NO_HISTORY = History()


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
    told = LinkedData(corpus, agreement, site.name, site.description, site.url, site.rights, history, downloads)
    desk = Desk(corpus, agreement, site, history, has_feeds=any(one.group.id == "feeds" for one in downloads))
    for page in _pages(desk, downloads, about_cells=about_cells, version=version):
        yield replace(page, linked_data=told.script(page.address, title=page.title, description=page.description))


def _pages(desk: Desk, downloads: Sequence[Download], *, about_cells: str, version: str) -> Iterator[Page]:
    yield home.page(desk)
    yield from front.pages(desk, downloads, about_cells=about_cells, version=version)
    yield from timeline.pages(desk)
    yield from entries.pages(desk)
    yield from actors.pages(desk)
    yield from places.pages(desk)
    yield from sources.pages(desk)
    yield from questions.pages(desk)
    yield from disagreements.pages(desk)
    yield from known.pages(desk)
    yield from matrix.pages(desk)
    yield from claim_list.pages(desk)
    yield from rules.pages(desk)


def data_files(corpus: Corpus, agreement: Agreement, site: Site) -> Mapping[str, bytes]:
    """The files that pages load by need, by their path on the site; other than ``assets`` they depend on the corpus."""
    return timeline_files.files(Desk(corpus, agreement, site))


@lru_cache(maxsize=1)
def assets() -> Mapping[str, bytes]:
    """The files that pages ask for, by their path on the site."""
    room = resources.files("build_tools.pages")
    files = dict(sorted(_files(room / "assets", "assets/")))
    faces = (room / "styles" / "fonts.css").read_text(encoding="utf-8")
    return {
        **files,
        "assets/fonts/carried.css": fonts.carried(faces, lambda address: files[f"assets/{address}"]).encode(),
        "assets/claimline.css": _joined(room / "styles", ".css"),
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
