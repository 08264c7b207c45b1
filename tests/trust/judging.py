"""What must be true of a folder that is left when something that makes it did not come to its end, and of what was said."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from build_tools.placing.lock import holding
from build_tools.placing.place import WAITING, Place
from build_tools.problems import ProblemsFound
from tests.trust.branching import ENOUGH, KILLED, POWER_CUT, STOPPED, Point
from tests.trust.building import DOSSIER, Content, Ground, edit, files_at
from tests.trust.faulty_run import Ended
from tests.trust.injecting import BREAK, KILLS, Fault
from tests.trust.ways_to_build import Do, Way, claimline, mkdocs_alone

_EACH = 97  # so many points one of which is gone on from besides
_TO_THE_END = 8  # so many faults one of which is gone on from where all that is left is another way's
_RANDOM = re.compile(r"(?<=part-).*|(?<=readings-).*|(?<=site-notes-).*")  # and what there are many of
_SINGLE = {"all.zip", "all.tar.xz"}  # files that are made, each beside its place


@dataclass(frozen=True)
class Course:
    """What is there before a way, after it, and after another edit, if nothing happens."""

    old: Content
    new: Content
    later: Content


def courses(ground: Ground, ways: Sequence[Way]) -> Mapping[str, Course]:
    """Of each way, by its name. Each is gone once in this process."""
    ground.make()
    found, later = {}, {}
    for way in ways:
        ground.lay(way)
        old = ground.content(way.outs)
        ground.here(way.do)
        new = ground.content(way.outs)
        if way.is_site and not later:
            edit(ground.world, 1)
            ground.here(claimline("build", "--force"))
            later = ground.content(way.outs)
        assert old != new != later
        found[way.name] = Course(old, new, later)
    return found


@dataclass
class Judging:
    """One way on a ground. ``found``: what broke the promise; ``went_on``: how many of the worlds that were left the next
    command was tried on.
    """

    ground: Ground
    way: Way
    course: Course
    found: list[str] = field(default_factory=list)
    went_on: int = 0
    _seen: set[object] = field(default_factory=set)
    _gone_from: set[object] = field(default_factory=set)
    _judged: int = 0

    def unlike(self, point: Point) -> Iterator[str]:
        """What is to be tried of being killed before a change: nothing where what lies there differs from what was judged already
        by nothing but a folder in the making, which the next one deletes unread. One that lost its power comes to the same
        unless what would be lost lies among what is made or waits for its place.
        """
        lies, inodes = self._lies()
        for way, state in ((KILLED, lies), (POWER_CUT, (lies, inodes & {inode for _, inode in point.unsettled}))):
            if state not in self._seen:
                self._seen.add(state)
                yield way

    def _lies(self) -> tuple[object, frozenset[int]]:
        """How all that is made lies there and all that waits for its place, and the numbers of those files."""
        looks, waiting = [], []
        for out in self.way.outs:
            place = self._place(out)
            looks += [(path, os.stat(path)) for path in files_at(str(place.target))]
            waiting += os.listdir(place.work) if place.work.is_dir() else [place.work.exists()]
            if any(os.path.lexists(one) for one in (place.note, place.ready, place.former)):
                looks += [(path, os.stat(path)) for path in files_at(str(place.work)) if "/draft/" not in path]
        told = frozenset((path, one.st_ino, one.st_size, one.st_mtime_ns) for path, one in looks)
        return (hash(told), tuple(sorted(map(str, waiting))), self._kept()), frozenset(one.st_ino for _, one in looks)

    def enough(self, fault: Fault, name: str, path: str) -> bool:
        """A build after an edit that meets a fault gives over to a full one, which meets none: that is gone to its end now and
        then only.
        """
        is_given_over = name == "unlink" and path.endswith("/site.digest")
        return self.way.is_kept and self.way.is_site and is_given_over and fault.at % _TO_THE_END > 0

    def judge(self, point: Point, fault: str, ended: Ended) -> None:
        """Look at what is left, have it put right, and now and then go on."""
        self._judged += 1
        where = point.path.removeprefix(str(self.ground.world))
        said = f"{self.way.name}, change {point.at} ({point.name} of {where}), {fault}"
        self.found += [f"{said}: {one}" for one in self._wrong(point, fault, ended)]

    def _wrong(self, point: Point, fault: str, ended: Ended) -> Iterator[str]:
        is_killed = fault in (*KILLS, POWER_CUT)
        now = self.ground.content(self.way.outs)
        if ended.code not in (
            (-signal.SIGKILL,) if is_killed else (0, 1, ENOUGH, *([STOPPED] if fault == BREAK else []))
        ):
            yield f"ended with {ended.code}: {ended.said.strip()[-400:]}"
        yield from self._half(now, self._unfinished())
        if not is_killed:
            yield from self._said(ended, fault, now)
        try:
            told = self._put_right()
        except (ProblemsFound, OSError) as error:
            yield f"cannot be put right: {error}"
            return
        after = self.ground.content(self.way.outs)
        yield from (f"put right: {one}" for one in self._half(after, frozenset()))
        if after != now and not told:
            yield "what was put right was not told"
        if left := self._left():
            yield f"left {', '.join(left)}"
        is_kept = ended.code == 0 and ("/.cache/" in point.path or "/own/" in point.path)
        state = (tuple(after.values()), self._kept(), ended.code == 0, point.call if is_kept else 0)
        if state not in self._gone_from or self._judged % _EACH == 0:
            self._gone_from.add(state)
            yield from (f"the next: {one}" for one in self._next())

    def _half(self, now: Content, unfinished: frozenset[str]) -> Iterator[str]:
        for out, is_now in now.items():
            if is_now not in (self.course.old[out], self.course.new[out]) and out not in unfinished:
                yield f"{out} is neither the old nor the new"

    def _said(self, ended: Ended, fault: str, now: Content) -> Iterator[str]:
        said = ended.said
        if ended.code == ENOUGH:
            return
        if "Traceback" in said or "Exception ignored" in said and fault != BREAK:
            yield f"a traceback: {said.strip()[-400:]}"
        if ended.code == 0 and now != self.course.new:
            yield f"says that it is done and is not: {said.strip()[-400:]}"
        if ended.code == STOPPED and "Stopped. " not in said:
            yield f"does not say what it left: {said.strip()[-400:]}"
        if "as it was" in said and any(now[out] != self.course.old[out] for out in {*self.way.outs} - _SINGLE):
            yield f"says that it is as it was and is not: {said.strip()[-400:]}"
        is_mkdocs_stopped = fault == BREAK and self.way.do is mkdocs_alone  # it answers for itself: “Aborted!”
        if ended.code == 1 and not is_mkdocs_stopped and not re.search(r"^    ", said, re.MULTILINE):
            yield f"says nothing of what to do: {said.strip()[-400:]}"

    def _unfinished(self) -> frozenset[str]:
        """What the next one has to finish."""
        places = {out: self._place(out) for out in self.way.outs}
        return frozenset(out for out, place in places.items() if os.path.lexists(place.note))

    def _place(self, out: str) -> Place:
        return Place.of(self.ground.world / DOSSIER / out)

    def _put_right(self) -> list[str]:
        told: list[str] = []
        for out in self.way.outs:
            if os.path.isdir((place := self._place(out)).work):
                with holding(place, told.append):
                    pass
        return told

    def _left(self) -> list[str]:
        """What is left beside the folders that are made. A file in the making may wait for the next one to write over it."""
        names = os.listdir(self.ground.world / DOSSIER)
        return [one for one in names if one.endswith(WAITING) and one[1:].removesuffix(WAITING) not in _SINGLE]

    def _kept(self) -> frozenset[str]:
        """What lies there and is not made for readers, by names without what is drawn by lot in them."""
        with suppress(FileNotFoundError):
            return frozenset(
                _RANDOM.sub("", one) for one in os.listdir(self.ground.world / DOSSIER / ".cache/claimline")
            )
        return frozenset()

    def _next(self) -> Iterator[str]:
        self.went_on += 1
        if self.way.is_site and self.went_on % 2:
            edit(self.ground.world, 1)
            yield from self._gone_on(
                claimline("build"), self.course.later, "after another edit it came to something else"
            )
        else:
            yield from self._gone_on(self.way.then, self.course.new, "it came to something else")

    def _gone_on(self, do: Do, wanted: Content, otherwise: str) -> Iterator[str]:
        ended = self.ground.run(do, "told-next")
        if ended.code and "folder-not-empty" not in ended.said:
            yield f"ended with {ended.code}: {ended.said.strip()[-400:]}"
        if self.ground.content(self.way.outs) != wanted:
            yield otherwise
        if left := [one for one in os.listdir(self.ground.world / DOSSIER) if one.endswith(WAITING)]:
            yield f"left {', '.join(left)}"
