"""The real site of the small invented dossier, packed, unpacked and opened in Chromium without a network."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import Visitor
from built_sites import of_every_class
from playwright.sync_api import expect

from build_tools.handing_over import build_bundle
from build_tools.verification.verify import verify


@pytest.fixture(scope="module")
def unpacked(dossiers: Mapping[str, Path], sites: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle's folder, as a reader has it after unpacking; its site is built already."""
    folder = tmp_path_factory.mktemp("bundle")
    built = (sites["flood"] / "index.html").stat().st_mtime_ns
    build_bundle(dossiers["flood"], folder / "flood.zip")
    assert (sites["flood"] / "index.html").stat().st_mtime_ns == built
    seeds = [path.read_text() for path in sorted((dossiers["flood"] / "seeds").glob("*.txt"))]
    assert verify(folder / "flood.zip", texts=seeds) == []
    with zipfile.ZipFile(folder / "flood.zip") as archive:
        archive.extractall(folder / "unpacked")
    (inside,) = (folder / "unpacked").iterdir()
    assert verify(inside, texts=seeds) == []
    return inside


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
