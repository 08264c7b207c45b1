"""``claimline rename``: a new id for a record, everywhere at once: its file, what points to it, the seeds' ledgers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from build_tools.checks.rule import Case
from build_tools.curation import pointers
from build_tools.curation.carrying_out import Outcome, carry_out
from build_tools.curation.edits import Edits
from build_tools.curation.finding import done_before, folder_of, key_of, refused, the_record
from build_tools.dossier import Dossier
from build_tools.ingest.ledger import Ledger
from build_tools.ingest.renamed import moved
from build_tools.model import Record
from build_tools.records import layout, splice

_CODE = "cannot-rename"


def rename_record(root: Path, old: str, new: str, *, dry_run: bool = False) -> Outcome:
    """Rename; ``old`` may say its kind (``actors/nato``). Raises ProblemsFound; then nothing was written."""
    new = new.rpartition("/")[2]
    old_id = old.rpartition("/")[2]

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        if done := done_before(dossier, old, new):
            return [f"{key_of(done)} has this id already, and was {old_id} before: nothing is to be done"]
        record = the_record(dossier, old, code=_CODE)
        _require_free(dossier, record, new)
        _rename(dossier, edits, record, new)
        return []

    return carry_out(root, plan, dry_run=dry_run, renamed=(old_id, new))


def _rename(dossier: Dossier, edits: Edits, record: Record, new: str) -> None:
    pointers.repoint(dossier, edits, record, new)
    pointers.repoint_prose(dossier, edits, record, new)
    pointers.repoint_waivers(dossier, edits, record, new)
    _remember(edits, record, new)
    edits.move(record.path, str(PurePosixPath(record.path).with_name(f"{new}.md")))
    pointers.repoint_seeds(edits, type(record), lambda ledger: _renamed_ledger(ledger, record, new), record.id, new)


def _remember(edits: Edits, record: Record, new: str) -> None:
    """Note the former id; where a former one is taken back, in its stead."""
    if new in record.was:
        edits.change(record.path, splice.set_value, ("was", record.was.index(new)), record.id)
    else:
        edits.change(record.path, splice.append_item, ("was",), record.id)


def _require_free(dossier: Dossier, record: Record, new: str) -> None:
    """An id that nobody has or had but the record itself."""
    if not layout.is_id(new):
        raise refused(_CODE, f"“{new}” cannot be an id", "Small letters, digits and single hyphens.")
    if new == record.id:
        raise refused(_CODE, f"“{new}” is its id already", "Choose another id.")
    same_kind = [other for other in Case(dossier.corpus).records() if type(other) is type(record)]
    for other in same_kind:
        if other.id == new or new in other.was and other is not record:
            verb = (
                "is the id of another record" if other.id == new else f"was the id of {other.id} before it was renamed"
            )
            tip = f"Choose another id. If the two are one: `claimline merge {record.id} {other.id}`."
            raise refused(_CODE, f"“{new}” {verb}", tip)


def _renamed_ledger(ledger: Ledger, record: Record, new: str) -> Ledger:
    pointed = pointers.in_ledger(ledger, type(record), record.id, new)
    old_key, new_key = f"{folder_of(record)}/{record.id}", f"{folder_of(record)}/{new}"
    records = dict(pointed.records)
    if old_key in records:
        records |= moved(old_key, new_key, records[old_key])
    return replace(pointed, records=records)
