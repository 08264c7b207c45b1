"""Whether the injector has counted every change on disk: held against what ``strace`` has seen of the same run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.trust.fault_scenarios import SCENARIOS, Scenario

_CALLS = (
    "openat,open,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,"
    "ftruncate,truncate,link,linkat,symlink,symlinkat,chmod,fchmod,fchmodat,utimensat,sendfile,copy_file_range"
)
_LINE = re.compile(r"^(?P<process>\d+) +(?P<call>\w+)\((?P<words>.*)$")
_KINDS = {
    "rename": ("rename", "replace", "renameat", "renameat2"),
    "unlink": ("unlink", "remove", "unlinkat"),
    "mkdir": ("mkdir", "mkdirat"),
    "link": ("link", "linkat"),
    "write": ("write", "pwrite64", "writev"),
    "open": ("open", "openat", "creat"),
    "chmod": ("chmod", "fchmod", "fchmodat"),
    "utime": ("utime", "utimensat"),
    "fsync": ("fsync", "fdatasync"),
}
_FOR_WRITING = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND")


def uncounted(scenario: Scenario, folder: Path) -> Iterator[str]:
    """The kinds of changes of which the system has seen more or fewer than the injector; nothing without ``strace``."""
    if not shutil.which("strace"):
        return
    place, trace, counted = folder / "traced", folder / "trace", folder / "counted"
    program = (
        "import sys, pathlib; from tests.trust.tracing_calls import dry; "
        f"dry({SCENARIOS.index(scenario)}, pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]))"
    )
    words = ["strace", "-f", "-y", "-s", "0", "-e", f"trace={_CALLS}", "-o", str(trace)]
    command = [*words, sys.executable, "-c", program, str(place), str(counted)]
    subprocess.run(command, check=True, capture_output=True, cwd=Path(__file__).parents[2], env=dict(os.environ))
    seen, mine = _seen(trace, str(place)), Counter(dict(_pairs(counted)))
    shutil.rmtree(place)
    yield from (
        f"{scenario.name}: {kind}: {seen[kind]} seen, {mine[kind]} counted"
        for kind in {*seen, *mine}
        if seen[kind] != mine[kind]
    )


def dry(number: int, place: Path, counted: Path) -> None:
    """Run a scenario without a fault, and write down what the injector has counted."""
    from tests.trust.fault_bench import Bench

    changes = Bench(SCENARIOS[number], place).once("traced").changes
    kinds = Counter(_kind(name) for name, _ in changes if name not in ("close", "sync"))
    counted.write_text("\n".join(f"{kind} {count}" for kind, count in kinds.items()))


def _pairs(counted: Path) -> Iterator[tuple[str, int]]:
    for line in counted.read_text().splitlines():
        kind, _, count = line.partition(" ")
        yield kind, int(count)


def _kind(call: str) -> str:
    return next((kind for kind, calls in _KINDS.items() if call in calls), call)


def _seen(trace: Path, place: str) -> Counter[str]:
    """What the system was asked for below the world of that run, by the process of the run; its log does not count."""
    found: Counter[str] = Counter()
    matches = [match for line in trace.read_text(errors="replace").splitlines() if (match := _LINE.match(line))]
    for match in matches:
        call, words = match["call"], match["words"]
        if (
            match["process"] == matches[0]["process"]
            or f"{place}/traced/" not in words
            or f"{place}/traced/told/" in words
        ):
            continue
        if _kind(call) == "open" and not any(flag in words for flag in _FOR_WRITING):
            continue
        found["rmdir" if call == "unlinkat" and "AT_REMOVEDIR" in words else _kind(call)] += 1
    return found
