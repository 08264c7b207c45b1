"""An entry's page in a real Chromium: citing, from a folder and from a server, with a clipboard and without, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Visit, Visitor, served
from framed_pages import FRAME
from pages_corpus import dam
from playwright.sync_api import expect

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.model import Change, History
from build_tools.pages.render import Site, assets, data_files, render

HISTORY = History({"content/timeline/2031/dam-bursts.md": (Change("ab" * 20, "2031-04-01", "Ann", "Found <b>it</b>"),)})
CLAIM = "#claim-bdd83802"
BARE = FRAME.replace("<html ", '<html dir="ltr" ').replace("<title>", '<link rel="icon" href="data:,"><title>')


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages in a bare frame."""
    made = tmp_path_factory.mktemp("site")
    corpus = dam()
    files = dict(assets())
    site = Site("The dam", url="https://dam.example/", repository="https://github.com/brae/dam", edit_uri="edit/main/")
    files |= data_files(corpus, Agreement(corpus), site)
    for page in render(corpus, Agreement(corpus), site, history=HISTORY):
        files[page.address] = BARE.format(up="../" * page.address.count("/"), html=page.html).encode()
    files["elsewhere/about.html"] = BARE.format(up="../", html=about(corpus)).encode()
    for name, content in files.items():
        (made / name).parent.mkdir(parents=True, exist_ok=True)
        (made / name).write_bytes(content)
    return made


def about(corpus: Corpus) -> str:
    """The page about a dossier whose repository takes no forms."""
    pages = render(corpus, Agreement(corpus), Site("The dam", url="https://dam.example/"))
    return next(page.html for page in pages if page.path == "about.md")


@pytest.fixture(params=["folder", "server"])
def home(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The site as readers get it: from a folder and from a server."""
    if request.param == "folder":
        yield folder.as_uri() + "/"
    else:
        with served(folder) as address:
            yield address


def pasted(opened: Visit) -> str:
    """What is in the clipboard, by pasting it."""
    opened.page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), {id: 'paste'}))")
    opened.page.locator("#paste").focus()
    opened.page.keyboard.press("Control+V")
    text = opened.page.locator("#paste").input_value()
    opened.page.evaluate("document.querySelector('#paste').remove()")
    return text


def test_a_claim_s_citation_is_copied_and_the_reader_is_told(visit: Visitor, home: str) -> None:
    opened = visit(home + "timeline/people-moved.html")
    claim = opened.page.locator(CLAIM)
    claim.locator("summary", has_text="Cite this claim").click()
    claim.get_by_role("button", name="Copy the citation").click()
    expect(opened.page.get_by_role("status").filter(has_text="Copied")).to_have_text("Copied: citation")
    copied = pasted(opened)
    assert copied.startswith("“At least 300 people were moved from their homes”, in: ")
    assert CLAIM in copied and "[day of access]" not in copied
    claim.locator("summary", has_text="BibTeX").click()
    claim.get_by_role("button", name="Copy BibTeX").click()
    expect(opened.page.get_by_role("status").filter(has_text="Copied")).to_have_text("Copied: BibTeX")
    assert pasted(opened).startswith("@misc{ledger-bdd83802,")
    assert not opened.messages and not opened.outside


def test_a_citation_is_copied_where_the_clipboard_is_closed(visit: Visitor, folder: Path) -> None:
    opened = visit(folder.as_uri() + "/timeline/people-moved.html")
    opened.page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('closed')); }")
    opened.page.locator(".cl-cite-entry").get_by_role("button", name="Copy the citation").click()
    expect(opened.page.locator(".cl-cite-entry button").first).to_have_text("Copied")
    assert pasted(opened).startswith("“People are moved from Lower Brae”, in: The dam")


def test_a_citation_is_saved_as_a_file(visit: Visitor, home: str) -> None:
    opened = visit(home + "timeline/people-moved.html")
    opened.page.locator(".cl-cite-entry summary", has_text="RIS").click()
    with opened.page.expect_download() as download:
        opened.page.get_by_role("button", name="Save as .ris").click()
    assert download.value.suggested_filename == "people-moved.ris"
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"TY  - ELEC\r\n") and content.endswith(b"ER  - \r\n")


def test_without_scripts_the_citation_is_there_in_words_and_no_dead_button(visit: Visitor, folder: Path) -> None:
    opened = visit(folder.as_uri() + "/timeline/people-moved.html", javascript=False)
    claim = opened.page.locator(CLAIM)
    claim.locator("summary", has_text="Cite this claim").click()
    expect(claim.locator(".cl-cite-words")).to_be_visible()
    expect(claim.locator(".cl-cite-words")).to_contain_text("[day of access]")
    assert opened.page.locator("main button").count() == 0


def test_the_form_of_a_correction_has_the_page_filled_in(visit: Visitor, folder: Path) -> None:
    opened = visit(folder.as_uri() + "/elsewhere/about.html#form=timeline/people-moved.html")
    expect(opened.page.locator("#form")).to_be_visible()
    expect(opened.page.locator("#form")).to_contain_text("https://dam.example/timeline/people-moved.html")
    opened.page.get_by_role("button", name="Copy the form").click()
    assert pasted(opened).startswith("### Page or record")


def test_graphic_words_stay_closed_until_they_are_asked_for(visit: Visitor, folder: Path) -> None:
    opened = visit(folder.as_uri() + "/timeline/dam-bursts.html", javascript=False)
    quotes = opened.page.locator("blockquote")
    assert [quote.is_visible() for quote in quotes.all()] == [False] * 3
    opened.page.locator(".cl-veil summary").first.click()
    expect(quotes.first).to_be_visible()


def test_an_address_inside_what_is_closed_opens_it(visit: Visitor, folder: Path) -> None:
    opened = visit(folder.as_uri() + "/timeline/dam-bursts.html")
    opened.page.evaluate("document.querySelector('.cl-veil blockquote').id = 'words'; location.hash = '#words'")
    expect(opened.page.locator("#words")).to_be_visible()


@pytest.mark.parametrize("width", [390, 1440])
def test_nothing_on_an_entry_s_page_runs_off_the_screen_when_all_is_open(
    visit: Visitor, folder: Path, width: int
) -> None:
    for name in ("dam-bursts", "people-moved", "rumour"):
        opened = visit(f"{folder.as_uri()}/timeline/{name}.html", width=width)
        opened.page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
        assert opened.page.evaluate("document.documentElement.scrollWidth") <= width
        small = "(all) => all.filter((one) => one.getBoundingClientRect().height < 24).map((one) => one.textContent)"
        assert opened.page.eval_on_selector_all("main summary, main button", small) == []
        assert not opened.messages and not opened.outside
