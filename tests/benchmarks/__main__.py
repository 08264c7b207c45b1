"""`make bench`: every row as a ratio against its reference in the same run, with minimum, median and maximum, and memory.

`python -m tests.benchmarks [build] [check] [import] [browser] [--entries N | --dossier DIR] [--json FILE]`; nothing named
means all. Each row is printed as soon as it is known, a row that fails ends no other, and the file of JSON is written anew after
each. Ends with 1 where a goal is missed or a row failed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from tests.benchmarks import bench_browser, bench_build, bench_check, bench_import, machine
from tests.benchmarks.ground import Ground
from tests.benchmarks.row import HEAD, Row, Step, as_line, figure

_PARTS: Mapping[str, Callable[[Ground], Iterable[Step]]] = {
    "build": bench_build.steps,
    "check": bench_check.steps,
    "import": bench_import.steps,
    "browser": bench_browser.steps,
}


class Report:
    """What is known so far: on the screen as it comes, and as JSON."""

    def __init__(self, file: Path | None) -> None:
        self._file, self._begun = file, time.perf_counter()
        self.machine = machine.described()
        self.rows: list[Row] = []
        self.failed: list[str] = []
        self._told: list[dict[str, object]] = []

    def begin(self, entries: int) -> None:
        self.machine["entries"] = entries
        _print(" · ".join(f"{name}: {value}" for name, value in self.machine.items()), "", HEAD)

    def row(self, row: Row, busy: float) -> None:
        self.rows.append(row)
        _print(as_line(row))
        _tell(f"{self.minutes:.1f} minutes so far; before it {busy:.1f} cores were busy with other work")
        self._keep(asdict(row) | {"outcome": row.outcome, "met": row.is_met, "busy_before": round(busy, 2)})

    def failure(self, name: str, error: BaseException) -> None:
        self.failed.append(name)
        _print(
            f"| {name} | failed: {type(error).__name__}: {str(error).splitlines()[0] if str(error) else ''} | – | – | – | **no** | – |"
        )
        _tell("".join(traceback.format_exception(error)))
        self._keep({"name": name, "failed": f"{type(error).__name__}: {error}", "met": False})

    @property
    def minutes(self) -> float:
        return (time.perf_counter() - self._begun) / 60

    def _keep(self, told: dict[str, object]) -> None:
        self._told.append(told)
        if self._file:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            whole = {"machine": self.machine, "minutes": round(self.minutes, 1), "rows": self._told}
            self._file.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")

    def summary(self) -> Iterator[str]:
        """What is met and what is missed, the missed ones with their figures."""
        missed = [row for row in self.rows if row.is_met is False]
        met = [row for row in self.rows if row.is_met]
        yield f"\n{len(met)} goals met, {len(missed)} missed, {len(self.failed)} rows failed; {self.minutes:.1f} minutes."
        for title, rows in (("Missed", missed), ("Met", met)):
            if rows:
                yield from (f"\n{title}:\n", "| row | comes to | goal |", "|---|---|---|")
                yield from map(_in_short, rows)
        yield from (f"\nFailed: {name}" for name in self.failed)
        if self._file:
            yield f"\nAll figures: {self._file}"


def _in_short(row: Row) -> str:
    unit = "×" if row.references else row.unit
    return (
        f"| {row.name} | {figure(row.outcome)} {unit} | {'≥' if row.at_least else '≤'} {figure(row.goal or 0)} {unit} |"
    )


def _print(*lines: str) -> None:
    print(*lines, sep="\n", flush=True)


def _tell(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


def _measure(step: Step, report: Report) -> None:
    busy = machine.busy()
    try:
        for row in step.measure():
            report.row(row, busy)
    except Exception as error:  # noqa: BLE001 - whatever it is, the next row is another matter
        report.failure(step.name, error)


def _run(part: str, ground: Ground, report: Report) -> None:
    steps = iter(_PARTS[part](ground))
    while True:
        try:
            step = next(steps)
        except StopIteration:
            return
        except Exception as error:  # noqa: BLE001 - this part cannot begin, or go on
            return report.failure(part, error)
        _measure(step, report)


def _main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", choices=[*_PARTS, []], default=[])
    asked.add_argument("--entries", type=int, default=10_000)
    asked.add_argument("--dossier", type=Path, help="one that is there already; it is copied")
    asked.add_argument("--once", action="store_true", help="repeat nothing: to see whether all of it runs")
    asked.add_argument("--json", type=Path, default=Path("dist/bench.json"))
    given = asked.parse_args()
    report = Report(given.json)
    with tempfile.TemporaryDirectory(prefix="claimline-bench-") as folder:
        ground = Ground(Path(folder), given.entries, given.dossier, once=given.once)
        report.begin(ground.entries)
        for part in given.parts or _PARTS:
            _run(part, ground, report)
        _print(*report.summary())
    return 1 if report.failed or any(row.is_met is False for row in report.rows) else 0


if __name__ == "__main__":
    raise SystemExit(_main())
