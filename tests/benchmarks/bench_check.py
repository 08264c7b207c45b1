"""`check` and `diff` at size: everything from nothing, after one edit, where nothing has changed; two revisions that differ.

`python -m tests.benchmarks check`. From nothing, seconds of the processor are held against reading the same files and
parsing their YAML with the same parser, one process on either side; the others are seconds of the clock, Python's start
included. `python -m tests.benchmarks.bench_check` tells instead what each rule takes.
"""

from __future__ import annotations

import argparse
import shlex
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from build_tools.checks.catalogue import rules
from build_tools.checks.rule import Case
from build_tools.checks.run import judge
from build_tools.dossier import open_dossier
from tests.benchmarks.ground import Ground, commit
from tests.benchmarks.made.dossier import write_dossier
from tests.benchmarks.measured import Run, run
from tests.benchmarks.row import Row, Step
from tests.benchmarks.served import edit

_DIFFERING = 10  # records
_REFERENCE = """
import sys, yaml
from pathlib import Path
for folder in ("content", "seeds"):
    for path in Path(folder).rglob("*"):
        text = path.read_bytes() if path.is_file() else b""
        if path.suffix == ".md" and text.startswith(b"---\\n"):
            yaml.load(text[4:].partition(b"\\n---")[0], Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
"""


def steps(ground: Ground) -> Iterator[Step]:
    """All rows of checks and comparisons."""
    bench = Bench(ground)
    yield Step("check everything, from nothing", bench.from_nothing)
    yield Step("check everything where nothing has changed", bench.again)
    yield Step("check everything after one edit", bench.after_edits)
    yield Step(f"diff of two revisions that differ in {_DIFFERING} records", bench.compared)


class Bench:
    """A dossier in Git, and what was measured on it."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._folder, self._root = ground, ground.folder, ground.copy("checked")

    def from_nothing(self) -> Iterator[Row]:
        """One process on either side, in turn."""
        pairs = self._ground.repeated(self._pair, lasted=lambda pair: pair[0].clock + pair[1].clock, enough=100)
        name, reference = "check everything, from nothing (processor, one process)", "the files read, their YAML parsed"
        ours, theirs = [one.processor for one, _ in pairs], [one.processor for _, one in pairs]
        yield Row(name, ours, "s", 3, reference, theirs, memory=max(one.megabytes for one, _ in pairs))

    def _pair(self) -> tuple[Run, Run]:
        subprocess.run(("rm", "-rf", ".cache"), cwd=self._root, check=True)
        told = self._folder / "told"
        return self._claimline("check", "--jobs", "1"), run(
            (sys.executable, "-c", _REFERENCE), cwd=self._root, told=told
        )

    def again(self) -> Iterator[Row]:
        """No goal of the issue's, but what an edit is to be held against."""
        yield _clock(
            "check everything where nothing has changed",
            [self._claimline("check") for _ in self._ground.times(3)],
            None,
        )

    def after_edits(self) -> Iterator[Row]:
        """Another entry each time, of four kinds in turn."""
        yield _clock("check everything after one edit", [self._edited(number) for number in self._ground.times(8)], 1)

    def compared(self) -> Iterator[Row]:
        """By a curator who has checked before, as one does."""
        for number in range(_DIFFERING):
            edit(self._root, 1000 + number)
        commit(self._root)
        runs = self._ground.repeated(
            lambda: self._claimline("diff", "HEAD~1", "HEAD"), lasted=lambda one: one.clock, enough=40
        )
        yield _clock(f"diff of two revisions that differ in {_DIFFERING} records", runs, 3)

    def _edited(self, number: int) -> Run:
        edit(self._root, number)
        time.sleep(0.1)
        return self._claimline("check")

    def _claimline(self, *words: str) -> Run:
        """Problems that are found are no failure here: the dossier has some on purpose."""
        command = f"{shlex.quote(sys.executable)} -m build_tools.cli {shlex.join(words)} 2>/dev/null || test $? = 1"
        done = run(("sh", "-c", command), cwd=self._root, told=self._folder / "told")
        print(
            f"{words[0]}: {done.clock:.2f} s, processor {done.processor:.2f} s, {done.megabytes:.0f} MB",
            file=sys.stderr,
            flush=True,
        )
        return done


def _clock(name: str, runs: list[Run], goal: float | None) -> Row:
    return Row(name, [one.clock for one in runs], "s", goal, memory=max(one.megabytes for one in runs))


def by_rule(entries: int) -> Iterator[str]:
    """What each rule takes, when all texts are read."""
    with tempfile.TemporaryDirectory(prefix="claimline-bench-") as folder:
        root = Path(folder) / "dossier"
        write_dossier(root, entries)
        dossier = open_dossier(root)
        case = Case(dossier.corpus, dossier.broken)
        took: dict[str, float] = {}
        for rule in rules():
            start = time.process_time()
            judge(rule, case)
            took[rule.code] = time.process_time() - start
        yield from (f"{took[code]:8.3f} s {code}" for code in sorted(took, key=lambda code: -took[code]))


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description="What each rule of a check takes.")
    asked.add_argument("--entries", type=int, default=10_000)
    for line in by_rule(asked.parse_args().entries):
        print(line, flush=True)
