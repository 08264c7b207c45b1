"""The working page in a real Chromium, from a folder: what a curator does with mouse, keys and no script at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from browser import Visit, Visitor
from test_annotate_page import HOSTILE, TEXT, opened

from build_tools.annotate.page import as_html


@pytest.fixture
def page(tmp_path: Path) -> str:
    """The address of a page on which the last sentence, the fifth, is covered by no claim."""
    path = tmp_path / "page.html"
    path.write_text(as_html(*opened(without=1)), encoding="utf-8", newline="")
    return path.as_uri()


def article(visited: Visit) -> str:
    texts: list[str] = visited.page.eval_on_selector_all("#text .text", "all => all.map(one => one.textContent)")
    return "".join(texts)


def open_notes(visited: Visit) -> list[str]:
    notes: list[str] = visited.page.eval_on_selector_all(".note[open]", "notes => notes.map(note => note.id)")
    return notes


def shown_sentences(visited: Visit) -> list[str]:
    return [one.strip() for one in visited.page.locator(".sentence > .words:visible").all_inner_texts()]


def test_the_page_loads_nothing_and_says_nothing_to_the_console(page: str, visit: Visitor) -> None:
    visited = visit(page)
    assert not visited.outside and not visited.messages
    assert [url for url in visited.requests if not url.startswith("data:")] == [page]


def test_the_text_is_there_to_the_letter_and_copies_as_it_is(page: str, visit: Visitor) -> None:
    visited = visit(page)
    assert article(visited) == TEXT
    copied = visited.page.evaluate(
        "getSelection().selectAllChildren(document.querySelector('#s3')), getSelection().toString()"
    )
    assert copied.strip() == "At least 14 people died, the coast guard said."


def test_hostile_text_does_nothing(tmp_path: Path, visit: Visitor) -> None:
    text = "\n\n".join(HOSTILE)
    (tmp_path / "x.html").write_text(as_html(*opened(text)), encoding="utf-8", newline="")
    visited = visit((tmp_path / "x.html").as_uri())
    assert article(visited) == text
    assert not visited.outside and not visited.messages
    assert visited.page.locator("script").count() == 1


def test_even_an_element_that_came_in_could_not_run_anything(page: str, visit: Visitor) -> None:
    visited = visit(page)
    visited.page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.hit = 1\">')")
    visited.page.evaluate(
        "document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.hit = 1'}))"
    )
    assert visited.page.evaluate("window.hit") is None


def test_a_letter_that_turns_the_reading_round_turns_nothing(tmp_path: Path, visit: Visitor) -> None:
    (tmp_path / "x.html").write_text(
        as_html(*opened("It was \u202eabcdef the mayor said.")), encoding="utf-8", newline=""
    )
    visited = visit((tmp_path / "x.html").as_uri())
    left = """[...document.querySelectorAll('.words')].flatMap(one => {
        const walker = document.createTreeWalker(one, NodeFilter.SHOW_TEXT), found = [];
        while (walker.nextNode()) for (const letter of ['a', 'f']) {
            const at = walker.currentNode.data.indexOf('abcdef'); if (at < 0) continue;
            const range = document.createRange(), place = at + 'abcdef'.indexOf(letter);
            range.setStart(walker.currentNode, place); range.setEnd(walker.currentNode, place + 1);
            found.push(range.getBoundingClientRect().left);
        }
        return found; })"""
    first, last = visited.page.evaluate(left)
    assert first < last


@pytest.mark.parametrize(("width", "dark"), [(320, False), (390, True), (1024, False), (1440, True)])
def test_no_page_is_wider_than_the_screen(page: str, visit: Visitor, width: int, dark: bool) -> None:
    visited = visit(page, width=width, dark=dark)
    visited.page.locator("#s4 .words").click()
    assert visited.page.evaluate("document.documentElement.scrollWidth") <= width
    paper = visited.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert (paper == "rgb(22, 24, 27)") is dark


def test_a_click_on_a_sentence_opens_its_note_and_moves_no_text(page: str, visit: Visitor) -> None:
    visited = visit(page)
    before = visited.page.locator("#s6").bounding_box()
    visited.page.locator("#s4 .cue").click()
    assert open_notes(visited) == ["note-4"]
    assert visited.page.locator("#note-4 .card").is_visible()
    assert "Greta Holm" in visited.page.locator("#note-4 [data-item].is-on").first.inner_text()
    assert visited.page.locator("#s6").bounding_box() == before
    visited.page.locator("#s5 .words").click()
    assert open_notes(visited) == ["note-5"]
    visited.page.keyboard.press("Escape")
    assert open_notes(visited) == []


def test_pointing_at_a_mark_tells_what_it_came_to(page: str, visit: Visitor) -> None:
    visited = visit(page)
    visited.page.locator(".text .time", has_text="Monday").hover()
    tip = visited.page.locator("#tip")
    assert "3 March 2031" in tip.inner_text() and "publication" in tip.inner_text()
    visited.page.locator("h1").hover()
    assert not tip.is_visible()


def test_keys_lead_from_sentence_to_sentence_and_into_notes(page: str, visit: Visitor) -> None:
    visited = visit(page)
    focused = "document.activeElement.closest('.sentence, .note')?.id"
    visited.page.locator("#s3 a.number").focus()
    assert "is-on" in (visited.page.locator("#s3").get_attribute("class") or "")
    visited.page.keyboard.press("ArrowDown")
    assert visited.page.evaluate(focused) == "s4"
    visited.page.keyboard.press("Enter")
    assert visited.page.evaluate(focused) == "note-4" and open_notes(visited) == ["note-4"]
    visited.page.keyboard.press("ArrowDown")
    assert visited.page.evaluate(focused) == "note-5" and open_notes(visited) == ["note-5"]
    visited.page.keyboard.press("Escape")
    assert visited.page.evaluate(focused) == "s5" and open_notes(visited) == []


@pytest.mark.parametrize("javascript", [True, False])
def test_the_filter_leaves_only_what_no_claim_covers(page: str, visit: Visitor, javascript: bool) -> None:
    visited = visit(page, javascript=javascript)
    assert visited.page.locator(".coverage").inner_text().startswith("1 of 4 sentences")
    visited.page.locator("label[for=only-open]").click()
    assert shown_sentences(visited) == ["Insurance: The ship was insured for $9.4 million."]
    assert visited.page.locator(".note:visible").count() == 1
    visited.page.locator("label[for=only-open]").click()
    assert len(shown_sentences(visited)) == 6


@pytest.mark.parametrize("javascript", [True, False])
def test_each_layer_can_be_switched_off(page: str, visit: Visitor, javascript: bool) -> None:
    visited = visit(page, javascript=javascript)
    for layer in ("claim", "time", "name", "quantity"):
        locator = visited.page.locator(f".text .{layer}").first
        before = locator.evaluate("one => getComputedStyle(one).backgroundImage")
        visited.page.locator(f"label[for=show-{layer}]").click()
        assert locator.evaluate("one => getComputedStyle(one).backgroundImage") != before


def test_without_a_script_notes_open_and_links_arrive(page: str, visit: Visitor) -> None:
    visited = visit(page, javascript=False)
    assert not visited.page.locator("#next-open").is_visible()
    visited.page.locator("#note-4 summary").click()
    assert visited.page.locator("#note-4 .card").is_visible()
    visited.page.locator("#note-4 .card a[href^='#entry-']").first.click()
    assert "#entry-" in visited.page.url
    visited.page.locator(".entry .back").first.click()
    assert visited.page.url.endswith("#s3")


def test_the_next_sentence_without_a_claim_is_one_click_away(page: str, visit: Visitor) -> None:
    visited = visit(page)
    visited.page.locator("#next-open").click()
    assert visited.page.evaluate("document.activeElement.closest('.sentence')?.id") == "s6"
    assert open_notes(visited) == ["note-6"]
    assert "No claim covers this sentence" in visited.page.locator("#note-6 .card").inner_text()


def test_an_address_with_a_note_opens_it(page: str, visit: Visitor) -> None:
    assert open_notes(visit(f"{page}#note-5")) == ["note-5"]


def test_on_paper_the_warning_stays_and_the_switches_go(page: str, visit: Visitor) -> None:
    visited = visit(page)
    visited.page.emulate_media(media="print")
    assert visited.page.locator(".warning").is_visible()
    assert not visited.page.locator(".filter").is_visible()
    assert visited.page.locator(".note .digest").first.is_visible()
