"""What `claimline form` leaves in a record for a curator: how such a remark begins, and a text without it."""

from __future__ import annotations

import re

OPENING = "Correction proposed by"
_PARAGRAPHS = re.compile(r"(?:\r?\n[ \t]*){2,}")


def is_remark(note: str) -> bool:
    """Whether a note holds a remark."""
    return OPENING in note


def without_remark(note: str) -> str:
    """A note as its curator wrote it: a remark stands behind that, and goes to the end."""
    return note.partition(OPENING)[0].rstrip() if is_remark(note) else note


def without_remarks(prose: str) -> str:
    """Prose without the paragraphs that are remarks."""
    if not is_remark(prose):
        return prose
    kept = (one for one in _PARAGRAPHS.split(prose) if not one.lstrip("> \t").startswith(OPENING))
    return "\n\n".join(kept)
