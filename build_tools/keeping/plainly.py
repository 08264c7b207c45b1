"""What was kept, read as plain strings that know no place in a file. Each is held once, however many records hold it."""

from __future__ import annotations

import io
import pickle
from sys import intern
from typing import Any

from build_tools.problems import Written

_LONGEST_NAME = 60  # letters: ids, stances and days come again and again, quotes do not


class _Plainly(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name)
        return _plain if found is Written else found


def loads(data: bytes) -> Any:
    """The value of a pickle."""
    return _Plainly(io.BytesIO(data)).load()


def _plain(text: str, line: int, column: int) -> str:
    return intern(text) if len(text) <= _LONGEST_NAME else text
