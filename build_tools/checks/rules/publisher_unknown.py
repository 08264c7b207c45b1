"""A source names its publisher: without one nobody stands behind what it says in its own voice."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Source
from build_tools.problems import Level

CODE = "publisher-unknown"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Add “publisher: ” with the id of an actor, such as an outlet; “claimline new actor” makes one that is not there yet."


def find(case: Case) -> Iterator[Finding]:
    """Sources without ``publisher``, whose claims have no last link; a copy leads to its original."""
    for source in case.of(Source):
        if not (source.publisher or source.republishes):
            yield Finding(source, source.title or source.id, "nobody is named who published it")
