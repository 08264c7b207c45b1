"""Pages that are no article, or only the beginning of one: known by their shape, told in words that say what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from build_tools.originals.saved_page import linked_data
from build_tools.originals.saved_page.blocks import Block, blocks
from build_tools.originals.saved_page.edges import condensed, is_prose
from build_tools.originals.saved_page.told import Marks
from build_tools.problems import Level, Location, Problem, ProblemsFound

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SHORTEST = 120  # letters: a flash of an agency has more, a teaser of a paywall or a “page not found” has not
_TEASERS = 6
_DATED = ("article:published_time", "datepublished", "article:author")


def require_article(found: Sequence[Block], marks: Marks, tree: HtmlElement, name: str) -> None:
    """Raises ProblemsFound (``original-no-article``) for a page that lists articles and for one without text."""
    if _is_list(found, marks, tree):
        message = "the page lists articles and is none itself"
        tip = "Open each article that you need and save that page."
        raise ProblemsFound([Problem(Location(name), "original-no-article", message, tip)])
    if sum(len(condensed(block.text)) for block in found) < _SHORTEST:
        raise ProblemsFound([_without_text(marks, name)])


def warnings(said_cut: str, name: str) -> tuple[Problem, ...]:
    """That the page shows only a part of the article, where it says so itself (``original-cut-short``)."""
    if not said_cut:
        return ()
    message = f"the page seems to hold only a part of the article; it says: “{said_cut[:100]}”"
    tip = (
        "Compare the text with the article; if it breaks off, save the page again where it can be read whole"
        " (signed in, or from an archive)."
    )
    return (Problem(Location(name), "original-cut-short", message, tip, Level.WARNING),)


def _is_list(found: Sequence[Block], marks: Marks, tree: HtmlElement) -> bool:
    """Whether many linked headlines stand on the page and most paragraphs stand alone under one of them."""
    if "article" in {one.says.lower() for one in marks.meta("og:type")} or next(marks.meta(*_DATED), None):
        return False
    if marks.article and not linked_data.is_of_several(marks.things):
        return False
    everything = blocks(tree)
    headlines = {index for index, block in enumerate(everything) if _is_linked_headline(block)}
    under = {id(everything[index + 1].element) for index in headlines if index + 1 < len(everything)}
    prose = [block for block in found if is_prose(block)]
    return len(headlines) >= _TEASERS and sum(id(block.element) in under for block in prose) >= len(prose) / 2


def _is_linked_headline(block: Block) -> bool:
    return block.kind == "heading" and block.linked > 0.8 * len(block.text)


def _without_text(marks: Marks, name: str) -> Problem:
    """A page without text: what it does hold tells what to do."""
    if linked_data.words(marks.article.get("articleBody")):
        message = "the page shows no text of the article, though it holds it for search engines (JSON-LD articleBody)"
    elif marks.heading:
        message = f"there is no text of an article under the headline “{marks.heading[:80]}”"
    else:
        message = "no text of an article was found in the page"
    tip = (
        "Open the page in a browser, wait until the article shows, and save it again (“Web page, complete”, or with SingleFile);"
        " else put the article's text into seeds/ as a .txt file."
    )
    return Problem(Location(name), "original-no-article", message, tip)
