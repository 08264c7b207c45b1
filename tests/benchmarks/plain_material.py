"""What the build is held against: MkDocs with plain Material, search off, over the very pages that Claimline has rendered."""

from __future__ import annotations

import sys
from pathlib import Path

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


def write_reference(rendered: Path, folder: Path) -> int:
    """A project of the pages in ``rendered`` (of ``claimline pages``), which go there; returns how many there are."""
    pages = sorted(rendered.rglob("*.md"))
    for page in pages:
        target = folder / "pages" / page.relative_to(rendered)
        target.parent.mkdir(parents=True, exist_ok=True)
        page.rename(target)
    (folder / "mkdocs.yml").write_text(_SETTINGS, encoding="utf-8")
    return len(pages)
