"""``claimline check`` on invented dossiers, as a person waits for it: from the shell, Python's start included, no cache.

Beside each figure, in the same run, the reference: the bytes of the same files read, and their YAML alone loaded by PyYAML's C
loader. The ratio counts: times are those of this machine, and seconds of the processor stand beside those of the clock.

    PYTHONPATH=. .venv/bin/python tests/benchmarks/bench_check.py [--entries 1000 10000] [--rules]
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parents[1]))

from synthetic_dossier import write_synthetic_dossier

from build_tools.checks.catalogue import rules
from build_tools.checks.rule import Case
from build_tools.checks.run import judge
from build_tools.dossier import open_dossier
from build_tools.model import Actor, Entry
from build_tools.records import front_matter

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True)
class Run:
    """A command that ended: seconds of the clock and of the processor, MB at most, and its exit code."""

    clock: float
    processor: float
    megabytes: float
    code: int

    def __str__(self) -> str:
        return f"{self.clock:6.2f} s ({self.processor:.2f} s of the processor), {self.megabytes:.0f} MB at most"


# A process starts with the memory of the one that starts it: a small one has to stand between.
_BETWEEN = """import os, subprocess, sys, time
start = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, os.waitstatus_to_exitcode(status))
"""


def ran(*words: str, root: Path) -> Run:
    """The command in a process of its own."""
    command = [sys.executable, "-c", _BETWEEN, sys.executable, "-m", "build_tools.cli", *words]
    told = subprocess.run(command, cwd=root, check=True, capture_output=True, text=True).stdout.split()
    clock, processor, megabytes = map(float, told[:3])
    return Run(clock, processor, megabytes, int(told[3]))


def best(work: Callable[[], Run], times: int) -> Run:
    """The run that took the processor least."""
    return min((work() for _ in range(times)), key=lambda run: run.processor)


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, in this process: the least of three times."""

    def once() -> float:
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(3))


def read_bytes(root: Path) -> list[bytes]:
    """Every file of a dossier."""
    return [
        path.read_bytes() for folder in ("content", "seeds") for path in (root / folder).rglob("*") if path.is_file()
    ]


def load_yaml(texts: list[str]) -> None:
    """The YAML alone, as strings, without a place or a model."""
    for text in texts:
        yaml.load(text, Loader=_LOADER)


def front_matters(root: Path) -> list[str]:
    """The YAML of every record."""
    files = sorted((root / "content").rglob("*.md"))
    return [front_matter.split(file.read_text(encoding="utf-8"), file.name).yaml for file in files]


def figures(entries: int, folder: str | None) -> Iterator[str]:
    with tempfile.TemporaryDirectory(dir=folder) as inside:
        root = Path(inside)
        corpus = write_synthetic_dossier(root, entries)
        held, yamls = read_bytes(root), front_matters(root)
        claims = sum(len(entry.claims) for entry in corpus.entries.values())
        yield f"{entries:,} entries, {claims:,} claims, {len(held):,} files, {sum(map(len, held)) / 1e6:.1f} MB"
        reference = seconds(lambda: read_bytes(root)) + seconds(lambda: load_yaml(yamls))
        start = best(lambda: ran("--version", root=root), 3)
        yield f"    reading the bytes and loading the YAML alone: {reference:6.2f} s of the processor"
        yield f"    claimline --version, which is Python's start: {start}"
        whole = best(lambda: ran("check", root=root), 3 if entries <= 1000 else 1)
        yield f"    check: {whole}; {whole.processor / reference:.1f} times the reference"
        middle: Entry = list(corpus.entries.values())[entries // 2]
        actor: Actor = next(iter(corpus.actors.values()))
        source = corpus.sources[middle.claims[0].source]
        paths = {
            "one entry": f"content/timeline/{middle.date[:4]}/{middle.id}.md",
            "one actor": f"content/actors/{actor.id}.md",
            "one source": f"content/sources/{source.id}.md",
            "one seed": f"seeds/{source.seed}",
            "the vocabulary": "content/vocabulary.yml",
        }
        for name, path in paths.items():
            run = best(lambda path=path: ran("check", path, root=root), 3 if entries <= 1000 else 1)  # type: ignore[misc]
            yield f"    check of {name}: {run}; {run.processor / reference:.1f} times the reference"


def by_rule(entries: int) -> Iterator[str]:
    """What each rule takes, when all texts are read."""
    with tempfile.TemporaryDirectory() as inside:
        root = Path(inside)
        write_synthetic_dossier(root, entries)
        dossier = open_dossier(root)
        yield f"    opened in {seconds(lambda: open_dossier(root)):.2f} s of the processor"
        case = Case(dossier.corpus, dossier.broken)
        took: dict[str, float] = {}
        for rule in rules():
            start = time.process_time()
            judge(rule, case)
            took[rule.code] = time.process_time() - start
        yield from (f"{took[code]:8.3f} s {code}" for code in sorted(took, key=lambda code: -took[code]))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--rules", action="store_true", help="what each rule takes, instead")
    parser.add_argument("--folder", help="where the dossiers are written: a disk, or a file system in memory")
    given = parser.parse_args()
    for entries in given.entries:
        for line in by_rule(entries) if given.rules else figures(entries, given.folder):
            print(line, flush=True)


if __name__ == "__main__":
    main()
