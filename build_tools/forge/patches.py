"""Which lines of a changed file a forge lets one comment on: those in the hunks of its patch, new side."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,(\d+))? @@")


def hunks(patch: str) -> Iterator[dict[int, str]]:
    """For each hunk its lines after the change: number (from 1) → text, without a CR at the end."""
    lines: dict[int, str] = {}
    number = 0
    for row in patch.split("\n"):
        if start := _HUNK.match(row):
            if lines:
                yield lines
            lines, number = {}, int(start[1])
        elif row[:1] in ("+", " ") and number:
            lines[number] = row[1:].removesuffix("\r")
            number += 1
    if lines:
        yield lines
