"""A work as a sentence for a footnote. The day of access is the reader's own and stays a gap for them to fill."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from build_tools.citations.work import Work
from build_tools.text import date_words

ACCESSED = "[day of access]"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the sentence. ``tells``: what of the work it is (title, container, issued, remark, url, accessed), empty
    for what stands between; ``value``: as the work has it.
    """

    text: str
    tells: str = ""
    value: str = ""


def write(work: Work) -> str:
    """“Title”, in: Dossier. … Address (accessed [day of access])."""
    return "".join(part.text for part in parts(work)).strip()


def parts(work: Work) -> tuple[Part, ...]:
    """The same in parts, so that a page can say which words are what."""
    authors = f"{', '.join(work.authors)}: " if work.authors else ""
    held = [*_quoted(work.title, "title", authors), *_inside(work), *_published(work), Part(".")]
    told = chain.from_iterable((Part(" "), Part(remark, "remark", remark)) for remark in work.remarks)
    return (*held, *told, *_where(work))


def quoted(title: str) -> str:
    """A title in its marks; quotation marks within become single ones."""
    return f"“{_within(title)}”"


_SINGLE = str.maketrans("“”«»„", "‘’‘’‘")


def _within(title: str) -> str:
    return title.translate(_SINGLE)


def _quoted(title: str, tells: str, before: str) -> tuple[Part, Part, Part]:
    return Part(f"{before}“"), Part(_within(title), tells, title), Part("”")


def _inside(work: Work) -> Iterator[Part]:
    """What it is part of; the widest is no title and stands without marks."""
    *narrower, widest = work.container or ("",)
    before = ", in: "
    for one in narrower:
        yield from _quoted(one, "container", before)
        before = ", "
    if widest:
        yield Part(before)
        yield Part(widest, "container", widest)


def _published(work: Work) -> Iterator[Part]:
    words = date_words.in_words(work.issued) if work.issued else ""
    if work.kind != "source":
        yield from (Part(", as of "), Part(words, "issued", work.issued)) if words else ()
        return
    told = [work.publisher, words or "date of publication not known"]
    yield Part("".join(f", {one}" for one in told if one))


def _where(work: Work) -> Iterator[Part]:
    if not work.url:
        yield from (Part(" "), Part(work.whereabouts, "remark", work.whereabouts)) if work.whereabouts else ()
        return
    yield Part(" ")
    yield Part(work.url, "url", work.url)
    yield Part(f"{f', archived at {work.archived}' if work.archived else ''} (accessed ")
    yield Part(ACCESSED, "accessed")
    yield Part(").")
