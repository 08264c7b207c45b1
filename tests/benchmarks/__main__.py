"""`make bench`: every row as a ratio against its reference in the same run, with minimum, median and maximum, and memory.

`python -m tests.benchmarks [build] [check] [import] [browser] [--entries 10000]`; nothing named means all. Needs about an
hour of two quiet cores at 10,000 entries. Ends with 1 where a goal is missed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Mapping

from tests.benchmarks import bench_browser, bench_build, bench_check, bench_import
from tests.benchmarks.row import HEAD, Row, as_line

_PARTS: Mapping[str, Callable[..., Iterable[Row]]] = {
    "build": bench_build.rows,
    "check": bench_check.rows,
    "import": bench_import.rows,
    "browser": bench_browser.rows,
}


def _main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("parts", nargs="*", choices=[*_PARTS, []], default=[])
    asked.add_argument("--entries", type=int, default=10_000)
    given = asked.parse_args()
    print(HEAD, flush=True)
    all_met = True
    for part in given.parts or _PARTS:
        for row in _PARTS[part](entries=given.entries):
            print(as_line(row), flush=True)
            all_met = all_met and row.is_met
    return 0 if all_met else 1


if __name__ == "__main__":
    raise SystemExit(_main())
