"""What we hand out taken in again: a dossier whose timeline somebody has deleted gets its claims back from a download."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from dataclasses import fields
from datetime import date
from pathlib import Path

from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.ingest.apply import apply_brought
from build_tools.ingest.bringing import Bringing, bring, entries_told, opened
from build_tools.model import Claim

TODAY = date(2031, 12, 31)
TOLD = [one.name for one in fields(Claim) if one.name != "after"]


def without_entries(root: Path, to: Path) -> Path:
    """A copy of a dossier whose timeline somebody has deleted."""
    for folder in ("content", "seeds"):
        shutil.copytree(root / folder, to / folder)
    shutil.rmtree(to / "content/timeline")
    return to


def planned(root: Path, *paths: Path, restore: bool = False) -> Iterator[Bringing]:
    """What each file would do when those before it have been imported."""
    files = [opened(root, path) for path in paths]
    for one in files:
        yield bring(root, one, entries_told(files), latest=TODAY, restore=restore)


def taken_in(root: Path, paths: Collection[Path]) -> list[str]:
    """Import the files, as `claimline import --restore` does. What had to be refused."""
    refused = []
    for found in planned(root, *paths, restore=True):
        refused += [str(one) for one in found.problems]
        apply_brought(root, found)
    return refused


def differences(before: Corpus, after: Corpus) -> Iterator[tuple[str, str]]:
    """Every field of every claim (by its id) that is not what it was, and every claim that has gone, come or moved."""
    was, now = ({one.claim.id: one for one in corpus.claims} for corpus in (before, after))
    yield from ((id, "gone or come") for id in sorted(was.keys() ^ now.keys()))
    for id in sorted(was.keys() & now.keys()):
        one, other = was[id], now[id]
        for name in TOLD:
            if name != "answers" and getattr(one.claim, name) != getattr(other.claim, name):
                yield id, name
        if before.answers_of(one.claim) != dict(other.claim.answers):
            yield id, "answers"
        if before.find(one.claim) != after.find(other.claim):
            yield id, "stands elsewhere"
        if (one.entry.id, one.position) != (other.entry.id, other.position):
            yield id, "entry"


def came_back(root: Path, corpus: Corpus, paths: Collection[Path], scratch: Path) -> tuple[int, int, list[str]]:
    """How many claims of a dossier a download gives back as they were, of how many, and what is wrong with the others."""
    copy = without_entries(root, scratch)
    faults = taken_in(copy, paths)
    found = list(differences(corpus, open_dossier(copy).corpus))
    missed = {id for id, _ in found}
    whole = len(corpus.claims)
    return whole - len(missed), whole, [*faults, *(f"{id}: {what}" for id, what in found)]
