"""What files from elsewhere have brought to one source, kept as ``seeds/<name>.brought.json`` beside the seed and committed
with it: so that what a person deletes stays deleted, and what no field of a claim takes is not lost.

Beside a file in seeds/ stands ``<file>.taken.json``: as which bytes it was imported, so that it is not read each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Container, Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from build_tools.dossier import BROUGHT_SUFFIX, TAKEN_SUFFIX
from build_tools.ingest.narrowing import without
from build_tools.ingest.proposed import Proposed
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.files import Files, files_at

FORMAT = 1
ABOUT = ("entry", "from", "by", "left")  # keys that say of a claim where it went and came from, and are none of its own
Plain = dict[str, Any]


@dataclass(frozen=True)
class Memory:
    """``claims``: each as it was brought, with the ``entry`` it went into, the file it came ``from``, ``by`` whom, and what
    is ``left`` that no field takes.
    """

    path: str
    claims: tuple[Plain, ...] = ()
    text: str = ""

    @property
    def quotes(self) -> dict[str, str]:
        """The entry into which each quote went."""
        return {str(one["quote"]): str(one.get("entry", "")) for one in self.claims}

    def with_more(self, claims: Iterable[Plain]) -> str:
        """The file's text with further claims; one that is there already is remembered anew."""
        held = {str(one["quote"]): one for one in (*self.claims, *claims)}
        lines = ",\n".join(f"  {json.dumps(one, ensure_ascii=False)}" for one in held.values())
        text = f'{{\n "format": {FORMAT},\n "claims": [\n{lines}\n ]\n}}\n'
        return text.encode(errors="backslashreplace").decode()  # half a surrogate stays as JSON writes it


def without_deleted(proposed: Proposed, memory: Memory, recorded: Container[str]) -> Proposed:
    """A reader's proposal without claims that a file brought before and a person has deleted since."""
    gone = {quote for quote in memory.quotes if quote not in recorded}
    return without(proposed, lambda claim: claim.quote in gone) if gone else proposed


def path_of(seed: str) -> str:
    """``seeds/a.brought.json`` for ``seeds/a.txt``."""
    path = PurePosixPath(seed)
    return str(path.with_name(f"{path.stem}{BROUGHT_SUFFIX}"))


def read_memory(where: Path | Files, seed: str) -> Memory:
    """What was brought to a source before. Raises ProblemsFound with ``ledger-broken``."""
    path, files = path_of(seed), files_at(where)
    if not files.has(path):
        return Memory(path)
    try:
        text = files.read(path).decode()
        held = json.loads(text)
        if held["format"] != FORMAT or not all(isinstance(one["quote"], str) for one in held["claims"]):
            raise ValueError("not of this format")
        return Memory(path, tuple(held["claims"]), text)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        tip = "Restore the file from Git; without it claims come back that were deleted."
        what = f"{type(error).__name__}: {error}"
        raise ProblemsFound([Problem(Location(path), "ledger-broken", what, tip)]) from None


def is_taken(path: Path) -> bool:
    """Whether a file in seeds/ is still the one that was imported."""
    beside = path.with_name(path.name + TAKEN_SUFFIX)
    try:
        return bool(json.loads(beside.read_bytes())["sha256"] == _hash(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False


def taken_text(sha256: str, *, claims: int, refused: int) -> str:
    """What stands beside a file that has been imported."""
    return json.dumps({"format": FORMAT, "sha256": sha256, "claims": claims, "refused": refused}, indent=1) + "\n"


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
