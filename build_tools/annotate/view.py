"""What the templates ask of a reading: names behind ids, words behind spans, entries with their claims' sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from build_tools.annotate import by_sentence, reasons
from build_tools.annotate.by_sentence import PlacedClaim, Row
from build_tools.annotate.who import STATES, Who
from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Attribution, Reading, Span
from build_tools.model import Actor, Claim, Entry, Place, Unnamed
from build_tools.text.times.find import TimeExpression

_LONGEST = 100  # letters of what can be read whole in the text


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """An entry that would be proposed, its claims with their sentences, and why it is what it is."""

    number: int
    entry: Entry
    claims: Sequence[tuple[int, PlacedClaim]]
    why: Sequence[tuple[str, str]]


def listed_entries(proposal: Proposal, claims: Sequence[PlacedClaim], gathered: Sequence[Row]) -> list[ListedEntry]:
    """The proposed entries, numbered from 1, each claim with the number of the sentence that it begins in."""
    why = reasons.by_entry(proposal)
    standing = {item.number: row.number for row in reversed(gathered) for item in row.claims}
    listed: dict[str, list[tuple[int, PlacedClaim]]] = {entry.id: [] for entry in proposal.entries}
    for number, placed in enumerate(claims, 1):
        listed[placed.entry.id].append((standing[number], placed))
    return [
        ListedEntry(number, entry, listed[entry.id], list(why[entry.id].items()))
        for number, entry in enumerate(proposal.entries, 1)
    ]


class View:
    """A reading and its proposal as the templates see them."""

    states = STATES
    is_resolved = staticmethod(by_sentence.is_resolved)

    def __init__(self, reading: Reading, proposal: Proposal, gathered: Sequence[Row]) -> None:
        who = Who(reading, proposal)
        self.called, self.state = who.called, who.state
        self.source = proposal.source.id
        self.entry_number = {entry.id: number for number, entry in enumerate(proposal.entries, 1)}
        self.first_sentence = _first_sentences(gathered)
        self._text = reading.document.text
        self._reasons = proposal.reasons

    def all_called(self, ids: Sequence[str], kind: str = "actor") -> str:
        """The names behind the ids."""
        return ", ".join(self.called(id, kind) for id in ids)

    def ids(self, item: Claim | Attribution) -> str:
        """The ids of speaker and chain, or the body that an unnamed speaker is placed in."""
        speaker = item.speaker
        first = f"unnamed, within {speaker.within}" if isinstance(speaker, Unnamed) and speaker.within else ""
        first = speaker if isinstance(speaker, str) else first or "unnamed"
        return " → ".join([first, *item.via])

    def slices(self, spans: Sequence[Span]) -> str:
        """The words of the spans, the first of them where they are many."""
        return self.snippet(" … ".join(self._text[start : min(end, start + 2 * _LONGEST)] for start, end in spans[:3]))

    def snippet(self, words: str) -> str:
        """The first words of a quote that can be read whole in the text."""
        return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + " …"

    def why_time(self, time: TimeExpression) -> str:
        """The rule that gave a time its value, and what it was counted from where that does not say so itself."""
        told = not time.anchor or time.anchor in time.why
        return time.why if told else f"{time.why}; counted from {time.anchor}"

    def why_new(self, record: Actor | Place) -> str:
        """Why a record would be proposed."""
        return self._reasons.get(f"{'actor' if isinstance(record, Actor) else 'place'}:{record.id}", "")


def _first_sentences(gathered: Sequence[Row]) -> dict[str, int]:
    """The number of the sentence that first names each id."""
    return {name.value.id: row.number for row in reversed(gathered) for name in row.names if name.value.id}
