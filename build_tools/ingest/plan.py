"""What an import would change: a three-way comparison of proposal, ledger and records (DESIGN.md § 5). Writes nothing.

Who decides on a value is told in ``decisions``; which words are settled in ``earlier``; what becomes of quotes in a
changed text in ``anchoring``; what is remembered in ``remembering``. Here they are put together, seed by seed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from build_tools.corpus import PlacedClaim
from build_tools.ingest import pointing, remembering, renamed
from build_tools.ingest.anchoring import Anchors
from build_tools.ingest.changes import AddClaim, Change, Create, Dropped, Kept, NotAdded, SetValue, Told, Why
from build_tools.ingest.decisions import Decision, Yours, decide
from build_tools.ingest.earlier import Earlier
from build_tools.ingest.homes import Ground, free_id, homes
from build_tools.ingest.known import Known, key_of
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.narrowing import narrowed
from build_tools.ingest.proposed import Proposed, SeedPlan
from build_tools.ingest.remembering import claims_remembered, fields_of, fields_remembered, renewed
from build_tools.ingest.standing import Standing, hash_of
from build_tools.model import Claim, Entry, Record, Source
from build_tools.records.emit import plain_claim

_Outcome = Change | Told


def plan_seed(
    proposed: Proposed, ledger: Ledger | None, known: Known, *, deleted: frozenset[str], standing: Standing
) -> SeedPlan:
    """Compare what a seed's reading proposes with what was proposed before and what is recorded.

    ``deleted``: keys that some ledger holds and no record has: a person deleted them, whoever proposes them again.
    A seed whose source record a person deleted is withdrawn: nothing is proposed from it.
    """
    if key_of(proposed.source) in deleted and ledger:
        return SeedPlan(proposed.document.name, (), (), ledger)
    before = renamed.in_ids_of_now(ledger or Ledger(proposed.document.name), known.renamed)
    comparison = _Comparison(proposed, before, known, deleted=deleted, standing=standing)
    outcome = list(comparison.outcome())
    changes = tuple(one for one in outcome if isinstance(one, Change))
    across = tuple(comparison.effective(changes))
    touched = {one.path for one in changes if not isinstance(one, Create)}
    seen = {path: standing.seen[path] for path in sorted(touched & standing.seen.keys())}
    after = remembering.worth_writing(comparison.next_ledger(across), ledger)
    return SeedPlan(
        seed=proposed.document.name,
        changes=changes,
        told=tuple(one for one in outcome if not isinstance(one, Change)),
        ledger=after,
        across=across,
        stays_deleted=tuple(comparison.staying_deleted()),
        quotes=sum(len(found) for found in known.claims_of(proposed.source.id).values()),
        seen={**seen, after.path: hash_of(ledger.as_text() if ledger else "")},
        anew=comparison.anchors.changed,
    )


def deleted_keys(ledgers: Iterable[Ledger], known: Known) -> frozenset[str]:
    """What some ledger proposed and no record has any more, by ``<kind>/<id>``."""
    return frozenset(key for ledger in ledgers for key in ledger.records if key not in known.records)


class _Comparison:
    """One seed's proposal held against its ledger and the records."""

    def __init__(
        self, proposed: Proposed, ledger: Ledger, known: Known, *, deleted: frozenset[str], standing: Standing
    ) -> None:
        self.ledger = ledger
        self.known = known
        self.deleted = deleted
        self.standing = standing
        self.created: dict[str, Record] = {}
        self.waiting: set[str] = set()  # quotes that are offered again when their file can take them
        self.yours: dict[str, Any] = {**ledger.yours, "claims": dict(ledger.yours.get("claims", {}))}
        proposed = pointing.in_ids_of_now(proposed, known.renamed)
        found = known.records.get(key_of(proposed.source))
        self.source = found if isinstance(found, Source) else None
        self.proposed = proposed = self._without_deleted(proposed)
        recorded = known.claims_of(proposed.source.id)
        self.anchors = Anchors(
            proposed.document,
            recorded,
            frozenset(claim["quote"] for claim in ledger.claims if claim["quote"] not in recorded),
            changed=self._has_changed(),
        )
        aside = self.source.set_aside if self.source else ()
        self.earlier = Earlier(proposed, ledger, recorded, aside, self.anchors.stand_in)
        found_homes = homes(proposed.entries, self._ground())
        self.homes = replace(found_homes, entries=tuple(self._told_by_its_own(one) for one in found_homes.entries))

    def _without_deleted(self, proposed: Proposed) -> Proposed:
        own = {key_of(one) for group in (proposed.actors, proposed.places, proposed.entries) for one in group}
        there = own - self.deleted
        names = {actor.id: str(actor.name) for actor in proposed.actors}
        entries = (
            pointing.without_deleted(one, lambda key: key in there or key in self.known, names)
            for one in proposed.entries
        )
        publisher = self._publisher(proposed.source)
        return replace(proposed, entries=tuple(pointing.without_ends(one, publisher) for one in entries))

    def _publisher(self, proposed: Source) -> str:
        """Where every chain ends: a person's word in the record, else what is proposed now."""
        before = self.ledger.records.get(key_of(proposed), {})
        recorded = self.source.publisher if self.source else ""
        return recorded if recorded != before.get("publisher", "") else proposed.publisher or recorded

    def _has_changed(self) -> bool:
        """Whether the seed's text is another one than that which was recorded."""
        before = self.ledger.sha256 or (self.source.sha256 if self.source else "")
        return bool(before) and before != self.proposed.document.sha256

    def _ground(self) -> Ground:
        joined = {found["entry"] for found in self.proposed.across if found.get("quotes")}
        return Ground(
            self.earlier.bases, self.earlier.placed, self.known, self.ledger.records.keys(), self.deleted, joined
        )

    def _told_by_its_own(self, entry: Entry) -> Entry:
        """An entry of which some claims stand elsewhere, or were set aside, told by the others; as before where nothing
        else has become of it.
        """
        before = self.ledger.records.get(key_of(entry))
        own = [claim for claim in entry.claims if self._is_to_stand_in(entry, claim)]
        if before and before.get("title") == entry.title or not own:
            return entry
        return replace(narrowed(entry, own, self.proposed.tellings), claims=entry.claims)

    def _is_to_stand_in(self, entry: Entry, claim: Claim) -> bool:
        base = self.earlier.bases.get(claim.quote)
        if base is None:
            return not self.earlier.is_settled(claim)
        placed = self.earlier.placed(base, claim.quote)
        return placed is not None and placed.entry.id == entry.id

    def outcome(self) -> Iterator[_Outcome]:
        """All that would be done and all that is left as it is, in the order in which it is to be done."""
        yield from self._records()
        yield from self._elsewhere()
        for entry in self.homes.entries:
            new = tuple(self._new_claims(entry))
            yield from (one for claim in entry.claims for one in self._renewal(claim))
            yield from self._entry(entry, new)
        yield from self._again_ambiguous()
        yield from self.anchors.vanished(self.source)
        yield from self._dropped()

    # ── fields ──────────────────────────────────────────────────────────────────────────────────────────────

    def _records(self) -> Iterator[_Outcome]:
        """The records other than entries."""
        for record in (self.proposed.source, *self.proposed.actors, *self.proposed.places, *self.proposed.questions):
            current = self.known.records.get(key_of(record))
            if current is not None:
                yield from self._fields(record, current)
            elif key_of(record) not in self.known and key_of(record) not in self.deleted:
                self.created[key_of(record)] = record
                yield Create(record)

    def _fields(self, record: Record, current: Record) -> Iterator[_Outcome]:
        """A record that is there; without a word in the ledger it is a person's own, but for the hash of a text that
        they ask to have read anew.
        """
        base, key = self.ledger.records.get(key_of(record)), key_of(record)
        if base is None:
            if isinstance(record, Source) and isinstance(current, Source) and self._has_changed():
                yield from self._settled(current, SetValue(current.path, ("sha256",), current.sha256, record.sha256))
            return
        held, offered = fields_of(current), fields_remembered(record, self.ledger)
        self.yours[key] = dict(self.yours.get(key, {}))
        yield from self._decided(current, (), decide(offered, base, held, self.yours[key]), held, self.yours[key])

    def _renewal(self, claim: Claim) -> Iterator[_Outcome]:
        """A claim that was proposed before, wherever it stands now."""
        base = self.earlier.bases.get(claim.quote)
        placed = self.earlier.placed(base, claim.quote) if base else None
        if base is None or placed is None:
            return
        was = {key: value for key, value in base.items() if key != "entry"}
        yours = self.yours["claims"].pop(base["quote"], {})
        held = plain_claim(placed.claim)
        found = decide(plain_claim(claim), was, held, yours)
        marks = self.yours["claims"][claim.quote] = dict(yours)
        yield from self._decided(placed.entry, ("claims", placed.position), found, held, marks)

    def _decided(
        self, record: Record, under: tuple[str | int, ...], found: Mapping[str, Decision], held: Plain, yours: Yours
    ) -> Iterator[_Outcome]:
        """Changes and what is kept, from the decisions on the fields of a record or claim; notes what is a person's."""
        quote = str(held["quote"]) if under else ""
        for key, one in found.items():
            if one.yours:
                yours[key] = one.yours
            for difference in one.differences:
                why: Why = "deleted" if difference.yours is None else "changed"
                keys = (*under, *difference.keys)
                yield Kept(record.path, keys, difference.yours, difference.proposed, why, quote)
            if one.value != held.get(key):
                change = SetValue(record.path, (*under, key), held.get(key), one.value)
                for done in self._settled(record, change, quote):
                    if isinstance(done, Kept):
                        yours[key] = True
                    yield done

    def _settled(self, record: Record, change: SetValue, quote: str = "") -> Iterator[SetValue | Kept]:
        """The change, or what keeps it from being made. What a person has reviewed is theirs, word for word."""
        why: Why | None = None
        if isinstance(record, Entry) and record.status != "draft":
            why = "retracted" if record.status == "retracted" else "reviewed"
        if why := why or self.standing.hindrance(record, change):
            yield Kept(change.path, tuple(change.keys), change.before, change.after, why, quote)
        else:
            yield change

    def _elsewhere(self) -> Iterator[_Outcome]:
        """What follows for records of other seeds."""
        for change in self.proposed.others:
            if why := self.standing.hindrance_elsewhere(change):
                yield Kept(change.path, tuple(change.keys), change.before, change.after, why)
            else:
                yield change

    # ── claims and their entries ────────────────────────────────────────────────────────────────────────────

    def _new_claims(self, entry: Entry) -> Iterator[Claim]:
        for claim in entry.claims:
            if claim.quote not in self.earlier.bases and not self.earlier.is_settled(claim):
                yield claim

    def _entry(self, entry: Entry, new: tuple[Claim, ...]) -> Iterator[_Outcome]:
        if entry.id in self.homes.gone:
            yield from (NotAdded(f"timeline/{entry.id}", claim.quote, "deleted") for claim in new)
            return
        current = self.known.records.get(key_of(entry))
        if isinstance(current, Entry):
            if entry.id not in self.homes.guests:
                yield from self._fields(entry, current)
            yield from self._added(current, entry, new)
        elif path := self.known.path_of_brought(entry.id):
            yield from (AddClaim(path, claim) for claim in new)
        elif new:
            yield self._create(replace(entry, claims=new))

    def _added(self, current: Entry, entry: Entry, new: tuple[Claim, ...]) -> Iterator[_Outcome]:
        """New claims of an entry that is there: into a draft, beside what is reviewed, not at all to what is retracted."""
        if current.status == "retracted":
            yield from (NotAdded(current.path, claim.quote, "retracted") for claim in new)
        elif current.status == "draft":
            for claim in new:
                change = AddClaim(current.path, claim)
                if why := self.standing.hindrance(current, change):
                    self.waiting.add(claim.quote)
                    yield NotAdded(current.path, claim.quote, why)
                else:
                    yield change
        elif new:
            id = free_id(entry.id, lambda id: self._exists(f"timeline/{id}") or f"timeline/{id}" in self.deleted)
            told = narrowed(entry, new, self.proposed.tellings)
            beside = replace(told, id=id, see_also=(current.id,), sensitivity=current.sensitivity)
            yield self._create(beside)

    def _create(self, entry: Entry) -> Create:
        created = replace(entry, see_also=tuple(id for id in entry.see_also if self._exists(f"timeline/{id}")))
        self.created[key_of(created)] = created
        return Create(created)

    def _exists(self, key: str) -> bool:
        return key in self.known or key in self.created

    def _again_ambiguous(self) -> Iterator[_Outcome]:
        """Quotes that the changed text holds more than once get the words before them, in the order of the ledger."""
        behind = -1
        proposed = {claim.quote for entry in self.proposed.entries for claim in entry.claims}
        for base in self.ledger.claims:
            placed = self.earlier.placed(base)
            words = self.anchors.telling(placed, behind) if placed and base["quote"] not in proposed else ""
            if placed and words:
                yield from self._told_apart(placed, words)
            behind = max(behind, self.earlier.span(base["quote"], words or base.get("after", ""))[0])

    def _told_apart(self, placed: PlacedClaim, words: str) -> Iterator[_Outcome]:
        keys = ("claims", placed.position, "after")
        change = SetValue(placed.entry.path, keys, placed.claim.after or None, words)
        yield from self._settled(placed.entry, change, placed.claim.quote)

    # ── what is left ────────────────────────────────────────────────────────────────────────────────────────

    def _dropped(self) -> Iterator[Dropped]:
        """Claims of untouched drafts that this reader would not make; told once, when the reader is another one."""
        if self.ledger.reader in (0, self.proposed.reader):
            return
        renewed = {base["quote"] for base in self.earlier.bases.values()}
        for base in self.ledger.claims:
            placed = self.earlier.placed(base)
            if placed and base["quote"] not in renewed and placed.entry.status == "draft":
                yield Dropped(placed.entry.path, base["quote"])

    def staying_deleted(self) -> Iterator[str]:
        """What is proposed again and has been deleted by a person."""
        records = (self.proposed.source, *self.proposed.actors, *self.proposed.places, *self.proposed.questions)
        yield from (key_of(record) for record in records if key_of(record) in self.deleted)
        yield from (f"timeline/{id}" for id in sorted(self.homes.gone))
        for quote, base in self.earlier.bases.items():
            if base["entry"] not in self.homes.gone and not self.earlier.placed(base, quote):
                yield f"“{quote}”"

    def effective(self, changes: Iterable[Change]) -> Iterator[Plain]:
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

    def next_ledger(self, across: Iterable[Plain]) -> Ledger:
        """What to remember of this proposal."""
        own = (entry for entry in self.homes.entries if entry.id not in self.homes.guests)
        others = (*self.proposed.actors, *self.proposed.places, *self.proposed.questions)
        again = (one for one in (self.proposed.source, *others, *own) if key_of(one) in self.ledger.records)
        records = (*again, *self.created.values())
        entry_of = {claim.quote: entry.id for entry in self.homes.entries for claim in entry.claims}
        remembered = claims_remembered(self.ledger, self.proposed, self.earlier, entry_of)
        claims = tuple(claim for claim in remembered if claim["quote"] not in self.waiting)
        yours = {key: marks for key, marks in self.yours.items() if marks and key != "claims"}
        marked = {quote: marks for quote, marks in self.yours["claims"].items() if marks}
        return renewed(
            self.ledger,
            self.proposed,
            records,
            claims,
            across=across,
            yours={**yours, **({"claims": marked} if marked else {})},
        )
