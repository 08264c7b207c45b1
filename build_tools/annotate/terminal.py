"""Plain text for a terminal: entries with their claims, what no claim covers, and what was read word by word."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator, Sequence

from build_tools.annotate.by_sentence import Row, rows
from build_tools.annotate.who import STATES, Who, chain
from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Attribution, NameMention, Reading, Span
from build_tools.model import Claim, Entry
from build_tools.text import hidden

_SHOWN = 100  # letters of a sentence, or of what somebody said, in a line


def as_text(reading: Reading, proposal: Proposal) -> str:
    """What each entry would hold, each claim with who said it, when and why; then all that was read, with places."""
    return hidden.in_words("\n".join(_lines(reading, proposal)) + "\n")


def _lines(reading: Reading, proposal: Proposal) -> Iterator[str]:
    view = _View(reading, proposal)
    yield from view.head()
    for entry in proposal.entries:
        yield from view.entry(entry)
    yield from _section("Sentences that no claim covers", view.uncovered())
    yield from _section("Who said it", view.attributions())
    yield from _section("Times", view.times())
    yield from _section("Quantities", view.quantities())
    yield from _section("Names", view.names())


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    yield from ("", f"{title} ({len(found)})", *(f"  {line}" for line in found))


class _View:
    def __init__(self, reading: Reading, proposal: Proposal) -> None:
        self._reading = reading
        self._text = reading.document.text
        self._proposal = proposal
        self._who = Who(reading, proposal)
        self._lines = _LineNumbers(self._text)
        self._rows: Sequence[Row] = rows(reading, proposal)

    def head(self) -> Iterator[str]:
        source = self._proposal.source
        body = sum(row.is_body for row in self._rows)
        uncovered = sum(row.is_open for row in self._rows)
        yield f"{source.title or source.id}"
        published, why = self._reading.published, self._reading.published_why
        whence = f" ({'inferred: ' if published else ''}{why})" if why else ""
        yield f"published {published or 'unknown'}{whence} · {source.language} · {source.kind} · sha256 {source.sha256[:12]}"
        yield f"{body - uncovered} of {body} sentences covered by claims"

    def entry(self, entry: Entry) -> Iterator[str]:
        yield from ("", f"■ {entry.title}", f"  {entry.date or 'undated'} · {entry.type} · {entry.id}")
        yield from _listed("  at", entry.places)
        yield from _listed("  actors", entry.actors)
        yield from _listed("  see also", entry.see_also)
        for claim in entry.claims:
            yield from self._claim(claim)

    def _claim(self, claim: Claim) -> Iterator[str]:
        yield f"  • {claim.quote}"
        clocks = [f"when {claim.when}" if claim.when else "", f"said {claim.said}" if claim.said else "", claim.medium]
        parts = (chain(claim.speaker, claim.via), claim.stance, *clocks)
        yield "    " + " · ".join(part for part in parts if part)
        for quantity in claim.quantities:
            yield f"    {quantity.written} = {_amount(quantity.value, quantity.unit, quantity.of)}"
        yield f"    because {self._proposal.reasons.get(claim.id, '')}"

    def uncovered(self) -> Iterator[str]:
        return (
            f"{self._lines.place(row.start)}: {self._words((row.start, row.end))}" for row in self._rows if row.is_open
        )

    def attributions(self) -> Iterator[str]:
        return (self._attribution(item) for item in self._reading.attributions)

    def _attribution(self, item: Attribution) -> str:
        spans = [*item.source, *item.cue, *item.content]
        cue = " … ".join(self._words(span) for span in item.cue) or "—"
        content = " … ".join(self._words(span) for span in item.content)
        form = "direct" if item.direct else "indirect"
        where = self._lines.place(min(spans)[0]) if spans else "?"
        return (
            f"{where}: {chain(item.speaker, item.via)} · {item.stance} · {item.kind} · {form} · {cue} → {content}\n"
            f"      because {item.why}"
        )

    def times(self) -> Iterator[str]:
        for time in self._reading.times:
            date = time.edtf or "unresolved"
            yield f"{self._lines.place(time.start)}: {time.text} → {date} ({time.type} {time.value}): {time.why}"

    def quantities(self) -> Iterator[str]:
        for found in self._reading.quantities:
            amount = _amount(found.value, found.unit, found.of)
            yield f"{self._lines.place(found.start)}: {found.text} → {amount}" + (f": {found.why}" if found.why else "")

    def names(self) -> Iterator[str]:
        """Each once, in the order of the text: unresolved ones too."""
        first: dict[str, NameMention] = {}
        for name in self._reading.names:
            standing = f"{name.kind or 'kind unknown'}; {STATES[self._who.state(name)]}"
            first.setdefault(f"{name.text} → {name.id or '?'} ({standing})", name)
        for line, name in first.items():
            yield f"{self._lines.place(name.start)}: {line}" + (f": {name.why}" if name.why else "")

    def _words(self, span: Span) -> str:
        start, end = span
        words = " ".join(self._text[start : min(end, start + 2 * _SHOWN)].split())
        return words if len(words) <= _SHOWN else words[:_SHOWN].rsplit(" ", 1)[0] + " …"


class _LineNumbers:
    """Lines and columns of a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, position: int) -> str:
        line = bisect.bisect_right(self._starts, position)
        return f"{line}:{position - self._starts[line - 1] + 1}"


def _amount(value: str, unit: str, of: str) -> str:
    return " ".join(part for part in (value, unit, of) if part)


def _listed(label: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield f"{label} {', '.join(ids)}"
