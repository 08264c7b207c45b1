"""The first dossier's zip, unpacked and opened from file:// in a real Chromium, as a reader without a network does."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import Visit, Visitor
from built_sites import of_every_class
from playwright.sync_api import expect

from build_tools.handing_over import build_bundle


@pytest.fixture(scope="module")
def unpacked(dossiers: Mapping[str, Path], sites: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that a reader has after unpacking; its site is built already."""
    root = tmp_path_factory.mktemp("offline")
    built = (sites["first"] / "index.html").stat().st_mtime_ns
    build_bundle(dossiers["first"], root / "dossier.zip")
    assert (sites["first"] / "index.html").stat().st_mtime_ns == built
    with zipfile.ZipFile(root / "dossier.zip") as archive:
        archive.extractall(root / "unpacked")
    (folder,) = (root / "unpacked").iterdir()
    return folder


def is_quiet(opened: Visit) -> bool:
    return opened.outside == [] and opened.messages == []


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("Zelenskyy", "Volodymyr Zelensky"),
        ("Зеленський", "Volodymyr Zelensky"),
        ("Kaspiysk", "Kaspiysk"),
        ("12,000", "12,000"),
        ("Andrei Kovalenko", "Andrii Kovalenko"),
    ],
)
def test_the_search_finds(visit: Visitor, unpacked: Path, words: str, finds: str) -> None:
    opened = visit((unpacked / "index.html").as_uri())
    opened.page.keyboard.press("/")
    opened.page.keyboard.type(words)
    results = opened.page.locator("#cl-search-list")
    expect(results.locator("[role=option]").first).to_be_visible()
    expect(results).to_contain_text(finds)
    opened.page.keyboard.press("ArrowDown")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url(lambda address: not address.endswith("/index.html"))
    expect(opened.page.locator("h1").first).to_be_visible()
    assert is_quiet(opened)


def test_the_timeline_narrows_to_an_actor(visit: Visitor, unpacked: Path) -> None:
    opened = visit((unpacked / "timeline/index.html").as_uri())
    everything = opened.page.locator(".cl-card:visible").count()
    opened.page.locator('[data-facet="actor"] summary').click()
    opened.page.locator('[data-facet="actor"] input[value="andrii-kovalenko"]').click()
    shown = opened.page.locator(".cl-card:visible")
    assert 0 < shown.count() < everything
    assert "first-clash-in-kursk-region" in shown.evaluate_all("cards => cards.map(card => card.id)")
    assert is_quiet(opened)


def test_every_part_of_a_page_opens_without_another_host_or_a_message(visit: Visitor, unpacked: Path) -> None:
    opened = visit((unpacked / "index.html").as_uri())
    for one in of_every_class({"unpacked": unpacked}):
        opened.page.goto(one.file.as_uri())
        assert is_quiet(opened), one


def test_a_claim_s_permalink_leads_to_its_quote(visit: Visitor, unpacked: Path) -> None:
    opened = visit((unpacked / "timeline/first-clash-in-kursk-region.html").as_uri())
    claims = opened.page.locator("article[id^=claim-]")
    assert claims.count() >= 9
    permalink = claims.first.locator("a[href^='#claim-']").first.get_attribute("href")
    assert permalink == "#" + str(claims.first.get_attribute("id"))
    expect(claims.first.locator("blockquote")).to_be_visible()


def test_the_chain_leads_from_the_speaker_to_the_source(visit: Visitor, unpacked: Path) -> None:
    opened = visit((unpacked / "timeline/first-clash-in-kursk-region.html").as_uri(), javascript=False)
    chains = opened.page.locator("ol[aria-label='How it reached us']")
    stations = [chain.locator("li").all_inner_texts() for chain in chains.all()]
    told = [[station.partition("\n")[2] for station in chain] for chain in stations]
    (one,) = [chain for chain in told if chain[0].startswith("“Anonymous sources") and len(chain) == 4][:1]
    assert one[1:3] == ["Financial Times", "Georgia Today"] and one[3].startswith("Round-up")
    assert "2 sources" in opened.page.locator("main").inner_text()
