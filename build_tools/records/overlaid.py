"""A dossier's files with some of them other than they are: what it would be if these were written. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.records.files import Files, in_order


@dataclass(frozen=True)
class Overlaid:
    """The files of ``under`` with the texts of ``over`` in place of theirs or beside them, and without those ``gone``."""

    under: Files
    over: Mapping[str, str]
    gone: frozenset[str] = field(default_factory=frozenset)

    @property
    def root(self) -> Path:
        """See Files."""
        return self.under.root

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files."""
        held = (path for path in self.under.below(folder) if path not in self.gone)
        return in_order({*held, *(path for path in self.over if path.startswith(f"{folder}/"))})

    def has(self, path: str) -> bool:
        """See Files."""
        return path in self.over or path not in self.gone and self.under.has(path)

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return self.under.has_folder(path) or any(held.startswith(f"{path}/") for held in self.over)

    def read(self, path: str) -> bytes:
        """See Files."""
        return self.over[path].encode() if path in self.over else self.under.read(path)
