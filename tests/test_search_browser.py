"""Search as a reader meets it: in Chromium, on file:// and from a web server alike."""

from __future__ import annotations

import random
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Visit, Visitor, served
from invented_corpus import invented_corpus
from playwright.sync_api import Browser, Page, expect
from small_corpus import plain_site, small_corpus

from build_tools.search.dates import date_tokens
from build_tools.search.index import assets, index_files
from build_tools.search.words import sequence, stem
from build_tools.text.names import fold
from build_tools.text.tables import rows

BOX = ".cl-search__input"
# Playwright's own waiting for a condition evaluates text, which our pages forbid.
BEGUN = """async () => {
    for (let waited = 0; !window.__claimline_search__?.engine && waited < 500; waited++) await new Promise((go) => setTimeout(go, 20));
}"""
OPTIONS = "#cl-search-list [role=option]"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    corpus = small_corpus()
    return plain_site(corpus, {**assets(), **dict(index_files(corpus))}, tmp_path_factory.mktemp("search"))


@pytest.fixture(params=["file", "http"])
def home(request: pytest.FixtureRequest, site: Path) -> Iterator[str]:
    if request.param == "file":
        yield site.as_uri() + "/"
        return
    with served(site) as address:
        yield address


@pytest.fixture
def on_disk(site: Path) -> str:
    return site.as_uri() + "/"


def results(opened: Visit, words: str) -> list[str]:
    """Types the words as a person does and gives the addresses of the results."""
    opened.page.fill(BOX, "")
    opened.page.type(BOX, words)
    expect(opened.page.locator(".cl-search__results")).to_have_attribute("data-query", words)
    options = opened.page.locator(OPTIONS).all()
    return [str(option.get_attribute("href")).partition("//")[2].rpartition("/site/")[2] for option in options][:-1]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("Zelenskyy", "actors/volodymyr-zelensky.html"),
        ("Зеленський", "actors/volodymyr-zelensky.html"),
        ("kaspyisk", "places/kaspiysk.html"),
        ("12,000", "timeline/first-clash.html#claim-"),
        ("12 000 soldiers", "timeline/first-clash.html#claim-"),
        ('"attacked by drones"', "timeline/harbour-attacked.html"),
        ("attacking harbours", "timeline/harbour-attacked.html"),
        ("сили", "timeline/harbour-attacked.html#claim-"),
        ("ka", "places/kaspiysk.html"),
        ("k", "places/kaspiysk.html"),
        ("6 November", "timeline/harbour-attacked.html"),
        ("2024-11-06", "timeline/harbour-attacked.html"),
        ("4 Nov 2024", "timeline/first-clash.html"),
    ],
)
def test_a_reader_finds(visit: Visitor, on_disk: str, words: str, first: str) -> None:
    opened = visit(on_disk + "index.html")
    assert results(opened, words)[0].startswith(first)


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Page]:
    """A bare page with the search of the invented corpus."""
    folder = tmp_path_factory.mktemp("invented")
    (folder / "assets/search").mkdir(parents=True)
    script = b'<!doctype html><meta charset="utf-8"><title>t</title><script src="assets/search/search.js"></script>'
    for name, data in {**assets(), **dict(index_files(invented_corpus())), "index.html": script}.items():
        (folder / name).write_bytes(data)
    page = chromium.new_page()
    page.goto((folder / "index.html").as_uri())
    yield page
    page.close()


_FIRST = """async (words) => {
  const each = { actor: 9, place: 9, question: 9, entry: 9, claim: 9, source: 9 };
  const found = await (await __claimline_search__.shared.engine()).search(words, { each });
  return found.groups.flatMap(({ hits }) => hits.map((hit) => hit.address));
}"""


@pytest.mark.parametrize(("words", "expected"), rows(Path(__file__).parent / "cases/search/first_results.tsv"))
def test_what_is_meant_comes_first(invented: Page, words: str, expected: str) -> None:
    first = [] if expected == "-" else expected.split()
    found = invented.evaluate(_FIRST, words)
    assert len(found) >= len(first) and all(map(str.startswith, found, first)), found
    assert first or not found, found


_SAID = """async (words) => {
  const { engine, summary } = __claimline_search__.shared;
  return summary(await (await engine()).search(words, { each: { claim: 1 } }));
}"""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("What did Dovhan say on 2 April?", "Nothing holds all the words; left out: “2 April”."),
        ("dovhan crossed talked", "Nothing holds all the words; left out: “crossed”, “talked”."),
        ("dockers traffic", "Nothing holds all the words; left out: “dockers” or “traffic”."),
        ("dovhan xyzzyx", "Nothing for “xyzzyx”; showing the rest."),
        ("crimea", "Nothing found for “crimea”. Try another spelling, fewer words, or a name, place, day or number."),
        ("harbour o", "results."),
    ],
)
def test_what_results_do_without_is_said(invented: Page, words: str, said: str) -> None:
    assert invented.evaluate(_SAID, words).endswith(said)


def test_search_is_the_same_hosted_and_on_file_and_asks_no_other_host(visit: Visitor, home: str) -> None:
    opened = visit(home + "timeline/first-clash.html")
    assert not [url for url in opened.requests if "engine.js" in url or "manifest.js" in url], "loaded too early"
    opened.page.focus(BOX)
    opened.page.type(BOX, "Zelenskyy")
    expect(opened.page.locator(OPTIONS)).to_have_count(4)
    expect(opened.page.locator(".cl-search__kind").nth(0)).to_have_text("Actors1")
    assert not [url for url in opened.requests if "facets.js" in url or "page.js" in url], "of no use to the box"
    assert opened.outside == [] and opened.messages == []


def test_a_typing_error_is_forgiven_and_said(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "index.html")
    for typed in ("harbuor", "hrbour", "harrbour", "hirbour", "arbour"):
        assert any("harbour-attacked" in address for address in results(opened, typed)), typed
        expect(opened.page.locator(".cl-search__status")).to_contain_text(f"Nothing for “{typed}”; showing “harbour”.")


def test_words_in_another_order_are_no_phrase(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "index.html")
    assert results(opened, "drones by attacked")
    assert results(opened, '"drones by attacked"') == []


def test_where_nothing_holds_all_words_most_are_taken_and_it_is_said(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "index.html")
    assert results(opened, "kaspiysk evening xyzzyx")
    expect(opened.page.locator(".cl-search__status")).to_contain_text("Nothing for “xyzzyx”; showing the rest.")


def test_results_are_walked_and_opened_by_keyboard(visit: Visitor, home: str) -> None:
    opened = visit(home + "index.html")
    page, box = opened.page, opened.page.locator(BOX)
    page.keyboard.press("/")
    expect(box).to_be_focused()
    page.keyboard.type("kaspiysk")
    expect(page.locator(OPTIONS)).to_have_count(4)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_text("All results, with filters")
    page.keyboard.press("Home")
    expect(page.locator("[aria-selected=true]")).to_contain_text("Kaspiysk")
    page.keyboard.press("End")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowDown")
    selected = page.locator("[aria-selected=true]")
    expect(selected).to_contain_text("Kaspiysk")
    assert selected.get_attribute("id") == box.get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    expect(page.locator(".cl-search__results")).to_be_hidden()
    expect(box).to_be_focused()
    page.keyboard.press("Escape")
    expect(box).not_to_be_focused()
    page.keyboard.press("Control+k")
    page.keyboard.type("kaspiysk")
    expect(page.locator(OPTIONS)).to_have_count(4)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/places/kaspiysk.html")
    assert opened.outside == [] and opened.messages == []


def test_hostile_text_stays_text(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "index.html")
    results(opened, "script alert")
    expect(opened.page.locator("#cl-search-list")).to_contain_text("<script>alert(1)</script> is no order")
    assert opened.page.locator("#cl-search-list script").count() == 0
    results(opened, "<img src=x onerror=alert(1)>")
    assert opened.messages == []


def test_quotes_in_another_language_say_so(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "index.html")
    results(opened, "відбили")
    expect(opened.page.locator("#cl-search-list [lang=uk]")).to_contain_text("Сили оборони")


def test_all_results_stand_on_a_page_with_filters_whose_address_can_be_shared(visit: Visitor, home: str) -> None:
    opened = visit(home + "index.html")
    opened.page.fill(BOX, "soldiers")
    opened.page.keyboard.press("Enter")
    opened.page.wait_for_url("**/search.html#q=soldiers")
    holder = opened.page.locator("#claimline-search-page")
    expect(holder.locator("h2")).to_have_text(["Questions", "Entries", "Claims"])
    holder.get_by_role("button", name="Claims 1").click()
    expect(holder.locator("h2")).to_have_text(["Claims"])
    shared = visit(opened.page.url)
    expect(shared.page.locator("#claimline-search-page h2")).to_have_text(["Claims"])
    assert [one.outside + one.messages for one in (opened, shared)] == [[], []]


def test_results_are_counted_by_facet_and_filtered_by_keyboard(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "search.html#q=2024")
    page = opened.page
    said_by = page.get_by_role("group", name="Said by")
    expect(said_by.locator("label")).to_have_text(
        ["Unnamed speakers4", "The Agency4", "Evening Post2", "Volodymyr Zelensky2"]
    )
    said_by.get_by_role("checkbox", name="The Agency").focus()
    page.keyboard.press("Space")
    expect(said_by.get_by_role("checkbox", name="The Agency")).to_be_checked()
    expect(said_by.get_by_role("checkbox", name="The Agency")).to_be_focused()
    page.get_by_role("group", name="Stance").get_by_role("checkbox", name="Denies").check()
    expect(page.locator(".cl-page__results h2")).to_have_text(["Claims"])
    expect(page.locator(".cl-page__results .cl-hit")).to_have_count(1)
    shared = visit(page.url)
    expect(shared.page.locator(".cl-page__results .cl-hit")).to_have_count(1)
    shared.page.get_by_role("button", name="Clear filters").click()
    expect(shared.page.locator(".cl-page__results h2")).to_have_text(["Entries", "Claims", "Sources"])
    assert opened.messages == []


def test_the_results_page_is_walked_by_arrows(visit: Visitor, on_disk: str) -> None:
    page = visit(on_disk + "search.html?q=kaspiysk").page
    links = page.locator(".cl-page__results a")
    expect(links).to_have_count(3)
    page.focus("#cl-page-input")
    for key, at in (("ArrowDown", 0), ("ArrowDown", 1), ("End", 2), ("Home", 0)):
        page.keyboard.press(key)
        expect(links.nth(at)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#cl-page-input")).to_be_focused()


def test_an_address_with_a_question_mark_searches_too(visit: Visitor, home: str) -> None:
    opened = visit(home + "search.html?q=kaspiysk")
    expect(opened.page.locator("#claimline-search-page .cl-hit")).to_have_count(3)


@pytest.mark.parametrize("dark", [False, True])
def test_on_a_phone_an_icon_opens_the_search_over_the_page(visit: Visitor, on_disk: str, dark: bool) -> None:
    opened = visit(on_disk + "index.html", width=390, dark=dark)
    page = opened.page
    expect(page.locator(BOX)).to_be_hidden()
    page.get_by_role("button", name="Search", exact=True).click()
    page.keyboard.type("kaspiysk")
    expect(page.locator(OPTIONS)).to_have_count(4)
    panel = page.locator(".cl-search__panel").bounding_box()
    assert panel and (panel["x"], panel["y"], panel["width"]) == (0, 0, 390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Close search").click()
    expect(page.locator(BOX)).to_be_hidden()
    expect(page.get_by_role("button", name="Search", exact=True)).to_be_focused()


def test_without_its_index_search_says_so(visit: Visitor, site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    for words in (tmp_path / "site/assets/search").glob("w-*.js"):
        words.unlink()
    opened = visit((tmp_path / "site/index.html").as_uri())
    opened.page.fill(BOX, "kaspiysk")
    expect(opened.page.locator(".cl-search__status")).to_have_text("The search index could not be loaded.")


def test_the_browser_folds_and_stems_words_as_the_index_does(visit: Visitor, on_disk: str) -> None:
    opened = visit(on_disk + "index.html")
    opened.page.focus(BOX)
    chance = random.Random(11)
    letters = [chr(code) for code in range(0x20, 0x3100) if unicodedata.category(chr(code)) not in ("Cn", "Cc")]
    texts = [f"a{letter}b" for letter in letters]
    texts += ["".join(chance.choices(letters[:1200], k=12)) for _ in range(500)]
    texts += ["12,000 and 1 234 567", "６００", "½ ton", "ΣΊΣΥΦΟΣ", "İstanbul", "Đà Nẵng", "조선민주주의"]
    texts += ["𝔘nicode", "ﬁne", "Straße", "o’Neill’s"]
    call = "async (texts) => { const e = await __claimline_search__.engine; return texts.map(%s); }"
    opened.page.evaluate(BEGUN)
    assert opened.page.evaluate(call % "e.fold", texts) == [fold(text) for text in texts]
    assert opened.page.evaluate(call % "e.sequence", texts) == [sequence(text) for text in texts]
    dated = [
        "6 November 2024 and Nov 7",
        "2024-11-06",
        "6.11.2024",
        "12 marched",
        "May I",
        "48 November",
        "(5 May, 2020)",
    ]
    tokens = opened.page.evaluate(call % "text => e.datesIn(text).flatMap((one) => one.tokens)", dated)
    assert tokens == [date_tokens(text) for text in dated]
    words = "attacks agencies capturing stopped passes dies ies ss buses needed classes ing russias зelenskyi".split()
    assert opened.page.evaluate(call % "e.stem", words) == [stem(word) for word in words]
