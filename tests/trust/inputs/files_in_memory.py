"""A dossier without a disk, for readers that take ``Files``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from build_tools.records.files import in_order


@dataclass(frozen=True)
class InMemory:
    """Files by their paths."""

    held: Mapping[str, bytes]
    root: Path = Path("/nowhere")

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files."""
        return in_order(path for path in self.held if path.startswith(f"{folder}/"))

    def has(self, path: str) -> bool:
        """See Files."""
        return path in self.held

    def is_link(self, path: str) -> bool:
        """See Files."""
        return False

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return any(one.startswith(f"{path}/") for one in self.held)

    def read(self, path: str) -> bytes:
        """See Files."""
        if path not in self.held:
            raise FileNotFoundError(2, "no such file", path)
        return self.held[path]

    def beside(self, **others: bytes) -> InMemory:
        """These files and others."""
        return InMemory({**self.held, **others}, self.root)


def of_folder(root: Path) -> InMemory:
    """A copy of a folder on disk."""
    return InMemory(
        {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}
    )
