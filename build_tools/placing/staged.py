"""Files that will take their places in a folder together. Until then they are read where they wait, all others where they lie."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from build_tools.placing.disk import clear
from build_tools.placing.landing import land
from build_tools.placing.place import Place


@dataclass(frozen=True, slots=True)
class Staged:
    """``gone``: paths of files that will be deleted then, unless new ones wait for their places."""

    place: Place
    gone: set[str] = field(default_factory=set)

    @classmethod
    def begin(cls, place: Place) -> Staged:
        """None wait yet."""
        for left in (place.staged, place.former):
            clear(left)
        return cls(place)

    @property
    def folder(self) -> Path:
        """Where the files wait, each under its path."""
        return self.place.staged

    def write(self, path: str, content: bytes) -> None:
        """Have a file wait for its place."""
        waiting = self.folder / path
        try:
            waiting.write_bytes(content)
        except FileNotFoundError:
            waiting.parent.mkdir(parents=True, exist_ok=True)
            waiting.write_bytes(content)

    def remove(self, path: str) -> None:
        """Have a file go."""
        self.gone.add(path)

    def read(self, path: str) -> bytes | None:
        """A file as it is going to be; None where there is none."""
        for place in (self.folder / path, self.place.target / path):
            if place.is_file():
                return place.read_bytes()
        return None

    def land(self) -> None:
        """All of them take their places, or none. Raises OSError."""
        land(self.place, self.folder, gone=sorted(path for path in self.gone if not (self.folder / path).exists()))
