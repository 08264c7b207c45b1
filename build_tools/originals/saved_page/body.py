"""Which blocks of a page are the article: trafilatura finds where it stands, the page's own order and marks do the rest."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from build_tools.originals.saved_page.blocks import Block, blocks
from build_tools.originals.saved_page.edges import condensed, is_byline_or_date, is_prose, trimmed
from build_tools.originals.saved_page.furniture import furniture_names, is_named_lead
from build_tools.originals.saved_page.parts import is_note, parts_of
from build_tools.originals.saved_page.tree import upwards
from build_tools.originals.saved_page.wording import kind_of_line

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_GRAM = 12
_STEP = 4
_SHARE_OF_ARTICLE = 0.9
_SHARE_OF_BOX = 0.25
_SHORTEST_LEAD = 30
_LEAD = 40  # letters that the sentences above an article have at least
_MOST_LEADS = 3
_AROUND = 6
_LONGEST_LINE = 160


@dataclass(frozen=True, slots=True)
class Body:
    """The blocks of an article; the short lines around it, which can be its byline and its date; the words, if there are
    any, by which the page says that it shows a part only.
    """

    blocks: list[Block]
    lines: tuple[str, ...]
    said_cut: str = ""


def body_of(tree: HtmlElement, titles: Sequence[str] = (), leads: Sequence[str] = ()) -> Body:
    """The article in a tree that is free of what is never text; without blocks where none is found.

    ``titles`` and ``leads`` are what the page's metadata call its headline and its summary: the one is left out of the
    text, the other kept where the page shows it between headline and text.
    """
    found = blocks(tree)
    voted = _voted(found, _words_found(tree))
    named = _boxed(found, voted, frozenset())
    voted = [one and not box for one, box in zip(voted, named, strict=True)]
    if not any(voted):
        return Body([], ())
    weights = _weights(found, voted)
    parts = parts_of(found, _holder(found, voted, weights))
    of_parts = [not parts.isdisjoint(upwards(block.element)) for block in found]
    added = parts - set(weights)
    voted = [
        one or (is_prose(block) and not added.isdisjoint(upwards(block.element))) or is_note(block)
        for one, block in zip(voted, found, strict=True)
    ]
    boxed = _boxed(found, voted, parts)
    held = [one and not box for one, box in zip(of_parts, boxed, strict=True)]
    kept = trimmed(list(_kept(found, voted, held)), titles)
    return _with_leads(found, named, kept, leads)


def _with_leads(found: Sequence[Block], named: Sequence[bool], kept: Sequence[Block], leads: Sequence[str]) -> Body:
    """The article with the sentences above it, and the lines between headline and text and directly behind the text."""
    if not kept:
        return Body([], ())
    first, last = found.index(kept[0]), found.index(kept[-1])
    above = max((index for index in range(first) if found[index].level == 1), default=-1)
    chosen = set(map(id, kept))
    around = [*found[above + 1 if above >= 0 else max(0, first - _AROUND) : first], *found[first : first + _AROUND]]
    around += [*found[max(first, last - _AROUND) : last + _AROUND]]
    lines = (block.text for block in around if id(block) not in chosen and len(block.text) <= _LONGEST_LINE)
    known = {condensed(block.text) for block in kept}
    below = _below_headline(found, above) if above >= 0 else None
    free = [
        block
        for block, is_named in zip(found[above + 1 : first], named[above + 1 : first], strict=True)
        if not is_named
    ]
    above_it = [one for one in _leads(free, below, leads) if condensed(one.text) not in known][:_MOST_LEADS]
    behind = (block.text for block in found[first : last + _AROUND] if kind_of_line(block.text) == "cut")
    return Body([*above_it, *kept], tuple(dict.fromkeys(lines)), next(behind, ""))


def _words_found(tree: HtmlElement) -> str:
    """What trafilatura takes for the article."""
    import trafilatura

    got = trafilatura.bare_extraction(copy.deepcopy(tree), include_comments=False, include_tables=True)
    body = getattr(got, "body", None)
    return "" if body is None else "\n".join(body.itertext())


def _voted(found: Sequence[Block], words: str) -> list[bool]:
    """For each block, whether most of it is among the words found."""
    whole = condensed(words)
    grams = {whole[index : index + _GRAM] for index in range(max(1, len(whole) - _GRAM + 1))}
    lines = {condensed(line) for line in words.split("\n")}
    return [_is_among(condensed(block.text), grams, lines, whole if block.kind == "row" else "") for block in found]


def _is_among(text: str, grams: set[str], lines: set[str], whole: str = "") -> bool:
    if len(text) < _GRAM * 2:
        return text in lines or (len(text) > 3 and text in whole)
    asked = [text[index : index + _GRAM] for index in range(0, len(text) - _GRAM + 1, _STEP)]
    return sum(gram in grams for gram in asked) >= 0.6 * len(asked)


def _weights(found: Sequence[Block], voted: Sequence[bool]) -> Counter[HtmlElement]:
    """How many letters of voted blocks each element holds."""
    weights: Counter[HtmlElement] = Counter()
    for block, is_voted in zip(found, voted, strict=True):
        if is_voted:
            for element in upwards(block.element):
                weights[element] += len(block.text)
    return weights


def _holder(found: Sequence[Block], voted: Sequence[bool], weights: Counter[HtmlElement]) -> HtmlElement:
    """The smallest element that holds nine tenths of what was voted for."""
    total = sum(len(block.text) for block, is_voted in zip(found, voted, strict=True) if is_voted)
    fitting = [element for element, weight in weights.items() if weight >= _SHARE_OF_ARTICLE * total]
    return max(fitting, key=lambda element: sum(1 for _ in upwards(element)))


def _boxed(found: Sequence[Block], voted: Sequence[bool], parts: frozenset[HtmlElement]) -> list[bool]:
    """For each block, whether it stands in a part that is named as furniture.

    A name under which a good part of the article stands is none of furniture on this page: an article can be cut into
    twenty pieces, each in a box “paywall”.
    """

    @cache
    def names_above(element: HtmlElement) -> frozenset[str]:
        parent = element.getparent()
        above = names_above(parent) if parent is not None else frozenset()
        return frozenset() if element in parts else above | furniture_names(element)

    names = [names_above(block.element) for block in found]
    shares: Counter[str] = Counter()
    for block, is_voted, above in zip(found, voted, names, strict=True):
        shares.update(dict.fromkeys(above, len(block.text) if is_voted else 0))
    small = _SHARE_OF_BOX * sum(len(block.text) for block, is_voted in zip(found, voted, strict=True) if is_voted)
    return [any(shares[name] < small for name in above) for above in names]


def _kept(found: Sequence[Block], voted: Sequence[bool], held: Sequence[bool]) -> Iterator[Block]:
    """What was voted for, and the prose and its headings between, of that which the article holds outside of its boxes."""
    chosen = [index for index, one in enumerate(voted) if one and held[index]]
    for index in range(max(0, chosen[0] - 1), chosen[-1] + 1) if chosen else ():
        is_between = index >= chosen[0] and (voted[index] or is_prose(found[index]))
        if held[index] and (is_between or _heads(found, held, index)):
            yield found[index]


def _heads(found: Sequence[Block], held: Sequence[bool], index: int) -> bool:
    """Whether a block is a heading, no link, and directly above a paragraph of the article."""
    block = found[index]
    below = found[index + 1] if index + 1 < len(found) and held[index + 1] else None
    return block.kind == "heading" and not block.linked and block.level > 1 and below is not None and is_prose(below)


def _leads(between: Sequence[Block], below: Block | None, leads: Sequence[str]) -> Iterator[Block]:
    """The sentences between headline and text: directly ``below`` the one, by the name of their part, or because the
    metadata have the same.
    """
    known = {condensed(lead)[:60] for lead in leads if len(lead) >= _LEAD}
    for block in between:
        same = condensed(block.text)[:60] in known
        if same or block is below or (len(block.text) >= _LEAD and _is_named_lead(block)):
            block.kind = "paragraph"
            yield block


def _below_headline(found: Sequence[Block], above: int) -> Block | None:
    """The line beside the headline in one element with it: its second half, if it is neither byline nor label nor link."""
    headline, below = found[above], found[above + 1]
    is_beside = below.element.getparent() is headline.element.getparent() and below.kind in ("paragraph", "heading")
    is_line = len(below.text) >= _SHORTEST_LEAD and not below.linked and not kind_of_line(below.text)
    return below if is_beside and is_line and not is_byline_or_date(below) else None


def _is_named_lead(block: Block) -> bool:
    near = list(upwards(block.element))[:3]
    return (
        block.kind in ("paragraph", "heading") and not block.linked and any(is_named_lead(element) for element in near)
    )
