"""A command that is stopped before each of its changes on disk: copies of it go on from there, each with a fault, in its folder.

What a copy takes with it is the memory of the process (fork) and the folder, as links to the same files; one that is about
to be written into becomes its own first. When a copy has come to its end and was judged, the folder is put back as the
command left it, which has noticed nothing. So a fault at any point costs what comes after it, and not what went before.
Linux only: it is asked what lies behind open handles (``/proc``).
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import signal
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.trust.faulty_run import Ended, cut_the_power, ended, in_child, words_in
from tests.trust.injecting import Fault, Injector, real
from tests.trust.ways_to_disk import make_own

KILLED, POWER_CUT = "killed before", "power cut before"
_SECONDS = 300  # after which a copy hangs
ENOUGH = 77
STOPPED = 130  # the code of a command that a person has stopped
_GO_ON = "go on"
_OURS = {str(path) for path in Path(__file__).parent.glob("*.py")}
_WAITING = ".claimline-new"  # in such a folder lies a lock, which whoever was killed does not hold any more


@dataclass(frozen=True)
class Point:
    """A change that is about to be made. ``call``: the place in the program, told from all others by the whole stack.
    ``unsettled``: the files (device, inode) whose content no disk has been told to keep, as of now.
    """

    at: int
    name: str
    path: str
    call: int
    unsettled: AbstractSet[tuple[int, int]]


Ways = Callable[[Point], Iterable[str]]
Judge = Callable[[Point, str, Ended], None]
Enough = Callable[[Fault, str, str], bool]  # of a fault, and a later change and its path


def gone_through(
    command: Callable[[], int],
    world: Path,
    told: Path,
    *,
    ways: Ways,
    judge: Judge,
    enough: Enough | None = None,
    passing: tuple[str, ...] = (),
) -> Ended:
    """Run a command whose files lie in ``world``. Before each change: for each of the ``ways`` asked for, a copy goes on with
    that fault, and ``judge`` looks at (and may spoil) the world that it leaves. ``told``: a folder for words and logs, on the
    same disk. ``enough``: a copy ends with the code ENOUGH before a change of which this is true.
    ``passing``: how paths begin whose changes it is not stopped before.
    """
    told.mkdir(exist_ok=True)
    asking, answering = os.pipe(), os.pipe()
    process = os.fork()
    if process == 0:
        os.close(asking[0])
        os.close(answering[1])
        stops = _Stops(world, _aside(told), (answering[0], asking[1]), enough, passing)
        in_child(command, told, stops.injector)
    os.close(asking[1])
    os.close(answering[0])
    with os.fdopen(asking[0]) as questions, os.fdopen(answering[1], "w", 1) as answers:
        unsettled: set[tuple[int, int]] = set()
        for line in questions:
            point = _point(json.loads(line), unsettled)
            for way in ways(point):
                with _parked(world, _aside(told)):
                    judge(point, way, _tried(way, point, world, told, questions, answers))
            print(_GO_ON, file=answers)
    return ended(told, os.waitpid(process, 0)[1])


def _point(told: dict[str, Any], unsettled: set[tuple[int, int]]) -> Point:
    unsettled |= {(device, inode) for device, inode in told["unsettled"]}
    unsettled -= {(device, inode) for device, inode in told["settled"]}
    return Point(told["at"], told["name"], told["path"], told["call"], unsettled)


def _tried(way: str, point: Point, world: Path, told: Path, questions: Iterable[str], answers: Any) -> Ended:
    """A process that is killed leaves what lies there now, and needs no copy."""
    if way == POWER_CUT:
        cut_the_power(tuple(point.unsettled), world)
    if way in (KILLED, POWER_CUT):
        return Ended(-signal.SIGKILL, "", ())
    os.truncate(told / "said", 0)
    print(way, file=answers)
    status = json.loads(next(iter(questions)))["status"]
    return Ended(os.waitstatus_to_exitcode(status), words_in(told), ())


# ── the folder ──────────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def _parked(world: Path, aside: Path) -> Iterator[None]:
    """Inside, a copy has its place."""
    draft = f"{aside}.copy"
    copy_linked(str(world), draft)
    os.rename(world, aside)
    os.rename(draft, world)
    try:
        yield
    finally:
        shutil.rmtree(world)
        os.rename(aside, world)


def _aside(told: Path) -> Path:
    """Where the world of a command lies as long as one of its copies has its place."""
    return told.with_name(f"{told.name}.world")


def copy_linked(source: str, target: str, *, is_ours: bool = False) -> None:
    """The same folders, and the same files in them; but for those that are locked, of which there are others of the same words."""
    os.mkdir(target)
    with os.scandir(source) as entries:
        for one in entries:
            here = f"{target}/{one.name}"
            if one.is_dir(follow_symlinks=False):
                copy_linked(one.path, here, is_ours=one.name.endswith(_WAITING))
            elif is_ours:
                shutil.copy2(one.path, here, follow_symlinks=False)
            else:
                os.link(one.path, here, follow_symlinks=False)
    told = os.stat(source)
    os.utime(target, ns=(told.st_atime_ns, told.st_mtime_ns))
    os.chmod(target, stat.S_IMODE(told.st_mode))


# ── in the process of the command ───────────────────────────────────────────────────────────────────────────


class _Stops:
    """Asks before each change what is to be tried there."""

    def __init__(
        self, world: Path, aside: Path, pipes: tuple[int, int], enough: Enough | None, passing: tuple[str, ...]
    ) -> None:
        self._world, self._aside, self._enough, self._passing = world, aside, enough, passing
        self._answers, self._questions = os.fdopen(pipes[0]), pipes[1]
        self._injector: Injector
        self._told: set[tuple[int, int]] = set()

    def injector(self, log: int) -> Injector:
        """The one that asks."""
        self._injector = Injector(None, log, before_each=self._ask)
        return self._injector

    def _ask(self, name: str, path: str) -> None:
        if path.startswith(self._passing):
            return
        at, now = self._injector.count - 1, self._injector.unsettled
        unsettled = {"unsettled": [*(now - self._told)], "settled": [*(self._told - now)]}
        self._told = set(now)
        self._say({"at": at, "name": name, "path": path, "call": _call(name), **unsettled})
        while (way := self._answers.readline().strip()) != _GO_ON:
            if not way:
                os._exit(1)  # nobody is there any more
            process = os.fork()
            if process == 0:
                self._branch(Fault(at, way))
                return
            self._say({"status": os.waitpid(process, 0)[1]})

    def _say(self, told: dict[str, Any]) -> None:
        real["write"](self._questions, json.dumps(told).encode() + b"\n")

    def _branch(self, fault: Fault) -> None:
        """This process is a copy from here on: everything that it has open is that of its folder."""
        injector = self._injector
        injector.fault, injector.is_copy = fault, True
        enough = self._enough
        injector.before_each = enough and (lambda name, path: os._exit(ENOUGH) if enough(fault, name, path) else None)
        injector.log = real["open"](os.devnull, os.O_WRONLY)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(_SECONDS)
        _open_anew(str(self._aside), str(self._world))


def _call(name: str) -> int:
    """The stack without ourselves; a function that calls itself counts once."""
    frames: list[object] = [name]
    frame: Any = sys._getframe(2)
    while frame:
        one = (frame.f_code.co_filename, frame.f_lineno)
        if one != frames[-1] and one[0] not in _OURS:
            frames.append(one)
        frame = frame.f_back
    return hash(tuple(frames))


def _open_anew(former: str, now: str) -> None:
    for name in os.listdir("/proc/self/fd"):
        handle = int(name)
        with suppress(OSError):
            path = os.readlink(f"/proc/self/fd/{name}")
            if path == former or path.startswith(f"{former}/"):
                _replace(handle, path, path.replace(former, now, 1))
    with suppress(OSError):
        here = os.getcwd()
        if here == former or here.startswith(f"{former}/"):
            os.chdir(here.replace(former, now, 1))


def _replace(handle: int, former: str, path: str) -> None:
    """What is open is the same place of the file that has the former's in the copy, or of a copy of one that has no name."""
    flags = fcntl.fcntl(handle, fcntl.F_GETFL)
    mode, fresh = os.fstat(handle).st_mode, path
    is_file = stat.S_ISREG(mode)
    if is_file and not os.path.lexists(former):
        fresh = f"{path}.{handle}.open"
        with real["io.open"](f"/proc/self/fd/{handle}", "rb") as held, real["io.open"](fresh, "wb") as file:
            file.write(held.read())
    elif is_file and flags & (os.O_WRONLY | os.O_RDWR):
        make_own(path)
    new = real["open"](fresh, flags & ~(os.O_CREAT | os.O_TRUNC | os.O_EXCL))
    if is_file:
        os.lseek(new, os.lseek(handle, 0, os.SEEK_CUR), os.SEEK_SET)
    os.dup2(new, handle, inheritable=os.get_inheritable(handle))
    real["close"](new)
