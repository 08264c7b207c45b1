"""Names of files that not every computer can have side by side, or at all. Knows paths, opens nothing.

A repository goes to all systems: on Windows a checkout ends at a name that it forbids, and there and on macOS the second of
two names that differ in capitals, or in how an accent is written, overwrites the first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from build_tools.problems import Level, Location, Problem
from build_tools.records.layout import CONTENT, SEEDS
from build_tools.text.names import DEVICES

_FORBIDDEN = r'[<>:"|?*\\\x00-\x1f]'
_DEVICE = rf"(?:^|/)(?:{'|'.join(sorted(DEVICES))})(?=[./]|\Z)"
_UNFIT = re.compile(rf"{_FORBIDDEN}|[. ](?=/|\Z)|{_DEVICE}", re.IGNORECASE)


def problems_of(paths: Sequence[str]) -> list[Problem]:
    """``name-unfit`` and ``name-collides``, for the paths of a dossier's files."""
    return [*_unfit(paths), *_colliding(paths)]


def folded(path: str) -> str:
    """Two paths that are one file where capitals and ways to write an accent do not count."""
    if path.isascii():
        return path.lower()
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", path).casefold())


def _unfit(paths: Sequence[str]) -> Iterator[Problem]:
    if not _UNFIT.search("/".join(paths)):  # as nearly always, and so it costs next to nothing
        return
    told: set[str] = set()
    for path in sorted(paths, key=_is_beside):
        if (found := _UNFIT.search(path)) and (stem := _stem(path)) not in told:
            told |= {stem} if path.startswith(f"{SEEDS}/") else set()
            what = f"“{found[0].strip('/')}”" if found[0].strip("/. ") else "its last character"
            message = f"Windows can have no file of this name, because of {what}"
            # People save pages under the names that their browser makes; records have names that the program would make.
            level = Level.ERROR if path.startswith(f"{CONTENT}/") else Level.WARNING
            yield Problem(Location(path), "name-unfit", message, _tip(path), level)


def _stem(path: str) -> str:
    """What an article has in common with the files beside it: its sidecar, its ledger."""
    folder, _, name = path.rpartition("/")
    return f"{folder}/{name[:1]}{name[1:].partition('.')[0]}"


def _is_beside(path: str) -> bool:
    return path.startswith(f"{SEEDS}/") and path.endswith((".json", ".yml"))


def _tip(path: str) -> str:
    name = f"Rename it, for instance to {fit(path)}"
    if not path.startswith(f"{SEEDS}/"):
        return f"{name}."
    return f"{name}; what lies beside it under its name (.yml, .ledger.json) goes with it, and “seed” of its source follows."


def fit(path: str) -> str:
    """A path like this one, which every system can have."""
    named = re.sub(_DEVICE, lambda found: f"{found[0]}-x", path, flags=re.IGNORECASE)
    parts = [re.sub(_FORBIDDEN, "-", part).rstrip(". ") or "x" for part in named.split("/")]
    return "/".join(parts)


def _colliding(paths: Iterable[str]) -> Iterator[Problem]:
    held: dict[str, str] = {}
    for path in paths:
        if (other := held.setdefault(folded(path), path)) != path:
            message = f"on many computers this name and {other} are one"
            yield Problem(Location(path), "name-collides", message, "Rename one of the two.")
