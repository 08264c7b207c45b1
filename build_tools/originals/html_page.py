"""Saved pages (``.html``, ``.htm``) → the article in them. Conducts the room ``saved_page``; never asks the network."""

from __future__ import annotations

from build_tools.originals.article import Article
from build_tools.originals.saved_page import (
    body,
    bylines,
    captures,
    charset,
    dating,
    furniture,
    no_article,
    titles,
    told,
    tree,
    whereabouts,
)
from build_tools.originals.saved_page.blocks import Block
from build_tools.originals.saved_page.told import Told
from build_tools.problems import Problem

SIZE_LIMIT = 100_000_000


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The one article of a saved page, with its metadata and where in the page each stands.

    Raises ProblemsFound: ``page-too-large``, ``page-no-article`` (with what the page is instead and what to do).
    """
    if len(data) > SIZE_LIMIT:
        raise tree.too_large(name, f"{len(data) // 1_000_000} MB")
    return (article(charset.decoded(data, name), name),)


def article(page: charset.Decoded, name: str, *, saved_from: str = "") -> Article:
    """The article of a page whose bytes are read already; ``saved_from``: its address, where a header beside it tells."""
    root = tree.parsed(page.text, name)
    marks = told.marks(root)
    saved = captures.capture(page.text, marks) if not saved_from else captures.from_address(saved_from)
    url = whereabouts.address(marks, saved)
    fields, where = _fields(marks, saved, url)
    leads = tuple(one.says for one in (*marks.linked("description"), *marks.meta("description", "og:description")))
    captures.remove_frame(root)
    furniture.remove_what_is_never_text(root)
    found = body.article_blocks(root, titles.all_titles(marks), leads)
    problems = (*page.problems, *no_article.warnings(root, found, name))
    no_article.require_article(found, marks, root, name)
    text = as_text(found)
    return _article(text, fields, where, whereabouts.language(marks, text), problems)


def as_text(blocks: list[Block]) -> str:
    """Blocks as plain text, parted by empty lines; items of a list with their bullet or number."""
    return "\n\n".join(f"{block.mark} {block.text}" if block.mark else block.text for block in blocks)
