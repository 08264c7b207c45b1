"""What all writers need to know of the dossier, worked out once: where quotes stand, whose word they are, what dates bound.

Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from build_tools.addresses import address_of, address_of_claim
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.exports.dates import Bounds, bounds
from build_tools.model import Change, Claim, Correction, Entry, History, Source
from build_tools.quotes import Found
from build_tools.roots import Root, RootCount, backing, root_of

_AROUND = 64  # characters before and behind a quote, as far as they are of its own sentence


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """The site as a file tells of it: ``url`` is where it is published (empty where it is not known), ``rights`` under
    which licence its own words stand, as HTML or plain text; ``repository`` is where its records are kept.
    """

    name: str = ""
    description: str = ""
    url: str = ""
    rights: str = ""
    repository: str = ""

    def absolute(self, address: str) -> str:
        """An address of the site (relative to its root) in full; as it is where the site's own is not known."""
        return f"{self.url.rstrip('/')}/{address}" if self.url else address

    def described(self, more: str = "") -> str:
        """The description, with ``more`` behind it as a sentence of its own."""
        is_open = more and self.description and not self.description.rstrip().endswith((*".!?…", ".”", '."'))
        return " ".join(filter(None, [self.description.rstrip() + ("." if is_open else ""), more]))


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """A claim with what is worked out about it.

    ``found``: where its quote stands in the text of its source, in half-open code points. ``prefix`` and ``suffix``: the
    characters around it, of its own sentence only, empty where they are not at hand or not to be told. ``said`` and
    ``when``: the days that the dates may mean. ``source`` is None where there is no such record.
    """

    placed: PlacedClaim
    address: str
    source: Source | None
    found: Found
    prefix: str
    suffix: str
    root: Root
    said: Bounds
    when: Bounds
    answers: Mapping[str, str]

    @property
    def claim(self) -> Claim:
        """The claim as recorded."""
        return self.placed.claim

    @property
    def entry(self) -> Entry:
        """The entry that holds it."""
        return self.placed.entry


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """An entry with what is worked out about it. A retracted one has no claims.

    ``roots``: who speaks for it, as a range. ``changes``: the commits that touched its record, the latest first; empty
    outside Git.
    """

    entry: Entry
    address: str
    date: Bounds
    claims: tuple[ToldClaim, ...]
    roots: RootCount
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Telling:
    """A dossier as writers are told of it. ``corpus`` holds what readers may get and nothing else; so do ``history``
    and ``corrections``, the latest first.
    """

    corpus: Corpus
    agreement: Agreement
    site: SiteFacts = SiteFacts()
    history: History = field(default_factory=History)
    corrections: tuple[Correction, ...] = ()

    def entries(self) -> Iterator[ToldEntry]:
        """Every published entry, in timeline order, worked out when it is asked for: nothing of it is kept."""
        for entry in self.corpus.entries.values():
            yield self._told(entry)

    def _told(self, entry: Entry) -> ToldEntry:
        standing = () if entry.status == "retracted" else placed_claims(entry)
        return ToldEntry(
            entry=entry,
            address=address_of(entry),
            date=bounds(entry.date),
            claims=tuple(self._told_claim(placed) for placed in standing),
            roots=backing([placed.claim for placed in standing], self.corpus).support,
            changes=self.history.of(entry),
        )

    def _told_claim(self, placed: PlacedClaim) -> ToldClaim:
        claim, corpus = placed.claim, self.corpus
        prefix, suffix = self._around(claim)
        return ToldClaim(
            placed=placed,
            address=address_of_claim(placed),
            source=corpus.sources.get(claim.source),
            found=corpus.find(claim),
            prefix=prefix,
            suffix=suffix,
            root=root_of(claim, corpus),
            said=bounds(claim.said),
            when=bounds(claim.when),
            answers=corpus.answers_of(claim),
        )

    def _around(self, claim: Claim) -> tuple[str, str]:
        """The characters before and behind a quote, verbatim, as far as they are of its sentence."""
        found, sentence = self.corpus.find(claim), self.corpus.context_of(claim)
        if sentence is None:
            return "", ""
        text = self.corpus.documents[claim.source].text
        before = text[max(sentence.start, found.start - _AROUND) : found.start]
        return before, text[found.end : min(sentence.end, found.end + _AROUND)]


class Format(Protocol):
    """What writes one format. It is told every entry once, in timeline order, and then asked for its files."""

    def take(self, told: ToldEntry) -> None:
        """Take in an entry with its claims."""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The finished files: path on the site, content."""
