"""A plan in words: a line for each change, and below it why, for the person who reads it before it is applied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.ingest import copying
from build_tools.ingest.changes import AddClaim, Change, Create
from build_tools.ingest.ledger import Plain
from build_tools.ingest.plan import SeedPlan


def lines(plan: SeedPlan) -> Iterator[str]:
    """The changes of one seed, with what they have to do with other sources, and what is kept."""
    yield f"{plan.seed}:"
    told: set[str] = set()
    for change in plan.changes:
        yield f"  {change}"
        for reason in _reasons(change, plan.across):
            if reason not in told:
                told.add(reason)
                yield f"      {reason}"
    yield from (f"  {kept}" for kept in plan.kept)
    yield from (f"  ? {line}" for one in plan.across if "source" in one for line in copying.in_words(one))


def _reasons(change: Change, across: Iterable[Plain]) -> Iterator[str]:
    for one in across:
        if isinstance(change, AddClaim) and change.claim.quote in one.get("quotes", ()):
            yield f"the same event: {one['why']}"
        elif isinstance(change, Create) and "see_also" in one and one["entry"] == change.record.id:
            sign = "? looks like" if one.get("likely") else "see also"
            yield f"{sign} {one['see_also']}: {one['why']}"
        elif isinstance(change, Create) and one.get("question") == change.record.id:
            yield f"a question, for you to declare or delete: {one['why']}"
