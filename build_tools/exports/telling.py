"""What all writers need to know of the dossier, worked out once: where quotes stand, whose word they are, what dates bound.

Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from build_tools.addresses import address_of, address_of_claim
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, PlacedClaim, placed_claims
from build_tools.exports.dates import Bounds, bounds
from build_tools.exports.deaths import Deaths, deaths_by_entry
from build_tools.exports.recorded import Recorded, of_entry
from build_tools.model import Change, Claim, Correction, Entry, History, Record, Source, Unnamed
from build_tools.quotes import Found
from build_tools.roots import Root, RootCount, backing, root_of
from build_tools.tracing.table import by_key, single, single_field, table
from build_tools.voicing import Voicing, voicing

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
    characters around it, of its own sentence only, empty where they are not at hand or not to be told. ``wording``: whether its speaker is quoted in it. ``said`` and
    ``when``: the days that the dates may mean. ``source`` is None where there is no such record.
    """

    placed: PlacedClaim
    address: str
    source: Source | None
    found: Found
    prefix: str
    suffix: str
    wording: Voicing
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
    corrections: single_field[tuple[Correction, ...]] = single_field(())  # noqa: RUF009 (a descriptor, which holds nothing)

    @table
    def recorded(self) -> Mapping[str, Recorded]:
        """When each entry was recorded, by its id."""
        return {id: of_entry(entry, self.corpus, self.history) for id, entry in self.corpus.entries.items()}

    @table
    def deaths(self) -> Mapping[str, Deaths]:
        """The dead of entries, where a question counts them."""
        return deaths_by_entry(self.agreement)

    @table
    def entries_by_actor(self) -> Mapping[str, tuple[Entry, ...]]:
        """By each actor that took part, spoke, is said to have a speaker within, or passed words on; in timeline order."""
        return _grouped((_actors(entry), entry) for entry in self.corpus.entries.values())

    @table
    def entries_by_question(self) -> Mapping[str, tuple[Entry, ...]]:
        """By each question that claims of theirs answer."""
        return _grouped((_questions(entry), entry) for entry in self.corpus.timeline)

    @table
    def commits(self) -> Mapping[str, Change]:
        """Every commit that touched a published record, by its id, and whose message may be read."""
        return {change.commit: change for change in self._changes if change.message}

    @property
    def _changes(self) -> Iterator[Change]:
        records = (record for group in self._groups for record in group.values())
        return (change for record in records for change in reversed(self.history.of(record)))

    @single
    def curators(self) -> tuple[str, ...]:
        """Everybody who proposed, reviewed or changed a record, each once."""
        entries = self.corpus.entries.values()
        named = (name for entry in entries for name in (*entry.proposed_by, *entry.reviewed_by))
        return tuple(dict.fromkeys(str(name) for name in (*named, *(one.who for one in self._changes)) if name))

    @property
    def _groups(self) -> Sequence[Mapping[str, Record]]:
        corpus = self.corpus
        return corpus.entries, corpus.sources, corpus.actors, corpus.places, corpus.questions

    def roots_of(self, entry: Entry) -> tuple[int, int]:
        """How many roots speak for an entry: as few as there can be, and as many."""
        count = self._roots(entry.id)
        return count.low, count.high

    @by_key  # every feed of an actor asks for the same entries
    def _roots(self, id: str) -> RootCount:
        return backing(_standing(self.corpus.entries[id]), self.corpus).support

    def entries(self) -> Iterator[ToldEntry]:
        """Every published entry, in timeline order, worked out when it is asked for: nothing of it is kept."""
        return map(self.told, self.corpus.entries.values())

    def told(self, entry: Entry) -> ToldEntry:
        """An entry with what is worked out about it."""
        standing = placed_claims(entry) if _standing(entry) else ()
        return ToldEntry(
            entry=entry,
            address=address_of(entry),
            date=bounds(entry.date),
            claims=tuple(self._told_claim(placed) for placed in standing),
            roots=self._roots(entry.id),
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
            wording=voicing(claim, corpus),
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


def _standing(entry: Entry) -> tuple[Claim, ...]:
    return () if entry.status == "retracted" else entry.claims


def _actors(entry: Entry) -> Iterator[str]:
    yield from map(str, entry.actors)
    for claim in _standing(entry):
        yield from map(str, claim.via)
        if claim.speaker:
            yield str(claim.speaker.within if isinstance(claim.speaker, Unnamed) else claim.speaker)


def _questions(entry: Entry) -> Iterator[str]:
    return (str(question) for claim in entry.claims for question in claim.answers)


def _grouped(pairs: Iterable[tuple[Iterable[str], Entry]]) -> dict[str, tuple[Entry, ...]]:
    """By id: the entries with it, each once."""
    found: dict[str, dict[str, Entry]] = {}
    for ids, entry in pairs:
        for id in ids:
            found.setdefault(id, {})[entry.id] = entry
    return {id: tuple(held.values()) for id, held in found.items()}
