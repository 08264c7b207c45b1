"""What an import costs: `python -m tests.benchmarks.bench_import [speed] [rooms] [memory] [growth] [hostile] …`.

speed: megabytes of text a second and processor, from seeds to records on disk, beside a compiled regex for dates over
the same text; --folder DIR: where, such as one in memory. rooms: where the time goes. memory: the most that 100, 400 and
1,600 articles take. growth: one text of 1, 2, 5 and 10 MB, in lines and in one line, beside the same regex. hostile: the
same for repetitions made to be slow. All texts are made up. Times are of the processor, not of the clock; what counts
are the ratios.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import pstats
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from build_tools import seeds
from build_tools.extract.propose import propose
from build_tools.extract.read import read
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.run import plan_import
from build_tools.ingest.sound import sound_entries
from tests.benchmarks.ground import Ground
from tests.benchmarks.measured import Run, run
from tests.benchmarks.row import Row, Step
from tests.synthetic_articles import articles, synthetic_dossier

LATEST = dt.date(2026, 1, 1)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATES = re.compile(
    rf"\b(?:\d{{1,2}} (?:{_MONTHS})(?: \d{{4}})?|(?:{_MONTHS})(?: \d{{1,2}})?(?:, \d{{4}}| \d{{4}})?"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{4}-\d\d-\d\d|yesterday|today|tomorrow)\b"
)
HOSTILE = {
    "dots": ".", "opening quotation marks": "“", "quoted letters": "“a” ", "straight quotation marks": '"', "blanks": " x",
    "one letter": "a", "one capital": "A", "digits": "1", "capital words": "Abc ", "of": "Bank of ", "and": "Ministry of Health and ",
    "said": "he said ", "brackets": "(", "hyphens": "a-", "numbers": "one hundred and ", "twenties": "twenty-", "newlines": "\n",
    "bullets": "• a\n", "days": "on Monday 5 Nov ", "initials": "A.", "titles": "President Gen. Maj. ", "thousands": "1,000,",
    "appositions": "John Smith, the head of ", "labels": "Abc: ", "sources": "official in ", "possessives": "’s ", "Cyrillic": "привет мир ",
    "faces": "😀", "between": "between 5 and ", "parts": "a third of ", "short lines": "No. {} fell.\n", "cited": "Reuters, citing ",
}  # fmt: skip


def spent(work: Callable[[], object]) -> float:
    """Seconds of the processor, in this process alone."""
    start = time.process_time()
    work()
    return time.process_time() - start


def read_whole(text: str) -> None:
    """All that is done with one text before it is compared with records."""
    document = seeds.read_document(seeds.normalise(text.encode(), "x"), "x")
    proposal = propose(read(document, published="2024-11-07"), source_id="s")
    list(sound_entries(proposal.entries, document, published="2024-11-07"))


def text_of(letters: int) -> str:
    """Articles one after the other, cut off at this many characters."""
    found, size = [], 0
    for article in articles(10_000):
        found.append(article)
        size += len(article)
        if size >= letters:
            break
    return "\n".join(found)[:letters]


def imported(root: Path, jobs: int) -> None:
    apply_plans(root, plan_import(root, latest=LATEST, jobs=jobs).plans)


def dates_in(*texts: str) -> float:
    """Seconds that the plain regex takes to find the dates of texts: the least of three times."""
    return min(spent(lambda: [sum(1 for _ in _DATES.finditer(text)) for text in texts]) for _ in range(3))


# ── the rows of `make bench` ──


def steps(ground: Ground) -> Iterator[Step]:
    """An import of half as many articles as entries, 3 KB each, by the command."""
    count = max(20, ground.entries // 2)
    yield Step("import, per core", lambda: _speed(ground, min(count, _SAMPLE), count))
    yield Step(f"import of {count} articles, and again", lambda: _whole(ground, count))


_SAMPLE = (
    500  # articles: what an article takes hardly depends on how many others there are, and the whole says so beside
)


def _speed(ground: Ground, sample: int, count: int) -> Iterator[Row]:
    """In one process, whose seconds are those of one core, beside the regex in the same run."""
    once, dates, size = list[Run](), list[float](), 0.0
    for _ in ground.times(3):
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "dossier"
            size = synthetic_dossier(root, sample, size=3_000) / 1e6
            dates.append(dates_in(*(path.read_text() for path in sorted((root / "seeds").glob("*.txt")))))
            once.append(_imported_by_command(root, "--jobs", "1"))
    of = f", a sample of {count}" if sample < count else ""
    name, peak = f"import of {sample} articles ({size:.1f} MB{of})", max(one.megabytes for one in once)
    yield Row(f"{name}, per core", [size / one.processor for one in once], "MB/s", 1, at_least=True, memory=peak)
    spent = [one.processor for one in once]
    yield Row(f"{name}, processor", spent, "s", 25, reference="compiled regex for dates", references=dates)


def _whole(ground: Ground, count: int) -> Iterator[Row]:
    """Once in as many processes as there are cores; then with nothing new."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "dossier"
        size = synthetic_dossier(root, count, size=3_000) / 1e6
        whole = _imported_by_command(root)
        name = f"import of {count} articles ({size:.1f} MB), all cores"
        yield Row(f"{name}, clock", [whole.clock], "s", None, memory=whole.megabytes)
        yield Row(f"{name}: MB a second of the processor", [size / whole.processor], "MB/s", None)
        again = [_imported_by_command(root) for _ in ground.times(3)]
    peak = max(one.megabytes for one in again)
    yield Row(f"import again with nothing new at {count} articles", [one.clock for one in again], "s", 2, memory=peak)


def _imported_by_command(root: Path, *options: str) -> Run:
    command = ("sh", "-c", 'exec "$@" 2>/dev/null', "sh", sys.executable, "-m", "build_tools.cli", "import", *options)
    command = (*command, "--root", str(root))
    return run(command, cwd=Path(__file__).parents[2], told=root.parent / "told")


# ── the figures ─────────────────────────────────────────────────────────────────────────────────────────────


def speed(megabytes: float, folder: str | None = None) -> Iterator[str]:
    count = int(megabytes * 1e6 / 8_200)
    for jobs in (1, 2):
        with tempfile.TemporaryDirectory(dir=folder) as inside:
            root = Path(inside) / "dossier"
            size = synthetic_dossier(root, count) / 1e6
            dates = dates_in(*(path.read_text() for path in sorted((root / "seeds").glob("*.txt"))))
            clock = time.perf_counter()
            took = spent(lambda root=root, jobs=jobs: imported(root, jobs))  # type: ignore[misc]
            clock = time.perf_counter() - clock
            files = sum(path.is_file() for path in (root / "content").rglob("*"))
        yield f"{count} articles, {size:.1f} MB, {files} records in {Path(inside).parent}, --jobs {jobs}:"
        if jobs == 1:
            yield f"    {size / took:.2f} MB a second and processor"
            yield f"    a regex for dates over the same text: {size / dates:.1f} MB a second, {took / dates:.0f} times as fast"
        yield f"    {size / clock:.2f} MB a second by the clock; the regex is {clock / dates:.0f} times as fast"


def rooms(megabytes: float) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "dossier"
        size = synthetic_dossier(root, int(megabytes * 1e6 / 8_200)) / 1e6
        profile = cProfile.Profile()
        profile.runcall(imported, root, 1)
    named = Counter[str]()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _, name), (_, _, own, whole, _) in stats.items():
        place = Path(file)
        if place.parent.parent.name == "build_tools":
            named[f"{place.parent.name}/{place.stem}"] += own
        if (place.stem, name) in _CONDUCTORS:
            yield f"{whole / size:8.2f} s a MB in {place.stem}.{name} and all it calls (under a profiler)"
    yield from (f"{own / size:8.2f} s a MB in {room} itself" for room, own in named.most_common(20))


_CONDUCTORS = {
    ("seeds", "read_document"), ("names", "find_names"), ("times", "find_times"), ("quantities", "find_quantities"),
    ("attribution", "find_attributions"), ("propose", "propose"), ("drafting", "draft"), ("across", "matched"), ("across", "remember"),
    ("plan", "plan_seed"), ("apply", "apply_plans"), ("roles", "with_roles"), ("claims", "draft_claims"), ("grouping", "group"),
}  # fmt: skip

_PEAK = """import resource, sys
from pathlib import Path
from tests.benchmarks.bench_import import imported
imported(Path(sys.argv[1]), 1)
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def memory(counts: tuple[int, ...] = (100, 400, 1600)) -> Iterator[str]:
    for count in counts:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "dossier"
            size = synthetic_dossier(root, count, size=1_600) / 1e6
            run = [sys.executable, "-c", _PEAK, str(root)]
            peak = subprocess.run(run, check=True, capture_output=True, text=True).stdout.split()[-1]
            yield f"{count:5} articles, {size:.1f} MB: {float(peak):.0f} MB at most"


def growth(megabytes: float) -> Iterator[str]:
    whole = text_of(int(10 * megabytes * 1e6))
    for kind, text in (("in lines", whole), ("in one line", whole.replace("\n", " "))):
        first = 0.0
        for share in (1, 2, 5, 10):
            part = text[: len(text) * share // 10]
            took = spent(lambda part=part: read_whole(part))  # type: ignore[misc]
            first, dates = first or took, dates_in(part)
            grown = f"{took / first:5.1f} times the first"
            yield f"{len(part) / 1e6:5.2f} MB {kind}: {took:6.1f} s, {grown}, {took / dates:5.0f} times a regex for dates"


def hostile(letters: int = 40_000) -> Iterator[str]:
    for name, piece in HOSTILE.items():
        made = [_repeated(piece, size) for size in (letters, 4 * letters)]
        small, large = (spent(lambda text=text: read_whole(text)) for text in made)  # type: ignore[misc]
        grows = f"{large / small:5.1f} times for four times the text" if large > 0.2 else "at once"
        yield f"{name:24} {small:6.2f} s {large:6.2f} s {grows}"


def _repeated(piece: str, letters: int) -> str:
    count = letters // len(piece)
    text = "".join(piece.format(number) for number in range(count)) if "{}" in piece else piece * count
    return text if text.strip() else f"x{text}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("figures", nargs="*", default=["speed", "memory", "growth", "hostile"])
    parser.add_argument(
        "--megabytes", type=float, help="of text for speed and rooms (5, 1); growth goes to ten times as many (1)"
    )
    parser.add_argument("--folder", help="where speed imports: a disk, or a file system in memory")
    given = parser.parse_args()
    for figure in given.figures:
        print(f"── {figure}")
        defaults = {"speed": 5.0, "rooms": 1.0, "growth": 1.0}
        size = given.megabytes or defaults.get(figure, 0.0)
        lines = {
            "speed": lambda size=size: speed(size, given.folder),
            "rooms": lambda size=size: rooms(size),
            "growth": lambda size=size: growth(size),
            "memory": memory,
            "hostile": hostile,
        }[figure]()  # type: ignore[operator]
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()
