"""Printers of the standoff view of one seed: what was read where, as JSON for programs and as text for people."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Attribution, Reading
from build_tools.model import Claim, Entry, Quantity, Unnamed


def as_json(reading: Reading, proposal: Proposal) -> str:
    """The standoff view of DESIGN.md § 7: offsets in code points of the normalised text, half-open."""
    document = reading.document
    view = {
        "text": document.text,
        "published": reading.published,
        "sentences": [[sentence.start, sentence.end] for sentence in document.sentences],
        "times": [
            {"start": time.start, "end": time.end, "text": time.text, "type": time.type, "value": time.value,
             "edtf": time.edtf, "anchor": time.anchor, "why": time.why}
            for time in reading.times
        ],
        "names": [
            {"start": name.start, "end": name.end, "text": name.text, "kind": name.kind, "id": name.id or None}
            for name in reading.names
        ],
        "quantities": [
            {"start": found.start, "end": found.end, "text": found.text, "value": found.value, "unit": found.unit,
             "of": found.of}
            for found in reading.quantities
        ],
        "attributions": [_attribution(item) for item in reading.attributions],
        "claims": [
            {"entry": entry.id, **_claim(claim, proposal)} for entry in proposal.entries for claim in entry.claims
        ],
        "entries": [_entry(entry, proposal) for entry in proposal.entries],
    }  # fmt: skip
    return json.dumps(view, ensure_ascii=False, indent=1) + "\n"


def _attribution(item: Attribution) -> dict[str, Any]:
    return {
        "source": [list(span) for span in item.source],
        "cue": [list(span) for span in item.cue],
        "content": [list(span) for span in item.content],
        "speaker": _speaker(item.speaker),
        "via": list(item.via),
        "stance": item.stance,
        "direct": item.direct,
    }


def _speaker(speaker: str | Unnamed | None) -> Any:
    if isinstance(speaker, Unnamed):
        return {"unnamed": speaker.words, **({"within": speaker.within} if speaker.within else {})}
    return speaker


def _claim(claim: Claim, proposal: Proposal) -> dict[str, Any]:
    return {
        "id": claim.id,
        "quote": claim.quote,
        "after": claim.after,
        "speaker": _speaker(claim.speaker),
        "via": list(claim.via),
        "stance": claim.stance,
        "said": claim.said,
        "when": claim.when,
        "medium": claim.medium,
        "quantities": [_quantity(quantity) for quantity in claim.quantities],
        "why": proposal.reasons.get(claim.id, ""),
    }


def _quantity(quantity: Quantity) -> dict[str, str]:
    return {"written": quantity.written, "value": quantity.value, "unit": quantity.unit, "of": quantity.of}


def _entry(entry: Entry, proposal: Proposal) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "date": entry.date,
        "type": entry.type,
        "places": list(entry.places),
        "actors": list(entry.actors),
        "see_also": list(entry.see_also),
        "claims": [claim.id for claim in entry.claims],
        "why": {key.partition(".")[2]: why for key, why in proposal.reasons.items() if key.startswith(f"{entry.id}.")},
    }


# ── For people ──────────────────────────────────────────────────────────────────────────────────────────────


def as_text(reading: Reading, proposal: Proposal) -> str:
    """The same for a terminal: what each entry holds, and below it every claim with who said it, when and why."""
    return "\n".join(_lines(reading, proposal)) + "\n"


def _lines(reading: Reading, proposal: Proposal) -> Iterator[str]:
    source = proposal.source
    yield f"{source.title or source.id}"
    published = reading.published or "unknown"
    yield f"published {published} · {source.language} · {source.kind} · sha256 {source.sha256[:12]}"
    for entry in proposal.entries:
        yield from ("", f"■ {entry.title}", f"  {entry.date or 'undated'} · {entry.type} · {entry.id}")
        yield from _listed("  at", entry.places)
        yield from _listed("  actors", entry.actors)
        yield from _listed("  see also", entry.see_also)
        for claim in entry.claims:
            yield from _claim_lines(claim, proposal)
    yield from ("", "Times")
    yield from (
        f"  {time.text} → {time.edtf or 'unresolved'} ({time.type} {time.value}): {time.why}" for time in reading.times
    )
    yield from ("", "Names")
    yield from sorted({f"  {name.text} → {name.id} ({name.kind}): {name.why}" for name in reading.names if name.id})


def _listed(label: str, ids: Sequence[str]) -> Iterator[str]:
    if ids:
        yield f"{label} {', '.join(ids)}"


def _claim_lines(claim: Claim, proposal: Proposal) -> Iterator[str]:
    yield f"  • {claim.quote}"
    chain = " → ".join([_shown(claim.speaker), *claim.via])
    clocks = [f"when {claim.when}" if claim.when else "", f"said {claim.said}" if claim.said else "", claim.medium]
    yield "    " + " · ".join(part for part in (chain, claim.stance, *clocks) if part)
    for quantity in claim.quantities:
        yield f"    {quantity.written} = {quantity.value} {quantity.unit} {quantity.of}".rstrip()
    yield f"    because {proposal.reasons.get(claim.id, '')}"


def _shown(speaker: str | Unnamed | None) -> str:
    if isinstance(speaker, Unnamed):
        return f"“{speaker.words}”" + (f" (within {speaker.within})" if speaker.within else "")
    return speaker or "the source’s own voice"
