"""JSON for programs: the standoff view of DESIGN.md § 7, offsets in code points of the normalised text, half-open.

Fields beyond § 7 are additions: ``coverage``, ``published_why``, and why each name, quantity and attribution was read as it was.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from build_tools.annotate import reasons
from build_tools.annotate.by_sentence import PlacedClaim, placed_claims, rows
from build_tools.annotate.who import Who
from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Attribution, NameMention, Reading
from build_tools.model import Entry, Quantity, Unnamed
from build_tools.text.quantities.find import FoundQuantity
from build_tools.text.times.find import TimeExpression


def as_json(reading: Reading, proposal: Proposal) -> str:
    """All that was read and what it would come to; the same reading gives the same letters."""
    document, who, why = reading.document, Who(reading, proposal), reasons.by_entry(proposal)
    view = {
        "text": document.text,
        "published": reading.published,
        "sentences": [[sentence.start, sentence.end] for sentence in document.sentences],
        "times": [_time(time) for time in reading.times],
        "names": [_name(name, who) for name in reading.names],
        "quantities": [_quantity(found) for found in reading.quantities],
        "attributions": [_attribution(item) for item in reading.attributions],
        "claims": [_claim(placed) for placed in placed_claims(proposal)],
        "entries": [_entry(entry, why[entry.id]) for entry in proposal.entries],
        "coverage": _coverage(reading, proposal),
        "published_why": reading.published_why,
    }
    return json.dumps(view, ensure_ascii=False, indent=1) + "\n"


def _time(time: TimeExpression) -> dict[str, Any]:
    return {
        "start": time.start,
        "end": time.end,
        "text": time.text,
        "type": time.type,
        "value": time.value,
        "edtf": time.edtf,
        "anchor": time.anchor,
        "why": time.why,
    }


def _name(name: NameMention, who: Who) -> dict[str, Any]:
    return {
        "start": name.start,
        "end": name.end,
        "text": name.text,
        "kind": name.kind,
        "id": name.id or None,
        "known": who.state(name) == "known",
        "why": name.why,
    }


def _quantity(found: FoundQuantity) -> dict[str, Any]:
    return {
        "start": found.start,
        "end": found.end,
        "text": found.text,
        "value": found.value,
        "unit": found.unit,
        "of": found.of,
        "why": found.why,
    }


def _attribution(item: Attribution) -> dict[str, Any]:
    return {
        "source": [list(span) for span in item.source],
        "cue": [list(span) for span in item.cue],
        "content": [list(span) for span in item.content],
        "speaker": _speaker(item.speaker),
        "via": list(item.via),
        "stance": item.stance,
        "direct": item.direct,
        "kind": item.kind,
        "medium": item.medium,
        "sentence": item.sentence,
        "why": item.why,
    }


def _speaker(speaker: str | Unnamed | None) -> Any:
    if isinstance(speaker, Unnamed):
        return {"unnamed": speaker.words, **({"within": speaker.within} if speaker.within else {})}
    return speaker


def _claim(placed: PlacedClaim) -> dict[str, Any]:
    claim = placed.claim
    return {
        "entry": placed.entry.id,
        "id": claim.id,
        "start": placed.start,
        "end": placed.end,
        "quote": claim.quote,
        "after": claim.after,
        "speaker": _speaker(claim.speaker),
        "via": list(claim.via),
        "stance": claim.stance,
        "said": claim.said,
        "when": claim.when,
        "medium": claim.medium,
        "quantities": [_claimed(quantity) for quantity in claim.quantities],
        "why": placed.why,
    }


def _claimed(quantity: Quantity) -> dict[str, str]:
    return {"written": quantity.written, "value": quantity.value, "unit": quantity.unit, "of": quantity.of}


def _entry(entry: Entry, why: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "title": entry.title,
        "date": entry.date,
        "type": entry.type,
        "places": list(entry.places),
        "actors": list(entry.actors),
        "see_also": list(entry.see_also),
        "claims": [claim.id for claim in entry.claims],
        "why": dict(why),
    }


def _coverage(reading: Reading, proposal: Proposal) -> dict[str, Any]:
    """The sentences of the article itself, and the indexes (in ``sentences``) of those that no claim covers."""
    gathered = rows(reading, proposal)
    uncovered = [row.number - 1 for row in gathered if row.is_open]
    body = sum(row.is_body for row in gathered)
    return {"sentences": body, "covered": body - len(uncovered), "uncovered": uncovered}
