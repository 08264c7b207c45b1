"""A work as a sentence for a footnote. The day of access is the reader's own and stays a gap for them to fill."""

from __future__ import annotations

from build_tools.citations.work import Work
from build_tools.text import date_words

ACCESSED = "[day of access]"


def write(work: Work) -> str:
    """“Title”, in: Dossier. … Address (accessed [day of access])."""
    lead = f"{', '.join(work.authors)}: " if work.authors else ""
    inside = f", in: {', '.join(_quoted_but_last(work.container))}" if work.container else ""
    parts = [f"{lead}{quoted(work.title)}{inside}{_published(work)}.", *work.remarks]
    return " ".join([*parts, _where(work)]).strip()


def quoted(title: str) -> str:
    """A title in its marks; quotation marks within become single ones."""
    return f"“{title.translate(_SINGLE)}”"


_SINGLE = str.maketrans("“”«»„", "‘’‘’‘")


def _quoted_but_last(container: tuple[str, ...]) -> list[str]:
    return [*(quoted(one) for one in container[:-1]), container[-1]]


def _published(work: Work) -> str:
    if work.kind == "source":
        told = [work.publisher, date_words.in_words(work.issued) if work.issued else "date of publication not known"]
        return "".join(f", {one}" for one in told if one)
    return f", as of {date_words.in_words(work.issued)}" if work.issued else ""


def _where(work: Work) -> str:
    if not work.url:
        return work.whereabouts
    archived = f", archived at {work.archived}" if work.archived else ""
    return f"{work.url}{archived} (accessed {ACCESSED})."
