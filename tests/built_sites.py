"""Builds, once for all processes, the sites that the gates walk through; picks pages that stand for all the others.

Fixtures for conftest.py to import: ``sites`` (name → folder of a built site).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from once_for_all import once_for_all

from build_tools.building import build_site
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier

HERE = Path(__file__).parent
PROJECT = HERE.parent
SERVED_AT = "https://flood.example/dossier/"
_CLASS = re.compile(r'class="([^"]*)"')


@dataclass(frozen=True)
class PageOf:
    """A page of one of the built sites: ``file`` on disk, ``address`` relative to the site's root."""

    site: str
    address: str
    file: Path


@pytest.fixture(scope="session")
def dossiers(common_folder: Path) -> Mapping[str, Path]:
    """``first``: the project's own dossier; ``flood``: the invented one with an entry of every kind, at an address."""
    folder = once_for_all(common_folder / "dossiers", _lay_dossiers)
    return {name: folder / name for name in ("first", "flood")}


def _lay_dossiers(folder: Path) -> None:
    hooks = (PROJECT / "build_tools" / "hooks.py").as_posix()
    for name in ("content", "seeds"):
        shutil.copytree(PROJECT / name, folder / "first" / name)
        for part in ("flood", "flood_more"):
            shutil.copytree(HERE / "dossiers" / part / name, folder / "flood" / name, dirs_exist_ok=True)
    settings = (PROJECT / "mkdocs.yml").read_text().replace("- build_tools/hooks.py", f"- {hooks}")
    (folder / "first" / "mkdocs.yml").write_text(settings)
    settings = (HERE / "dossiers" / "flood" / "mkdocs.yml").read_text().replace("../../../build_tools/hooks.py", hooks)
    (folder / "flood" / "mkdocs.yml").write_text(f"{settings}site_url: {SERVED_AT}\n")


@pytest.fixture(scope="session")
def sites(dossiers: Mapping[str, Path], common_folder: Path) -> Mapping[str, Path]:
    """The built site of each dossier."""

    def build(_: Path) -> None:
        for root in dossiers.values():
            build_site(root)

    once_for_all(common_folder / "sites", build)
    return {name: root / "site" for name, root in dossiers.items()}


@pytest.fixture(scope="session")
def corpora(dossiers: Mapping[str, Path]) -> Mapping[str, Corpus]:
    """What each dossier holds."""
    return {name: open_dossier(root).corpus for name, root in dossiers.items()}


def addresses_of(site: Path) -> list[str]:
    """Every page of a site, relative to its root."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def of_every_kind(sites: Mapping[str, Path]) -> list[PageOf]:
    """Pages that stand for all: of each folder as few as show every class that occurs in one of its pages.

    New kinds of pages come in by themselves; each page at the top of a site is a kind of its own.
    """
    return [page for members in _by_kind(sites) for page in _covering(members)]


def richest_of_every_kind(sites: Mapping[str, Path]) -> list[PageOf]:
    """Of each folder the one page that shows the most classes: for what costs seconds a page."""
    return [next(_covering(members)) for members in _by_kind(sites)]


def _by_kind(sites: Mapping[str, Path]) -> list[list[PageOf]]:
    folders: dict[str, list[PageOf]] = {}
    for name, site in sites.items():
        for address in addresses_of(site):
            folder, _, file = address.rpartition("/")
            kind = f"{folder}/" if folder and file != "index.html" else address
            folders.setdefault(kind, []).append(PageOf(name, address, site / address))
    return list(folders.values())


def of_every_class(sites: Mapping[str, Path]) -> list[PageOf]:
    """As few pages as show every class that occurs anywhere: for what hangs on the parts of a page and not on its kind."""
    return list(
        _covering([PageOf(name, one, site / one) for name, site in sites.items() for one in addresses_of(site)])
    )


def _covering(pages: Sequence[PageOf]) -> Iterator[PageOf]:
    shows = {page: _classes(page.file) for page in pages}
    lacking = set().union(*shows.values())
    while lacking:
        best = max(shows, key=lambda page: len(shows[page] & lacking))
        lacking -= shows.pop(best)
        yield best


def _classes(path: Path) -> set[str]:
    found = _CLASS.findall(path.read_text(encoding="utf-8"))
    return {name for names in found for name in names.split() if name.startswith("cl-")} | {"cl-page"}
