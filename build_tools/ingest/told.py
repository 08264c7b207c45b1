"""What is told of a seed besides its text: by a person in sidecars, and by the original of which the text was made.

A sidecar overrides what an original says of itself, and that overrides what the reading of the text guesses.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from build_tools.captures import capture_of
from build_tools.model import Capture, Document, Source
from build_tools.originals.formats import stem_of
from build_tools.records.emit import plain
from build_tools.records.files import Folder
from build_tools.records.layout import SEEDS
from build_tools.records.sidecar import read_sidecar
from build_tools.text import edtf
from build_tools.text.article.lines import language_not


@dataclass(frozen=True)
class Told:
    """``values``: by the attributes of a Source. ``publisher_name``: as the original writes it, where no sidecar names an
    actor. ``by_file``: those keys that the original tells and no sidecar.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    publisher_name: str = ""
    by_file: frozenset[str] = frozenset()

    def for_text(self, text: str) -> Told:
        """Without a language that the original gives and that the text plainly is not in."""
        said = str(self.values.get("language", "")) if "language" in self.by_file else ""
        return self._without("language") if said and language_not(said, text) else self

    def _without(self, key: str) -> Told:
        values = {name: value for name, value in self.values.items() if name != key}
        return Told(values, self.publisher_name, self.by_file - {key})

    def on(self, document: Document) -> Document:
        """The document with what its original says of itself instead of what its text does."""
        told: dict[str, Any] = {"publisher": self.publisher_name}
        told |= {key: self.values[key] for key in ("title", "authors") if key in self.by_file}
        return replace(document, **{key: value for key, value in told.items() if value})

    def not_after(self, latest: dt.date) -> tuple[Told, str]:
        """Without a day of publication that the original gives and that lies after ``latest``; and that day."""
        day = str(self.values.get("published", "")) if "published" in self.by_file else ""
        if not day or (edtf.parse(day).earliest or latest) <= latest:
            return self, ""
        return self._without("published"), day

    def remembered(self) -> dict[str, Any]:
        """As a ledger holds it: what is told now can be told from what was told then."""
        held = {key: value for key, value in plain(Source(id="told", **self.values)).items() if key in self.values}
        return {**held, **({"publisher_name": self.publisher_name} if self.publisher_name else {})}


def told_of(root: Path, seed: str, capture: Capture | None = None) -> Told:
    """What sidecars and the original tell of a seed (``seeds/a.txt``); ``capture``: of a text that is not on disk yet.

    Raises ProblemsFound where a sidecar or a capture cannot be read.
    """
    files = Folder(root)
    capture = capture or capture_of(files, seed)
    beside = read_sidecar(files, seed)
    if capture is None:
        return Told(beside)
    common = f"{SEEDS}/{stem_of(capture.original)}.txt"
    if common != seed and not files.has(common):
        beside = {**read_sidecar(files, common), **beside}
    found = {key: value for key, value in capture.found.items() if key != "publisher" and key not in beside}
    name = "" if "publisher" in beside else str(capture.found.get("publisher", ""))
    return Told({"original": capture.original, **found, **beside}, name, frozenset(found))
