"""Which of the files to be imported hold claims, and which are articles."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_tools.brought.own_table import is_table
from build_tools.brought.reading import JSON_SUFFIXES
from build_tools.dossier import BROUGHT_SUFFIX, CAPTURE_SUFFIX, LEDGER_SUFFIX, SEEDS, TAKEN_SUFFIX
from build_tools.ingest.brought_memory import is_taken

_OURS = (LEDGER_SUFFIX, CAPTURE_SUFFIX, BROUGHT_SUFFIX, TAKEN_SUFFIX)
_HEADER = 20_000


def sorted_out(root: Path, named: Sequence[Path], *, again: bool) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """Articles and files of claims among those named; of none, the files of claims in seeds/ that are new."""
    if named:
        found = [(path, _meant(root, path)) for path in named]
        brought = {path: meant for path, meant in found if holds_claims(meant)}
        return tuple(path for path in named if path not in brought), tuple(brought.values())
    folder = root / SEEDS
    inside = sorted(folder.iterdir()) if folder.is_dir() else []
    here = (path for path in inside if holds_claims(path) and path.suffix.lower() != ".json" and not path.is_symlink())
    return (), tuple(path for path in here if again or not is_taken(path))


def holds_claims(path: Path) -> bool:
    """Whether a file is one of claims, by its name; of a table, by its header."""
    name = path.name.lower()
    if name.startswith(".") or name.endswith(_OURS):
        return False
    if name.endswith(".csv"):
        return path.is_file() and is_table(_beginning(path))
    return name.endswith(JSON_SUFFIXES)


def _meant(root: Path, path: Path) -> Path:
    return path if path.exists() or not (root / path).exists() else root / path


def _beginning(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_HEADER)
