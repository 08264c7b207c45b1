"""An id is never used again: what a record was once called stays its own, so that old links do not lead to another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_tools.checks.groups import in_groups
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record
from build_tools.problems import Level

CODE = "id-reused"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Give the newer record another id (`claimline rename`), or take the old name out of “was” where it never was public."


def find(case: Case) -> Iterator[Finding]:
    """Former ids that are the id, or a former id, of another record of the kind; and a record's own id."""
    return in_groups(case, keys, among)


def keys(record: Record, _: Case) -> Iterator[str]:
    """What it is called and was called, with its kind."""
    if type(record) is not Record:
        yield from (f"{type(record).__name__}:{id}" for id in (record.id, *record.was))


def among(key: str, records: Sequence[Record], _: Case) -> Iterator[Finding]:
    """Of the records that bear one id, or bore it."""
    id = key.partition(":")[2]
    owner = next((one for one in records if one.id == id), records[0])
    for record in records:
        for old in record.was:
            if old == id and record.id == old:
                tip = "Delete it from “was”."
                yield Finding(record, old, f"“{old}” is what the record is called now", tip, beside=(record,))
            elif old == id and owner is not record:
                yield Finding(record, old, f"“{old}” is the id of {owner.path} too", beside=(owner,))
