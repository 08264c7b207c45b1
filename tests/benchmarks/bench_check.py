"""`check` and `diff` at size: everything from nothing, after one edit, where nothing has changed; two revisions that differ.

`python -m tests.benchmarks.bench_check [--entries 10000] [--runs 3] [--rules]`. From nothing, seconds of the processor are held
against reading the same files and parsing their YAML with the same parser, one process on either side; the others are
seconds of the clock, Python's start included. `--rules` tells instead what each rule takes.
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
from tests.benchmarks.bench_build import commit, edit
from tests.benchmarks.made.dossier import write_dossier
from tests.benchmarks.measured import Run, run
from tests.benchmarks.row import Row, as_table

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


class Bench:
    """A dossier in a folder, in Git, and what was measured on it."""

    def __init__(self, folder: Path, entries: int, runs: int) -> None:
        self.folder, self.root, self.runs = folder, folder / "dossier", runs
        write_dossier(self.root, entries)
        commit(self.root)

    def rows(self) -> Iterator[Row]:
        """All rows of checks and comparisons."""
        whole, reference = [], []
        for _ in range(self.runs):
            subprocess.run(("rm", "-rf", ".cache"), cwd=self.root, check=True)
            whole.append(self._claimline("check", "--jobs", "1"))
            reference.append(run((sys.executable, "-c", _REFERENCE), cwd=self.root, told=self.folder / "told"))
        yield Row(
            "check everything, from nothing (processor, one process)",
            [one.processor for one in whole],
            "s",
            3,
            "the files read, their YAML parsed",
            [one.processor for one in reference],
            memory=max(one.megabytes for one in whole),
        )
        yield _clock("check everything after one edit", [self._edited(number) for number in range(2 * self.runs)], 1)
        yield _clock(
            "check everything where nothing has changed", [self._claimline("check") for _ in range(self.runs)], 0.6
        )
        for number in range(_DIFFERING):
            edit(self.root, 1000 + number)
        commit(self.root)
        compared = [self._claimline("diff", "HEAD~1", "HEAD") for _ in range(self.runs)]
        yield _clock(f"diff of two revisions that differ in {_DIFFERING} records", compared, 3)

    def _edited(self, number: int) -> Run:
        edit(self.root, number)
        time.sleep(0.1)
        return self._claimline("check")

    def _claimline(self, *words: str) -> Run:
        """Problems that are found are no failure here: the dossier has some on purpose."""
        command = f"{shlex.quote(sys.executable)} -m build_tools.cli {shlex.join(words)} 2>/dev/null || test $? = 1"
        done = run(("sh", "-c", command), cwd=self.root, told=self.folder / "told")
        print(
            f"{words[0]}: {done.clock:.2f} s, processor {done.processor:.2f} s, {done.megabytes:.0f} MB",
            file=sys.stderr,
        )
        return done


def _clock(name: str, runs: list[Run], goal: float) -> Row:
    return Row(name, [one.clock for one in runs], "s", goal, memory=max(one.megabytes for one in runs))


def rows(*, entries: int = 10_000, runs: int = 3) -> Iterator[Row]:
    """The rows, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="claimline-bench-") as folder:
        yield from Bench(Path(folder), entries, runs).rows()


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
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=3)
    asked.add_argument("--rules", action="store_true", help="what each rule takes, instead")
    given = asked.parse_args()
    lines = by_rule(given.entries) if given.rules else as_table(rows(entries=given.entries, runs=given.runs))
    for line in lines:
        print(line, flush=True)
