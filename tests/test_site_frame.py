"""The frame around every page: what search engines and link previews read, sections, footer, a page for the lost."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from browser import Visitor, hosted
from built_sites import SERVED_AT, addresses_of
from page_tree import Element, read_tree
from playwright.sync_api import expect

from build_tools.frame import theme
from build_tools.pages.render import assets
from build_tools.verification.verify import verify

LONGEST_DESCRIPTION = 320


def trees(site: Path) -> Iterator[tuple[str, Element]]:
    for address in addresses_of(site):
        yield address, read_tree((site / address).read_text(encoding="utf-8"))


def meta(tree: Element) -> dict[str, str]:
    all_meta = (one.attributes for one in tree.elements() if one.tag == "meta")
    return {one.get("name") or one.get("property", ""): one.get("content", "") for one in all_meta}


def linked(tree: Element) -> dict[str, str]:
    links = (one.attributes for one in tree.elements() if one.tag == "link")
    return {one.get("rel", ""): one.get("href", "") for one in links}


@pytest.mark.parametrize("name", ["first", "flood"])
def test_every_page_tells_what_it_is(sites: Mapping[str, Path], name: str) -> None:
    titles = []
    for address, tree in trees(sites[name]):
        told = meta(tree)
        title = next(one for one in tree.elements() if one.tag == "title").text
        titles.append((address.rpartition("/")[0], title))
        assert 10 < len(told["description"]) < LONGEST_DESCRIPTION, address
        assert next(one for one in tree.elements() if one.tag == "html").attributes["lang"] == "en"
        assert "generator" not in told
        if address != "404.html":
            assert told["og:description"] == told["description"] and told["og:title"] and told["og:site_name"]
            is_record = re.match(r"about|(timeline|actors|places|sources|questions)/(?!index)[^/]+$", address)
            assert told["og:type"] == "website" or is_record, address
    assert len(titles) == len(set(titles)), "two pages of one kind bear one title"


def test_at_a_known_address_every_page_says_where_it_stands(sites: Mapping[str, Path]) -> None:
    for address, tree in trees(sites["flood"]):
        if address != "404.html":
            told = meta(tree)
            assert linked(tree)["canonical"] == told["og:url"] == SERVED_AT + address
            assert told["og:image"] == SERVED_AT + "assets/card.png"
    assert (sites["flood"] / "assets/card.png").read_bytes()[16:24] == (1200).to_bytes(4) + (630).to_bytes(4)


def test_without_an_address_nothing_pretends_to_one(sites: Mapping[str, Path]) -> None:
    for address, tree in trees(sites["first"]):
        told = meta(tree)
        assert not {"og:url", "og:image"} & told.keys() and "canonical" not in linked(tree), address


def test_the_home_page_describes_the_data_to_machines(sites: Mapping[str, Path]) -> None:
    tree = read_tree((sites["flood"] / "index.html").read_text(encoding="utf-8"))
    (script,) = (one for one in tree.elements() if one.attributes.get("type") == "application/ld+json")
    told = {one["@type"]: one for one in json.loads("".join(str(part) for part in script.inside))["@graph"]}
    assert told["Dataset"]["url"] == SERVED_AT + "data.html" and told["WebSite"]["url"] == SERVED_AT
    data = read_tree((sites["flood"] / "data.html").read_text(encoding="utf-8"))
    (script,) = (one for one in data.elements() if one.attributes.get("type") == "application/ld+json")
    (dataset,) = (one for one in json.loads(str(script.inside[0]))["@graph"] if one["@type"] == "Dataset")
    for one in dataset["distribution"]:
        assert (sites["flood"] / one["contentUrl"].removeprefix(SERVED_AT)).is_file()


def test_neighbours_on_the_timeline_are_named_in_the_head(sites: Mapping[str, Path]) -> None:
    followed, address = [], "timeline/north-korean-shells-for-russia.html"
    while address:
        followed.append(address)
        onward = linked(read_tree((sites["first"] / address).read_text(encoding="utf-8"))).get("next", "")
        address = f"timeline/{onward.rpartition('/')[2]}" if onward else ""
    assert len(followed) > 20 and len(followed) == len(set(followed))


def test_every_page_names_its_record_its_section_and_the_rights(sites: Mapping[str, Path]) -> None:
    page = read_tree((sites["first"] / "timeline/trump-speech.html").read_text(encoding="utf-8"))
    (colophon,) = (one for one in page.elements() if "cl-colophon" in one.classes)
    assert "content/timeline/2024/trump-speech.md" in colophon.text
    assert "CC BY 4.0" in colophon.text and "Quoted words remain their publishers’" in colophon.text
    (here,) = (one for one in page.elements() if one.attributes.get("aria-current"))
    assert here.text == "Timeline"


def test_the_colours_told_to_the_browser_are_those_of_the_paper(sites: Mapping[str, Path]) -> None:
    css = assets()["assets/claimline.css"].decode()
    papers = [re.search(rf'"{scheme}"\] {{.*?--cl-paper: (#\w+)', css, re.DOTALL) for scheme in ("default", "slate")]
    tree = read_tree((sites["first"] / "index.html").read_text(encoding="utf-8"))
    told = [one.attributes["content"] for one in tree.elements() if one.attributes.get("name") == "theme-color"]
    assert told == [paper[1] for paper in papers if paper]


def test_a_dossier_that_names_no_sections_has_those_of_the_first(sites: Mapping[str, Path]) -> None:
    def sections(name: str) -> list[str]:
        tree = read_tree((sites[name] / "index.html").read_text(encoding="utf-8"))
        (nav,) = (one for one in tree.elements() if one.attributes.get("id") == "cl-sections")
        return [one.text for one in nav.elements() if one.tag == "a"]

    assert sections("flood") == sections("first") == [title for one in theme.navigation() for title in one]


def test_built_sites_are_sound(sites: Mapping[str, Path]) -> None:
    for site in sites.values():
        assert verify(site) == []


def test_what_is_lost_is_answered_from_any_depth(visit: Visitor, sites: Mapping[str, Path]) -> None:
    with hosted(sites["first"]) as home:
        opened = visit(f"{home}timeline/2024/deep/no-such-entry.html")
        expect(opened.page.locator("h1")).to_have_text("There is no page at this address")
        assert opened.page.locator("h1").evaluate("one => getComputedStyle(one).fontFamily").startswith('"Claimline')
        opened.page.get_by_label("Search entries, claims").fill("Kaspiysk")
        opened.page.keyboard.press("Enter")
        expect(opened.page.locator(".cl-page__results a").first).to_be_visible()
        opened.page.go_back()
        opened.page.locator("main").get_by_role("link", name="Where sources disagree").click()
        expect(opened.page.locator("h1")).to_have_text("Where sources disagree")
        assert opened.outside == []
