"""An article as a seed holds it: its title, an empty line, its paragraphs; metadata in the forms of records. Knows no format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from build_tools.originals.article import FIELDS, Article
from build_tools.originals.written import as_line, in_records_form
from build_tools.problems import Level, Location, Problem
from build_tools.text.names import fold

LONGEST_TEXT = 5_000_000  # characters of one article
_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u202f\t]")
# Controls, soft hyphens, and marks that turn the direction of writing: nobody reads them and no quote could match.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
_LINE_TAILS = re.compile(r"(?<![ \t])[ \t]+$", re.MULTILINE)  # looked for from the first blank of each run only
_GAPS = re.compile(r"\n{3,}")
_FIRST_LINES = 3  # among which the body may show its title, below a kicker and the like


def composed(article: Article, name: str) -> Article:
    """The article with the text of its seed and tidy metadata; what is wrong with it is among its problems.

    ``name``: the original's path. The text ends with one line end, and normalising it as a seed changes nothing.
    """
    title = as_line(article.title)
    text = _with_title(title, tidy(article.text))
    given = in_records_form({key: getattr(article, key) for key in FIELDS})
    absent = {key: () if key == "authors" else "" for key in FIELDS if key not in given}
    told_by = {key: as_line(article.told_by.get(key, "")) for key in given}
    problems = (*article.problems, *_problems(article, text, "published" in given, name))
    part = as_line(article.part)
    return replace(article, text=text, part=part, told_by=told_by, problems=problems, **given, **absent)  # type: ignore[arg-type]


def tidy(text: str) -> str:
    """Plain text with LF, NFC, plain blanks, at most one empty line in a row, and nothing that nobody sees."""
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text))
    text = _GAPS.sub("\n\n", _LINE_TAILS.sub("", text)).strip()
    return f"{text}\n" if text else ""


def _with_title(title: str, body: str) -> str:
    if not body or not title:
        return body
    first = islice((line for line in body.split("\n") if line), _FIRST_LINES)
    return body if fold(title) in map(fold, first) else f"{title}\n\n{body}"


def _problems(article: Article, text: str, is_dated: bool, name: str) -> Iterator[Problem]:
    where, which = Location(name), _called(article)
    if not text and not any(one.level is Level.ERROR for one in article.problems):
        tip = "Copy the article's text from where it can be read into a .txt file in seeds/."
        yield Problem(where, "original-empty", f"no text was found in {which}", tip)
    if len(text) > LONGEST_TEXT:
        tip = "Save the articles that it is made of one by one."
        yield Problem(where, "original-too-large", f"{which} has {len(text):,} characters of text", tip)
    if article.published.strip() and not is_dated:
        tip = "Write “published: …” into the .yml file beside its text."
        message = f"the date of publication in {which} is none: “{as_line(article.published)[:80]}”"
        yield Problem(where, "original-date", message, tip, Level.WARNING)


def _called(article: Article) -> str:
    """Words for the article in a problem: by its title or its part, where it has one."""
    name = as_line(article.title) or as_line(article.part)
    return f"“{name[:80]}”" if name else "it"
