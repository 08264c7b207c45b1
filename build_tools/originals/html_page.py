"""Saved pages (``.html``, ``.htm``) → the article in them. Conducts the room ``saved_page``; never asks the network."""

from __future__ import annotations

import copy

from build_tools.originals.article import Article
from build_tools.originals.saved_page import (
    body,
    bylines,
    captures,
    charset,
    dating,
    for_machines,
    furniture,
    no_article,
    titles,
    told,
    tree,
    whereabouts,
)
from build_tools.originals.saved_page.blocks import Block
from build_tools.originals.saved_page.told import Told
from build_tools.problems import Problem, ProblemsFound

Writers = tuple[tuple[str, ...], str]

SIZE_LIMIT = 100_000_000


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The one article of a saved page, with its metadata and where in the page each stands.

    Raises ProblemsFound: ``original-too-large``, ``original-no-article`` (with what the page is instead and what to do).
    """
    if len(data) > SIZE_LIMIT:
        raise ProblemsFound([tree.too_large(name, f"{len(data) // 1_000_000} MB")])
    return (article(charset.decoded(data, name), name),)


def article(page: charset.Decoded, name: str, *, saved_from: str = "") -> Article:
    """The article of a page whose bytes are read already; ``saved_from``: its address, where a header beside it tells."""
    root = tree.parsed(page.text, name)
    marks = told.marks(root)
    saved = captures.capture(page.text, marks) if not saved_from else captures.from_address(saved_from)
    marks = told.without_dates(marks) if captures.is_by_archive_today(saved) else marks
    captures.remove_frame(root)
    url = whereabouts.address(marks, saved)
    leads = tuple(one.says for one in (*marks.linked("description"), *marks.meta("description", "og:description")))
    words = copy.deepcopy(root)
    furniture.remove_what_is_never_text(words)
    found = body.body_of(words, titles.all_titles(marks), leads)
    shown = as_text(found.blocks)
    text = for_machines.fuller_text(marks.article, shown, says_cut=bool(found.said_cut)) or shown
    problems = no_article.warnings(found.said_cut, name)
    if text is shown:
        no_article.require_article(found.blocks, marks, words, name)
    else:
        problems = (for_machines.warning(shown, name),)
    fields = _fields(marks, saved, url, found.lines)
    writers = bylines.authors(marks, fields["publisher"].says, found.lines)
    fields["language"] = whereabouts.language(marks, text)
    changed = dating.change(marks, fields["language"].says, fields["published"].says, name)
    return _article(text, fields, writers, (*page.problems, *problems, *changed))


def _fields(marks: told.Marks, saved: captures.Capture, url: Told, lines: tuple[str, ...]) -> dict[str, Told]:
    """What the marks of the page tell, by the field of Article; authors are apart, for they are several."""
    declared = whereabouts.declared_language(marks)
    capture = {key: Told(getattr(saved, key), saved.told_by.get(key, "")) for key in ("archived", "retrieved")}
    return {
        "title": titles.title(marks, url.says),
        "publisher": titles.publisher(marks),
        "published": dating.published(marks, declared, lines),
        "url": url,
        **capture,
    }


def _article(text: str, fields: dict[str, Told], writers: Writers, problems: tuple[Problem, ...]) -> Article:
    names, place = writers
    where = {key: one.where for key, one in fields.items() if one.says} | ({"authors": place} if names else {})
    says = {key: one.says for key, one in fields.items()}
    return Article(text=text, authors=names, told_by=where, problems=problems, **says)


def as_text(blocks: list[Block]) -> str:
    """Blocks as plain text, parted by empty lines; items of a list with their bullet or number."""
    return "\n\n".join(f"{block.mark} {block.text}" if block.mark else block.text for block in blocks)
