"""``claimline merge``: two records that are of one person, body, place or event become one, and nothing of either is lost.

What both say otherwise stops the merge until a person decides; what can only be told (comments, an event's other title) is
told. The id that goes becomes a former id of the one that stays, so that no import brings it back.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from build_tools.curation import merging_claims, merging_facts, pointers
from build_tools.curation.carrying_out import Outcome, carry_out
from build_tools.curation.edits import Edits
from build_tools.curation.finding import KINDS, done_before, folder_of, key_of, refused, the_record
from build_tools.curation.merging_facts import CODE, Pair
from build_tools.dossier import Dossier
from build_tools.ingest.ledger import Ledger
from build_tools.model import Actor, Entry, Place, Record
from build_tools.problems import ProblemsFound, location_of
from build_tools.records import splice

_MERGED: tuple[type[Record], ...] = (Actor, Place, Entry)


def merge_records(root: Path, old: str, into: str, *, prefer: str = "", dry_run: bool = False) -> Outcome:
    """Merge ``old`` into ``into``; ``prefer`` is the one of the two whose values count where they contradict.

    Raises ProblemsFound: ``cannot-merge``, ``would-be-worse``, ``cannot-splice``, ``cannot-write``; then nothing is written.
    """
    ids = tuple(one.removesuffix(".md").rpartition("/")[2] for one in (old, into))

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        if done := done_before(dossier, old, ids[1], *_MERGED):
            return [f"{key_of(done)} has taken over {ids[0]} already: nothing is to be done"]
        pair = _pair(dossier, old, into)
        return _merge(dossier, edits, pair, _preferred(pair, prefer))

    return carry_out(root, plan, dry_run=dry_run, renamed=(ids[0], ids[1]))


def _merge(dossier: Dossier, edits: Edits, pair: Pair, preferred: Record | None) -> list[str]:
    old, into = pair.old, pair.into
    before = edits.text(old.path)
    notes = merging_facts.untied(dossier, edits, pair)
    notes += merging_facts.taken_over(edits, pair, preferred)
    if isinstance(old, Entry):
        notes += merging_claims.taken_over(edits, pair, preferred)
    merging_facts.repoint(dossier, edits, pair)
    pointers.repoint_prose(dossier, edits, old, into.id)
    pointers.repoint_waivers(dossier, edits, old, into.id)
    for former in (old.id, *old.was):
        edits.change(into.path, splice.append_item, ("was",), former)
    edits.put(into.path, merging_facts.with_prose(edits.text(into.path), old))
    edits.delete(old.path)
    pointers.repoint_seeds(edits, type(old), lambda ledger: _in_ledger(ledger, pair), old.id, into.id)
    return [*notes, *merging_facts.comments_that_go(before, edits.text(into.path), old)]


def _in_ledger(ledger: Ledger, pair: Pair) -> Ledger:
    """What was proposed for the record that goes stays under its key: it is known not to be proposed anew."""
    pointed = pointers.in_ledger(ledger, type(pair.old), pair.old.id, pair.into.id)
    if not isinstance(pair.old, Actor) or pointed == ledger:
        return pointed
    return replace(pointed, claims=tuple(merging_facts.untied_plainly(claim, pair.into.id) for claim in pointed.claims))


# ── which two ───────────────────────────────────────────────────────────────────────────────────────────────


def _pair(dossier: Dossier, old: str, into: str) -> Pair:
    kinds = _kinds_of_both(dossier, old, into)
    pair = Pair(the_record(dossier, old, *kinds, code=CODE), the_record(dossier, into, *kinds, code=CODE))
    _require_two_of_a_kind(pair)
    _require_not_told_apart(pair)
    return pair


def _kinds_of_both(dossier: Dossier, old: str, into: str) -> tuple[type[Record], ...]:
    """The kinds in which both ids are found; all, where there is none, so that the message can say what is missing."""
    both = []
    for kind in KINDS.values():
        try:
            the_record(dossier, old, kind, code=CODE)
            the_record(dossier, into, kind, code=CODE)
        except ProblemsFound:
            continue
        both.append(kind)
    return tuple(both)


def _require_two_of_a_kind(pair: Pair) -> None:
    old, into = pair.old, pair.into
    if type(old) is not type(into):
        tip = "Only records of one kind can be one: two actors, two places or two entries."
        raise refused(CODE, f"{key_of(old)} and {key_of(into)} are of two kinds", tip)
    if old.id == into.id:
        raise refused(CODE, f"{key_of(old)} is both", "Name the record that goes, then the one that stays.")
    if not isinstance(old, _MERGED):
        tip = {
            "sources": "A claim's id is made of its source: a copy of a text says so with “republishes” in its record.",
            "questions": "Answers of one claim to both could differ: move the answers in the claims, then delete the question.",
        }[folder_of(old)]
        raise refused(CODE, f"{folder_of(old)} cannot be merged", tip)
    if isinstance(old, Entry) and isinstance(into, Entry) and "retracted" in {old.status, into.status}:
        tip = "What is retracted stays as it was: set its status first if it is to stand again."
        raise refused(CODE, f"“{(old if old.status == 'retracted' else into).id}” is retracted", tip)


def _require_not_told_apart(pair: Pair) -> None:
    for one, other in ((pair.old, pair.into), (pair.into, pair.old)):
        if other.id in getattr(one, "not_same", ()):
            told = next(id for id in getattr(one, "not_same", ()) if id == other.id)
            tip = f"If they are one after all, take “{other.id}” out of not_same in {one.path} first."
            where = location_of(told, one.path)
            raise refused(CODE, f"{key_of(one)} says that {other.id} is another", tip, where=where)


def _preferred(pair: Pair, prefer: str) -> Record | None:
    id = prefer.removesuffix(".md").rpartition("/")[2]
    if id and id not in (pair.old.id, pair.into.id):
        raise refused(CODE, f"“{prefer}” is none of the two", f"Prefer {pair.old.id} or {pair.into.id}.")
    return next((record for record in (pair.old, pair.into) if record.id == id), None)
