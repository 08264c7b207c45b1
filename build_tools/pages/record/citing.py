"""How an entry, each of its claims and a source are cited, for their page. Knows no HTML.

A page tells the words of a citation; its script makes the formats for programs of them (``scripts/citation_formats.js``).
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from build_tools.citations import csl_json, plain
from build_tools.citations.dates import told
from build_tools.citations.forms import csl_type, ris_type
from build_tools.citations.plain import Part
from build_tools.citations.work import Work
from build_tools.citations.works import Citing
from build_tools.corpus import PlacedClaim
from build_tools.model import Entry, History, Source
from build_tools.sparse import Json, without_empty
from build_tools.text import date_words


@dataclass(frozen=True)
class Citation:
    """One work; ``name`` is the stem of the files that a reader saves, ``parts`` are its words. ``beside``: what programs
    are told beside the words, as JSON; empty where those say it all.
    """

    name: str
    language: str
    parts: tuple[Part, ...]
    beside: str


@dataclass(frozen=True)
class Citations:
    """Makes citations for the pages of a dossier."""

    citing: Citing
    history: History

    def of_entry(self, entry: Entry) -> Citation:
        """How an entry is cited, as of the day its record was last changed where that is known."""
        return cited(self.citing.entry(entry, changed=self._changed(entry)))

    def of_claim(self, placed: PlacedClaim) -> Citation:
        """How a claim is cited: by its permalink, with its source."""
        return cited(self.citing.claim(placed, changed=self._changed(placed.entry)))

    def of_source(self, source: Source) -> Citation:
        """How a source is cited, as its publisher has it."""
        return cited(self.citing.source(source))

    def _changed(self, entry: Entry) -> str:
        return max((change.when for change in self.history.of(entry)), default="")


def cited(work: Work) -> Citation:
    """A work as a page shows it."""
    beside = _source(work) if work.kind == "source" else _unless_a_day(work.issued)
    return Citation(work.key, work.language, plain.parts(work), json.dumps(beside) if beside else "")


def _source(work: Work) -> Json:
    return without_empty(
        {
            "types": [csl_type(work), ris_type(work)],
            "authors": list(work.authors),
            "publisher": work.publisher,
            "issued": _date(work.issued),
            "archived": work.archived,
            "accessed": _date(work.accessed),
        }
    )


def _unless_a_day(issued: str) -> Json:
    """A day is told by the words themselves."""
    is_day = told(issued).exact and len(told(issued).parts) == 3 and "T" not in issued
    return {} if is_day or not issued else {"issued": _date(issued)}


def _date(date: str) -> Json | None:
    """A date as far as formats can tell it, its words, and its object of CSL."""
    if not date:
        return None
    known = told(date)
    words = date_words.in_words(date)
    return {"parts": list(known.parts), "exact": known.exact, "words": words, "csl": csl_json.date(date)}
