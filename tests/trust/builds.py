"""Builds that are killed, broken off or refused something at every one of their changes on disk: the site is the old one or the
new one, never half, what is said of it is true, and whoever comes next goes on.

A small dossier and the commands as people type them. Each runs once; before each change it is stopped, and what lies on the
disk there is judged as if it had been killed, with and without power. Failures are tried by copies that go on from there
(``branching``): at every place in the program in every way, then at the same places again (the next page, the next file)
as long as there is time. Everything is done by one process, as on a machine with one processor.
"""

from __future__ import annotations

import os
import pickle
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NoReturn

import pytest

from tests.trust.branching import Point, gone_through
from tests.trust.building import Ground
from tests.trust.injecting import BREAK
from tests.trust.judging import Course, Judging, courses
from tests.trust.proof import Proof
from tests.trust.ways_to_build import WAYS, Way, alone

_MEMORY = Path("/dev/shm")
_CORES, _PARTS = 2, 16
_FAILURES = ("broken", "full from here", "read-only from here", BREAK)
_WITHIN = "killed within"  # half of what is written is there


@dataclass
class Tally:
    """What one of the processes has come to in one way. ``points``: changes that it was stopped before; ``kills``: those looked at
    as if killed; ``states``: in how many ways that differ; ``calls``: places in the program; ``tried``: failures by point; ``went_on``: on how
    many of the worlds that were left the next command was tried.
    """

    points: int = 0
    kills: int = 0
    states: int = 0
    calls: set[int] = field(default_factory=set)
    calls_tried: set[int] = field(default_factory=set)
    tried: set[tuple[int, str]] = field(default_factory=set)
    went_on: int = 0
    found: list[str] = field(default_factory=list)


def proofs(minutes: float) -> Iterator[Proof]:
    """For each way: killed at every point; failures at every place in the program; then at as many points as there is time for."""
    until = time.monotonic() + minutes * 60
    memory = _MEMORY if _MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="builds-", dir=memory) as folder, pytest.MonkeyPatch.context() as patch:
        alone(patch)
        ground = Ground(Path(folder) / "course")
        known = courses(ground, WAYS)
        workers = [
            _Worker(ground.like_this(Path(folder) / str(number)), known, number, until) for number in range(_CORES)
        ]
        for prove in (_killed, _failing, _failing_again):
            for way in WAYS:
                yield prove(way, [worker.told() for worker in workers])
        for worker in workers:
            worker.end()


def _killed(way: Way, tallies: Sequence[Tally]) -> Proof:
    points, kills, states = (_most(tallies, what) for what in ("points", "kills", "states"))
    went_on = sum(one.went_on for one in tallies)
    of = f"of {points:,} changes on disk, with and without power ({states:,} states that differ, {went_on:,} gone on from)"
    return Proof(f"{way.name}, killed: the old or the new, put right by the next", kills, of, _found(tallies))


def _failing(way: Way, tallies: Sequence[Tally]) -> Proof:
    calls = set().union(*(one.calls for one in tallies))
    tried = set().union(*(one.calls_tried for one in tallies))
    number, went_on = sum(len(one.tried) for one in tallies), sum(one.went_on for one in tallies)
    of = f"failures, at {len(tried):,} of {len(calls):,} places in the program in every way ({went_on:,} gone on from)"
    return Proof(f"{way.name}, failing: the old or the new, and told so", number, of, _found(tallies))


def _failing_again(way: Way, tallies: Sequence[Tally]) -> Proof:
    tried, whole = sum(len(one.tried) for one in tallies), _most(tallies, "points") * len(_FAILURES)
    of = f"of {whole:,} points and ways, those above among them"
    return Proof(f"{way.name}, failing at the same places again", tried, of, _found(tallies))


def _most(tallies: Sequence[Tally], what: str) -> int:
    return max(getattr(one, what) for one in tallies)


def _found(tallies: Sequence[Tally]) -> tuple[str, ...]:
    return tuple(one for tally in tallies for one in tally.found)


class _Worker:
    """A process that tries its part of the points, on a ground of its own."""

    def __init__(self, ground: Ground, known: Mapping[str, Course], number: int, until: float) -> None:
        reading, writing = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            os.close(reading)
            with os.fdopen(writing, "wb") as out:
                _work(ground, known, number, until, out)
        os.close(writing)
        self._told = os.fdopen(reading, "rb")

    def told(self) -> Tally:
        """The next that it has come to."""
        found: Tally = pickle.load(self._told)
        return found

    def end(self) -> None:
        """It has told all."""
        self._told.close()
        os.waitpid(self._process, 0)


def _work(ground: Ground, known: Mapping[str, Course], number: int, until: float, out: BinaryIO) -> NoReturn:
    try:
        parts = {way.name: _Part(Judging(ground, way, known[way.name]), number, until) for way in WAYS}
        for do in (_Part.killed, _Part.at_every_place, _Part.again):
            for way in WAYS:
                pickle.dump(do(parts[way.name]), out)
                out.flush()
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        os._exit(0)


class _Part:
    """What one process tries of one way."""

    def __init__(self, judging: Judging, number: int, until: float) -> None:
        self._judging, self._number, self._until = judging, number, until
        self._tally = Tally()

    def killed(self) -> Tally:
        """Killed at every point, by one of the processes."""
        if self._is_mine:
            self._go(self._kills)
        return self._told()

    def at_every_place(self) -> Tally:
        """Failures at the first point of each place in the program, by the same one: another may come to a place otherwise."""
        if self._is_mine:
            self._go(self._new_places)
        return self._told()

    def again(self) -> Tally:
        """Failures at the other points, first some that lie far from each other."""
        for part in range(_PARTS):
            if time.monotonic() < self._until:
                self._go(lambda point, part=part: self._others(point, part))  # type: ignore[misc]
        return self._told()

    @property
    def _is_mine(self) -> bool:
        return WAYS.index(self._judging.way) % _CORES == self._number

    def _go(self, ways: Callable[[Point], Iterator[str]]) -> None:
        judging, ground, way = self._judging, self._judging.ground, self._judging.way
        ground.lay(way)
        told = ground.folder / "told"
        ended = gone_through(
            ground.command(way.do), ground.world, told, ways=ways, judge=judging.judge, enough=judging.enough
        )
        if ended.code:
            judging.found.append(f"{way.name}: ended with {ended.code}: {ended.said[-400:]}")

    def _told(self) -> Tally:
        tally = self._tally
        tally.found, tally.went_on = self._judging.found, self._judging.went_on
        self._judging.found, self._judging.went_on = [], 0
        return tally

    def _kills(self, point: Point) -> Iterator[str]:
        self._tally.points = point.at + 1
        if time.monotonic() < self._until:
            self._tally.kills += 1
            for way in self._judging.unlike(point):
                self._tally.states += 1
                yield way

    def _new_places(self, point: Point) -> Iterator[str]:
        tally = self._tally
        tally.points, is_new = point.at + 1, point.call not in tally.calls
        tally.calls.add(point.call)
        if is_new and time.monotonic() < self._until:
            tally.calls_tried.add(point.call)
            yield from self._failures(point)
            if point.name == "write":
                yield _WITHIN

    def _others(self, point: Point, part: int) -> Iterator[str]:
        number, whose = divmod(point.at, _CORES)
        if whose == self._number and _turned(number % _PARTS) == part and time.monotonic() < self._until:
            yield from self._failures(point)

    def _failures(self, point: Point) -> Iterator[str]:
        for fault in _FAILURES:
            if (point.at, fault) not in self._tally.tried:
                self._tally.tried.add((point.at, fault))
                yield fault


def _turned(number: int) -> int:
    """A number below ``_PARTS`` with its bits in the other order: neighbours come to lie far from each other."""
    return int(f"{number:04b}"[::-1], 2)
