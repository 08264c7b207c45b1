"""Objects of a PDF → a file that holds them and nothing else, under the numbers that they had (ISO 32000-2, § 7.5)."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

_HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
_MOST_NUMBERS = 0xFFFF  # of a generation


def written(objects: Mapping[tuple[int, int], Any], root: Any) -> bytes:
    """The file. The same objects give the same bytes."""
    out = io.BytesIO()
    out.write(_HEAD)
    at: dict[int, tuple[int, int]] = {0: (0, _MOST_NUMBERS)}
    for (number, generation), held in sorted(objects.items()):
        at[number] = (out.tell(), generation)
        out.write(b"%d %d obj\n" % (number, generation))
        held.write_to_stream(out)
        out.write(b"\nendobj\n")
    start = out.tell()
    out.write(b"xref\n")
    for first, last in _runs(sorted(at)):
        out.write(b"%d %d\n" % (first, last - first + 1))
        for number in range(first, last + 1):
            place, generation = at[number]
            out.write(b"%010d %05d %s \n" % (place, generation, b"n" if number else b"f"))
    size = max(at) + 1
    out.write(
        b"trailer\n<< /Size %d /Root %d %d R >>\nstartxref\n%d\n%%%%EOF\n" % (size, root.idnum, root.generation, start)
    )
    return out.getvalue()


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    """Numbers that follow one another, as the first and the last of each run."""
    runs: list[tuple[int, int]] = []
    for one in numbers:
        if runs and runs[-1][1] == one - 1:
            runs[-1] = (runs[-1][0], one)
        else:
            runs.append((one, one))
    return runs
