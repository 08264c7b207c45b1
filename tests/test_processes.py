"""Work shared among processes comes out as if there were one, whatever becomes of the others."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from synthetic_dossier import write_synthetic_dossier

from build_tools import dossier, processes
from build_tools.checks.catalogue import Rule, rules
from build_tools.cli import main
from build_tools.processes import side_by_side

copies_can_be_made = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="no safe fork here")
_HERE = os.getpid()


def _square(number: int) -> int:
    return number * number


def _ends_a_copy(number: int) -> int:
    """Ends the process that it is done in, unless that is the test's."""
    if os.getpid() != _HERE:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def _fails_in_a_copy(number: int) -> int:
    if os.getpid() != _HERE:
        raise RuntimeError(number)
    return number


def _slowly_here() -> str:
    time.sleep(0.1)  # so that the others have taken something
    return "own"


@pytest.mark.parametrize("jobs", [1, 2, 3, 40])
@pytest.mark.parametrize("count", [0, 1, 7, 2048])
def test_everything_comes_back_in_its_order(jobs: int, count: int) -> None:
    tasks = [partial(_square, number) for number in range(count)]
    assert side_by_side(lambda: "own", tasks, jobs=min(jobs, 6)) == ("own", tuple(n * n for n in range(count)))


@pytest.mark.parametrize("task", [_ends_a_copy, _fails_in_a_copy])
def test_what_another_process_does_not_bring_back_is_done_here(task: object) -> None:
    tasks = [partial(task, number) for number in range(9)]  # type: ignore[arg-type]
    assert side_by_side(_slowly_here, tasks, jobs=3) == ("own", tuple(range(9)))


_FAILING = """
import os, time
from functools import partial
from build_tools.processes import side_by_side
try:
    side_by_side(lambda: 1 // 0, [os.getpid, partial(time.sleep, 60)], jobs=3)
except ZeroDivisionError:
    print("raised")
try:
    os.waitpid(-1, os.WNOHANG)
except ChildProcessError:
    print("nobody is left")
"""
_NO_ROOM = """
import os, time
from build_tools import processes
processes._BETWEEN_LOOKS = 0
def slowly():
    time.sleep(0.02)
    return os.getpid()
print(os.getpid(), *processes.side_by_side(lambda: None, [slowly] * 12, jobs=2, room=0)[1])
"""
_APART = """
from build_tools.processes import apart
held = []
def grow():
    held.extend(range(9))
    return "done"
done = apart(grow)
try:
    apart(lambda: 1 // 0)
except ZeroDivisionError:
    print(done, "held" if held else "raised")
"""
_SHARING = """
import os, time
from build_tools.processes import side_by_side
print(os.getpid() not in side_by_side(lambda: time.sleep(0.1), [os.getpid] * 2, jobs=2)[1])
"""


def alone(program: str) -> str:
    """What a program prints that has no threads and children but its own, unlike the process of the tests."""
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=30
    ).stdout


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="what a process holds is not known here")
def test_a_copy_that_holds_too_much_of_its_own_makes_room_beside_a_process_that_works() -> None:
    own, *others = alone(_NO_ROOM).split()
    took = Counter(others)
    assert own in took
    assert {times for process, times in took.items() if process != own} == {1}


@copies_can_be_made
def test_what_a_task_needs_goes_with_the_copy_that_did_it() -> None:
    assert alone(_APART) == "done raised\n"


def test_an_error_is_raised_as_by_one_process_and_nobody_is_left_behind() -> None:
    assert alone(_FAILING) == "raised\nnobody is left\n"


def test_no_copy_is_made_beside_another_thread_or_where_the_system_makes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    tasks, seen = [os.getpid] * 4, []
    thread = threading.Thread(target=lambda: seen.append(side_by_side(_slowly_here, tasks, jobs=4)[1]))
    thread.start()
    thread.join()
    monkeypatch.setattr(processes.os, "fork", _refused, raising=False)
    assert {*seen[0], *side_by_side(_slowly_here, tasks, jobs=4)[1]} == {os.getpid()}


def _refused() -> int:
    raise BlockingIOError


@copies_can_be_made
def test_the_others_do_take_a_share() -> None:
    assert alone(_SHARING) == "True\n"


_WAITING = """
import signal, time
from build_tools.processes import side_by_side
signal.signal(signal.SIGINT, signal.default_int_handler)  # what is started in the background inherits that it is ignored
print("begun", flush=True)
side_by_side(lambda: time.sleep(60), [lambda: time.sleep(60)] * 3, jobs=3)
"""


@copies_can_be_made
def test_ctrl_c_ends_all_processes() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _WAITING], stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    ) as running:
        assert running.stdout and running.stdout.readline() == b"begun\n"
        time.sleep(0.2)
        os.killpg(running.pid, signal.SIGINT)
        assert b"KeyboardInterrupt" in running.communicate(timeout=10)[1]
    with pytest.raises(ProcessLookupError):
        os.killpg(running.pid, 0)


# ── a check ─────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier with a seed that is no text, one that changed, and a record that cannot be read."""
    root = tmp_path_factory.mktemp("faulty")
    write_synthetic_dossier(root, 12)
    first, second, *_ = sorted((root / "seeds").glob("*.txt"))
    first.write_bytes(b"\x00\x01")
    second.write_text(second.read_text(encoding="utf-8").replace("a", "e", 4), encoding="utf-8")
    next((root / "content" / "timeline").rglob("*.md")).write_text("---\ntitle: [\n---\n", encoding="utf-8")
    return root


def test_a_check_says_the_same_with_any_number_of_processes(faulty: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dossier, "_ENOUGH_TO_SHARE", 2)
    told = [_checked(faulty, jobs) for jobs in (1, 2, 5)]
    assert told[0][0] == 1 and "seed-not-text" in told[0][1] and "seed-changed" in told[0][1]
    assert told[1:] == told[:1] * 2


def test_a_rule_that_crashes_in_another_process_is_its_own_problem(
    faulty: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tuple(_crashing(rule) if rule.code == "date-order" else rule for rule in rules())
    monkeypatch.setattr("build_tools.checks.run.rules", lambda: broken)
    one, two = _checked(faulty, 1), _checked(faulty, 2)
    assert one == two and one[1].count("rule-crashed: the rule “date-order” ended with RuntimeError('as if')") == 1


def _crashing(rule: Rule) -> Rule:
    return replace(rule, find=_crash)


def _crash(case: object) -> object:
    raise RuntimeError("as if")


def _checked(root: Path, jobs: int) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", "--jobs", str(jobs), "--root", str(root)])
    return done.exit_code, done.output
