"""The ledger after a plan: the old one, renewed where this proposal renews it, and what is new. Nothing is forgotten."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from build_tools.ingest.decisions import remembered
from build_tools.ingest.earlier import Earlier
from build_tools.ingest.known import key_of
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.proposed import Proposed
from build_tools.model import Entry, Record
from build_tools.records.emit import plain, plain_claim


def renewed(
    ledger: Ledger,
    proposed: Proposed,
    records: Iterable[Record],
    claims: tuple[Plain, ...],
    *,
    across: Iterable[Plain],
    yours: Mapping[str, Any],
) -> Ledger:
    """The next ledger; ``records``: those that this seed proposes as its own."""
    held = dict(ledger.records)
    for record in records:
        held[key_of(record)] = fields_remembered(record, ledger)
    return Ledger(
        seed=proposed.document.name,
        sha256=proposed.document.sha256,
        sidecar=proposed.sidecar,
        reader=proposed.reader,
        records=held,
        claims=claims,
        across=(*ledger.across, *across),
        yours=dict(yours),
    )


def worth_writing(after: Ledger, before: Ledger | None) -> Ledger:
    """The next ledger, or the one that is there where nothing is new but what a person has changed: as long as the
    proposal is the one that it holds, the records themselves tell that, and an import without a change writes no byte.
    """
    return before if before and replace(after, yours=before.yours) == before else after


def fields_of(record: Record) -> dict[str, Any]:
    """The front matter of a record; of an entry without its claims, which are decided on one by one."""
    fields = plain(record)
    if isinstance(record, Entry):
        fields.pop("claims", None)
    return fields


def fields_remembered(record: Record, ledger: Ledger) -> dict[str, Any]:
    """What a ledger holds of a record; related entries are proposed when an entry is new, and not again."""
    base = ledger.records.get(key_of(record))
    fields = fields_of(record)
    if base is not None and isinstance(record, Entry):
        fields.pop("see_also", None)
    return remembered(fields, base or {})


def claims_remembered(
    ledger: Ledger, proposed: Proposed, earlier: Earlier, homes: Mapping[str, str]
) -> Iterator[Plain]:
    """The claims of the next ledger. One that a person deleted stays as it was, whatever a better reading makes of its
    words; ``homes``: the entry of every proposed quote.
    """
    renews = {base["quote"] for quote, base in earlier.bases.items() if earlier.placed(base, quote)}
    proposals = [claim for entry in proposed.entries for claim in entry.claims]
    same = {claim.quote for claim in proposals}
    yield from (one for one in ledger.claims if one["quote"] not in renews and one["quote"] not in same)
    for claim in proposals:
        base = earlier.bases.get(claim.quote)
        if base and base["quote"] != claim.quote and not earlier.placed(base, claim.quote):
            base = None
        if base or not earlier.is_settled(claim) or earlier.was_proposed(claim):
            entry = base["entry"] if base else homes[claim.quote]
            yield {"entry": entry, **remembered(plain_claim(claim), base or {})}
