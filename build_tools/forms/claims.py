"""Claims and remarks that a form adds to records that are there. What is touched is a draft again."""

from __future__ import annotations

from build_tools.forms import values
from build_tools.forms.bench import Bench
from build_tools.model import Claim, Entry, Record
from build_tools.records.emit import plain_claim


def add_claim(bench: Bench, entry: Entry, claim: Claim, by: str) -> None:
    """Add a claim to an entry that is there. Raises splice.CannotSplice."""
    bench.append(entry, ("claims",), plain_claim(claim), f"a claim of {claim.source}")
    mark_as_proposed(bench, entry, by)


def mark_as_proposed(bench: Bench, record: Record, by: str) -> None:
    """Make an entry a draft again, and write down who proposed what is new in it; a retracted one stays so.

    Raises splice.CannotSplice.
    """
    if isinstance(record, Entry):
        if record.status == "retracted":
            bench.warn(
                f"{record.path}: the entry is retracted and stays so; nobody reads on the site what is new in it."
            )
        else:
            bench.set(record, ("status",), "draft")
        if record.status == "reviewed":
            bench.warn(_taken_back(record))
        bench.append(record, ("proposed_by",), by)


def _taken_back(entry: Entry) -> str:
    who = f" by {', '.join(entry.reviewed_by)}" if entry.reviewed_by else ""
    kept = "; “reviewed_by” keeps the names, for what was there then" if entry.reviewed_by else ""
    return (
        f"{entry.path}: this entry was reviewed{who}. Taking the form makes it a draft again{kept}. "
        "If the form is right, review the entry anew; if it is not, do not take it, and the review stands."
    )


def add_note(bench: Bench, entry: Entry, position: int, remark: str, by: str) -> None:
    """Add a remark behind the note of a claim. Raises splice.CannotSplice."""
    before = entry.claims[position].note
    note = f"{before} {remark}" if before else remark
    bench.set(entry, ("claims", position, "note"), note, f"a remark in the note of claim {position + 1}.")
    mark_as_proposed(bench, entry, by)


def add_remark(bench: Bench, record: Record, remark: str, by: str) -> None:
    """Add a remark below the text of a record, set apart from it. Raises splice.CannotSplice."""
    bench.add_prose(record, f"> {values.prose(remark)}")
    mark_as_proposed(bench, record, by)
