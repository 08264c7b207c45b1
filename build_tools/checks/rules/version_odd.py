"""A later version is by the outlet of the earlier one, and not published before it."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Source
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "version-odd"
LEVEL = Level.WARNING
SCOPE = "source"
WAIVABLE = True
TIP = "If another outlet took the text over, “republishes” says so; if the dates are right, turn “updates” round."


def find(case: Case) -> Iterator[Finding]:
    """Sources that update one which was published after them, or which another publisher published."""
    sources = case.corpus.sources
    for source in case.of(Source):
        earlier = sources.get(source.updates)
        if earlier is None or earlier is source:
            continue
        if edtf.begins_after(earlier.published, source.published):
            message = (
                f"published {source.published}, before “{earlier.id}” ({earlier.published}), which it is said to update"
            )
            tip = f"One of the dates is wrong, or “{earlier.id}” is the later version: then write “updates: {source.id}” there."
            yield Finding(source, source.updates, message, tip, beside=(earlier,))
        elif _other_outlet(source, earlier):
            message = (
                f"it is by {source.publisher}, and “{earlier.id}”, which it is said to update, by {earlier.publisher}"
            )
            tip = f"If it took the text over, write “republishes: {earlier.id}” instead."
            yield Finding(source, source.updates, message, tip, beside=(earlier,))


def _other_outlet(source: Source, earlier: Source) -> bool:
    return bool(source.publisher and earlier.publisher) and source.publisher != earlier.publisher
