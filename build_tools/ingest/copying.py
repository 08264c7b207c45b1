"""Whether a seed is a copy of a text that is known, or the other way round. What is shared in part is only reported.

A copy is proposed as ``republishes`` in its source record; words that its original has are not claimed a second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from build_tools.ingest.changes import SetValue
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.offered import Offered
from build_tools.ingest.proposed import Proposed
from build_tools.matching.copies import KnownTexts, Overlap, plain_words
from build_tools.matching.credits import Credit, credit_of, forms
from build_tools.model import Actor, Source
from build_tools.text import edtf

_COPY = 0.7  # share of the sentences from which a text is a copy
_WORTH_A_WORD, _MOST_TOLD = 0.1, 3  # share from which a passage in common is reported, and how many texts of them
_CREDITED_COPY = 0.4  # the same, where the text says whose it is


@dataclass
class KnownSources:
    """Sources with what is kept of their texts, while an import goes from seed to seed. ``text_of`` gives a whole one;
    ``offered``: what earlier imports have said of them.
    """

    text_of: Callable[[Source], str]
    offered: Offered = field(default_factory=Offered)
    texts: KnownTexts = field(default_factory=KnownTexts)
    sources: dict[str, Source] = field(default_factory=dict)
    credited: dict[str, Credit] = field(default_factory=dict)
    publishers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def learn(self, publishers: Iterable[Actor]) -> None:
        """Adds the names of actors that may publish; of the names of one actor the last ones count."""
        for actor in publishers:
            self.publishers[actor.id] = (actor.name, *(alias.name for alias in actor.aliases))

    def add(self, source: Source, text: str) -> None:
        """Adds a source with its text, which may be empty where it is not at hand."""
        self.sources[source.id] = Source(
            source.id,
            source.path,
            publisher=source.publisher,
            published=source.published,
            seed=source.seed,
            republishes=source.republishes,
        )
        if text:
            self.texts.add(source.id, text)
            if credit := credit_of(text):
                self.credited[source.id] = credit

    def compared(self, proposed: Proposed, ledger: Ledger | None) -> Proposed:
        """The proposal as a copy where it is one, with the reason; else with what else it shares with other texts."""
        source = proposed.source
        if source.republishes:
            return self._without_copied(proposed, source.republishes, ledger)
        if source.id in self.sources and ledger:
            was = str(ledger.records.get(f"sources/{source.id}", {}).get("republishes", ""))
            kept = replace(proposed, source=replace(source, republishes=was)) if was else proposed
            return self._without_copied(kept, self.sources[source.id].republishes, ledger)
        return self._as_copy(proposed, ledger)

    def _as_copy(self, proposed: Proposed, ledger: Ledger | None) -> Proposed:
        mine = proposed.source
        if same := self.texts.same(mine.id, proposed.document.text):
            return self._copy_of(proposed, same, "the texts are the same to the letter", ledger)
        credit = credit_of(proposed.document.text)
        credit = None if self._names(credit, mine) else credit
        found: list[Plain] = []
        for overlap in self.texts.overlaps(mine.id, proposed.document.text):
            other = self.sources[overlap.other]
            why = _in_words(overlap, credit if credit and self._names(credit, other) else None)
            if self._is_copy(proposed, credit, overlap):
                return self._copy_of(proposed, _end_of_line(other.id, self.sources), why, ledger)
            if self._is_original(mine, overlap):
                self.sources[other.id] = replace(other, republishes=mine.id)
                found.append({"source": other.id, "republishes": mine.id, "why": why})
                continue
            if max(overlap.of_mine, overlap.of_other) >= _WORTH_A_WORD and len(found) < _MOST_TOLD:
                found.append({"source": mine.id, "shares": other.id, "why": why})
        if credit:
            found.append(
                {"source": mine.id, "credits": credit.name, "why": f"its text says so: “{_words(proposed, credit)}”"}
            )
        changes = tuple(self._as_its_copy(one) for one in found if one.get("republishes"))
        return replace(proposed, across=(*proposed.across, *found), others=(*proposed.others, *changes))

    def _copy_of(self, proposed: Proposed, original: str, why: str, ledger: Ledger | None) -> Proposed:
        found: Plain = {"source": proposed.source.id, "republishes": original, "why": why}
        copy = replace(proposed.source, republishes=original)
        told = replace(proposed, source=copy, across=(*proposed.across, found))
        return self._without_copied(told, original, ledger)

    def _as_its_copy(self, found: Plain) -> SetValue:
        return SetValue(self.sources[found["source"]].path, ("republishes",), None, found["republishes"])

    # ── which is the copy ───────────────────────────────────────────────────────────────────────────────────

    def _is_copy(self, proposed: Proposed, credit: Credit | None, overlap: Overlap) -> bool:
        mine, other = proposed.source, self.sources[overlap.other]
        theirs = self.credited.get(other.id)
        credited = credit is not None and (self._names(credit, other) or bool(theirs and credit.name == theirs.name))
        if overlap.of_mine < (_CREDITED_COPY if credited else _COPY):
            return False
        return credited or not self._is_original(mine, overlap)

    def _is_original(self, mine: Source, overlap: Overlap) -> bool:
        """Whether the known text is the copy: it credits this one, or came later and holds most of it."""
        other = self.sources[overlap.other]
        if other.republishes or not other.path or other.id in self.offered.copies:
            return False
        credit = self.credited.get(other.id)
        if credit and self._names(credit, mine):
            return overlap.of_other >= _CREDITED_COPY
        return overlap.of_other >= _COPY and edtf.begins_after(other.published, mine.published)

    def _names(self, credit: Credit | None, source: Source) -> bool:
        names = self.publishers.get(source.publisher) or (source.publisher.replace("-", " "),)
        return credit is not None and credit.names(forms(names))

    # ── what a copy adds ────────────────────────────────────────────────────────────────────────────────────

    def _without_copied(self, proposed: Proposed, original: str, ledger: Ledger | None) -> Proposed:
        """Without the claims whose words the original has, unless they were proposed before it was known."""
        if original not in self.sources:
            return proposed
        held = plain_words(self.text_of(self.sources[original]))
        before = {claim["quote"] for claim in ledger.claims} if ledger else set()
        entries = []
        for entry in proposed.entries:
            own = tuple(one for one in entry.claims if one.quote in before or plain_words(one.quote) not in held)
            if own:
                entries.append(replace(entry, claims=own))
        publisher = tuple(actor for actor in proposed.actors if actor.id == proposed.source.publisher)
        named = (proposed.actors, proposed.places) if entries else (publisher, ())
        return replace(proposed, entries=entries, actors=named[0], places=named[1])


def _in_words(overlap: Overlap, credit: Credit | None) -> str:
    mine, other = (f"about {round(100 * share)} %" for share in (overlap.of_mine, overlap.of_other))
    named = f"; it credits {credit.name}" if credit else ""
    return f"{mine} of the new text’s sentences and {other} of the known one’s are shared (“{overlap.words} …”){named}"


def _words(proposed: Proposed, credit: Credit) -> str:
    return " ".join(proposed.document.text[credit.start : credit.end].split())


def _end_of_line(source: str, sources: Mapping[str, Source]) -> str:
    """The original that a copy is a copy of; safe against loops."""
    seen: set[str] = set()
    while source not in seen and source in sources and sources[source].republishes:
        seen.add(source)
        source = str(sources[source].republishes)
    return source


def in_words(found: Plain) -> Iterator[str]:
    """What was found out about a source, for the person who reads the plan."""
    if original := found.get("republishes"):
        yield f"{found['source']} is a copy of {original}: {found['why']}"
    elif other := found.get("shares"):
        yield f"{found['source']} shares a passage with {other}: {found['why']}"
    elif name := found.get("credits"):
        yield f"{found['source']} credits {name}, and that text is not here: {found['why']}"
