"""Every change on disk of every command that writes records fails once, in every way, and the process ends at every one.

Afterwards all files that belong together are the old ones or all the new ones (where the process ended between two: after the
next command), nothing that a person wrote is lost, the message is clear, and the same command run again comes to its end.
"""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.records import note
from build_tools.records.lock import LOCK
from tests.trust.fault_scenarios import DOSSIER, SCENARIOS, Scenario
from tests.trust.injecting import BREAK, FAILS, KILLS, LASTS, WAYS, Ended, Fault, cut_the_power, run
from tests.trust.proof import Proof
from tests.trust.tracing_calls import uncounted

Tree = dict[str, bytes]
_MEMORY = Path("/dev/shm")
_NOTES = (note.WAITING, note.BEFORE)
_MINE = b"\nMine.\n"
_ON_TOP = "killed before, then edited"
_CLAIMS_NOTHING = ("untouched", "othing was written", "othing was changed")
_CORES, _ROUNDS = 2, 6
_PROMISES = {
    "a change on disk that fails leaves all files old or all new": (*FAILS, *LASTS),
    "a process that ends leaves all files old or all new, after the next command at the latest": (*KILLS, BREAK),
    "what a person writes into an interrupted command's files stays": (_ON_TOP,),
}


@dataclass(frozen=True)
class Course:
    """What a command does when nothing fails: its changes on disk, the states of the files from the first to the last
    (one after each time that records took their places together), and the exit code of the same command run once more.
    """

    changes: tuple[tuple[str, str], ...]
    states: tuple[Tree, ...]
    code_again: int


@dataclass(frozen=True)
class Point:
    """One fault in one scenario; ``found``: what broke the promise. ``ended``: where the files stood before the next run."""

    name: str
    fault: Fault
    ended: str
    found: tuple[str, ...]


class Bench:
    """A scenario's world, to be copied for each fault."""

    def __init__(self, scenario: Scenario, folder: Path) -> None:
        self.scenario, self.folder = scenario, folder
        self.origin = folder / "origin"
        self.origin.mkdir(parents=True)
        scenario.prepare(self.origin)
        self.course = self._course()

    def _course(self) -> Course:
        world = self._copy("dry")
        states = [tree_of(world)]
        kept = self.folder / "states"

        def watch(name: str, path: str) -> None:
            if name == "unlink" and path.endswith(f"/{note.JOURNAL}"):
                with kept.open("ab", buffering=0) as file:  # of the tests, not of the command
                    pickle.dump(tree_of(world), file)

        ended = self._run(world, after_each=watch)
        assert ended.code == 0, ended.said
        states += _pickled(kept)
        assert len(states) == 1 + self.scenario.commits, f"{self.scenario.name}: {len(states) - 1} commits"
        if tree_of(world) != states[-1]:
            states.append(tree_of(world))
        again = self._run(world)
        assert tree_of(world) == states[-1] or self.scenario.name in _GROW, again.said
        assert again.code in (0, 1)
        return Course(ended.changes, tuple(states), again.code)

    def once(self, name: str) -> Ended:
        """Run the command without a fault in a folder of this name."""
        return self._run(self._copy(name))

    def faults(self) -> Iterator[Fault]:
        """Every change in every way."""
        for at in range(len(self.course.changes)):
            yield from (Fault(at, way) for way in (*WAYS, _ON_TOP))

    def hold(self, fault: Fault) -> Point:
        """Run the command with a fault, then again without one, and judge both."""
        world = self._copy(f"{fault.at}-{fault.way.replace(' ', '-')}")
        try:
            return self._held(world, fault)
        finally:
            shutil.rmtree(world, ignore_errors=True)

    def _held(self, world: Path, fault: Fault) -> Point:
        ended = self._run(world, fault=Fault(fault.at, "killed before") if fault.way == _ON_TOP else fault)
        if fault.way == "power cut":
            cut_the_power(ended.unsettled, world / DOSSIER)
        is_left = note.is_there(str(world / DOSSIER))
        was_locked = (world / DOSSIER / LOCK).exists() and bool((world / DOSSIER / LOCK).read_bytes())
        now = tree_of(world)
        found = list(self._judged(ended, fault, now, is_left=is_left))
        if fault.way == _ON_TOP:
            if not is_left:
                return Point(self.scenario.name, fault, "edited", ())
            return Point(self.scenario.name, fault, "edited", tuple(found + list(self._edited(world))))
        again = self._run(world)
        found += self._judged_again(world, again, was_told=is_left or was_locked and ended.code < 0)
        return Point(self.scenario.name, fault, self._where(now, is_left=is_left), tuple(found))

    def _where(self, now: Tree, *, is_left: bool) -> str:
        if is_left:
            return "finished by the next"
        return "new" if now == self.course.states[-1] else "old"

    def _judged(self, ended: Ended, fault: Fault, now: Tree, *, is_left: bool) -> Iterator[str]:
        """How the command ended, and what it left."""
        said, states = ended.said, self.course.states
        if "Traceback" in said or "Exception ignored" in said:
            yield f"a traceback: {said.strip().splitlines()[-1]}"
        killed = fault.way in (*KILLS, _ON_TOP)
        if (ended.code == -9) != killed or ended.code not in (-9, 0, 1):
            yield f"ended with {ended.code}"
        if not is_left and now not in states and not self.scenario.each:
            yield f"half written: {', '.join(_differing(now, states[-1])[:4])}"
        if self.scenario.each and not all(
            now.get(path) in (states[0].get(path), one) for path, one in states[-1].items()
        ):
            yield "a file is neither the old nor the new one"
        if ended.code == 0 and now != states[-1]:
            yield "says that it is done and is not"
        if ended.code == 1 and fault.way != BREAK:
            yield from self._judged_message(said, now, is_left=is_left)

    def _judged_message(self, said: str, now: Tree, *, is_left: bool) -> Iterator[str]:
        if "\n    " not in said:
            yield f"no word on what to do: {said.strip()}"
        is_old = now == self.course.states[0] and not is_left
        if not is_old and any(words in said for words in _CLAIMS_NOTHING):
            yield f"says that nothing was changed: {said.strip()}"
        if is_old and "Written." in said:
            yield "says that it was written"

    def _judged_again(self, world: Path, again: Ended, *, was_told: bool) -> Iterator[str]:
        """The same command once more."""
        if again.code not in (0, self.course.code_again) or "Traceback" in again.said:
            yield f"the next run ended with {again.code}: {again.said.strip()}"
        if tree_of(world) != self.course.states[-1]:
            differing = _differing(tree_of(world), self.course.states[-1])
            yield f"the next run ended elsewhere: {', '.join(differing[:4])}"
        if was_told and "interrupted" not in again.said:
            yield f"the next run does not tell of it: {again.said.strip()}"
        if left := notes_in(world):
            yield f"the next run left {', '.join(left)}"

    def _edited(self, world: Path) -> Iterator[str]:
        """A person changes a file that the interrupted command was about to write: it stays, whatever comes next."""
        steps = note.noted(str(world / DOSSIER))
        path = next((world / DOSSIER / one.path for one in steps if (world / DOSSIER / one.path).exists()), None)
        if path is None:
            return
        path.write_bytes(path.read_bytes() + _MINE)
        for _ in range(2):
            again = self._run(world)
            if "Traceback" in again.said:
                yield f"a traceback after an edit: {again.said.strip().splitlines()[-1]}"
        if not any(_MINE.strip() in content for content in tree_of(world).values()):
            yield f"lost what a person wrote into {path.name}: {again.said.strip()}"

    def race(self, later: float) -> list[str]:
        """The command twice at once, the second by a part of the time that it takes later; what is wrong afterwards."""
        world = self._copy("race")
        try:
            begun = time.monotonic()
            self._run(self._copy("race-alone"))
            wait = later * (time.monotonic() - begun)
            (world / "told-2").mkdir()
            first = os.fork()
            if first == 0:
                try:
                    self._run(world)
                finally:
                    os._exit(0)
            time.sleep(wait)
            second = self._run(world, told="told-2")
            os.waitpid(first, 0)
            return list(self._judged_race(world, second))
        finally:
            shutil.rmtree(world, ignore_errors=True)
            shutil.rmtree(self.folder / "race-alone", ignore_errors=True)

    def _judged_race(self, world: Path, second: Ended) -> Iterator[str]:
        said = [(world / told / "said").read_text() for told in ("told", "told-2")]
        if any("Traceback" in one for one in said):
            yield f"a traceback: {said}"
        if tree_of(world) != self.course.states[-1]:
            again = self._run(world)
            if again.code or tree_of(world) != self.course.states[-1]:
                yield f"they end elsewhere: {_differing(tree_of(world), self.course.states[-1])}: {said}: {again.said}"
        if left := notes_in(world):
            yield f"left {left}: {said}"

    def _copy(self, name: str) -> Path:
        world = self.folder / name
        shutil.copytree(self.origin, world, symlinks=True)
        for folder in ("cache", "tmp", "told"):
            (world / folder).mkdir(exist_ok=True)
        return world

    def _run(self, world: Path, *, told: str = "told", **how: object) -> Ended:
        def command() -> int:
            os.environ["XDG_CACHE_HOME"], os.environ["TMPDIR"] = str(world / "cache"), str(world / "tmp")
            os.environ["CLAIMLINE_CACHE"] = "on"
            tempfile.tempdir = None
            os.chdir(world)
            return self.scenario.run_in(world)

        return run(command, world / told, **how)  # type: ignore[arg-type]


_GROW = ("form",)  # who sends a form twice is taken at their word


def tree_of(world: Path) -> Tree:
    """The files of a world that belong to people, by path."""
    found = (path for part in (DOSSIER, "beside") for path in (world / part).rglob("*"))
    plain = (path for path in found if path.is_file() and not _is_note(path) and ".cache" not in path.parts)
    return {path.relative_to(world).as_posix(): path.read_bytes() for path in plain}


def notes_in(world: Path) -> list[str]:
    """What commands leave for each other."""
    return sorted(path.name for part in (DOSSIER, "beside") for path in (world / part).rglob(".*") if _is_note(path))


def _is_note(path: Path) -> bool:
    return path.name.startswith(note.JOURNAL) or path.name == LOCK or path.name.endswith(_NOTES)


def _differing(one: Tree, other: Tree) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def _pickled(path: Path) -> Iterator[Tree]:
    if path.exists():
        with path.open("rb") as file:
            while file.peek(1):
                yield pickle.load(file)


# ── all of it ───────────────────────────────────────────────────────────────────────────────────────────────


def swept(benches: Sequence[Bench], *, until: float, jobs: int) -> list[Point]:
    """Every point of the scenarios, one of each in turn, as far as the time goes."""
    work = [(fault, bench) for bench in benches for fault in bench.faults()]
    work.sort(key=lambda one: (one[0].at, (*WAYS, _ON_TOP).index(one[0].way)))
    parts = [_in_process(work[number::jobs], until, benches[0].folder / f"points-{number}") for number in range(jobs)]
    return [point for part in parts for point in part()]


def _in_process(work: Sequence[tuple[Fault, Bench]], until: float, out: Path) -> Callable[[], list[Point]]:
    """Begin with a part of the work; what is given back waits for it."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            points = [bench.hold(fault) for fault, bench in work if time.monotonic() < until]
            out.write_bytes(pickle.dumps(points))
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def wait() -> list[Point]:
        _, status = os.waitpid(process, 0)
        assert status == 0, "a part of the sweep came to no end"
        found: list[Point] = pickle.loads(out.read_bytes())
        return found

    return wait


def at_once(benches: Sequence[Bench], rounds: int) -> Iterator[str]:
    """Each command twice at once, again and again, the second a little later each time: what broke the promise."""
    for bench in benches:
        for number in range(rounds):
            found = bench.race(number / rounds)
            yield from (f"{bench.scenario.name} twice at once: {one}" for one in found)


def proofs(minutes: float) -> Iterator[Proof]:
    """The sweep over all scenarios, the same commands two at once, and that the injector has seen every change."""
    until = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory(prefix="faults-", dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        benches = [Bench(one, Path(folder) / str(number)) for number, one in enumerate(SCENARIOS)]
        escaped = [one for scenario in SCENARIOS[:2] for one in uncounted(scenario, Path(folder))]
        yield Proof("no change on disk escapes the injector, as strace sees it", 2, "commands", tuple(escaped))
        raced = [bench for bench in benches if bench.scenario.commits]
        yield Proof(
            "two of a command at once come to what one comes to",
            len(raced) * _ROUNDS,
            "pairs",
            tuple(at_once(raced, _ROUNDS)),
        )
        points = swept(benches, until=until, jobs=_CORES)
    whole = sum(len(bench.course.changes) for bench in benches) * (len(WAYS) + 1)
    for promise, ways in _PROMISES.items():
        mine = [one for one in points if one.fault.way in ways]
        found = tuple(
            f"{one.name}, change {one.fault.at}, {one.fault.way}: {what}" for one in mine for what in one.found
        )
        ends = ", ".join(
            f"{sum(one.ended == end for one in mine):,} {end}" for end in sorted({one.ended for one in mine})
        )
        of = f"injection points in {len(SCENARIOS)} commands ({ends}; {len(points):,} of {whole:,} in all were reached)"
        yield Proof(promise, len(mine), of, found)
