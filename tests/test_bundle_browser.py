"""The real site of the small invented dossier, packed, unpacked and opened in Chromium without a network."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from browser import Visitor
from built_sites import of_every_class
from playwright.sync_api import expect

from build_tools.bundle import make_bundle
from build_tools.verification.verify import verify

HERE = Path(__file__).parent
ASSETS = """
extra_css: [assets/claimline.css, assets/search/search.css]
extra_javascript: [assets/claimline.js, assets/search/search.js]
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle's folder, as a reader has it after unpacking."""
    folder = tmp_path_factory.mktemp("bundle")
    root = Path(shutil.copytree(HERE / "dossiers" / "flood", folder / "flood"))
    settings = (root / "mkdocs.yml").read_text() + ASSETS
    (root / "mkdocs.yml").write_text(settings.replace("../../../build_tools", (HERE.parent / "build_tools").as_posix()))
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(HERE.parent)}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "--quiet"], cwd=root, check=True, env=environment)
    seeds = [path.read_text() for path in sorted((root / "seeds").glob("*.txt"))]
    bundle = make_bundle(root / "site", folder / "flood.zip", name="The flood")
    assert verify(bundle.path, texts=seeds) == []
    with zipfile.ZipFile(bundle.path) as archive:
        archive.extractall(folder / "unpacked")
    assert verify(folder / "unpacked" / "The-flood", texts=seeds) == []
    return folder / "unpacked" / "The-flood"


def test_every_part_of_a_page_opens_without_another_host_or_a_message(visit: Visitor, unpacked: Path) -> None:
    """What all pages load, ``verify`` has read; here are those that together show every part that any page has."""
    opened = visit((unpacked / "index.html").as_uri())
    pages = of_every_class({"unpacked": unpacked})
    for page in pages:
        opened.page.goto(page.file.as_uri())
    assert len(pages) > 10
    assert opened.outside == [] and opened.messages == []


@pytest.mark.parametrize("words", ["Ида Мосс", "Ida Mos", "25 people", "flod"])
def test_the_search_of_the_bundle_finds(visit: Visitor, unpacked: Path, words: str) -> None:
    opened = visit((unpacked / "timeline" / "index.html").as_uri())
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(words)
    expect(opened.page.locator("#cl-search-list [role=option]").nth(1)).to_be_visible()
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url(lambda address: "timeline/index" not in address)
    assert opened.page.locator("h1").first.is_visible()
    assert opened.outside == [] and opened.messages == []
