"""What the build is held against: MkDocs with plain Material, search off, over the very pages that Claimline has rendered."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

from build_tools.history import read_history
from build_tools.pages.page import Site
from build_tools.processes import default_jobs
from build_tools.publication import Publication, as_markdown
from build_tools.rechecking.check import open_to_publish
from build_tools.records.site_settings import read_settings

_SETTINGS = """\
site_name: The same pages
docs_dir: pages
use_directory_urls: false
plugins: []
theme: {name: material}
nav:
  - Home: index.md
  - Timeline: timeline/index.md
  - Questions: questions/index.md
  - Actors: actors/index.md
  - Places: places/index.md
  - Sources: sources/index.md
validation:
  nav: {omitted_files: ignore}
  links: {not_found: ignore, unrecognized_links: ignore, anchors: ignore}
"""
_QUIET = "NO_MKDOCS_2_WARNING=1"  # a page of news from the theme
COMMAND = ("env", _QUIET, sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean")


def write_reference(root: Path, folder: Path) -> int:
    """A project of the pages of the dossier at ``root``, as they go to MkDocs (but that of the downloads, which would be made
    for it), and nothing else; returns how many there are. Rendered by as many processes as there are cores.
    """
    publication, jobs = _opened(root), default_jobs()
    children = [
        _forked(partial(_render, publication, folder / "pages", range(number, _MANY, jobs))) for number in range(jobs)
    ]
    if any(os.waitpid(child, 0)[1] for child in children):
        raise RuntimeError("the pages for the reference could not be rendered")
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    return sum(1 for _ in folder.rglob("*.md"))


_MANY = 10_000_000  # more keys than any family of pages has


def _opened(root: Path) -> Publication:
    dossier, _ = open_to_publish(root, jobs=default_jobs())
    settings = read_settings(root)
    told = (settings.name, settings.description, settings.url, settings.repository)
    return Publication(
        dossier, Site(*told, rights=settings.rights, corrections=settings.corrections), read_history(root)
    )


def _render(publication: Publication, out: Path, numbers: range) -> None:
    for maker in publication.page_makers():
        for number, key in enumerate(maker.keys()):
            for page in maker.make(key) if number in numbers else ():
                target = out / page.path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(as_markdown(page), encoding="utf-8")


def _forked(work: Callable[[], None]) -> int:
    child = os.fork()
    if not child:
        try:
            work()
        except BaseException:  # noqa: BLE001 - nothing of the parent goes on in its copy
            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    return child


if __name__ == "__main__":
    print(write_reference(Path(sys.argv[1]), Path(sys.argv[2])))
