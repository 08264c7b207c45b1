"""What a page tells of its record's own past, and how a reader proposes a correction. Knows neither Git nor disk."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

from build_tools import addresses
from build_tools.blanks import fields
from build_tools.model import Change, History, Record
from build_tools.pages.page import Site
from build_tools.pages.record import forges
from build_tools.text import date_words
from build_tools.wording import prose, words

_SHOWN = 12
_GAP = "\0"
_E_MAIL = re.compile(r"[^\s@<>\"?&]+@[^\s@<>\"?&]+\.[^\s@<>\"?&]+")


@dataclass(frozen=True)
class HistoryView:
    """The changes of a record as its page lists them, the latest first; ``more`` are those too many to show.

    ``complete`` is False where older changes may lie behind the edge of a shallow clone.
    """

    changes: tuple[tuple[Change, str], ...]
    more: int
    first: str
    last: str
    complete: bool


def as_of(history: History) -> str:
    """The last recorded change of any record, in words; empty outside Git. The commit only where its message may be read."""
    latest = history.latest
    if latest is None:
        return ""
    commit = f" (commit {latest.commit[:10]})" if latest.message else ""
    return date_words.in_words(latest.when) + commit


def view(record: Record, history: History, site: Site) -> HistoryView | None:
    """The history of a record, each change with its address (empty where none is known); None outside Git."""
    changes = history.of(record)
    if not changes and history.complete:
        return None
    shown = tuple((one, _address_of(one, site)) for one in changes[:_SHOWN])
    return HistoryView(
        changes=shown,
        more=max(0, len(changes) - _SHOWN),
        first=min((one.when for one in changes), default="") if history.complete else "",
        last=max((one.when for one in changes), default=""),
        complete=history.complete,
    )


def _address_of(change: Change, site: Site) -> str:
    """Where a commit's message may not be read here, no link leads to it either."""
    return forges.commit_address(site.repository, change.commit) if change.message else ""


@dataclass(frozen=True)
class Correction:
    """How a record is corrected: in its file, by an edit in the browser, by an issue, by mail or at another address; empty
    where that is not known. ``form`` is the form as a text with the page filled in, where no issue can be opened."""

    path: str
    edit: str
    issue: str
    mail: str
    elsewhere: str
    page: str


def correction(record: Record, site: Site) -> Correction:
    """The ways to correct a record."""
    page = addresses.address_of(record)
    where = f"{site.url.rstrip('/')}/{page}" if site.url else page
    title = f"Correction: {words.name_of(record)}"
    body = fields.blank("correction", {"page": where}, hints=False)
    issue = _issue(where, title, body, site) if record.path else ""
    return Correction(
        path=str(record.path),
        edit=site.edit_address(record.path) if record.path else "",
        issue=issue,
        mail=_mail(site.corrections, title, body),
        elsewhere=site.corrections if prose.is_web_address(site.corrections) else "",
        page=page,
    )


def form(site: Site) -> tuple[str, str] | None:
    """The form as a text, cut where the page belongs that a correction is about; None where the repository has one."""
    if _issue("", "", "", site):
        return None
    before, _, after = fields.blank("correction", {"page": _GAP}).partition(_GAP)
    return before, after


def _issue(where: str, title: str, body: str, site: Site) -> str:
    """The forge's own form where it has one, else an issue with the same fields, which the program reads as well."""
    form = forges.form_address(site.repository, title=title, page=where) if site.has_forms else ""
    return form or forges.issue_address(site.repository, title=title, body=body)


def _mail(address: str, title: str, body: str) -> str:
    """A letter with the form in it; empty where the address is none of e-mail."""
    if not _E_MAIL.fullmatch(address):
        return ""
    told = body.replace("\n", "\r\n")
    return f"mailto:{quote(address, safe='@')}?subject={quote(title, safe='')}&body={quote(told, safe='')}"
