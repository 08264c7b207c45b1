"""A dossier as the files of its site: pages, assets, search index and downloads. Pure but for opening the folder.

Adapters (``hooks.py`` for MkDocs, ``claimline pages`` for any other generator) take it from here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from importlib import metadata
from pathlib import Path

from build_tools.agreement import Agreement
from build_tools.carrying import take
from build_tools.corpus import Corpus
from build_tools.corrections.find import find
from build_tools.dossier import Dossier, open_dossier
from build_tools.exports import record_schemas
from build_tools.exports.all import Downloads
from build_tools.exports.checksums import Finished
from build_tools.exports.csv_table import ABOUT_CELLS
from build_tools.exports.downloads import described
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.exports.writing import write
from build_tools.frame.told import told
from build_tools.history import branch_of_readers, folder_in_repository, read_history
from build_tools.inspection import find_problems
from build_tools.kept_files import KeptFiles
from build_tools.making.maker import ALONE, Maker, all_made
from build_tools.model import Correction, History
from build_tools.pages import render
from build_tools.pages.page import Page, Site
from build_tools.pages.record import forges
from build_tools.problems import Problem
from build_tools.processes import default_jobs
from build_tools.published import for_readers
from build_tools.search import index
from build_tools.search.shelf import Shelf
from build_tools.search.state import State
from build_tools.search.whole import whole
from build_tools.text import date_words
from build_tools.tracing.forgetting import Changes, forget
from build_tools.tracing.records import Fields, followed
from build_tools.tracing.table import Table, table_named
from build_tools.withheld import discreet, tell_the_same
from build_tools.wording import terms

SEARCH_INDEX = "search index"  # the maker of it
_FENCE = "---\n"
_UNSEEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_RECORDS = {"Entry": "entries", "Source": "sources", "Actor": "actors", "Place": "places", "Question": "questions"}
_ENOUGH_TO_SHARE = 5000  # claims
_CORRECTION = Path(".github/ISSUE_TEMPLATE/correction.yml")


@dataclass(frozen=True)
class Publication:
    """A dossier that is to be published under the name and description of a site, with the history of its records."""

    dossier: Dossier
    site: Site
    history: History = field(default_factory=History)

    @cached_property
    def problems(self) -> list[Problem]:
        """Everything that reading and the rules find, in reading order."""
        return find_problems(self.dossier)

    @cached_property
    def corpus(self) -> Corpus:
        """What readers get of the dossier; what is read of its records is noted."""
        corpus = for_readers(self.dossier.corpus)
        return replace(corpus, **{name: followed(getattr(corpus, name)) for name in _RECORDS.values()})

    def carried_on(self, dossier: Dossier, *, with_texts: bool) -> Publication:
        """The same site of another state of its dossier; what was worked out and holds in both is kept, and this publication
        is of no use any more. ``with_texts``: articles may have changed, too.
        """
        changes, owners = Changes(), self._owners
        take(self.corpus, for_readers(dossier.corpus), changes, with_texts=with_texts)
        carried = replace(self, dossier=dossier)
        carried.__dict__["corpus"] = self.corpus
        if tell_the_same(self.dossier.corpus, dossier.corpus):
            carried.__dict__["published_history"] = self.published_history
        elif not changes.comparing.same(self.published_history, carried.published_history):
            return replace(self, dossier=dossier)
        forget(owners, changes)
        names = ("published_history", "_agreement", "_pages")
        carried.__dict__.update({name: self.__dict__[name] for name in names})
        return carried

    def take_over(self, old: Publication) -> None:
        """What was worked out of a former state and cannot have become another is not worked out again."""
        if old.history is self.history and tell_the_same(old.dossier.corpus, self.dossier.corpus):
            self.__dict__["published_history"] = old.published_history

    def without_pages(self) -> Publication:
        """The same, which holds nothing any more of what was worked out for pages alone."""
        other = replace(self)
        names = ("corpus", "_history", "_agreement")
        other.__dict__.update({name: self.__dict__[name] for name in names if name in self.__dict__})
        return other

    @property
    def _owners(self) -> Collection[object]:
        """All that tables of pages belong to."""
        return self._pages.owners.values()

    @cached_property
    def _agreement(self) -> Agreement:
        return Agreement(self.corpus)

    @property
    def has_history(self) -> bool:
        """Whether it is known when records changed."""
        return bool(self.history.changes)

    @cached_property
    def telling(self) -> Telling:
        """What the exports are told of the dossier."""
        site = SiteFacts(self.site.name, self.site.description, self.site.url, self.site.rights, self.site.repository)
        return Telling(self.corpus, self._agreement, site, self.published_history, self.corrections)

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """What readers had otherwise, as Git tells."""
        return find(self.dossier.root, self.corpus, self.published_history)

    @cached_property
    def published_history(self) -> History:
        """The history as readers may have it."""
        return discreet(self.history, self.corpus)

    @cached_property
    def downloads(self) -> KeptFiles[Finished]:
        """The downloads by path: they are as large as all the rest together, and so lie on the disk."""
        jobs = default_jobs() if len(self.corpus.claims) >= _ENOUGH_TO_SHARE else 1
        return KeptFiles(partial(write, self.offer, jobs=jobs))

    @property
    def offer(self) -> Downloads:
        """What downloads there are, and who makes them."""
        return Downloads(self.telling)

    def pages(self) -> Iterator[Page]:
        """Every page."""
        yield from all_made(self.page_makers())
        yield self.data_page(self.downloads.told)

    def page_makers(self) -> Iterator[Maker[Page]]:
        """Who makes every page but that of the downloads."""
        return self._pages.makers()

    def data_page(self, downloads: Mapping[str, Finished]) -> Page:
        """The page that lists the finished downloads."""
        return self._pages.data_page(described(downloads))

    def table(self, name: str) -> object:
        """A table that something was made from, by the name under which it was noted."""
        kind, _, field_name = name.partition(".")
        if kind in _RECORDS:
            return Table(name, Fields(getattr(self.corpus, _RECORDS[kind]).held, field_name))
        return table_named(name, {**self._pages.owners, "Telling": self.telling})

    @cached_property
    def _pages(self) -> render.Pages:
        return render.Pages(
            self.corpus,
            self._agreement,
            self.site_as_edited(),
            self.published_history,
            has_feeds=True,
            about_cells=ABOUT_CELLS,
            version=program_version(),
        )

    def site_as_edited(self) -> Site:
        """The site with what its folder and its repository tell of how its records are edited."""
        site, root = self.site, self.dossier.root
        site = replace(site, has_forms=(root / _CORRECTION).is_file())
        if site.edit_uri is not None or not site.repository:
            return site
        folder = forges.edit_folder(site.repository, branch_of_readers(root), folder_in_repository(root))
        return replace(site, edit_uri=folder)

    def contents(self) -> Iterator[tuple[str, str | bytes]]:
        """Every page as a Markdown file and every asset, by path."""
        yield from ((page.path, as_markdown(page)) for page in self.pages())
        yield from self.assets().items()

    def assets(self) -> Mapping[str, bytes]:
        """Every other file by path but the downloads: style, scripts, search index, schemas."""
        return {**fixed_files(), **dict(all_made(self.file_makers()))}

    def addresses(self) -> frozenset[str]:
        """Paths of pages that there are for certain, before any is made."""
        return frozenset(render.addresses(self.corpus))

    def file_makers(self) -> Iterator[Maker[tuple[str, bytes]]]:
        """Who makes the files that follow from the corpus, but the downloads."""
        yield from self._pages.files()
        yield Maker(SEARCH_INDEX, lambda: (ALONE,), lambda _: self._search_index(), is_long=True, folder=index.FOLDER)
        yield Maker(
            "schemas",
            lambda: (ALONE,),
            lambda _: record_schemas.files(self.corpus).items(),
            folder=f"{record_schemas.FOLDER}/",
        )

    @cached_property
    def search(self) -> Shelf:
        """The corpus as search reads it, block by block (``search.keeping`` tells what an edit changes in the index)."""
        return Shelf(self.corpus, self._agreement, date_words.in_words, _label)

    def _search_index(self) -> Iterator[tuple[str, bytes]]:
        return whole(self.search, State(), self.search.read)


def fixed_files() -> Mapping[str, bytes]:
    """The files that are the same for every dossier: style, scripts, fonts."""
    return {**render.assets(), **index.assets()}


def program_version() -> str:
    """The program's own; empty where it runs without having been installed."""
    try:
        return metadata.version("claimline")
    except metadata.PackageNotFoundError:
        return ""


def _label(sign: str) -> str:
    """A stance, state or status as pages call it."""
    groups = (terms.terms(group) for group in ("stance", "state", "status"))
    known = next((group[key] for group in groups for key in (sign, sign.replace("-", " ")) if key in group), None)
    return known.label if known else sign.capitalize()


def open_publication(root: Path, site: Site) -> Publication:
    """Open the dossier at ``root``."""
    return Publication(open_dossier(root), site, read_history(root))


def as_markdown(page: Page) -> str:
    """A page as a Markdown file: front matter for the generator, then its HTML as it is, then its linked data.

    Its words are escaped here: themes of MkDocs print front matter as it stands.
    """
    lines = "".join(f"{key}: {_written(value)}\n" for key, value in told(page).items())
    return f"{_FENCE}{lines}{_FENCE}{page.html}{page.linked_data}"


def _written(value: object) -> str:
    """As JSON, of which every reader of YAML makes the same value: what it takes for the end of a line is written out."""
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(value, ensure_ascii=False))


def html_of(markdown: str) -> str:
    """The HTML of what ``as_markdown`` made."""
    return markdown.removeprefix(_FENCE).partition("\n" + _FENCE)[2]
