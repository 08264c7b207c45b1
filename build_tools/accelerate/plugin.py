"""What MkDocs is told in place of thousands of pages: those of the navigation, and afterwards what the sitemap lists."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote, urljoin, urlsplit

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_build_date
from mkdocs.utils.templates import TemplateContext

from build_tools.accelerate import crew
from build_tools.accelerate.framing import Frames
from build_tools.accelerate.opening import KEY
from build_tools.accelerate.outcome import Noted, Outcome
from build_tools.accelerate.progress import progress
from build_tools.accelerate.searching import BLOCKS
from build_tools.accelerate.switch import named
from build_tools.exports.checksums import Finished
from build_tools.exports.writing import write
from build_tools.making.maker import Maker
from build_tools.placing.place import scratch_of
from build_tools.processes import default_jobs
from build_tools.publication import SEARCH_INDEX, Publication, fixed_files

NAME = "claimline"


class Accelerator(BasePlugin):  # type: ignore[no-untyped-call]
    """Between the navigation and the templates of MkDocs, all pages are framed and written, with all that belongs to them."""

    def __init__(self, publication: Publication, outcome: Outcome | None = None) -> None:
        self._publication = publication
        self._outcome = outcome
        self._nav: Navigation
        self._pages: Sequence[str] = ()

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give MkDocs the pages of the navigation, without content: it needs to know where they are."""
        paths = {"index.md", *(path for _, path in named(config.nav or ()) if path.endswith(".md"))}
        for path, content in {**dict.fromkeys(sorted(paths), b""), **fixed_files()}.items():
            if known := files.get_file_from_path(path):
                files.remove(known)
            files.append(File.generated(config, path, content=content))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Keep it for the frames."""
        self._nav = nav
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Make everything. What lies in the dossier's assets under the path of something that is made does not count."""
        outcome = self._outcome
        around = outcome.around if outcome else lambda maker: maker
        frames = Frames(env, config, self._nav, *([outcome.noting.tell] if outcome else []))
        site = Path(config.site_dir)
        made, pages = self._made(site, frames, around)
        self._publication = config.extra[KEY] = self._publication.without_pages()
        gc.collect()
        downloads = self._downloads(site, around)
        data = frames.file(self._publication.data_page(downloads))
        self._pages = [*pages, *crew.written([data], site)]
        if self._outcome:
            self._outcome.take(
                self._publication,
                site,
                {product: one.paths for product, one in made.items()},
                self._pages,
                frames.named,
                downloads,
            )
        for path in {*downloads, *(path for one in made.values() for path in one.paths)} & files.src_uris.keys():
            files.remove(files.src_uris[path])
        return env

    def _made(
        self, site: Path, frames: Frames, around: Callable[[Maker[Any]], Maker[Any]]
    ) -> tuple[dict[crew.Product, crew.Made], list[str]]:
        """All but the downloads: what was written for each key, and the pages among it in their order."""
        pages = [around(maker.then(frames.file)) for maker in self._publication.page_makers()]
        others, last = self._files(around)
        with crew.undisturbed(), progress("pages") as tell:
            made = crew.make(crew.all_keys([*pages, *others]), site, jobs=default_jobs(), tell=tell)
        made = {product: one for product, one in made.items() if product[0] != BLOCKS}
        made |= crew.make(crew.all_keys(last), site, jobs=default_jobs())
        return made, _paths_of(pages, made)

    def _files(self, around: Callable[[Maker[Any]], Maker[Any]]) -> tuple[list[Maker[Any]], list[Maker[Any]]]:
        """Who makes all that is no page; and who does so when the others are done."""
        makers = {maker.name: maker for maker in self._publication.file_makers()}
        if not self._outcome:
            return [*makers.values()], []
        blocks, index = self._outcome.of_search(makers.pop(SEARCH_INDEX), self._publication)
        return [blocks, *map(around, makers.values())], [index]

    def _downloads(self, site: Path, around: Callable[[Maker[Any]], Maker[Any]]) -> Mapping[str, Finished]:
        scratch = scratch_of(site, self._publication.dossier.root / ".cache" / "claimline")
        kept = self._outcome.downloads if self._outcome else None
        with crew.undisturbed():
            return write(Noted(self._publication.offer, around), site, jobs=default_jobs(), kept=kept, scratch=scratch)

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Tell the sitemap of all pages."""
        context["pages"] = list(_listed(self._pages, config))
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Nothing, which MkDocs does not write: the page is there already."""
        return ""


def _paths_of(makers: Iterable[Maker[Any]], made: Mapping[crew.Product, crew.Made]) -> list[str]:
    """What some makers wrote, in their order."""
    families = {maker.name for maker in makers}
    return [path for (family, _), one in made.items() if family in families for path in one.paths]


def _listed(pages: Sequence[str], config: MkDocsConfig) -> Iterator[Any]:
    """Pages as the sitemap asks for them."""
    today, base = get_build_date(), config.site_url
    for path in pages:
        canonical = urljoin(base if base.endswith("/") else f"{base}/", quote(path)) if base else None
        root = urlsplit(canonical).path if canonical else None
        page = SimpleNamespace(is_link=False, canonical_url=canonical, abs_url=root, update_date=today)
        yield SimpleNamespace(page=page)
