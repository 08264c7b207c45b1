"""What the entries read from one seed have to do with those that are known: which join them, which point to them.

Joins are proposals in drafts (DESIGN.md § 5): what a person has reviewed is pointed to and left as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from build_tools.corpus import Corpus
from build_tools.ingest.asking import KnownClaims
from build_tools.ingest.changes import AddClaim, Create
from build_tools.ingest.copying import KnownSources
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.offered import Offered
from build_tools.ingest.proposed import Proposed, SeedPlan
from build_tools.ingest.spool import Spool
from build_tools.matching.events import KnownEvents
from build_tools.matching.verdict import Match
from build_tools.model import Actor, Entry, Place, Question, Source
from build_tools.records.layout import path_for


@dataclass
class Across:
    """What is known across sources while an import goes from seed to seed."""

    sources: KnownSources
    claims: KnownClaims = field(default_factory=KnownClaims)
    events: KnownEvents = field(default_factory=lambda: KnownEvents(Spool()))

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        text_of: Callable[[Source], str],
        *,
        deleted: Iterable[str] = (),
        offered: Offered | None = None,
    ) -> Across:
        """All that a corpus holds and may be pointed to: no retracted entries, none that put a person at risk.

        ``text_of`` gives the whole text of a source, empty where it is not at hand; ``deleted``: keys of records that a
        person deleted; ``offered``: what earlier imports have said in records of other seeds.
        """
        offered = offered or Offered()
        across = cls(KnownSources(text_of, offered), KnownClaims(offered=offered))
        across.events.learn([*corpus.actors.values(), *corpus.places.values()])
        for entry in corpus.timeline:
            across.events.add(entry)
            across.claims.add(entry, entry.path)
        deleted_questions = {key.removeprefix("questions/") for key in deleted if key.startswith("questions/")}
        across.claims.taken |= {*corpus.questions, *deleted_questions}
        across.claims.drafted |= set(corpus.drafted_questions)
        across.sources.learn(corpus.actors.values())
        for source in corpus.sources.values():
            across.sources.add(source, text_of(source))
        return across

    def matched(self, proposed: Proposed, ledger: Ledger | None) -> Proposed:
        """The proposal as a copy or version where it is one, its new entries joined to known ones or pointing to them, and
        why; as it is where its article is known already.
        """
        self.sources.learn(
            actor for actor in proposed.actors if actor.kind == "outlet" or actor.id == proposed.source.publisher
        )
        proposed = self.sources.compared(proposed, ledger)
        if proposed.same_as[0]:
            return proposed
        self.events.learn([*proposed.actors, *proposed.places])
        imported = {claim["quote"] for claim in ledger.claims} if ledger else set()
        new = [entry for entry in proposed.entries if not imported & {claim.quote for claim in entry.claims}]
        matches = self.events.matches(new)
        homes = {id: home for id, found in matches.items() if (home := self._home(found))}
        proposed = self.claims.asked(proposed, matches, self.events.beside)
        return replace(
            proposed,
            entries=tuple(
                _settled(entry, matches.get(entry.id, ()), homes.get(entry.id)) for entry in proposed.entries
            ),
            across=(*proposed.across, *_found(new, matches, homes)),
        )

    def remember(self, plan: SeedPlan, text: str) -> None:
        """What a plan brings, so that the next seed is compared with it too."""
        created = [change.record for change in plan.changes if isinstance(change, Create)]
        for source in (record for record in created if isinstance(record, Source)):
            self.sources.add(replace(source, path=path_for(source)), text)
        self.events.learn(record for record in created if isinstance(record, Actor | Place))
        for entry in (record for record in created if isinstance(record, Entry)):
            self.events.add(entry)
            self.claims.add(entry, path_for(entry))
        self.claims.drafted |= {record.id for record in created if isinstance(record, Question)}
        for change in plan.changes:
            if isinstance(change, AddClaim) and (known := self.events.get(change.entry)):
                self.events.add(replace(known, claims=(change.claim,)))
                self.claims.add(replace(known, claims=(change.claim,)), change.path)

    def _home(self, matches: Iterable[Match]) -> str | None:
        """The draft that the best match is, where it is surely the same event."""
        best = next(iter(matches), None)
        known = self.events.get(best.other) if best and best.sure else None
        return known.id if known and known.status == "draft" else None


def _settled(entry: Entry, matches: Sequence[Match], home: str | None) -> Entry:
    if home:
        return replace(entry, id=home)
    return replace(entry, see_also=tuple(match.other for match in matches)) if matches else entry


def _found(
    entries: Iterable[Entry], matches: Mapping[str, Sequence[Match]], homes: Mapping[str, str]
) -> Iterator[Plain]:
    """What a ledger remembers of matches: the quotes that join an entry, or the entries that one points to."""
    for entry in entries:
        if home := homes.get(entry.id):
            yield {"entry": home, "quotes": [claim.quote for claim in entry.claims], "why": matches[entry.id][0].why}
        else:
            yield from (_pointer(entry, one) for one in matches[entry.id])


def _pointer(entry: Entry, match: Match) -> Plain:
    """A line of a ledger for what one entry points to; where they look like one event, with why they are two."""
    but = match.but or ("a person has reviewed that one" if match.sure else "")
    why = f"{match.why}; not joined, because {but}" if but else match.why
    return {"entry": entry.id, "see_also": match.other, "why": why, **({"likely": True} if but else {})}
