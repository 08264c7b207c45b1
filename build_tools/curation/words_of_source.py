"""Words that a person names, found in the text of a source: exactly, once, with the sentence they stand in and what is known of them.

Nothing near is ever taken for them: it is told as a tip.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath

from build_tools.checks.rules.quote_missing import nearest
from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.curation.finding import refused, the_record
from build_tools.dossier import SEED_SUFFIXES, Dossier
from build_tools.model import Document, SetAside, Source
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.quotes import find_in

_BEFORE = 60
_MOST_PLACES = 12


@dataclass(frozen=True)
class Words:
    """Words of a source: half-open offsets in its text; ``after`` as a record needs it, empty where they stand once."""

    source: Source
    document: Document
    quote: str
    start: int
    after: str = ""

    @property
    def end(self) -> int:
        """Behind the last letter."""
        return self.start + len(self.quote)

    @property
    def sentence(self) -> str:
        """The sentences that the words stand in, the words between marks."""
        inside = [one for one in self.document.sentences if one.start < self.end and self.start < one.end]
        start = min((one.start for one in inside), default=self.start)
        end = max((one.end for one in inside), default=self.end)
        text = self.document.text
        shown = f"{text[start : self.start]}»{self.quote}«{text[self.end : end]}"
        return " ".join(shown.split())

    @property
    def where(self) -> Location:
        """Their place in the seed."""
        return _location(self.document, self.start)

    def meets(self, dossier: Dossier, quote: str, after: str) -> bool:
        """Whether a quote of the same source has letters in common with them."""
        found = dossier.corpus.find_quote(self.source.id, quote, after=after)
        return found.outcome == "exact" and found.start < self.end and self.start < found.end


def the_words(dossier: Dossier, meant: str, words: str, after: str, *, code: str) -> Words:
    """Find words in the source that ``meant`` names (its id, or its seed). Raises ProblemsFound with ``code``."""
    source = the_source(dossier, meant, code=code)
    document = dossier.corpus.documents.get(source.id)
    if document is None:
        tip = "Its words cannot be checked here; put its seed into seeds/ for the while."
        raise refused(code, f"the text of {source.id} is not at hand", tip)
    quote, lead = _normalised(words).strip(), _normalised(after).strip()
    if not quote:
        raise refused(code, "no words were given", "Put the words of the source between quotation marks.")
    found = find_in(document.text, quote, after=lead)
    if found.outcome != "exact":
        raise _ambiguous(document, quote, code) if quote in document.text else _missing(document, quote, code)
    return Words(source, document, quote, found.start, lead if document.text.count(quote) > 1 else "")


def the_source(dossier: Dossier, meant: str, *, code: str) -> Source:
    """A source by its id or by its seed. Raises ProblemsFound with ``code``."""
    name = PurePosixPath(meant)
    if name.suffix in SEED_SUFFIXES:
        named = [one for one in dossier.corpus.sources.values() if one.seed == name.name]
        if named:
            return named[0]
    found = the_record(dossier, meant, Source, code=code)
    assert isinstance(found, Source)
    return found


def claims_on(dossier: Dossier, words: Words) -> list[PlacedClaim]:
    """The claims of any entry, withheld ones too, whose quotes share letters with the words."""
    corpus = dossier.corpus
    return [
        placed
        for entry in (*corpus.entries.values(), *corpus.withheld.values())
        for placed in placed_claims(entry)
        if placed.claim.source == words.source.id and words.meets(dossier, placed.claim.quote, placed.claim.after)
    ]


def set_aside_on(dossier: Dossier, words: Words) -> list[SetAside]:
    """What has been set aside of the same letters."""
    return [item for item in words.source.set_aside if words.meets(dossier, item.quote, item.after)]


def _normalised(words: str) -> str:
    """As seeds are normalised (DESIGN.md § 4), and in no other way."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", plain)


def _location(document: Document, at: int) -> Location:
    before = document.text[:at]
    return Location(document.name, before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1)


def _missing(document: Document, quote: str, code: str) -> ProblemsFound:
    near = nearest(quote, document)
    tip = f"The nearest there: “{near}”" if near else "Copy them from the seed letter by letter."
    message = f"these words are not in {document.name}: “{_shortened(quote)}”"
    return ProblemsFound([Problem(Location(document.name), code, message, tip)])


def _ambiguous(document: Document, quote: str, code: str) -> ProblemsFound:
    """One problem for each place, each with the words that mean it."""
    starts, at = [], document.text.find(quote)
    while at >= 0:
        starts.append(at)
        at = document.text.find(quote, at + 1)
    message = f"these words stand {len(starts)} times in {document.name}; which of them is meant?"
    shown = (_choice(document, quote, start, message, code) for start in starts[:_MOST_PLACES])
    return ProblemsFound(shown)


def _choice(document: Document, quote: str, start: int, message: str, code: str) -> Problem:
    lead = words_before(document.text, quote, start)
    tip = (
        f'This one: --after "{lead}"' if lead else "No words before this one tell it from the others: quote more words."
    )
    before = " ".join(
        document.text[max(0, start - _BEFORE) : start].split(" ")[1:]
        if start > _BEFORE
        else document.text[:start].split()
    )
    return Problem(_location(document, start), code, f"{message} … {before} »{_shortened(quote)}«", tip)


def words_before(text: str, quote: str, start: int) -> str:
    """As few words before a quote as tell this place of it from the others; empty where none do."""
    before = text[max(0, start - 400) : start].rstrip()
    begin = len(before)
    while begin > 0:
        begin = max(before.rfind(" ", 0, begin), before.rfind("\n", 0, begin))
        lead = before[begin + 1 :].strip()
        if lead and "\n" not in lead and find_in(text, quote, after=lead).start == start:
            return lead
        if "\n" in lead or begin < 0:
            return ""
    return ""


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "…"
