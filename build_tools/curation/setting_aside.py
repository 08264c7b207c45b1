"""``claimline set-aside``: words of a source that are left out on purpose, with the reason.

What a draft claims of just these words is taken out of it, since words are claimed or set aside, not both. What a person
has reviewed is not touched, nor is anything else.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from build_tools.corpus import PlacedClaim
from build_tools.curation import pointers
from build_tools.curation.carrying_out import Outcome, carry_out
from build_tools.curation.edits import Edits
from build_tools.curation.finding import key_of, refused
from build_tools.curation.words_of_source import Words, claims_on, set_aside_on, the_words
from build_tools.dossier import Dossier
from build_tools.model import Entry
from build_tools.problems import location_of
from build_tools.records import splice_items
from build_tools.records.emit import Plain
from build_tools.withheld_words import WithheldWords

_CODE = "cannot-set-aside"


def set_aside(
    root: Path,
    source: str,
    words: str,
    *,
    reason: str,
    after: str = "",
    with_entry: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Set words aside. ``with_entry``: a draft that rests on these words alone is deleted.

    Raises ProblemsFound: ``cannot-set-aside``, ``would-be-worse``, ``cannot-splice``, ``cannot-write``.
    """

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        found = the_words(dossier, source, words, after, code=_CODE)
        _require_reason(reason)
        _require_told(dossier, found)
        _require_new(dossier, found)
        item: Plain = {"quote": found.quote, "reason": " ".join(reason.split()), **_lead(found)}
        edits.change(found.source.path, splice_items.insert_item, ("set_aside",), _position(dossier, found), item)
        return [f"in the sentence: {found.sentence}", *_taken_out(dossier, edits, found, with_entry)]

    return carry_out(root, plan, dry_run=dry_run)


def _lead(words: Words) -> dict[str, str]:
    return {"after": words.after} if words.after else {}


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise refused(_CODE, "no reason was given", 'Say why the words are left out: --reason "…".')


def _require_told(dossier: Dossier, words: Words) -> None:
    """What is set aside stands on the page of its source."""
    if WithheldWords.of(dossier.corpus).are_met_by(words.source.id, words.quote, words.after):
        tip = (
            "Leave it as it is: the check counts their sentences as accounted for. "
            "What stands around them can be set aside without them."
        )
        raise refused(_CODE, "a claim of an entry that puts a person at risk holds some of these words", tip)


def _require_new(dossier: Dossier, words: Words) -> None:
    same = next((one for one in set_aside_on(dossier, words) if one.quote == words.quote), None)
    if same:
        where = location_of(same.quote, words.source.path)
        raise refused(
            _CODE, f"these words are set aside already: {same.reason}", "Change the reason there.", where=where
        )


def _position(dossier: Dossier, words: Words) -> int:
    """Where the item belongs in a list that follows the text; at the end of any other."""
    held = [
        dossier.corpus.find_quote(words.source.id, one.quote, after=one.after).start for one in words.source.set_aside
    ]
    in_order = all(first < second for first, second in pairwise(held)) and -1 not in held
    return sum(start < words.start for start in held) if in_order else len(held)


def _taken_out(dossier: Dossier, edits: Edits, words: Words, with_entry: bool) -> list[str]:
    """Claims of drafts with just these words go; those that only share some of them are told."""
    notes = []
    for placed in claims_on(dossier, words):
        if placed.claim.quote != words.quote:
            notes.append(f"{key_of(placed.entry)} claims some of these words: “{placed.claim.quote}”")
            continue
        _require_draft(placed)
        if len(placed.entry.claims) > 1:
            edits.change(placed.entry.path, splice_items.remove, ("claims", placed.position))
            notes.append(f"taken out of the draft {key_of(placed.entry)}")
        else:
            notes.append(_without_entry(dossier, edits, placed.entry, with_entry))
    return notes


def _require_draft(placed: PlacedClaim) -> None:
    if placed.entry.status != "draft":
        tip = f"The entry is {placed.entry.status}: take the claim out of it yourself first, if that is right."
        where = location_of(placed.claim.quote, placed.entry.path)
        raise refused(_CODE, f"{key_of(placed.entry)} claims these words", tip, where=where)


def _without_entry(dossier: Dossier, edits: Edits, entry: Entry, with_entry: bool) -> str:
    if not with_entry:
        tip = "Add --with-entry to delete this draft too."
        raise refused(_CODE, f"these words are all that the draft {key_of(entry)} rests on", tip)
    held = [(record, pointer) for record, pointer in pointers.pointers_to(dossier, entry) if record.path != entry.path]
    for record, pointer in reversed(held):
        edits.change(record.path, splice_items.remove, pointer.keys)
    edits.delete(entry.path)
    return f"the draft {key_of(entry)} rested on these words alone and is deleted"
