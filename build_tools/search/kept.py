"""What is kept of an index between two builds: its state, and the reading of every block. Knows no corpus and no disk."""

from __future__ import annotations

import pickle
import zlib
from dataclasses import dataclass, field
from typing import Protocol, cast

from build_tools.search.reading import Reading
from build_tools.search.state import State, hashed

_PARTS = 64  # among which readings are spread, so that one edit writes little
_STATE = "search-state"


class Vault(Protocol):
    """Keeps bytes under names, and gives back none but its own."""

    def read(self, name: str) -> bytes | None:
        """What was kept; None where nothing was."""

    def write(self, name: str, data: bytes) -> bool:
        """Keep it. Whether that was possible."""

    def forget(self, name: str) -> None:
        """Keep nothing under a name any more."""


@dataclass
class Kept:
    """``hashes``, of the readings, belong to the state: what another build left half done is not taken for this one's."""

    vault: Vault
    hashes: dict[str, str] = field(default_factory=dict)
    _parts: dict[int, dict[str, bytes]] = field(default_factory=dict)
    _changed: set[int] = field(default_factory=set)

    def state(self) -> State | None:
        """What was remembered."""
        data = self.vault.read(_STATE)
        if data is None:
            return None
        state, self.hashes = pickle.loads(data)
        return cast(State, state)

    def get(self, key: str) -> Reading:
        """The reading of a block; KeyError if it is not held as it was."""
        data = self._part(key)[key]
        if hashed(data) != self.hashes[key]:
            raise KeyError(key)
        return cast(Reading, pickle.loads(data))

    def put(self, key: str, reading: Reading) -> None:
        """Hold the reading of a block."""
        data = pickle.dumps(reading, pickle.HIGHEST_PROTOCOL)
        self.hashes[key] = hashed(data)
        self._part(key)[key] = data
        self._changed.add(_part_of(key))

    def write(self, state: State) -> None:
        """Keep all that changed; the state last, and no former one meanwhile. Nothing of blocks that are no more."""
        self.forget()
        for number in self._changed | {_part_of(key) for key in self.hashes.keys() - state.numbers.keys()}:
            part = {key: data for key, data in self._load(number).items() if key in state.numbers}
            self.vault.write(f"search-{number}", pickle.dumps(part, pickle.HIGHEST_PROTOCOL))
        self.hashes = {key: self.hashes[key] for key in state.numbers}
        self.vault.write(_STATE, pickle.dumps((state, self.hashes), pickle.HIGHEST_PROTOCOL))

    def forget(self) -> None:
        """Remember no index until one is written."""
        self.vault.forget(_STATE)

    def _part(self, key: str) -> dict[str, bytes]:
        return self._load(_part_of(key))

    def _load(self, number: int) -> dict[str, bytes]:
        if number not in self._parts:
            data = self.vault.read(f"search-{number}")
            self._parts[number] = pickle.loads(data) if data else {}
        return self._parts[number]


def _part_of(key: str) -> int:
    return zlib.crc32(key.encode()) % _PARTS
