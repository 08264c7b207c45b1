"""Nothing is said after it was published or published after it was fetched, and only an expectation speaks of what was still to come."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Claim, Entry, Role, Source
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "date-order"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = True
TIP = "Compare both dates with the words of the source; of what was still to come the stance is “expects”."


def find(case: Case) -> Iterator[Finding]:
    """Claims said after their source was published, or about a day after they were said; sources fetched before they were
    published; offices that end before they begin. Only what cannot be otherwise, by the limits of both dates.
    """
    for entry in case.entries():
        for claim in entry.claims:
            if claim.source in case.corpus.sources:
                yield from _of_claim(entry, claim, case.corpus.sources[claim.source])
    for source in case.of(Source):
        if edtf.begins_after(source.published, source.retrieved):
            message = f"retrieved {source.retrieved}, before it was published ({source.published})"
            yield Finding(
                source,
                source.retrieved,
                message,
                "One of the two dates is wrong: see the page itself, or its archived copy.",
            )
    for actor in case.of(Actor):
        for role in actor.roles:
            yield from _of_role(actor, role)


def _of_claim(entry: Entry, claim: Claim, source: Source) -> Iterator[Finding]:
    known = ((source.published, "published"), (source.retrieved, "retrieved"))
    for limit, how in known:
        if edtf.begins_after(claim.said, limit):
            yield Finding(entry, claim.said, f"said on {claim.said}, but its source was {how} before that ({limit})")
            break
    told = (claim.said, source.published, source.retrieved)
    for limit in told if claim.stance != "expects" else ():
        if edtf.begins_after(claim.when, limit):
            yield Finding(entry, claim.when, f"happened on {claim.when}, but it was told of before that ({limit})")
            break
        if lasts_beyond(claim.when, limit):
            yield Finding(
                entry,
                claim.when,
                f"lasted {claim.when}, but it was told of before that ended ({limit})",
                _TIP_LASTING,
                Level.WARNING,
            )
            break


_TIP_LASTING = (
    "What still went on ends with “..” (“2024-08-06/..”); a day within a span is “[2024-11-04..2024-11-06]”; for something "
    "still to come the stance is “expects”."
)


def lasts_beyond(date: str, limit: str) -> bool:
    """Whether ``date`` is a span of time whose end lies after ``limit`` for certain."""
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return False
    if span.form != "interval" or span.parts[1].approximate or span.parts[1].uncertain:
        return False
    return edtf.begins_after(span.parts[1].text, limit)


def _of_role(actor: Actor, role: Role) -> Iterator[Finding]:
    if edtf.begins_after(role.since, role.until):
        yield Finding(actor, role.until, f"the role ends ({role.until}) before it begins ({role.since})", _TIP_ROLE)
    if edtf.begins_after(role.since, role.as_of):
        yield Finding(actor, role.as_of, f"the role was seen ({role.as_of}) before it begins ({role.since})", _TIP_ROLE)
    if edtf.begins_after(role.as_of, role.until):
        yield Finding(actor, role.as_of, f"the role was seen ({role.as_of}) after it ends ({role.until})", _TIP_ROLE)


_TIP_ROLE = "Correct the date that is wrong; two terms of one office are two roles."
