"""``entries.csv``: one row per published entry, in timeline order; a retracted one without its claims."""

from __future__ import annotations

from build_tools.addresses import address_of
from build_tools.corpus import Corpus
from build_tools.exports.csv_table import table
from build_tools.exports.dates import bounded
from build_tools.model import Claim, Entry
from build_tools.roots import backing


def write(corpus: Corpus) -> bytes:
    """The file."""
    return table("entries.csv", (_row(entry, corpus) for entry in corpus.entries.values()))


def standing_claims(entry: Entry) -> tuple[Claim, ...]:
    """The claims of an entry; none of a retracted one."""
    return () if entry.status == "retracted" else entry.claims


def _row(entry: Entry, corpus: Corpus) -> dict[str, str]:
    claims = standing_claims(entry)
    support = backing(claims, corpus).support
    return {
        "id": entry.id,
        "address": address_of(entry),
        "title": entry.title,
        **bounded("date", entry.date),
        "type": entry.type,
        "places": " ".join(entry.places),
        "actors": " ".join(entry.actors),
        "status": entry.status,
        "reviewed_by": "; ".join(entry.reviewed_by),
        "claims": str(len(claims)),
        "sources": " ".join(dict.fromkeys(claim.source for claim in claims)),
        "roots_low": str(support.low),
        "roots_high": str(support.high),
        "see_also": " ".join(entry.see_also),
    }
