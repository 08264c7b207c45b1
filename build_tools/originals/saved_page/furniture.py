"""What of a page is never the article: scripts, navigation, forms, hidden parts, and boxes by their names."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from build_tools.originals.saved_page.tree import named_words, tag_of
from build_tools.text import tables

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NAMES = Path(__file__).parent / "names_of_furniture.tsv"
_LEADS = Path(__file__).parent / "names_of_leads.txt"
_NEVER = (
    "applet area audio base button canvas datalist dialog embed fieldset figcaption frame frameset iframe input label"
    " legend link map math meta meter nav noembed noframes noscript object option output param picture progress rp rt"
    " select source svg textarea title track video"
)
_ROLES_WORDS = (
    "alert alertdialog banner complementary contentinfo dialog doc-endnote form menu menubar navigation search toolbar"
)
_ROLES = frozenset(_ROLES_WORDS.split())
_ADVERTISED = 300  # letters around a field for an e-mail address
_ICON = 40  # letters: what is hidden from readers' voices alone is a sign or a label; more than that is text
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|opacity\s*:\s*0(?:\.0*)?\s*(?:;|!|\Z)",
    re.IGNORECASE,
)


def remove_what_is_never_text(tree: HtmlElement) -> None:
    """Takes out of the tree what a reader of the article does not read: comments of the file, scripts, navigation, forms, all that
    is hidden. A part that holds most of the page's words stays: a page that a script was to show later is hidden as a whole,
    and a tag that nobody closed takes in all that follows.
    """
    from lxml import etree

    for field in tree.xpath("//input[@type='email' or @type='password' or @type='EMAIL']"):
        _drop(_box_around(field))
    etree.strip_elements(tree, etree.Comment, "script", "style", "template", with_tail=False)
    total = _length(tree)
    for element in list(tree.iter(*_NEVER.split())):
        if _length(element) < total / 2:
            _drop(element)
    for element in [one for one in tree.iter() if is_hidden(one) or _is_apparatus(one)]:
        if _length(element) < total / 2:
            _drop(element)


def _box_around(field: HtmlElement) -> HtmlElement:
    """The box that asks for an address: the field, its form, and the few words that advertise it."""
    box = field
    for above in field.iterancestors():
        if tag_of(above) in ("body", "html", "main", "article") or _length(above) > _ADVERTISED:
            break
        box = above
    return box


def is_hidden(element: HtmlElement) -> bool:
    """Whether the element itself says that no reader sees it."""
    if not tag_of(element) or tag_of(element) in ("html", "body"):
        return False
    return element.get("hidden") is not None or bool(_UNSEEN.search(element.get("style") or ""))


def _is_apparatus(element: HtmlElement) -> bool:
    tag = tag_of(element)
    if tag in ("aside", "footer", "form", "menu"):
        return True
    if element.get("aria-hidden") == "true" and _length(element) < _ICON:
        return True
    return (element.get("role") or "").strip().lower() in _ROLES


def furniture_names(element: HtmlElement) -> frozenset[str]:
    """By which words the element's class, id or the like names it as no part of an article; mostly none."""
    words = named_words(element)
    if not words:
        return frozenset()
    single, rows = _names()
    line = f" {' '.join(words)} "
    return single.intersection(words) | {row for row in rows if row in line}


def is_named_lead(element: HtmlElement) -> bool:
    """Whether the element's class, id or the like names it as the sentences between headline and text."""
    words = named_words(element)
    return not frozenset(tables.words(_LEADS)).isdisjoint(words)


@cache
def _names() -> tuple[frozenset[str], tuple[str, ...]]:
    names = tables.words(_NAMES, "inside")
    return frozenset(name for name in names if " " not in name), tuple(f" {name} " for name in names if " " in name)


def _length(element: HtmlElement) -> int:
    return sum(len(text.strip()) for text in element.itertext())


def _drop(element: HtmlElement) -> None:
    """Takes an element out; what stands behind it stays."""
    if element.getparent() is not None:
        element.drop_tree()
