"""What finished downloads are made of, remembered from one build to the next: which keys, and how long each piece is.

It is believed only as long as every file is the one that was written. Knows no format; holds no word of the dossier but ids.
"""

from __future__ import annotations

import json
import os
from array import array
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from build_tools.exports.checksums import Finished
from build_tools.exports.spool import LENGTHS, Stretch
from build_tools.exports.strands import KeptFamily

_LAYOUT = 1  # raised where this file is written otherwise


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A finished file, when it was written (nanoseconds), and the hash of what stands in it between its pieces."""

    finished: Finished
    written: int
    around: str


@dataclass(slots=True)
class Kept:
    """What is remembered of a whole write: files by path, families by the names of their makers."""

    files: dict[str, KeptFile] = field(default_factory=dict)
    families: dict[str, KeptFamily] = field(default_factory=dict)

    @classmethod
    def read(cls, place: Path, out: Path) -> Kept:
        """As written; nothing where it cannot be read, or a file under ``out`` is no longer the one that was written."""
        try:
            with place.open("rb") as file:
                kept = _read(json.loads(file.readline()), file, out)
        except (OSError, ValueError, KeyError, TypeError, EOFError):
            return cls()
        return kept if all(_is_whole(out / path, one) for path, one in kept.files.items()) else cls()

    def write(self, place: Path) -> None:
        """Whole or not at all."""
        place.parent.mkdir(parents=True, exist_ok=True)
        draft = place.with_name(f".{place.name}.draft")
        with draft.open("wb") as file:
            file.write(json.dumps(self._told(), separators=(",", ":")).encode() + b"\n")
            for family in self.families.values():
                for one in family.strands.values():
                    one.lengths.tofile(file)
        os.replace(draft, place)

    def _told(self) -> dict[str, Any]:
        return {
            "layout": _LAYOUT,
            "files": {
                path: [one.finished.size, one.finished.sha256, one.finished.lines, one.written, one.around]
                for path, one in self.files.items()
            },
            "families": {name: _family(one) for name, one in self.families.items()},
        }


def _family(one: KeptFamily) -> Mapping[str, Any]:
    strands = {name: [str(held.place), held.start] for name, held in one.strands.items()}
    return {"keys": one.keys, "strands": strands, "own": one.own}


def _read(told: dict[str, Any], file: BinaryIO, out: Path) -> Kept:
    if told["layout"] != _LAYOUT:
        return Kept()
    kept = Kept({path: KeptFile(Finished(*one[:3]), *one[3:]) for path, one in told["files"].items()})
    for name, held in told["families"].items():
        family = kept.families[name] = KeptFamily(held["keys"], {}, held["own"])
        for strand, (path, start) in held["strands"].items():
            lengths = array(LENGTHS)
            lengths.fromfile(file, len(family.keys))
            family.strands[strand] = Stretch(out / path, start, lengths)
    return kept


def _is_whole(path: Path, told: KeptFile) -> bool:
    with suppress(OSError):
        found = path.stat()
        return (found.st_size, found.st_mtime_ns) == (told.finished.size, told.written)
    return False
