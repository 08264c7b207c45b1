"""What importing a file from elsewhere would do, in words, for the person who reads it before it is applied.

``+`` is new, ``=`` stays as a person has it, ``-`` is no claim.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from build_tools.ingest.bringing import Bringing
from build_tools.ingest.brought_plan import Deleted
from build_tools.ingest.changes import AddClaim, Create, Kept, NotAdded, Told
from build_tools.ingest.plan_text import claim_line
from build_tools.ingest.values_in_words import in_words, shortened
from build_tools.model import Entry
from build_tools.records.layout import path_for

_BECAUSE = {
    "retracted": "because the entry is retracted",
    "deleted": "because you deleted the entry",
    "comment": "because a comment of yours stands in the file; add it by hand",
    "layout": "because the file is laid out in a way that this program does not edit; add it by hand",
}
_MOST_DELETED = 5


def lines(one: Bringing, *, in_full: bool = True) -> Iterator[str]:
    """The plan of one file; unless ``in_full``, only some of what stays deleted is named."""
    yield f"{one.file.name}: {_holds(one)}"
    for change in one.plan.changes:
        if isinstance(change, Create) and isinstance(change.record, Entry):
            yield f"  + {path_for(change.record)}: {shortened(change.record.title)} ({_counted(len(change.record.claims))})"
            yield from _why(one, change.record.id)
            yield from (f"      {claim_line(claim)}" for claim in change.record.claims)
    yield from _about_records(one)
    yield from _deleted(one.plan.deleted, in_full)
    yield from (f"  - left out: {number} × {kind}" for kind, number in one.file.left_out.items())
    yield _sum(one)


def _holds(one: Bringing) -> str:
    if one.file.layouts:
        return ", ".join(f"{layout} ({number})" for layout, number in one.file.layouts.items())
    told = len(one.file.entries)
    return f"{told} entries, for the claims of other files" if told else "no claims"


def _about_records(one: Bringing) -> Iterator[str]:
    """Everything about entries that are there, by entry."""
    grouped: dict[str, list[AddClaim | Told]] = {}
    for found in (*one.plan.changes, *one.plan.told):
        if not isinstance(found, Create):
            grouped.setdefault(found.path, []).append(found)  # type: ignore[arg-type]
    for path, held in sorted(grouped.items()):
        yield f"  {'~' if any(isinstance(found, AddClaim) for found in held) else '='} {path}"
        yield from _why(one, PurePosixPath(path).stem)
        yield from (f"      {_in_words(found, one)}" for found in held)


def _why(one: Bringing, entry: str) -> Iterator[str]:
    if entry in one.plan.why:
        yield f"      {one.plan.why[entry]}"


def _in_words(found: AddClaim | Told, one: Bringing) -> str:
    if isinstance(found, AddClaim):
        return f"+ {claim_line(found.claim)}"
    if isinstance(found, Kept):
        yours = "without a value" if found.yours is None else in_words(found.yours)
        theirs = "has none" if found.proposed is None else f"says {in_words(found.proposed)}"
        name = one.file.name.rpartition("/")[2]
        return f"= {found.keys[-1]} of “{shortened(found.claim, 60)}” stays {yours}; {name} {theirs}"
    assert isinstance(found, NotAdded)
    return f"= not added, {_BECAUSE[found.why]}: “{shortened(found.quote)}”"


def _deleted(found: list[Deleted], in_full: bool) -> Iterator[str]:
    for one in [one for one in found if one.why]:
        yield f"  = set aside here, because: {shortened(one.why)} “{shortened(one.quote, 60)}”"
    gone = [one for one in found if not one.why]
    for one in gone if in_full else gone[:_MOST_DELETED]:
        yield f"  = stays deleted, as you deleted or changed it: “{shortened(one.quote)}”"
    if len(gone) > _MOST_DELETED and not in_full:
        yield f"  = and {len(gone) - _MOST_DELETED} more; --dry-run names all"
    if gone:
        yield "    (To have back what was deleted: the same command with --restore.)"


def _sum(one: Bringing) -> str:
    new = len(one.plan.homes)
    waiting = sum(isinstance(told, NotAdded) for told in one.plan.told)
    parts = [(new, "new"), (one.plan.here, "here already"), (one.again, "said twice"), (waiting, "not added")]
    parts += [(len(one.plan.deleted), "left deleted or set aside"), (one.refused, "refused")]
    told = ", ".join(f"{number} {what}" for number, what in parts if number or what in ("new", "refused"))
    return f"Claims: {told}."


def _counted(number: int) -> str:
    return f"{number} claim{'s' if number != 1 else ''}"


def closing(one: Bringing, *, dry_run: bool, whole: bool) -> str:
    """What becomes of a file of which something is refused; empty where nothing is, and in a dry run."""
    if dry_run or not one.refused:
        return ""
    if whole:
        return (
            f"Nothing of {one.file.name} is written (--all-or-nothing goes for each file of claims, and for no article). "
            "Correct the file and import it again."
        )
    return "What was refused is still in the file: correct it there and import it again; what is in already stays."
