"""Builds that are killed or meet a full disk at any of their steps: the site is the old one or the new one, never half.

A small dossier, real builds in copies of this process: a full one, one after an edit, MkDocs alone, downloads and the zip.
Where a build has more steps than there is time for, steps are taken evenly from its whole length.
"""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from build_tools.building import build_site, write_exports, write_pages
from build_tools.handing_over import build_bundle
from build_tools.keeping import readings
from build_tools.placing.lock import holding
from build_tools.placing.place import Place
from tests.benchmarks.made.dossier import write_dossier
from tests.faults_at import DONE, Step, kill, refuse, run_to, steps_of, without_waiting
from tests.trust.proof import Proof

_ENTRIES = 6
_DAY = "1700000000"
Content = Mapping[str, str]


@dataclass(frozen=True)
class Way:
    """A way to make something. ``out``: what appears, from the folder of the dossier; ``is_kept``: what a former build has kept
    is there, so that it is made after an edit.
    """

    name: str
    do: Callable[[Path], object]
    out: str
    is_kept: bool = False


WAYS = (
    Way("a build after an edit", build_site, "site", is_kept=True),
    Way("a full build", lambda root: build_site(root, force=True), "site"),
    Way("mkdocs build alone", lambda root: mkdocs_build(load_config(str(root / "mkdocs.yml"))), "site"),
    Way("export", lambda root: write_exports(root, root / "exports"), "exports"),
    Way("pages", lambda root: write_pages(root, root / "pages"), "pages"),
    Way("bundle", lambda root: build_bundle(root, root / "all.zip"), "all.zip", is_kept=True),
)
FAULTS: Mapping[str, tuple[Step, bool]] = {
    "killed": (kill, False),
    "refused a step": (refuse(errno.EIO), False),
    "met by a full disk": (refuse(errno.ENOSPC), True),
}


def proofs(minutes: float) -> Iterator[Proof]:
    """One for each way and fault; each takes its part of the time."""
    seconds = minutes * 60 / (len(WAYS) * len(FAULTS))
    with tempfile.TemporaryDirectory(prefix="trust-builds-") as folder, pytest.MonkeyPatch.context() as patch:
        without_waiting(patch)
        ground = _Ground(Path(folder))
        for way in WAYS:
            before, after = ground.content(ground.dossier, way), ground.after(way)
            for fault in FAULTS:
                yield _proof(ground, way, fault, (before, after), seconds)


def _proof(ground: _Ground, way: Way, fault: str, sound: tuple[Content, Content], seconds: float) -> Proof:
    end, found, tried = time.monotonic() + seconds, [], 0
    for at in _spread(ground.steps[way.name]):
        if time.monotonic() > end:
            break
        tried += 1
        if problem := ground.broken(way, fault, at, sound, thoroughly=tried % 16 == 8):
            found.append(f"step {at} of {ground.steps[way.name]}: {problem}")
    of = f"of {ground.steps[way.name]:,} steps"
    return Proof(f"{way.name}, {fault}: the old or the new, and the next one goes on", tried, of, tuple(found))


def _spread(count: int) -> Iterator[int]:
    """All numbers below ``count``, first those that lie far from each other (van der Corput's order)."""
    bits = max(count - 1, 1).bit_length()
    order = (int(f"{number:0{bits}b}"[::-1], 2) for number in range(1 << bits))
    return (number for number in order if number < count)


class _Ground:
    """The dossier after an edit with the site of before, and the ways that were gone once to their end."""

    def __init__(self, folder: Path) -> None:
        self._folder, self.dossier = folder, folder / "dossier"
        self.steps: dict[str, int] = {}
        readings.ENOUGH = 0
        os.environ.update(SOURCE_DATE_EPOCH=_DAY, CLAIMLINE_CACHE="on", XDG_CACHE_HOME=str(folder / "own"))
        write_dossier(self.dossier, _ENTRIES)
        build_bundle(self.dossier, self.dossier / "all.zip")
        entry = sorted((self.dossier / "content" / "timeline").rglob("*.md"))[2]
        entry.write_text(entry.read_text() + "\nMore became known later.\n")

    def after(self, way: Way) -> Content:
        """What comes out if nothing happens; how many steps that takes is noted."""
        root = self._copy(way)
        self.steps[way.name] = steps_of(lambda: way.do(root), root)
        return self.content(root, way)

    def content(self, root: Path, way: Way) -> Content:
        """The hashes of what a way makes, as it is there now."""
        out = root / way.out
        if out.is_file():
            return {"": sha256(out.read_bytes()).hexdigest()}
        files = (one for one in out.rglob("*") if one.is_file())
        return {one.relative_to(out).as_posix(): sha256(one.read_bytes()).hexdigest() for one in files}

    def broken(self, way: Way, fault: str, at: int, sound: tuple[Content, Content], *, thoroughly: bool) -> str:
        """What is not as it should be after a fault at a step; empty if nothing is. ``thoroughly``: the next build is gone to its end."""
        root = self._copy(way)
        step, lasting = FAULTS[fault]
        run_to(at, step, lambda: way.do(root), root, lasting=lasting)
        place = Place.of(root / way.out)
        with holding(place, lambda _: None):
            pass
        found = self.content(root, way)
        if found not in sound:
            return f"{len(found)} files, neither the old nor the new ones"
        if os.path.lexists(place.work):
            return "something was left beside it"
        if thoroughly and way.out in ("site", "all.zip"):
            if run_to(-1, kill, lambda: way.do(root), root) != DONE:
                return "the next one failed"
            if self.content(root, way) != sound[1]:
                return "the next one made something else"
        return ""

    def _copy(self, way: Way) -> Path:
        root = self._folder / "work" / "dossier"
        shutil.rmtree(root, ignore_errors=True)
        shutil.copytree(self.dossier, root)
        if not way.is_kept:
            shutil.rmtree(root / ".cache")
        return root
