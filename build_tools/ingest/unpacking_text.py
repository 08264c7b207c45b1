"""What an import makes of originals, in words for the person who reads the plan."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.ingest.unpacking import NewText, Unpacked
from build_tools.model import Capture
from build_tools.problems import visible
from build_tools.records.layout import SEEDS


def lines(unpacked: Unpacked, *, in_full: bool = True) -> Iterator[str]:
    """What would be made of which original; ``in_full``: with where each of its facts was found."""
    for original in dict.fromkeys(new.capture.original for new in unpacked.texts):
        made = [new for new in unpacked.texts if new.capture.original == original]
        yield visible(f"{SEEDS}/{original}: {made[0].capture.format}")
        for new in made:
            yield visible(f"  + {SEEDS}/{new.name}: {_described(new)}")
            yield from (visible(f"      {line}") for line in _origins(new.capture) if in_full)
    for original, there in unpacked.same:
        yield visible(f"{original}: not made again, its text is that of {SEEDS}/{there}")


def summary(unpacked: Unpacked) -> str:
    """One sentence on all of them; empty where there is no original."""
    made = len({new.capture.original for new in unpacked.texts})
    texts = f"{len(unpacked.texts)} text{'s' if len(unpacked.texts) != 1 else ''} made of {made}"
    parts = [texts] * bool(made) + [f"{unpacked.unchanged} unchanged"] * bool(unpacked.unchanged)
    return f"Originals: {', '.join(parts)}." if parts else ""


def _described(new: NewText) -> str:
    found = new.capture.found
    told = [str(found[key]) for key in ("publisher", "published") if found.get(key)]
    title = f"“{found['title']}”" if found.get("title") else "without a title"
    return ", ".join([title, *told, f"{len(new.text.split())} words"])


def _origins(capture: Capture) -> Iterator[str]:
    for key, value in capture.found.items():
        if key != "title":
            shown = ", ".join(value) if isinstance(value, tuple) else value
            where = f" (from {capture.told_by[key]})" if capture.told_by.get(key) else ""
            yield f"{key}: {shown}{where}"
