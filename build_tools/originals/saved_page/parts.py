"""An article that a page keeps in several places: cut by advertisements, posts of a live blog, notes at its end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from build_tools.originals.saved_page.blocks import Block
from build_tools.originals.saved_page.edges import is_prose
from build_tools.originals.saved_page.tree import named_words, tag_of, upwards

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_NOTES = frozenset(("footnotes", "endnotes", "footnote", "endnote"))
_UPWARDS = 4


def parts_of(found: Sequence[Block], holder: HtmlElement) -> frozenset[HtmlElement]:
    """The element that holds the article, with those that carry it on."""
    return _posts(found, holder) or _continued(found, holder) or frozenset((holder,))


def is_note(block: Block) -> bool:
    """Whether the block is a note at the end of a text, by the name or role of its part."""
    near = list(upwards(block.element))[:6]
    return any(not _NOTES.isdisjoint(named_words(one)) or one.get("role") == "doc-endnotes" for one in near)


def _posts(found: Sequence[Block], holder: HtmlElement) -> frozenset[HtmlElement]:
    """Siblings of one name, each with prose and none with a headline that leads to another page: a live blog's posts."""
    for unit in list(upwards(holder))[:_UPWARDS]:
        parent = unit.getparent()
        if parent is None or not unit.get("class") or unit.xpath("boolean(.//h1)"):
            break
        siblings = {one for one in parent if one.tag == unit.tag and one.get("class") == unit.get("class")}
        inner = [block for block in found if not siblings.isdisjoint(upwards(block.element))]
        written = {one for block in inner if is_prose(block) for one in upwards(block.element)} & siblings
        leads_away = any(block.kind == "heading" and block.linked > 0.5 * len(block.text) for block in inner)
        if len(written) > 1 and not leads_away:
            return frozenset(written)
    return frozenset()


def _continued(found: Sequence[Block], holder: HtmlElement) -> frozenset[HtmlElement]:
    """Elements of the holder's kind and name that carry the article on behind an advertisement.

    Not a second article of the page: that stands in an element ``article`` of its own or under a headline of its own.
    """
    whole = next((one for one in upwards(holder) if tag_of(one) in ("article", "main")), None)
    if not holder.get("class") or whole is None or whole is holder or whole.xpath("boolean(.//article)"):
        return frozenset()
    twins = {one for one in whole.iter(holder.tag) if one.get("class") == holder.get("class")}
    places = [index for index, block in enumerate(found) if not twins.isdisjoint(upwards(block.element))]
    between = found[places[0] : places[-1]] if places else []
    return frozenset() if any(block.level == 1 for block in between) else frozenset((holder, *twins))
