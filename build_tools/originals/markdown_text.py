"""Markdown from notes apps, clippers and site generators: front matter as metadata, the rest as plain text. One article a file."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from string import punctuation
from typing import Any

from markdown import Markdown

from build_tools.originals.article import FIELDS, Article
from build_tools.originals.encoded import words_of
from build_tools.originals.rendered import plain_words
from build_tools.originals.written import as_address, as_edtf, as_line
from build_tools.problems import Level, Location, Problem, ProblemsFound
from build_tools.records import located_yaml
from build_tools.text.tables import rows

LARGEST = 2_000_000  # bytes
_FENCES = (
    ("---", re.compile(r"---[^\S\n]*\n(.*?)^(?:---|\.\.\.)[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)),
    ("+++", re.compile(r"\+\+\+[^\S\n]*\n(.*?)^\+\+\+[^\S\n]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)),
)
# What some programs add to Markdown: comments, embedded files, links between notes, marks, template tags, footnotes.
_COMMENTS = (("%%", "%%"), ("<!--", "-->"), ("{%", "%}"), ("{{<", ">}}"), ("{{%", "%}}"))
_EMBEDDED = re.compile(r"(?<!\\)!\[\[[^\[\]\n]*\]\]|(?<!\\)!\[[^\[\]\n]*\](?:\([^()\n]*\)|\[[^\[\]\n]*\])")
_NOTE_LINK = re.compile(r"(?<!\\)\[\[(?:[^\[\]|\n]*\|)?([^\[\]|\n]*)\]\]")
_CALLOUT = re.compile(r"^([ \t]*>[ \t]*)\[![\w-]+\][+-]?[ \t]*", re.MULTILINE)
_HIGHLIGHT = re.compile(r"==(?=\S)([^=\n]+)(?<=\S)==")
_NOTE_MARK = re.compile(r"(?<!\\)\[\^[^\[\]\s]+\](:[ \t]*)?")
_BLOCK_ID = re.compile(r"[ \t]\^[A-Za-z0-9-]+[ \t]*$", re.MULTILINE)
_HEADING = re.compile(r"\A\s*+(?:#[ \t]+(?P<marked>[^\n]+)|(?P<lined>[^\n]+)\n=+[ \t]*)(?:\n|\Z)")
# The library takes time that grows with the cube of open brackets in one block, and with the square of its lines; no
# prose has so many.
_SIGNS, _SHORT, _MOST_WORK = "\\`*_<&", 10_000, 200_000_000  # each sign costs the library a copy of its block
_MOST_BRACKETS, _MOST_IN_A_BLOCK, _MOST_LINES = 20_000, 200, 800


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The one article of a file; with a warning where its front matter cannot be read."""
    if len(data) > LARGEST:
        tip = "Save the articles that it is made of one by one."
        message = f"the file is larger than {LARGEST // 1_000_000} MB"
        raise ProblemsFound([Problem(Location(name), "original-too-large", message, tip)])
    text = words_of(data).replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    fields, body, problems = _cut(text, name)
    given, told_by = _metadata(fields)
    heading = _HEADING.match(body)
    if heading and "title" not in given:
        marked = (heading["marked"] or "").rstrip(" \t").rstrip("#").rstrip(" \t")
        given["title"] = plain_words(_as_html(marked or heading["lined"] or ""))
        told_by["title"] = "first heading"
    return (Article(text=_as_text(body), told_by=told_by, problems=problems, **given),)


# ── front matter ────────────────────────────────────────────────────────────────────────────────────────────


def _cut(text: str, name: str) -> tuple[Mapping[str, Any], str, tuple[Problem, ...]]:
    """The front matter's values by key, what stands below it, and what hindered reading it."""
    for fence, pattern in _FENCES:
        found = pattern.match(text)
        if found and (fence == "+++" or ":" in found[1] or not found[1].strip()):
            fields, problems = _values(fence, found[1], name)
            return fields, text[found.end() :], problems
    return {}, text, ()


def _values(fence: str, written: str, name: str) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    try:
        if fence == "+++":
            return tomllib.loads(written), ()
        return _plain(located_yaml.read(written, name, first_line=2)[0]), ()
    except ProblemsFound as found:
        return {}, tuple(_unread(problem.where, problem.message) for problem in found.problems)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        return {}, (_unread(Location(name), str(error)),)


def _unread(where: Location, what: str) -> Problem:
    tip = "The text is taken; write what the front matter says into the .yml file beside it."
    return Problem(where, "original-unreadable", f"its front matter cannot be read: {what}", tip, Level.WARNING)


def _plain(node: Any) -> Any:
    if isinstance(node, located_yaml.Fields):
        return {str(key): _plain(value) for key, value in node.values.items()}
    return [_plain(one) for one in node.values] if isinstance(node, located_yaml.Items) else str(node)


def _metadata(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, str]]:
    """What the keys of the table give, and which of them gave it."""
    given: dict[str, Any] = {}
    told_by: dict[str, str] = {}
    written = {re.sub(r"[-_\s]", "", key).lower(): (key, value) for key, value in fields.items()}
    for field, known in _keys():
        key, value = written.get(known, ("", ""))
        if field not in given and (read := _read(field, list(_words(value)))):
            given[field], told_by[field] = read, f"front matter {key}"
    if (
        "url" in given
        and "retrieved" not in given
        and (day := as_edtf(" ".join(_words(written.get("created", ("", ""))[1]))))
    ):
        given["retrieved"], told_by["retrieved"] = day, "front matter created"  # a clipper's note is made when it clips
    return given, told_by


@cache
def _keys() -> tuple[tuple[str, str], ...]:
    table = rows(Path(__file__).parent / "tables" / "front_matter_keys.tsv")
    return tuple((field, key) for field, key in table if field in FIELDS)


def _read(field: str, words: list[str]) -> Any:
    if field == "authors":
        return tuple(words)
    first = next(iter(words), "")
    if field in ("url", "archived"):
        return as_address(first)
    return "" if field == "publisher" and as_address(first) else first


def _words(value: Any) -> Iterator[str]:
    """The words of a value: of a list each, of a mapping its name."""
    if isinstance(value, list):
        for one in value:
            yield from _words(one)
    elif isinstance(value, dict):
        yield from _words(next((value[key] for key in ("name", "literal", "url") if key in value), ""))
    elif not isinstance(value, bool) and (words := as_line(_NOTE_LINK.sub(r"\1", str(value)))):
        yield words


# ── prose ───────────────────────────────────────────────────────────────────────────────────────────────────


def _as_text(body: str) -> str:
    for opening, closing in _COMMENTS:
        body = _without(body, opening, closing)
    body = _CALLOUT.sub(r"\1", body)
    body = _BLOCK_ID.sub("", _NOTE_MARK.sub("", _NOTE_LINK.sub(r"\1", _EMBEDDED.sub("", body))))
    return plain_words(_as_html(_HIGHLIGHT.sub(r"\1", body)))


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between two marks; one that nobody closes is kept."""
    kept, at = [], 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start + len(opening))) >= 0:
        kept.append(text[at:start])
        at = end + len(closing)
    return "".join([*kept, text[at:]])


def _as_html(body: str) -> str:
    """The body as HTML; blocks that are no prose, and would take the library forever, as they stand."""
    most = _MOST_IN_A_BLOCK if body.count("[") <= _MOST_BRACKETS else 0
    runs = groupby(body.split("\n\n"), key=lambda block: _is_no_prose(block, most))
    texts = ((no_prose, "\n\n".join(blocks)) for no_prose, blocks in runs)
    return "\n".join(f"<pre>{html.escape(text)}</pre>" if no_prose else _converted(text) for no_prose, text in texts)


def _is_no_prose(block: str, most_brackets: int) -> bool:
    signs = sum(map(block.count, _SIGNS)) if len(block) > _SHORT else 0
    too_many = (
        block.count("[") > most_brackets or block.count("<!") > _MOST_IN_A_BLOCK or block.count("\n") > _MOST_LINES
    )
    return too_many or signs * len(block) > _MOST_WORK


def _converted(text: str) -> str:
    reader = Markdown(extensions=["tables", "fenced_code", "sane_lists"])
    # Reads blocks of HTML with Python's parser, which hostile ones stop; what they hold is found in the lines as well.
    reader.preprocessors.deregister("html_block")
    reader.ESCAPED_CHARS = list(punctuation)  # as CommonMark has it (2.4); the library knows eighteen of them
    try:
        return str(reader.convert(text))
    except RecursionError:  # nested deeper than any prose is
        return f"<pre>{html.escape(text)}</pre>"
