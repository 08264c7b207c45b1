"""The formats that a reading is shown in, and what is too large for one."""

from __future__ import annotations

from pathlib import Path

from build_tools.annotate.page import as_html
from build_tools.annotate.standoff import as_json
from build_tools.annotate.terminal import as_text
from build_tools.extract.propose import Proposal
from build_tools.extract.reading import Reading
from build_tools.problems import Location, Problem, ProblemsFound

LARGEST_FOR_A_PAGE = 2_500_000  # bytes of text; its page has twenty times as many, and a browser has to hold them


def shown_as(format_: str, reading: Reading, proposal: Proposal) -> str:
    """What was read and what would be proposed, as ``text``, ``json`` or ``html``."""
    return {"text": as_text, "json": as_json, "html": as_html}[format_](reading, proposal)


def require_size(seed: Path, format_: str) -> None:
    """Before a seed is read: raises ProblemsFound where no browser could open its page."""
    size = seed.stat().st_size if format_ == "html" and seed.is_file() else 0
    if size > LARGEST_FOR_A_PAGE:
        most = f"{size / 1e6:.1f} MB of text, at most {LARGEST_FOR_A_PAGE / 1e6:.1f}"
        tip = "Use --format text or json, or cut the text into the articles that it is made of."
        message = f"a page of it would be too large to open: {most}"
        raise ProblemsFound([Problem(Location(str(seed)), "page-too-large", message, tip)])
