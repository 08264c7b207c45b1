"""Every change on disk of every command that writes records fails once, in every way, and the process ends at every one.

Afterwards all files that belong together are the old ones or all the new ones (where the process ended between two: after the
next command), nothing that a person wrote is lost, the message is clear, and the same command run again comes to its end.
"""

from __future__ import annotations

import os
import pickle
import random
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from tests.trust.fault_bench import ON_TOP, Bench, Point
from tests.trust.fault_scenarios import SCENARIOS
from tests.trust.injecting import BREAK, FAILS, KILLS, LASTS, WAYS, Fault
from tests.trust.proof import Proof
from tests.trust.tracing_calls import uncounted

_MEMORY = Path("/dev/shm")
_CORES, _ROUNDS = 2, 6
_PROMISES = {
    "a change on disk that fails leaves all files old or all new": (*FAILS, *LASTS),
    "a process that ends leaves all files old or all new, after the next command at the latest": (*KILLS, BREAK),
    "what a person writes into an interrupted command's files stays": (ON_TOP,),
}


def swept(benches: Sequence[Bench], *, until: float, jobs: int) -> list[Point]:
    """Every point of the scenarios, in an order that is always the same and favours none, as far as the time goes."""
    work = [(fault, bench) for bench in benches for fault in bench.faults()]
    random.Random(8).shuffle(work)
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
