"""A corpus that becomes another state of itself, in which what was worked out from what is the same still holds."""

from __future__ import annotations

from dataclasses import fields

from build_tools.corpus import Corpus
from build_tools.tracing.forgetting import Changes

FOLLOWED = frozenset({"entries", "sources", "actors", "places", "questions"})  # of which every read of a field is noted


def take(corpus: Corpus, now: Corpus, changes: Changes, *, with_texts: bool) -> None:
    """Make a corpus of followed records what it is now. ``with_texts``: its articles may be others; they are not compared."""
    if with_texts or [*corpus.documents.held] != [*now.documents.held]:  # type: ignore[attr-defined]
        corpus._found.clear()
        changes.tables.add("Corpus.documents")
        corpus.__dict__["documents"] = now.documents
    for name in (one.name for one in fields(Corpus) if one.name != "documents"):
        mine, other = corpus.__dict__[name], now.__dict__[name]
        if name in FOLLOWED:
            changes.take_records(mine, other.held)
        elif not changes.comparing.same(getattr(mine, "held", mine), getattr(other, "held", other)):
            changes.tables.add(f"Corpus.{name}")
            corpus.__dict__[name] = other
