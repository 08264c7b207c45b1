"""Nobody reviews what they proposed: a second person has held it against its sources."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level
from build_tools.text.names import fold

CODE = "review-own"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Let somebody else read it and add their name to “reviewed_by”; until then its status is draft."


def find(case: Case) -> Iterator[Finding]:
    """Reviewed entries all of whose reviewers are among those who proposed them; names are compared without capitals."""
    for entry in case.entries():
        proposers = {fold(name) for name in entry.proposed_by}
        if (
            entry.status == "reviewed"
            and entry.reviewed_by
            and all(fold(name) in proposers for name in entry.reviewed_by)
        ):
            names = ", ".join(entry.reviewed_by)
            yield Finding(entry, entry.reviewed_by[0], f"reviewed only by {names}, who proposed it")
