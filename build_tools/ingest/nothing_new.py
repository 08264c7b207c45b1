"""Whether an import of all seeds has anything to do: nothing, where all of seeds/ and every source is as an import left it.

Other records make no seed new: whoever curates them all day is not waited for, and what is wrong in them the check tells. What is told from the looks of files is sealed (``keeping``), and written down only where no file can have been changed
again within the same tick of the clock.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.ingest.import_plan import ImportPlan
from build_tools.keeping.snapshot import Snapshot
from build_tools.keeping.vault import Vault
from build_tools.records.layout import CONTENT, SEEDS

_NAME = "imported"
_MATTER = (SEEDS, f"{CONTENT}/sources")
_ENOUGH = 200  # files; of fewer an import is told soon enough
_TICK = 2_000_000_000  # nanoseconds: the coarsest file systems tell times in steps of two seconds


def left_alone(root: Path) -> ImportPlan | None:
    """The plan that an import would come to, where all files are as they were when the last one had nothing left to do."""
    vault = Vault.at(root)
    noted = vault.read(_NAME) if vault else None
    if noted is None:
        return None
    held = json.loads(noted)
    return ImportPlan(unchanged=held["unchanged"]) if held["files"] == _digest(Snapshot.of(root, _MATTER)) else None


def _digest(files: Snapshot) -> str:
    whole = hashlib.sha256()
    for path, looks in sorted(files.looks.items()):
        whole.update(f"{path}\0{looks}\n".encode("utf-8", "surrogateescape"))
    whole.update("\0".join(sorted(files.links)).encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


@dataclass
class Watch:
    """Sees, from before the files are read on, that nobody but the import itself changes one."""

    root: Path
    before: Snapshot = field(init=False)

    def __post_init__(self) -> None:
        self.before = Snapshot.of(self.root, _MATTER)

    def note(
        self, plan: ImportPlan, written: Collection[str] = (), sleep: Callable[[float], None] = time.sleep
    ) -> None:
        """Write down that nothing is left to do, where that is so; ``written``: paths of what the import has written."""
        vault = (
            Vault.at(self.root) if len(self.before.looks) + len(written) >= _ENOUGH and plan.leaves_nothing else None
        )
        if vault is None:
            return
        files = Snapshot.of(self.root, _MATTER)
        wait = _latest(files) + _TICK - time.time_ns()
        if written and wait <= 2 * _TICK:
            sleep(max(0, wait) / 1e9)
        elif wait > 0:  # also where a file is of tomorrow, since the clock was put back
            return
        others = (one for one in files.looks.items() if one[0] not in written)
        if all(self.before.looks.get(path) == looks for path, looks in others):
            seeds = plan.unchanged + len(plan.plans)
            vault.write(_NAME, json.dumps({"unchanged": seeds, "files": _digest(files)}).encode())


def _latest(files: Snapshot) -> int:
    return max((looks.latest for looks in files.looks.values()), default=0)
