"""The build at size: everything made, one entry edited, one entry saved beside a running server, the zip.

`python -m tests.benchmarks build`. Times are of the clock, on all processors, and the reference runs in turn with what is held
against it; seconds of the processor are told on the error stream. What takes minutes is done once, what takes seconds
three times; each row says how often.
"""

from __future__ import annotations

import re
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.benchmarks import plain_material
from tests.benchmarks.bench_browser import opening
from tests.benchmarks.ground import Ground
from tests.benchmarks.measured import CommandFailed, Run, run
from tests.benchmarks.row import Row, Step
from tests.benchmarks.served import edit, served

_CLAIMLINE = (sys.executable, "-m", "build_tools.cli")
_SMALL = 10  # the smaller dossier is one tenth
_KINDS = ("other prose", "another title", "another speaker", "another day")  # of edits, as `edit` takes turns with them
_SOLID = "import sys; from pathlib import Path; from build_tools.solid_archive import solid_from; solid_from(Path(sys.argv[1]))"
_LONG = 240.0  # seconds after which a pair of builds is not repeated


def steps(ground: Ground) -> Iterator[Step]:
    """All rows of the build."""
    bench = Bench(ground)
    yield Step("full build against plain Material over the same pages", bench.full_and_plain)
    yield Step("cost a page", bench.cost_a_page)
    yield Step("the zip", bench.zipped)
    yield Step("the zip as .tar.xz", bench.solid)
    for number, kind in enumerate(_KINDS):
        yield Step(f"one entry edited ({kind})", lambda number=number: bench.edited(number))  # type: ignore[misc]
    yield Step("one entry saved beside a server", bench.served)
    ground.clear("large")


class Bench:
    """Dossiers of two sizes, and what was measured on them."""

    def __init__(self, ground: Ground) -> None:
        self._ground, self._folder = ground, ground.folder
        self._large = ground.copy("large")
        self._small = ground.made("small", max(20, ground.entries // _SMALL))
        self._full: list[Run] = []

    def full_and_plain(self) -> Iterator[Row]:
        """From nothing, beside Material without search over the pages that Claimline has rendered; and the memory."""
        reference = self._folder / "reference"
        rendered = (sys.executable, "-m", "tests.benchmarks.plain_material", str(self._large), str(reference))
        self._run(rendered, Path(__file__).parents[2])
        count = sum(1 for _ in reference.rglob("*.md"))
        pairs = self._ground.repeated(
            lambda: self._pair(reference), lasted=lambda pair: pair[0].clock + pair[1].clock, enough=_LONG
        )
        self._full = [full for full, _ in pairs]
        plain = [one.clock for _, one in pairs]
        peak = max(one.megabytes for one in self._full)
        self._ground.clear("reference")
        name = f"full build of {self._ground.entries} entries against plain Material over its {count} rendered pages, search off"
        yield Row(name, [one.clock for one in self._full], "s", 0.9, "Material", plain, memory=peak)
        ours, theirs = [one.processor for one in self._full], [one.processor for _, one in pairs]
        yield Row("the same, seconds of the processor", ours, "s", None, "Material", theirs)
        yield Row("memory of Material, the same build", [one.megabytes for _, one in pairs], "MB", None)
        yield Row("peak memory of the full build, all processes", [one.megabytes for one in self._full], "MB", 400)

    def _pair(self, reference: Path) -> tuple[Run, Run]:
        return self._build(self._large), self._run(plain_material.COMMAND, reference)

    def _build(self, root: Path) -> Run:
        """From nothing: no site, no cache."""
        self._ground.clear(f"{root.name}/site", f"{root.name}/.cache")
        return self._claimline(root, "build")

    def _built(self) -> list[Run]:
        if not self._full:
            raise RuntimeError("needs the full build, which failed")
        return self._full

    def cost_a_page(self) -> Iterator[Row]:
        """Seconds of the processor, so that what the two cores do beside each other does not matter."""
        full = self._built()
        small = self._ground.repeated(lambda: self._build(self._small), lasted=lambda one: one.clock, enough=90)
        pages, fewer = _pages(self._large), _pages(self._small)
        each = [one.processor * 1000 / pages for one in full]
        reference = [one.processor * 1000 / fewer for one in small]
        peak = max(one.megabytes for one in small)
        name = f"processor a page, {pages} pages against {fewer}"
        yield Row(
            name, each, "ms", 1.15, "a tenth of the entries", reference, memory=max(one.megabytes for one in full)
        )
        yield Row("peak memory of the full build of a tenth", [peak], "MB", None)
        self._ground.clear("small")

    def edited(self, kind: int) -> Iterator[Row]:
        """A build after an edit of one kind, another entry each time."""
        full, numbers = self._built(), iter(range(kind, 1000, len(_KINDS)))
        runs = self._ground.repeated(lambda: self._edited(next(numbers)), lasted=lambda one: one.clock, enough=45)
        name = f"one entry edited ({_KINDS[kind]}), build to finished site"
        clocks, references = [one.clock for one in runs], [one.clock for one in full]
        yield Row(name, clocks, "s", 1 / 25, "full build", references, memory=max(one.megabytes for one in runs))

    def _edited(self, number: int) -> Run:
        edit(self._large, number)
        return self._claimline(self._large, "build")

    def served(self) -> Iterator[Row]:
        """From the save of a record until its page, loaded again, has the words; the first kind is the issue's."""
        waits: dict[str, list[float]] = {kind: [] for kind in _KINDS[:3]}
        with served(self._large) as told:
            for number in range(3 * len(self._ground.times(3))):
                kind = number % len(waits)
                waits[_KINDS[kind]].append(told.saved(100 + number, kind))
        for kind, seconds in waits.items():
            yield Row(f"one entry saved ({kind}), to the reload of its page", seconds, "s", 1.5, memory=told.megabytes)

    def zipped(self) -> Iterator[Row]:
        """As `claimline bundle` makes it, and opened from a folder."""
        target = self._folder / "dossier.zip"
        self._built()
        packed, found = 0.0, ""
        try:
            packed = self._claimline(self._large, "bundle", "--out", str(target)).megabytes
        except CommandFailed as failed:
            if not target.exists():
                raise
            found = f" ({failed})"  # it was made; what is wrong with it is told beside its size
        yield Row(
            f"the zip that `claimline bundle` makes{found}", [target.stat().st_size / 1e6], "MB", 40, memory=packed
        )
        with zipfile.ZipFile(target) as opened:
            opened.extractall(self._folder / "unpacked")
        (index,) = sorted((self._folder / "unpacked").rglob("index.html"), key=lambda path: len(path.parts))[:1]
        yield opening(index.parent, self._name_of_somebody())
        self._ground.clear("unpacked")

    def solid(self) -> Iterator[Row]:
        """What `claimline bundle --solid` makes of the zip; by itself, since it takes minutes at size."""
        archive, here = self._folder / "dossier.zip", Path(__file__).parents[2]
        done = self._run((sys.executable, "-c", _SOLID, str(archive)), here)
        made = archive.with_name("dossier.tar.xz").stat().st_size / 1e6
        yield Row("the zip as .tar.xz (`claimline bundle --solid`)", [made], "MB", None, memory=done.megabytes)

    def _name_of_somebody(self) -> str:
        record = next(iter(sorted((self._large / "content/actors").rglob("*.md"))))
        name = re.search(r"^name: (.*)$", record.read_text(encoding="utf-8"), re.MULTILINE)
        return " ".join(name[1].strip("\"'").split()[:2]) if name else "of"

    def _claimline(self, root: Path, *words: str) -> Run:
        return self._run((*_CLAIMLINE, *words), root)

    def _run(self, command: Sequence[str], cwd: Path) -> Run:
        done = run(command, cwd=cwd, told=self._folder / "told")
        what = f"{time.strftime('%H:%M:%S')} {cwd.name}: {' '.join(command[2:5])}"
        print(
            f"{what}: {done.clock:.2f} s, processor {done.processor:.2f} s, {done.megabytes:.0f} MB",
            file=sys.stderr,
            flush=True,
        )
        return done


def _pages(root: Path) -> int:
    return sum(1 for _ in (root / "site").rglob("*.html"))
