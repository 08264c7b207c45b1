"""An id is never used again: what a record was once called stays its own, so that old links do not lead to another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
    corpus = case.corpus
    groups: tuple[Iterable[Record], ...] = (
        tuple(case.entries()),
        corpus.sources.values(),
        corpus.actors.values(),
        corpus.places.values(),
        case.questions().values(),
    )
    for group in groups:
        yield from _among(tuple(group))


def _among(records: Iterable[Record]) -> Iterator[Finding]:
    owners = {record.id: record for record in records}
    former: dict[str, Record] = {}
    for record in records:
        for old in record.was:
            owner = owners.get(old) or former.setdefault(old, record)
            if owner is record and old == record.id:
                yield Finding(
                    record, old, f"“{old}” is what the record is called now", "Delete it from “was”.", beside=(record,)
                )
            elif owner is not record:
                yield Finding(record, old, f"“{old}” is the id of {owner.path} too", beside=(owner,))
