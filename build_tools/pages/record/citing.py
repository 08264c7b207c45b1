"""How an entry and each of its claims are cited, in every format, for their page. Knows no HTML."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.citations import bibtex, csl_json, plain, ris
from build_tools.citations.work import Work
from build_tools.citations.works import Citing
from build_tools.corpus import PlacedClaim
from build_tools.model import Entry, History, Source


@dataclass(frozen=True)
class Citation:
    """One work in all formats; ``name`` is the stem of the files that a reader saves, ``formats``: label, suffix, text.

    ``words`` is the plain citation, cut where the reader's own day of access belongs.
    """

    name: str
    words: tuple[str, ...]
    formats: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True)
class Citations:
    """Makes citations for the pages of a dossier."""

    citing: Citing
    history: History

    def of_entry(self, entry: Entry) -> Citation:
        """How an entry is cited, as of the day its record was last changed where that is known."""
        return _cited(self.citing.entry(entry, changed=self._changed(entry)))

    def of_claim(self, placed: PlacedClaim) -> Citation:
        """How a claim is cited: by its permalink, with its source."""
        return _cited(self.citing.claim(placed, changed=self._changed(placed.entry)))

    def of_source(self, source: Source) -> Citation:
        """How a source is cited, as its publisher has it."""
        return _cited(self.citing.source(source))

    def _changed(self, entry: Entry) -> str:
        return max((change.when for change in self.history.of(entry)), default="")


def _cited(work: Work) -> Citation:
    formats = (
        ("BibTeX", "bib", bibtex.write([work])),
        ("RIS", "ris", ris.write([work]).replace("\r\n", "\n")),
        ("CSL-JSON", "json", csl_json.write([work])),
    )
    return Citation(work.key, tuple(plain.write(work).split(plain.ACCESSED)), formats)
