"""What a page tells of its record's own past, and how a reader proposes a correction. Knows neither Git nor disk."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools import addresses
from build_tools.blanks import fields
from build_tools.model import Change, History, Record
from build_tools.pages.page import Site
from build_tools.pages.record import forges
from build_tools.pages.wording import words

_SHOWN = 12


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


def view(record: Record, history: History, site: Site) -> HistoryView | None:
    """The history of a record, each change with its address (empty where none is known); None outside Git."""
    changes = history.of(record)
    if not changes and history.complete:
        return None
    shown = tuple((one, forges.commit_address(site.repository, one.commit)) for one in changes[:_SHOWN])
    return HistoryView(
        changes=shown,
        more=max(0, len(changes) - _SHOWN),
        first=min((one.when for one in changes), default="") if history.complete else "",
        last=max((one.when for one in changes), default=""),
        complete=history.complete,
    )


@dataclass(frozen=True)
class Correction:
    """How a record is corrected: in its file, by an edit in the browser, by an issue; empty where that is not known."""

    path: str
    edit: str
    issue: str


def correction(record: Record, site: Site) -> Correction:
    """The ways to correct a record."""
    page = addresses.address_of(record)
    where = f"{site.url.rstrip('/')}/{page}" if site.url else page
    edit = site.edit_address(record.path) if record.path else ""
    return Correction(str(record.path), edit, _issue(where, words.name_of(record), site) if record.path else "")


def _issue(where: str, name: str, site: Site) -> str:
    """The forge's own form where it has one, else an issue with the same fields, which the program reads as well."""
    title = f"Correction: {name}"
    form = forges.form_address(site.repository, title=title, page=where) if site.has_forms else ""
    body = fields.blank("correction", {"page": where}, hints=False)
    return form or forges.issue_address(site.repository, title=title, body=body)
