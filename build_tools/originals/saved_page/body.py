"""Which blocks of a page are the article: trafilatura finds where it stands, the page's own order and marks do the rest."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from build_tools.originals.saved_page.blocks import Block, blocks
from build_tools.originals.saved_page.edges import condensed, is_prose, trimmed
from build_tools.originals.saved_page.furniture import furniture_names, is_named_lead
from build_tools.originals.saved_page.tree import upwards

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_GRAM = 12
_STEP = 4
_SHARE_OF_ARTICLE = 0.9
_SHARE_OF_BOX = 0.25


def article_blocks(tree: HtmlElement, titles: Sequence[str] = (), leads: Sequence[str] = ()) -> list[Block]:
    """The blocks of the article in a tree that is free of what is never text; empty where none is found.

    ``titles`` and ``leads`` are what the page's metadata call its headline and its summary: the one is left out of the
    text, the other kept where the page shows it between headline and text.
    """
    found = blocks(tree)
    voted = _voted(found, _words_found(tree))
    if not any(voted):
        return []
    weights = _weights(found, voted)
    article = _holder(found, voted, weights)
    boxed = _boxed(found, voted, article)
    kept = list(_kept(found, voted, boxed, article))
    return trimmed([*_leads(found, kept, leads), *kept], titles)


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
    return [_is_among(condensed(block.text), grams, lines) for block in found]


def _is_among(text: str, grams: set[str], lines: set[str]) -> bool:
    if len(text) < _GRAM * 2:
        return text in lines
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


def _boxed(found: Sequence[Block], voted: Sequence[bool], article: HtmlElement) -> list[bool]:
    """For each block, whether it stands in a part that is named as furniture.

    A name under which a good part of the article stands is none of furniture on this page: an article can be cut into
    twenty pieces, each in a box “paywall”.
    """

    @cache
    def names_above(element: HtmlElement) -> frozenset[str]:
        parent = element.getparent()
        above = names_above(parent) if parent is not None else frozenset()
        return above if element is article else above | furniture_names(element)

    names = [names_above(block.element) for block in found]
    shares: Counter[str] = Counter()
    for block, is_voted, above in zip(found, voted, names, strict=True):
        shares.update(dict.fromkeys(above, len(block.text) if is_voted else 0))
    small = _SHARE_OF_BOX * sum(len(block.text) for block, is_voted in zip(found, voted, strict=True) if is_voted)
    return [any(shares[name] < small for name in above) for above in names]


def _kept(
    found: Sequence[Block], voted: Sequence[bool], boxed: Sequence[bool], article: HtmlElement
) -> Iterator[Block]:
    """What was voted for, and the prose between, in the article's own element and in none of its boxes."""
    inside = set(article.iter())
    held = [block.element in inside and not box for block, box in zip(found, boxed, strict=True)]
    chosen = [index for index, one in enumerate(voted) if one and held[index]]
    for index in range(chosen[0], chosen[-1] + 1) if chosen else ():
        if held[index] and (voted[index] or is_prose(found[index])):
            yield found[index]


def _leads(found: Sequence[Block], kept: Sequence[Block], leads: Sequence[str]) -> Iterator[Block]:
    """The sentences between headline and text: by the name of their part, or because the metadata have the same."""
    if not kept:
        return
    last = found.index(kept[0])
    first = max((index for index in range(last) if found[index].level == 1), default=-1)
    known = {condensed(lead)[:60] for lead in leads if len(lead) >= 40}
    for block in found[first + 1 : last]:
        same = condensed(block.text)[:60] in known
        if same or (first >= 0 and len(block.text) >= 40 and _is_named_lead(block)):
            block.kind = "paragraph"
            yield block


def _is_named_lead(block: Block) -> bool:
    near = list(upwards(block.element))[:3]
    return block.kind in ("paragraph", "heading") and not block.linked and any(is_named_lead(element) for element in near)
