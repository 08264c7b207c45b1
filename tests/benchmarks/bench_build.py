"""The build at size: everything made, one entry edited, one entry saved beside a running server, the zip.

`python -m tests.benchmarks.bench_build [--entries 10000] [--runs 3]`. Times are of the clock, on all processors, and the
reference runs in turn with what is held against it; seconds of the processor are told on the error stream.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks import plain_material
from tests.benchmarks.made.dossier import write_dossier
from tests.benchmarks.measured import Run, run, watched
from tests.benchmarks.row import Row, as_table

_CLAIMLINE = (sys.executable, "-m", "build_tools.cli")
_GIT = ("git", "-c", "user.name=Editor", "-c", "user.email=editor@invalid", "-c", "commit.gpgsign=false")
_ADDRESS = "127.0.0.1:8765"
_SMALL = 10  # the smaller dossier is one tenth


class Bench:
    """Dossiers of two sizes in a folder, and what was measured on them."""

    def __init__(self, folder: Path, entries: int, runs: int) -> None:
        self.folder, self.entries, self.runs = folder, entries, runs
        self.large, self.small = folder / "large", folder / "small"
        for root, size in ((self.large, entries), (self.small, entries // _SMALL)):
            write_dossier(root, size)
            commit(root)

    def rows(self) -> Iterator[Row]:
        """All rows of the build."""
        full, plain = self._full_and_plain()
        yield _row("full build against plain Material over the same pages", full, 0.9, plain, reference="Material")
        small = [self._build(self.small) for _ in range(self.runs)]
        yield self._cost_a_page(full, small)
        edited = [self._edited(number) for number in range(2 * self.runs)]
        yield _row("one entry edited, build to finished site", edited, 1 / 25, full, reference="full build")
        yield self._served()
        peak = max(one.megabytes for one in full)
        yield Row(
            "peak memory of the full build, all processes", [one.megabytes for one in full], "MB", 400, memory=peak
        )
        yield self._zipped()

    def _full_and_plain(self) -> tuple[list[Run], list[Run]]:
        reference = self.folder / "reference"
        self._claimline(self.large, "pages", "--out", str(self.folder / "rendered"))
        plain_material.write_reference(self.folder / "rendered", reference)
        full, plain = [], []
        for _ in range(self.runs):
            full.append(self._build(self.large))
            plain.append(self._run(plain_material.COMMAND, reference))
        return full, plain

    def _build(self, root: Path) -> Run:
        """From nothing: no site, no cache."""
        subprocess.run(("rm", "-rf", "site", ".cache"), cwd=root, check=True)
        return self._claimline(root, "build")

    def _cost_a_page(self, large: Sequence[Run], small: Sequence[Run]) -> Row:
        each, fewer = _pages(self.large), _pages(self.small)
        _tell(f"{each} pages in the large dossier, {fewer} in the small one")
        return Row(
            "cost a page, processor, large against a tenth of it",
            [one.processor * 1000 / each for one in large],
            "ms",
            1.15,
            "a tenth",
            [one.processor * 1000 / fewer for one in small],
        )

    def _edited(self, number: int) -> Run:
        edit(self.large, number)
        return self._claimline(self.large, "build")

    def _served(self) -> Row:
        with served(self.large) as told:
            waits = [told.saved(number) for number in range(100, 100 + 2 * self.runs)]
        return Row("one entry saved, to the reload of its page", waits, "s", 1.5, memory=told.megabytes)

    def _zipped(self) -> Row:
        target = self.folder / "dossier.zip"
        packed = self._claimline(self.large, "bundle", "--out", str(target))
        return Row("the zip", [target.stat().st_size / 1e6], "MB", 40, memory=packed.megabytes)

    def _claimline(self, root: Path, *words: str) -> Run:
        return self._run((*_CLAIMLINE, *words), root)

    def _run(self, command: Sequence[str], cwd: Path) -> Run:
        done = run(command, cwd=cwd, told=self.folder / "told")
        what = f"{cwd.name}: {' '.join(command[2:5])}"
        _tell(f"{what}: {done.clock:.2f} s, processor {done.processor:.2f} s, {done.megabytes:.0f} MB")
        return done


def edit(root: Path, number: int) -> Path:
    """Give a reviewed entry other words under its claims and, in turn, another title, another speaker, another day."""
    records = sorted((root / "content/timeline").rglob("*.md"))
    at = number * 7919 % len(records)
    chosen = next(one for one in (*records[at:], *records[:at]) if "status: reviewed" in one.read_text())
    text = f"{chosen.read_text().rstrip()}\n\nLooked at again and found to be so, says note {note(number)}.\n"
    chosen.write_text(_CHANGES[number % len(_CHANGES)](text), encoding="utf-8")
    return chosen


def _another_title(text: str) -> str:
    return re.sub(r"^title: (.*?)$", r"title: \1 again", text, count=1, flags=re.MULTILINE)


def _another_speaker(text: str) -> str:
    return re.sub(r"^( +speaker: )(body|person)-\d+$", r"\1body-1", text, count=1, flags=re.MULTILINE)


def _another_day(text: str) -> str:
    return re.sub(r"^((?: +when|date): \d{4}-)\d\d-\d\d$", r"\g<1>01-02", text, flags=re.MULTILINE)


_CHANGES = (str, _another_title, _another_speaker, _another_day)


def note(number: int) -> str:
    """A word for a number: figures in prose would have to stand in a claim."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))


class Served:
    """A running server, asked as a browser asks it."""

    def __init__(self, root: Path) -> None:
        self._root, self.megabytes = root, 0.0

    def saved(self, number: int) -> float:
        """Seconds from the save of a record until its page, loaded again, has the words."""
        chosen = edit(self._root, number)  # whatever is being rebuilt is over once the page is there
        address = f"http://{_ADDRESS}/timeline/{chosen.stem}.html"
        _until(address, f"note {note(number)}.")
        told = re.search(rb"/\.claimline/since/(\d+)", _page(address))
        if not told:
            raise RuntimeError("the page does not wait for a reload")
        start = time.perf_counter()
        text = chosen.read_text().replace(f"note {note(number)}.", f"note {note(number)}, once more.")
        chosen.write_text(text, encoding="utf-8")
        _page(f"http://{_ADDRESS}/.claimline/since/{int(told[1])}")
        _until(address, f"note {note(number)}, once more.")
        return time.perf_counter() - start


@contextmanager
def served(root: Path) -> Iterator[Served]:
    """``claimline serve``, as soon as its first page is there."""
    command = (*_CLAIMLINE, "serve", "--address", _ADDRESS)
    process = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    told = Served(root)
    try:
        with watched(process.pid) as peak:
            _until(f"http://{_ADDRESS}/index.html", "")
            yield told
        told.megabytes = peak.megabytes
    finally:
        process.terminate()
        process.wait()


def _until(address: str, words: str, *, patience: float = 300.0) -> None:
    """Ask for a page until it holds the words."""
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        try:
            if words.encode() in _page(address):
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} did not come to hold {words!r}")


def _page(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=70) as reply:
        return bytes(reply.read())


def _row(name: str, runs: Sequence[Run], goal: float, references: Sequence[Run], *, reference: str) -> Row:
    peak = max(one.megabytes for one in runs)
    return Row(name, [one.clock for one in runs], "s", goal, reference, [one.clock for one in references], memory=peak)


def _pages(root: Path) -> int:
    return sum(1 for _ in (root / "site").rglob("*.html"))


def commit(root: Path) -> None:
    (root / ".gitignore").write_text("/site/\n/.cache/\n/dist/\n", encoding="utf-8")
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "All records")):
        subprocess.run((*_GIT, *words), cwd=root, check=True)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def rows(*, entries: int = 10_000, runs: int = 3) -> Iterator[Row]:
    """The rows, in a folder that goes afterwards."""
    with tempfile.TemporaryDirectory(prefix="claimline-bench-") as folder:
        yield from Bench(Path(folder), entries, runs).rows()


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--runs", type=int, default=3)
    given = asked.parse_args()
    for line in as_table(rows(entries=given.entries, runs=given.runs)):
        print(line, flush=True)
