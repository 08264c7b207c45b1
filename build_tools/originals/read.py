"""An original's bytes → its articles, through the reader that its name and content ask for. Pure; loads a reader by need."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from build_tools.originals.article import Article
from build_tools.originals.composed import composed
from build_tools.originals.formats import Format, ending_of, format_for, is_table_of_claims
from build_tools.problems import Level, Location, Problem, ProblemsFound, errors_among

VERSION = 1  # of the readers of originals; raised when one of them makes another text of the same bytes
LARGEST = 1_000_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Original:
    """A file as received, read. ``articles``: those that can be imported; ``problems``: of the others, and warnings."""

    name: str
    sha256: str
    format: Format
    articles: tuple[Article, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def reader(self) -> str:
        """What made the texts, with versions: “claimline html_page 1, trafilatura 2.0.0”."""
        made_by = [f"claimline {self.format.module} {VERSION}", *map(_with_version, self.format.libraries)]
        return ", ".join(made_by)


def is_original(data: bytes, name: str) -> bool:
    """Whether a file is one by its name, and no table of claims."""
    return bool(ending_of(name)) and not (ending_of(name) == ".csv" and is_table_of_claims(data))


def read_original(data: bytes, name: str) -> Original:
    """The articles of a file called ``name`` (a path; its ending is one of the table). Raises ProblemsFound: where the
    file as a whole cannot be read, where it holds no article, and where the reader itself fails.
    """
    format = format_for(data, name)
    try:
        with _libraries_silent():
            found = [composed(one, name) for one in _read(format, data, name)]
    except ProblemsFound:
        raise
    except (Exception, RecursionError) as error:  # a fault of the reader's own: the other files can still be read
        raise ProblemsFound([_crashed(format, error, name)]) from error
    articles = tuple(_each_once(one for one in found if not errors_among(one.problems)))
    if not articles:
        raise ProblemsFound([problem for one in found for problem in one.problems] or [_nothing(format, name)])
    problems = tuple(problem for one in found for problem in _told(one))
    return Original(name, hashlib.sha256(data).hexdigest(), format, articles, problems)


def _read(format: Format, data: bytes, name: str) -> tuple[Article, ...]:
    if not data.strip():
        tip = "Save it again, or delete it."
        raise ProblemsFound([Problem(Location(name), "original-empty", "the file is empty", tip)])
    reader = import_module(f"build_tools.originals.{format.module}")
    articles: tuple[Article, ...] = reader.articles(data, name)
    return articles


@contextmanager
def _libraries_silent() -> Iterator[None]:
    """Libraries log what displeases them in a file, in the file's own letters: on a terminal these could act."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _told(article: Article) -> Iterator[Problem]:
    """What is to be told of one article: that it is left out is no error of the whole."""
    for one in article.problems:
        left_out = one.level is Level.ERROR
        message = f"an article is left out: {one.message}" if left_out else one.message
        yield Problem(one.where, one.code, message, one.tip, one.level)


def _each_once(articles: Iterable[Article]) -> Iterator[Article]:
    """Without those that repeat another one's words."""
    seen: set[str] = set()
    for one in articles:
        if one.text not in seen:
            seen.add(one.text)
            yield one


def _nothing(format: Format, name: str) -> Problem:
    tip = "Look whether it was saved whole; else put the article's text into seeds/ as a .txt file."
    return Problem(Location(name), "original-empty", f"no article was found in this {format.label}", tip)


def _crashed(format: Format, error: BaseException, name: str) -> Problem:
    tip = (
        "This is a fault of the program: please report it. Meanwhile put the article's text into seeds/ as a .txt file."
    )
    message = f"the reader of this {format.label} failed: {type(error).__name__}: {error}"
    return Problem(Location(name), "reader-crashed", message[:400], tip)


@cache
def _with_version(library: str) -> str:
    from importlib import metadata  # slow to load, and `claimline check` needs none of it

    try:
        return f"{library} {metadata.version(library)}"
    except metadata.PackageNotFoundError:
        return library
