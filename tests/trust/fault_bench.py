"""One command in its world, run with one fault after the other: where the files stand afterwards, and what is wrong with that."""

from __future__ import annotations

import os
import pickle
import shutil
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_tools.records import note
from build_tools.records.lock import LOCK
from tests.trust.branching import STOPPED
from tests.trust.fault_scenarios import DOSSIER, Scenario
from tests.trust.faulty_run import Ended, cut_the_power, run
from tests.trust.injecting import BREAK, KILLS, WAYS, Fault, unseen

Tree = dict[str, bytes]
_NOTES = (note.WAITING, note.BEFORE)
_MINE = b"\nMine.\n"
ON_TOP = "killed before, then edited"
_CLAIMS_NOTHING = ("untouched", "othing was written", "othing was changed")


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
        scenario.try_in(self._copy("warm"))  # so that no run has to import and to read its tables anew
        self.course = self._course()

    def _course(self) -> Course:
        world = self._copy("dry")
        states = [tree_of(world)]
        kept = self.folder / "states"

        def watch(name: str, path: str) -> None:
            if name == "unlink" and path.endswith(f"/{note.JOURNAL}"):
                unseen(str(kept), pickle.dumps(tree_of(world)))

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
            yield from (Fault(at, way) for way in (*WAYS, ON_TOP))

    def hold(self, fault: Fault) -> Point:
        """Run the command with a fault, then again without one, and judge both."""
        world = self._copy(f"{fault.at}-{fault.way.replace(' ', '-')}")
        try:
            return self._held(world, fault)
        finally:
            shutil.rmtree(world, ignore_errors=True)

    def _held(self, world: Path, fault: Fault) -> Point:
        ended = self._run(world, fault=Fault(fault.at, "killed before") if fault.way == ON_TOP else fault)
        if fault.way == "power cut":
            cut_the_power(ended.unsettled, world / DOSSIER)
        is_left = note.is_there(str(world / DOSSIER))
        was_locked = (world / DOSSIER / LOCK).exists() and bool((world / DOSSIER / LOCK).read_bytes())
        now = tree_of(world)
        found = list(self._judged(ended, fault, now, is_left=is_left))
        if fault.way == ON_TOP:
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
        if ("Traceback" in said or "Exception ignored" in said) and not (fault.way == BREAK and "in __del__" in said):
            yield f"a traceback: {said.strip().splitlines()[-1]}"
        killed = fault.way in (*KILLS, ON_TOP)
        if (ended.code == -9) != killed or ended.code not in (-9, 0, 1, *([STOPPED] if fault.way == BREAK else [])):
            yield f"ended with {ended.code}"
        if not is_left and now not in states and not self.scenario.each:
            yield f"half written: {', '.join(_differing(now, states[-1])[:4])}"
        if self.scenario.each and not all(
            now.get(path) in (states[0].get(path), one) for path, one in states[-1].items()
        ):
            yield "a file is neither the old nor the new one"
        if ended.code == 0 and now != states[-1]:
            yield "says that it is done and is not"
        if ended.code == STOPPED:
            yield from self._judged_stop(said, now, is_left=is_left)
        if ended.code == 1 and fault.way != BREAK:
            yield from self._judged_message(said, now, is_left=is_left)

    def _judged_stop(self, said: str, now: Tree, *, is_left: bool) -> Iterator[str]:
        """Whether what is said after a Ctrl-C is true."""
        true = (
            "not in their places yet" if is_left else "No record" if now == self.course.states[0] else "Written before"
        )
        if f"Stopped. {true}" not in said.replace("Some files are ", ""):
            yield f"says another thing after a Ctrl-C than “{true}”: {said.strip()}"

    def _judged_message(self, said: str, now: Tree, *, is_left: bool) -> Iterator[str]:
        if "\n    " not in said:
            yield f"no word on what to do: {said.strip()}"
        is_old = now == self.course.states[0] and not is_left
        if (is_left or now == self.course.states[-1] != self.course.states[0]) and any(
            words in said for words in _CLAIMS_NOTHING
        ):
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


_GENERATED = {".cache", ".vscode"}


def tree_of(world: Path) -> Tree:
    """The files of a world that belong to people, by path."""
    found = (path for part in (DOSSIER, "beside") for path in (world / part).rglob("*"))
    plain = (path for path in found if path.is_file() and not _is_note(path) and not _GENERATED & {*path.parts})
    return {path.relative_to(world).as_posix(): path.read_bytes() for path in plain}


def notes_in(world: Path) -> list[str]:
    """What commands leave for each other."""
    return sorted(path.name for part in (DOSSIER, "beside") for path in (world / part).rglob(".*") if _is_one(path))


def _is_one(path: Path) -> bool:
    return _is_note(path) and not _GENERATED & {*path.parts}


def _is_note(path: Path) -> bool:
    return path.name.startswith(note.JOURNAL) or path.name == LOCK or path.name.endswith(_NOTES)


def _differing(one: Tree, other: Tree) -> list[str]:
    return sorted(path for path in {*one, *other} if one.get(path) != other.get(path))


def _pickled(path: Path) -> Iterator[Tree]:
    if path.exists():
        with path.open("rb") as file:
            while file.peek(1):
                yield pickle.load(file)
