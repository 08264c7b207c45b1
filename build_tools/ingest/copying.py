"""Whether a seed is known already, a version or a copy of a text that is known, or the other way round. What is shared in
part is only reported.

A copy is proposed as ``republishes`` in its source record, a later version as ``updates``; words that the original or the
earlier version has are not claimed a second time. One article saved twice is not imported twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from typing import Any

from build_tools.ingest.changes import SetValue
from build_tools.ingest.kinship import Pair, told
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.narrowing import without
from build_tools.ingest.proposed import Proposed
from build_tools.ingest.source_index import SourceIndex
from build_tools.matching.copies import Overlap, plain_words
from build_tools.matching.credits import Credit, credit_of
from build_tools.model import Source
from build_tools.text import edtf

_COPY = 0.7  # share of the sentences from which a text is a copy
_WORTH_A_WORD, _MOST_TOLD = 0.1, 3  # share from which a passage in common is reported, and how many texts of them
_CREDITED_COPY = 0.4  # the same, where the text says whose it is


class KnownSources(SourceIndex):
    """The sources that are known, each new one compared with them before it is added."""

    def compared(self, proposed: Proposed, ledger: Ledger | None) -> Proposed:
        """The proposal as what it is to a known text, with the reason; else with what else it shares with other texts."""
        source = proposed.source
        if source.republishes or source.updates:
            return self._without_copied(proposed, self.line(source.republishes or source.updates), ledger)
        if source.id in self.sources and ledger:
            return self._as_recorded(proposed, ledger)
        pairs = tuple(self.pairs(proposed))
        if not ledger and source.id not in self.sources and (same := next((one for one in pairs if one.is_same), None)):
            return replace(proposed, same_as=(same.other.id, same.difference.alike))
        if versions := [one for one in pairs if one.are_versions]:
            return self._as_version(proposed, versions, ledger)
        repeated = {one.other.id for one in pairs if one.only_repeats}
        return self._as_copy(proposed, ledger, repeated)

    def _as_recorded(self, proposed: Proposed, ledger: Ledger) -> Proposed:
        """As an earlier import has proposed it and the record has it now. What its later versions claim stays theirs: they
        may have been there before it.
        """
        was, now = ledger.records.get(f"sources/{proposed.source.id}", {}), self.sources[proposed.source.id]
        given: dict[str, Any] = {key: str(was[key]) for key in ("republishes", "updates") if was.get(key)}
        kept = replace(proposed, source=replace(proposed.source, **given)) if given else proposed
        above = self.line(now.republishes or now.updates)
        claimed = {quote for id in self.after(now.id) for quote in self.offered.quotes.get(id, ())}
        return self._without_copied(kept, above, ledger, claimed)

    # ── the same article, and versions of it ────────────────────────────────────────────────────────────────

    def _as_version(self, proposed: Proposed, pairs: list[Pair], ledger: Ledger | None) -> Proposed:
        """As an update of the newest version that is not later; or else as what the known ones update."""
        mine = proposed.source
        earlier = [one for one in pairs if one.is_later]
        if earlier:
            last = max(enumerate(earlier), key=lambda one: (_day(one[1].other), one[0]))[1]
            found: Plain = {"source": mine.id, "updates": last.other.id, **told(last)}
            proposed = replace(proposed, source=replace(mine, updates=last.other.id), across=(*proposed.across, found))
            return self._without_copied(proposed, self.line(last.other.id), ledger)
        first = min(pairs, key=lambda one: _day(one.other))
        return self._without_copied(self._as_earlier(proposed, first), [one.other.id for one in pairs], ledger)

    def _as_earlier(self, proposed: Proposed, pair: Pair) -> Proposed:
        """With the known text as its later version, unless that stands for something already, or a person took it out."""
        other, mine = pair.other, proposed.source
        turned = replace(
            pair, difference=replace(pair.difference, added=pair.difference.dropped, dropped=pair.difference.added)
        )
        found: Plain = {"source": other.id, "updates": mine.id, **told(turned)}
        if other.republishes or other.updates or not other.path or other.id in self.offered.copies:
            return replace(
                proposed, across=(*proposed.across, {"source": mine.id, "shares": other.id, "why": found["why"]})
            )
        self.sources[other.id] = replace(other, updates=mine.id)
        change = SetValue(other.path, ("updates",), None, mine.id)
        return replace(proposed, across=(*proposed.across, found), others=(*proposed.others, change))

    # ── copies ──────────────────────────────────────────────────────────────────────────────────────────────

    def _as_copy(self, proposed: Proposed, ledger: Ledger | None, repeated: Set[str]) -> Proposed:
        """``repeated``: sources that have in common with it what an outlet prints under every article."""
        mine = proposed.source
        same = self.texts.same(mine.id, proposed.document.text)
        if same and not self.are_told_apart(mine, self.sources[same]):
            return self._copy_of(proposed, same, "the texts are the same to the letter", ledger)
        credit = credit_of(proposed.document.text)
        credit = None if self.names(credit, mine) else credit
        found: list[Plain] = []
        for overlap in self.overlaps(proposed):
            other = self.sources[overlap.other]
            why = _in_words(overlap, credit if credit and self.names(credit, other) else None)
            if other.id in repeated:
                continue
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
        marked = replace(proposed, source=copy, across=(*proposed.across, found))
        return self._without_copied(marked, self.line(original), ledger)

    def _as_its_copy(self, found: Plain) -> SetValue:
        return SetValue(self.sources[found["source"]].path, ("republishes",), None, found["republishes"])

    # ── which is the copy ───────────────────────────────────────────────────────────────────────────────────

    def _is_copy(self, proposed: Proposed, credit: Credit | None, overlap: Overlap) -> bool:
        mine, other = proposed.source, self.sources[overlap.other]
        theirs = self.credited.get(other.id)
        credited = credit is not None and (self.names(credit, other) or bool(theirs and credit.name == theirs.name))
        if overlap.of_mine < (_CREDITED_COPY if credited else _COPY):
            return False
        return credited or not self._is_original(mine, overlap)

    def _is_original(self, mine: Source, overlap: Overlap) -> bool:
        """Whether the known text is the copy: it credits this one, or came later and holds most of it."""
        other = self.sources[overlap.other]
        if other.republishes or not other.path or other.id in self.offered.copies:
            return False
        credit = self.credited.get(other.id)
        if credit and self.names(credit, mine):
            return overlap.of_other >= _CREDITED_COPY
        return overlap.of_other >= _COPY and edtf.begins_after(other.published, mine.published)

    # ── what a copy adds ────────────────────────────────────────────────────────────────────────────────────

    def _without_copied(
        self, proposed: Proposed, originals: Iterable[str], ledger: Ledger | None, claimed: Iterable[str] = ()
    ) -> Proposed:
        """Without the claims whose words one of the originals has, or that are ``claimed`` elsewhere, unless they were
        proposed before that was known.
        """
        texts = [self.text_of(self.sources[id]) for id in originals if id in self.sources]
        held = "\n".join(plain_words(words) for words in (*texts, *claimed))
        if not held:
            return proposed
        before = {claim["quote"] for claim in ledger.claims} if ledger else set()
        left = without(proposed, lambda claim: claim.quote not in before and plain_words(claim.quote) in held)
        publisher = tuple(actor for actor in proposed.actors if actor.id == proposed.source.publisher)
        return left if left.entries else replace(left, actors=publisher, places=())


def _in_words(overlap: Overlap, credit: Credit | None) -> str:
    mine, other = (f"about {round(100 * share)} %" for share in (overlap.of_mine, overlap.of_other))
    named = f"; it credits {credit.name}" if credit else ""
    return f"{mine} of the new text’s sentences and {other} of the known one’s are shared (“{overlap.words} …”){named}"


def _day(source: Source) -> str:
    """What orders versions in time, as far as it is known."""
    return str(source.published or source.retrieved)


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
    if earlier := found.get("updates"):
        yield f"{found['source']} is a later version of {earlier}: {found['why']}"
        yield from (f"    + “{sentence}”" for sentence in found.get("added", ()))
        yield from (f"    - “{sentence}”" for sentence in found.get("dropped", ()))
    elif original := found.get("republishes"):
        yield f"{found['source']} is a copy of {original}: {found['why']}"
    elif other := found.get("shares"):
        yield f"{found['source']} shares a passage with {other}: {found['why']}"
    elif name := found.get("credits"):
        yield f"{found['source']} credits {name}, and that text is not here: {found['why']}"
