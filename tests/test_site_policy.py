"""Nothing that stands in a page runs there: every page says so to the browser, and keeps to it itself."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from browser import Visitor, hosted
from built_sites import addresses_of, richest_of_every_kind
from page_tree import read_tree

from build_tools.frame.policy import POLICY
from build_tools.licence import as_html

PAGE = "timeline/dam-failure-disputed.html"
SLIPS = """<script>hit("inline")</script><img src="x" onerror="hit('handler')"><svg onload="hit('drawing')"></svg>
<a id="slip" href="javascript:hit('link')">x</a><iframe srcdoc="<script>parent.hit('frame')</script>"></iframe>
<script src="data:text/javascript,hit('data')"></script><object data="data:text/html,x"></object><base href="https://evil.example/">
<style>body { background: url("https://evil.example/style") }</style><img src="https://evil.example/picture">"""


@pytest.mark.parametrize("name", ["first", "flood"])
def test_every_page_says_first_of_all_what_may_run_on_it(sites: Mapping[str, Path], name: str) -> None:
    for address in addresses_of(sites[name]):
        tree = read_tree((sites[name] / address).read_text(encoding="utf-8"))
        charset, policy, *_ = (one for one in tree.elements() if one.around and one.around.tag == "head")
        assert charset.attributes == {"charset": "utf-8"}, address
        assert policy.attributes == {"http-equiv": "Content-Security-Policy", "content": POLICY}, address


def test_the_policy_lets_no_script_and_no_style_sheet_stand_in_a_page() -> None:
    told = {words[0]: words[1:] for words in map(str.split, POLICY.split(";"))}
    assert told["default-src"] == ["'none'"] and told["base-uri"] == ["'none'"]
    assert told["script-src"] == told["style-src"] == ["'self'", "file:"]
    for words in told.values():
        assert not {"'unsafe-eval'", "*", "https:", "http:", "blob:"} & set(words)


@pytest.mark.parametrize("name", ["first", "flood"])
def test_nothing_in_a_page_wants_to_run_but_files_of_the_site(sites: Mapping[str, Path], name: str) -> None:
    for address in addresses_of(sites[name]):
        for one in read_tree((sites[name] / address).read_text(encoding="utf-8")).elements():
            assert one.tag not in {"style", "iframe", "object", "embed", "base", "frame"}, address
            assert one.tag != "script" or "src" in one.attributes or one.attributes["type"] == "application/ld+json"
            assert not [key for key in one.attributes if key.startswith("on")], address
            assert not one.attributes.get("href", "").lower().startswith(("javascript:", "data:", "vbscript:"))


@pytest.mark.parametrize("way", ["hosted", "folder"])
def test_no_browser_has_to_stop_anything_on_a_page_of_ours(visit: Visitor, sites: Mapping[str, Path], way: str) -> None:
    """On a wide screen and light from a host, on a phone and dark from a folder."""
    pages = [page for page in richest_of_every_kind(sites) if page.address != "404.html"]
    with hosted(sites["first"]) as first, hosted(sites["flood"]) as flood:
        homes = {"first": first, "flood": flood}
        width = 1440 if way == "hosted" else 390
        opened = visit((sites["first"] / "index.html").as_uri(), dark=way == "folder", width=width)
        for page in pages:
            opened.page.goto(homes[page.site] + page.address if way == "hosted" else page.file.as_uri())
            assert opened.messages == [], page.address


@pytest.fixture(scope="module")
def slipped(sites: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site on one page of which everything stands that must not run, as if no text had been escaped."""
    site = Path(shutil.copytree(sites["flood"], tmp_path_factory.mktemp("slipped") / "site"))
    html = (site / PAGE).read_text(encoding="utf-8")
    (site / PAGE).write_text(html.replace("</h1>", f"</h1>{SLIPS}", 1), encoding="utf-8")
    return site


@pytest.mark.parametrize("way", ["hosted", "folder"])
def test_what_would_slip_into_a_page_does_not_run(visit: Visitor, slipped: Path, way: str) -> None:
    with hosted(slipped) as home:
        opened = visit((slipped / "index.html").as_uri() if way == "folder" else home, alone=True)
        opened.page.add_init_script("window.hits = []; window.hit = (one) => hits.push(one)")
        opened.page.goto((slipped / PAGE).as_uri() if way == "folder" else home + PAGE)
        opened.page.locator("#slip").click()
        opened.page.wait_for_timeout(100)
        assert opened.page.evaluate("hits") == []
        assert len([one for one in opened.messages if "Content Security Policy" in one]) >= 8
        opened.page.locator(".cl-scheme").click()  # what is the site's own still works
        assert opened.page.locator("body").get_attribute("data-md-color-scheme") == "slate"


@pytest.mark.parametrize(
    ("rights", "shown"),
    [
        ("Words: <a rel='x' href='https://a.example/'>CC &amp; co</a>.", 'Words: <a rel="license" href="https://a.example/">CC &amp; co</a>.'),
        ("<script>x</script>© <b>us</b>", "x© us"),
        ('<a href="javascript:x">y</a> 1 < 2', "y 1 &lt; 2"),
        ('<a href="https://a.example/" onclick="x">y</a>', '<a rel="license" href="https://a.example/">y</a>'),
    ],
)  # fmt: skip
def test_of_the_licence_in_the_settings_words_and_links_are_shown(rights: str, shown: str) -> None:
    assert as_html(rights) == shown
