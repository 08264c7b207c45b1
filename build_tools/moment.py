"""The moment as of which a site is built: what SOURCE_DATE_EPOCH names, else the time of the commit that last changed the dossier.

Never the day of the build: two builds of one commit are the same bytes (reproducible-builds.org/specs/source-date-epoch).
Outside Git nothing tells a time that would be the same for everybody: then it is a fixed day, and is told to be none.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_tools.history import last_commit
from build_tools.problems import Location, Problem, ProblemsFound

EPOCH = "SOURCE_DATE_EPOCH"
_OURS = "CLAIMLINE_EPOCH_IS_OURS"  # nobody named the moment: it was found in Git, and the next build looks again
_NO_TIME = 315532800  # 1 January 1980, as in zips
_LATEST = 253402300799  # the last second of the year 9999


@dataclass(frozen=True, slots=True)
class Moment:
    """``seconds`` since 1970 in UTC, and what names them."""

    seconds: int
    named_by: str

    def __str__(self) -> str:
        return dt.datetime.fromtimestamp(self.seconds, dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(root: Path) -> Moment:
    """That of a dossier. Raises ProblemsFound: ``moment-unreadable``."""
    named = os.environ.get(EPOCH)
    if named is not None and _OURS not in os.environ:
        return Moment(_read(named), EPOCH)
    commit = last_commit(root)
    if commit:
        return Moment(commit[1], "the commit that last changed the dossier")
    return Moment(_NO_TIME, f"nothing: the dossier lies in no Git commit, and {EPOCH} is not set")


def _read(named: str) -> int:
    if named.isascii() and named.isdigit() and int(named) <= _LATEST:
        return int(named)
    tip = "Write the seconds since 1970, such as those of `git log -1 --format=%ct`, or unset it."
    raise ProblemsFound([Problem(Location(EPOCH), "moment-unreadable", f"“{named[:40]}” is no such number", tip)])


@contextmanager
def standing_still(root: Path) -> Iterator[Moment]:
    """Inside, this is the time for everything that a site is made by, MkDocs and its copies included."""
    moment = stop(root)
    try:
        yield moment
    finally:
        go_on()


def stop(root: Path) -> Moment:
    """The clock stands still until ``go_on``."""
    moment = moment_of(root)
    if moment.named_by != EPOCH:
        os.environ.update({EPOCH: str(moment.seconds), _OURS: "1"})
    return moment


def go_on() -> None:
    """The clock goes on, unless somebody else has set it."""
    if os.environ.pop(_OURS, None):
        os.environ.pop(EPOCH, None)
