"""Nothing is said after it was published, and only an expectation speaks of what was still to come."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Claim, Entry, Source
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "date-order"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = True
TIP = "Compare both dates with the words of the source; of what was still to come the stance is “expects”."


def find(case: Case) -> Iterator[Finding]:
    """Claims said after their source was published, or about a day after they were said; roles that end first."""
    for entry in case.entries():
        for claim in entry.claims:
            if claim.source in case.corpus.sources:
                yield from _out_of_order(entry, claim, case.corpus.sources[claim.source])
    for actor in case.corpus.actors.values():
        for role in actor.roles:
            if edtf.begins_after(role.since, role.until):
                yield Finding(actor, role.until, f"the role ends ({role.until}) before it begins ({role.since})")


def _out_of_order(entry: Entry, claim: Claim, source: Source) -> Iterator[Finding]:
    if edtf.begins_after(claim.said, source.published):
        yield Finding(
            entry, claim.said, f"said on {claim.said}, but its source was published before that ({source.published})"
        )
    known_by = claim.said or source.published
    if claim.stance != "expects" and edtf.begins_after(claim.when, known_by):
        yield Finding(entry, claim.when, f"happened on {claim.when}, but it was told of before that ({known_by})")
