"""Where sources disagree: questions by state, and what contradicts inside entries though nobody declared a question."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.corpus import PlacedClaim, placed_claims
from build_tools.model import Entry
from build_tools.pages import questions, terms
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page


def pages(desk: Desk) -> Iterator[Page]:
    """The page of all disagreements."""
    groups = dict(questions.by_state(desk))
    contradicted = len(groups.get("contradicted", ()))
    yield desk.page(
        "disagreements.html",
        "disagreements.html",
        title="Where sources disagree",
        description=f"{terms.counted(contradicted, 'question')} on which sources contradict each other: who says what.",
        groups=list(groups.items()),
        denials=list(_denials(desk)),
    )


def _denials(desk: Desk) -> Iterator[tuple[Entry, list[PlacedClaim], list[PlacedClaim]]]:
    for entry in desk.corpus.timeline:
        placed = placed_claims(entry)
        denied = [one for one in placed if one.claim.stance == "denies"]
        if denied:
            yield entry, [one for one in placed if one.claim.stance not in ("denies", "declines")], denied
