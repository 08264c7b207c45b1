"""The files of a dossier as a test sees and edits them: whole, and by their bytes."""

from __future__ import annotations

from pathlib import Path


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file below the folder by its path."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def edit(root: Path, path: str, old: str, new: str) -> None:
    """Exchange words wherever they stand in a file, in which they must stand."""
    change(root, path, old, new, most=-1)


def change(root: Path, path: str, old: str, new: str, *, most: int = 1) -> None:
    """Exchange words where they stand first in a file, in which they must stand."""
    file = root / path
    text = file.read_text(encoding="utf-8")
    assert old in text, f"{path} does not say {old!r}"
    file.write_text(text.replace(old, new, most), encoding="utf-8")
