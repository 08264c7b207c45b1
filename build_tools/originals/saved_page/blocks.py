"""Tree of a page → its blocks of text in reading order: paragraphs, headings, list items, rows. Judges none of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from build_tools.originals.saved_page.tree import named_words, tag_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_BLOCKS_WORDS = (
    "address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li main menu nav ol option p "
    "pre section select summary table tbody td tfoot th thead title tr ul"
)
_BLOCKS = frozenset(_BLOCKS_WORDS.split())
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u2060-\u2064\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffc]")
# Joiners bear sense between letters of Arabic and Indic scripts.
_JOINERS = re.compile("(?<![\u0590-\U0010ffff])[\u200c\u200d]")
_ENDED = re.compile(r"[.!?…:;。！？»”\"’)؟।]\s*\Z")
_BACK = ("↩", "↵", "⤴", "^")
_CELL_LENGTH = 200
_BREAK = "\n"  # white space of the file is never this one character alone: see _said


@dataclass(slots=True, eq=False)
class Block:
    """Words that a browser shows as one block. ``kind``: paragraph, heading, item, row; ``mark`` is an item's bullet or
    number; ``linked`` counts its letters that are part of a link to another page, ``local`` of one to a place on this; ``level`` is a heading's, 1 to 6.
    """

    text: str
    element: HtmlElement
    kind: str = "paragraph"
    mark: str = ""
    level: int = 0
    linked: int = 0
    local: int = 0


@dataclass(slots=True)
class _Page:
    blocks: list[Block] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    local: int = 0
    links: list[str] = field(default_factory=list)
    holders: list[HtmlElement] = field(default_factory=list)
    lists: list[int] = field(default_factory=list)
    mark: str = ""
    tables: dict[HtmlElement, bool] = field(default_factory=dict)


def clean(text: str) -> str:
    """Text on one line without soft hyphens, zero-width characters and marks of direction."""
    return " ".join(_JOINERS.sub("", _INVISIBLE.sub("", text)).split())


def blocks(tree: HtmlElement) -> list[Block]:
    """The blocks of a tree, in order; none is empty."""
    from lxml import etree

    page = _Page()
    walk = etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            if _opened(page, element):
                walk.skip_subtree()
        elif event == "end":
            _closed(page, element)
        if event != "start" and element is not tree:
            _said(page, element.tail)
    return page.blocks


def _opened(page: _Page, element: HtmlElement) -> bool:
    """Takes an element in; tells whether what it holds has been read already."""
    tag = tag_of(element)
    if _is_backlink(element, tag):
        return True
    if tag == "a":
        page.links.append(_kind_of_link(element))
    if tag in _BLOCKS:
        _flush(page)
        page.holders.append(element)
        _begin_list(page, element, tag)
        if tag == "tr" and _is_of_data(page, element):
            _take_row(page, element)
            return True
    elif tag == "br":
        _broken(page)
    elif tag == "sup":
        page.pieces.append(_raised(element))
        return True
    if tag == "pre":
        _take_lines(page, element)
        return True
    _said(page, element.text)
    return False


def _closed(page: _Page, element: HtmlElement) -> None:
    tag = tag_of(element)
    if tag in _BLOCKS:
        _flush(page)
        page.holders.pop()
        if tag in ("ul", "ol", "menu", "dir") and page.lists:
            page.lists.pop()
    elif tag == "a" and page.links:
        page.links.pop()


def _kind_of_link(link: HtmlElement) -> str:
    """Whether a link leads away, to a place here, or nowhere."""
    href = (link.get("href") or "").strip()
    return "" if not href else "here" if href.startswith("#") else "away"


def _is_backlink(element: HtmlElement, tag: str) -> bool:
    """The arrow behind a note, which leads back to where it is called."""
    return tag == "a" and len(element) == 0 and (element.text or "").strip().rstrip("\ufe0e\ufe0f") in _BACK


def _said(page: _Page, text: str | None) -> None:
    if text:
        page.pieces.append(" " if text.isspace() else text)
        page.linked += len(text.strip()) if "away" in page.links else 0
        page.local += len(text.strip()) if "here" in page.links else 0


def _begin_list(page: _Page, element: HtmlElement, tag: str) -> None:
    if tag in ("ul", "menu", "dir"):
        page.lists.append(-1)
    elif tag == "ol":
        start = element.get("start") or "1"
        page.lists.append(int(start) if re.fullmatch(r"\d{1,4}", start) else 1)
    elif tag == "li" and page.lists:
        number = page.lists[-1]
        page.mark = "•" if number < 0 else f"{number}."
        page.lists[-1] = number + 1 if number >= 0 else -1


def _broken(page: _Page) -> None:
    """A line break parts two blocks where a sentence has ended or the line is empty; else it is a blank."""
    last = next((piece for piece in reversed(page.pieces) if piece == _BREAK or not piece.isspace()), _BREAK)
    if last == _BREAK or _ENDED.search(last[-40:]):
        _flush(page)
    else:
        page.pieces.append(_BREAK)


def _flush(page: _Page) -> None:
    text = clean("".join(page.pieces))
    if text and page.holders:
        holder = page.holders[-1]
        heading = next((one for one in reversed(page.holders[-3:]) if tag_of(one) in _HEADINGS), None)
        block = Block(text, holder, linked=min(page.linked, len(text)), local=page.local)
        if heading is not None:
            block.kind, block.level = "heading", int(heading.tag[1])
        elif page.mark:
            block.kind, block.mark = "item", page.mark
        page.blocks.append(block)
        page.mark = ""
    page.pieces.clear()
    page.linked = page.local = 0


def _raised(element: HtmlElement) -> str:
    """A raised number as the sign for it (km²); a mark that leads to a note is no part of the sentence."""
    text = clean("".join(element.itertext()))
    leads = element.xpath(".//a[starts-with(@href, '#') or contains(@href, '#')]") or element.getparent().tag == "a"
    if leads or "footnote" in named_words(element) or re.fullmatch(r"\[.{1,4}\]|[*†‡§]+", text):
        return ""
    return text.translate(_RAISED) if re.fullmatch(r"[+-]?\d{1,2}[+-]?", text) else text


def _is_of_data(page: _Page, row: HtmlElement) -> bool:
    """Whether a row belongs to a table of data."""
    table = next(iter(row.iterancestors("table")), None)
    if table is None:
        return False
    if table not in page.tables:
        page.tables[table] = _holds_data(table)
    return page.tables[table] and len(row) > 1 and all(len("".join(cell.itertext())) <= _CELL_LENGTH for cell in row)


def _holds_data(table: HtmlElement) -> bool:
    """Not so a table that holds the layout of a page: it has paragraphs, headings or other tables in its cells."""
    if table.get("role") in ("presentation", "none"):
        return False
    return not table.xpath("boolean(.//table | .//p[2] | .//div[3] | .//h1 | .//h2 | .//article | .//form)")


def _take_row(page: _Page, row: HtmlElement) -> None:
    cells = [clean(" ".join(cell.itertext())) for cell in row if tag_of(cell) in ("td", "th")]
    linked = sum(len("".join(link.itertext())) for link in row.iter("a"))
    if any(cells):
        text = " · ".join(cell for cell in cells if cell)
        page.blocks.append(Block(text, row, "row", linked=min(linked, len(text))))


def _take_lines(page: _Page, element: HtmlElement) -> None:
    """Text set line by line: an empty line parts paragraphs."""
    for paragraph in re.split(r"\n\s*\n", "".join(element.itertext())):
        if text := clean(paragraph):
            page.blocks.append(Block(text, element))
