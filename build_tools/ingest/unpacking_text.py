"""What an import makes of originals, in words for the person who reads the plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from build_tools.ingest.unpacking import NewText, Unpacked
from build_tools.model import Capture
from build_tools.problems import visible
from build_tools.records.layout import SEEDS

_MOST_SHOWN = 3


def lines(unpacked: Unpacked, *, in_full: bool = True) -> Iterator[str]:
    """What would be made of which original; ``in_full``: with where each of its facts was found."""
    for original, texts in groupby(unpacked.texts, key=lambda new: new.capture.original):
        made = list(texts)
        yield visible(f"{SEEDS}/{original}: {made[0].capture.format}")
        for new in made:
            yield visible(f"  + {SEEDS}/{new.name}: {_described(new)}")
            yield from (visible(f"      {line}") for line in _origins(new.capture) if in_full)
    for original, pairs in groupby(unpacked.same, key=lambda pair: pair[0]):
        there = [name for _, name in pairs]
        texts_are = "its text is that" if len(there) == 1 else f"{len(there)} of its texts are those"
        shown = ", ".join(f"{SEEDS}/{name}" for name in there[:_MOST_SHOWN])
        yield visible(f"{original}: not made again, {texts_are} of {shown}{' …' * (len(there) > _MOST_SHOWN)}")


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
