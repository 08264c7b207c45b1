"""What an import would change: a pure three-way comparison of proposal, ledger and records (DESIGN.md § 5).

Unchanged by a person: may be updated. Changed by a person: kept, and a new proposal reported. Deleted by a person:
stays deleted. Not in the ledger: a person's own, never touched.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from build_tools.ingest.changes import AddClaim, Change, Create, Kept, SetValue, merged
from build_tools.ingest.homes import Ground, free_id, homes
from build_tools.ingest.known import Known, key_of
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.model import Actor, Claim, Document, Entry, Place, Question, Record, Source, Unnamed
from build_tools.quotes import Places
from build_tools.records.emit import plain, plain_claim


@dataclass(frozen=True)
class SeedPlan:
    """What importing one seed would do. ``across``: what it has to do with other sources, each with its ``why``."""

    seed: str
    changes: tuple[Change, ...]
    kept: tuple[Kept, ...]
    ledger: Ledger
    across: tuple[Plain, ...] = ()


@dataclass(frozen=True)
class Proposed:
    """What the reader makes of one seed, ready to be compared.

    ``across``: what it has to do with other sources: ``entry`` with the ``quotes`` that join it or with ``see_also``,
    ``source`` with what it ``republishes``, ``shares`` or ``credits``, and ``why``. ``others``: what follows from it
    for records of other seeds. ``refused``: a date line that is later than the import: its day, and its words.
    """

    document: Document
    source: Source
    entries: Sequence[Entry]
    actors: Sequence[Actor]
    places: Sequence[Place]
    sidecar: dict[str, Any]
    reader: int
    across: tuple[Plain, ...] = ()
    others: tuple[SetValue, ...] = ()
    questions: tuple[Question, ...] = ()
    refused: tuple[str, str] = ("", "")


def plan_seed(proposed: Proposed, ledger: Ledger | None, known: Known, *, deleted: frozenset[str]) -> SeedPlan:
    """Compare what a seed's reading proposes with what was proposed before and what is recorded.

    ``deleted``: keys that some ledger holds and no record has: a person deleted them, whoever proposes them again.
    A seed whose source record a person deleted is withdrawn: nothing is proposed from it.
    """
    if key_of(proposed.source) in deleted and ledger:
        return SeedPlan(proposed.document.name, (), (), ledger)
    comparison = _Comparison(proposed, ledger or Ledger(proposed.document.name), known, deleted, ledger is not None)
    changes = [*comparison.record_changes(), *proposed.others, *comparison.claim_changes()]
    across = tuple(comparison.effective(changes))
    return SeedPlan(
        seed=proposed.document.name,
        changes=tuple(change for change in changes if not isinstance(change, Kept)),
        kept=tuple(change for change in changes if isinstance(change, Kept)),
        ledger=comparison.new_ledger(across),
        across=across,
    )


class _Comparison:
    """One seed's proposal held against its ledger and the records."""

    def __init__(
        self, proposed: Proposed, ledger: Ledger, known: Known, deleted: frozenset[str], imported: bool
    ) -> None:
        self.proposed = proposed
        self.ledger = ledger
        self.deleted = deleted
        self.imported = imported
        self.known = known
        self.recorded = known.records
        self.claims = known.claims_of(proposed.source.id)
        self.bases = dict(self._pairs())
        self.created: dict[str, Record] = {}
        joined = {found["entry"] for found in proposed.across if found.get("quotes")}
        ground = Ground(self.bases, self.claims, known, self.ledger.records.keys(), joined)
        self.homes = homes(proposed.entries, ground)
        self.entries = self.homes.entries

    # ── records other than claims ───────────────────────────────────────────────────────────────────────────

    def record_changes(self) -> Iterator[Change | Kept]:
        for record in (self.proposed.source, *self.proposed.actors, *self.proposed.places, *self.proposed.questions):
            current = self.recorded.get(key_of(record))
            base = self.ledger.records.get(key_of(record))
            if current is not None:
                yield from merged(plain(record), base, plain(current), path=current.path)
            elif key_of(record) not in self.known and key_of(record) not in self.deleted:
                self.created[key_of(record)] = record
                yield Create(record)

    def effective(self, changes: Iterable[Change | Kept]) -> Iterator[Plain]:
        """What was found across sources, as far as it has led to a change, in the ids that the entries have got."""
        added = {change.claim.quote for change in changes if isinstance(change, AddClaim)}
        for found in self.proposed.across:
            if "quotes" in found:
                if quotes := [quote for quote in found["quotes"] if quote in added]:
                    yield {**found, "quotes": quotes}
            elif "source" in found or "question" in found:
                yield found
            elif f"timeline/{(id := self.homes.freed.get(found['entry'], found['entry']))}" in self.created:
                yield {**found, "entry": id}

    # ── claims and their entries ────────────────────────────────────────────────────────────────────────────

    def claim_changes(self) -> Iterator[Change | Kept]:
        for entry in self.entries:
            new = []
            for claim in entry.claims:
                base = self.bases.get(claim.quote)
                if base is not None:
                    yield from self._claim_update(claim, base)
                elif not self._is_settled(claim):
                    new.append(self._without_deleted(claim))
            yield from self._entry_changes(entry, tuple(new))

    def _claim_update(self, claim: Claim, base: dict[str, Any]) -> Iterator[Change | Kept]:
        placed = self.claims.get(base["quote"]) or self.claims.get(claim.quote)
        if placed is not None:
            was = {key: value for key, value in base.items() if key != "entry"}
            keys = ("claims", placed.position)
            found = merged(plain_claim(claim), was, plain_claim(placed.claim), path=placed.entry.path, under=keys)
            yield from _unless_reviewed(placed.entry, found)

    def _entry_changes(self, entry: Entry, new: tuple[Claim, ...]) -> Iterator[Change | Kept]:
        current = self.recorded.get(key_of(entry))
        if isinstance(current, Entry):
            if entry.id not in self.homes.guests:
                fields, held = _fields_of(entry), _fields_of(current)
                found = merged(fields, self.ledger.records.get(key_of(entry)), held, path=current.path)
                yield from _unless_reviewed(current, found)
            if current.status == "draft":
                yield from (AddClaim(current.path, claim) for claim in new)
                return
            entry = replace(
                entry, id=free_id(entry.id, lambda id: self._exists(f"timeline/{id}")), see_also=(current.id,)
            )
        if path := self.known.path_of_brought(entry.id):
            yield from (AddClaim(path, claim) for claim in new)
        elif new:
            created = self._reduced(replace(entry, claims=new))
            self.created[key_of(created)] = created
            yield Create(created)

    def _reduced(self, entry: Entry) -> Entry:
        """Without actors, places and entries that a person has deleted."""
        return replace(
            entry,
            actors=tuple(id for id in entry.actors if self._exists(f"actors/{id}")),
            places=tuple(id for id in entry.places if self._exists(f"places/{id}")),
            see_also=tuple(id for id in entry.see_also if self._exists(f"timeline/{id}")),
        )

    def _without_deleted(self, claim: Claim) -> Claim:
        """A speaker whom a person has deleted is named in words; those who passed it on are left out."""
        speaker = claim.speaker
        if isinstance(speaker, Unnamed) and speaker.within and not self._exists(f"actors/{speaker.within}"):
            speaker = Unnamed(speaker.words)
        elif isinstance(speaker, str) and not self._exists(f"actors/{speaker}"):
            speaker = Unnamed(speaker.replace("-", " "))
        via = tuple(id for id in claim.via if self._exists(f"actors/{id}"))
        return claim if speaker is claim.speaker and via == claim.via else replace(claim, speaker=speaker, via=via)

    def _exists(self, key: str) -> bool:
        return key in self.known or key in self.created

    # ── what has been decided already ───────────────────────────────────────────────────────────────────────

    def _pairs(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Each proposed quote with the ledger's claim that it renews: the same words, else the same stretch."""
        old = {claim["quote"]: claim for claim in self.ledger.claims}
        quotes = dict.fromkeys(claim.quote for entry in self.proposed.entries for claim in entry.claims)
        yield from ((quote, old[quote]) for quote in quotes if quote in old)
        if not old:
            return
        free = _Stretches((self._span(quote), quote) for quote in old if quote not in quotes)
        for quote in (quote for quote in quotes if quote not in old):
            if best := free.taken(self._span(quote)):
                yield quote, old[best]

    def _is_settled(self, claim: Claim) -> bool:
        """Whether a person or an earlier import has dealt with these words."""
        return bool(self.settled) and _meets(self._span(claim.quote, claim.after), self.settled)

    @cached_property
    def settled(self) -> list[tuple[int, int]]:
        """The stretches of text that have been dealt with, joined and in order."""
        source = self.recorded.get(key_of(self.proposed.source))
        aside = source.set_aside if isinstance(source, Source) else ()
        spans = [
            *self.proposed_before,
            *(self._span(placed.claim.quote, placed.claim.after) for placed in self.claims.values()),
            *(self._span(item.quote, item.after) for item in aside),
        ]
        return _joined(spans)

    @cached_property
    def proposed_before(self) -> list[tuple[int, int]]:
        """The stretches of text that earlier imports have proposed, joined and in order."""
        return _joined(self._span(one["quote"], one.get("after", "")) for one in self.ledger.claims)

    @cached_property
    def places(self) -> Places:
        """Where all that is proposed, was proposed or is recorded stands in the text."""
        proposed = (claim.quote for entry in self.proposed.entries for claim in entry.claims)
        return Places(
            self.proposed.document.text, [*proposed, *(one["quote"] for one in self.ledger.claims), *self.claims]
        )

    def _span(self, quote: str, after: str = "") -> tuple[int, int]:
        text = self.proposed.document.text
        found = self.places.find(quote, after=after)
        start = found.start if found.outcome == "exact" else text.find(quote)
        return (start, start + len(quote)) if start >= 0 else (-1, -1)

    # ── what to remember ────────────────────────────────────────────────────────────────────────────────────

    def new_ledger(self, across: Iterable[Plain]) -> Ledger:
        """The old ledger, renewed where this proposal renews it, and what is new."""
        records = dict(self.ledger.records)
        own = (entry for entry in self.entries if entry.id not in self.homes.guests)
        for record in (
            self.proposed.source,
            *self.proposed.actors,
            *self.proposed.places,
            *self.proposed.questions,
            *own,
        ):
            if key_of(record) in self.created or key_of(record) in self.ledger.records:
                records[key_of(record)] = self._remembered(record)
        return Ledger(
            seed=self.proposed.document.name,
            sha256=self.proposed.document.sha256,
            sidecar=self.proposed.sidecar,
            reader=self.proposed.reader,
            records=records,
            claims=tuple(self._remembered_claims()),
            across=(*self.ledger.across, *across),
        )

    def _remembered(self, record: Record) -> dict[str, Any]:
        """Its front matter; related entries are proposed when an entry is new, and not again."""
        if not isinstance(record, Entry):
            return plain(record)
        related = self.ledger.records.get(key_of(record), {}).get("see_also")
        return {**_fields_of(record), **({"see_also": related} if related else {})}

    def _remembered_claims(self) -> Iterator[dict[str, Any]]:
        renewed = {base["quote"] for base in self.bases.values()}
        yield from (claim for claim in self.ledger.claims if claim["quote"] not in renewed)
        homes = {claim.quote: entry.id for entry in self.entries for claim in entry.claims}
        for claim in (claim for entry in self.proposed.entries for claim in entry.claims):
            base = self.bases.get(claim.quote)
            if base or not self._is_settled(claim) or self._is_part_of_one_before(claim):
                answers = {"answers": base["answers"]} if base and "answers" in base else {}
                yield {"entry": base["entry"] if base else homes[claim.quote], **plain_claim(claim), **answers}

    def _is_part_of_one_before(self, claim: Claim) -> bool:
        """A piece of what was proposed in longer words: remembered, so that it does not come as new the next time."""
        return _meets(self._span(claim.quote, claim.after), self.proposed_before)


class _Stretches:
    """Quotes by where they stand; each is given out once."""

    def __init__(self, spans: Iterable[tuple[tuple[int, int], str]]) -> None:
        self._spans = sorted((span, quote) for span, quote in spans if span[0] >= 0)
        self._longest = max((end - start for (start, end), _ in self._spans), default=0)
        self._gone: set[str] = set()

    def taken(self, span: tuple[int, int]) -> str:
        """The quote that shares most with the span, empty where none does; it is gone then."""
        first = bisect.bisect_left(self._spans, ((span[0] - self._longest, 0), ""))
        last = bisect.bisect_left(self._spans, ((span[1], 0), ""))
        shared = {quote: _overlap(span, other) for other, quote in self._spans[first:last] if quote not in self._gone}
        best = max(shared, key=lambda quote: shared[quote], default="")
        if not best or not shared[best]:
            return ""
        self._gone.add(best)
        return best


def _unless_reviewed(entry: Entry, found: Iterable[SetValue | Kept]) -> Iterator[SetValue | Kept]:
    """What a person has reviewed is theirs, word for word, even where it is what the machine once proposed."""
    for change in found:
        if isinstance(change, SetValue) and entry.status != "draft":
            yield Kept(change.path, change.keys, change.before, change.after)
        else:
            yield change


def _fields_of(entry: Entry) -> dict[str, Any]:
    return {key: value for key, value in plain(entry).items() if key != "claims"}


def _joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap made one, in order; without those that were not found."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if start < 0 or end <= start:
            continue
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _meets(span: tuple[int, int], joined: Sequence[tuple[int, int]]) -> bool:
    """Whether a span shares a character with one of these."""
    index = bisect.bisect_left(joined, (span[0], span[0]))
    near = joined[max(0, index - 1) : index + 1]
    return any(_overlap(span, other) for other in near)


def _overlap(first: tuple[int, int], second: tuple[int, int]) -> int:
    """How many characters two spans share; 0 for a span that was not found."""
    if first[0] < 0 or second[0] < 0:
        return 0
    return max(0, min(first[1], second[1]) - max(first[0], second[0]))


def deleted_keys(ledgers: Iterable[Ledger], known: Known) -> frozenset[str]:
    """What some ledger proposed and no record has any more, by ``<kind>/<id>``."""
    return frozenset(key for ledger in ledgers for key in ledger.records if key not in known.records)
