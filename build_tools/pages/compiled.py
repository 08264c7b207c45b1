"""What Jinja made of a template is kept for the next time in the same process: `claimline serve` compiles it once only.

And a part that a template imports is made once, without asking at each import.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, MutableMapping
from functools import cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from jinja2.runtime import Context


class Compiled(BytecodeCache):
    """In memory alone: nothing that could be run is ever read from a disk."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """As it was compiled from the same text under the same name, if it was."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was just compiled."""
        if bucket.code is not None:
            self._codes[bucket.key, bucket.checksum] = bucket.code


@cache
def compiled() -> Compiled:
    """The one of this process. For environments with the same brackets only: a key knows no settings."""
    return Compiled()


class PartsAreShared(Context):
    """No template has globals beside those of its environment, which every part sees by itself. Told so, Jinja does not
    compare some fifty names at each import of a part: a tenth of what a page costs.
    """

    def __init__(
        self,
        environment: Environment,
        parent: dict[str, Any],
        name: str | None,
        blocks: dict[str, Callable[[Context], Iterator[str]]],
        globals: MutableMapping[str, Any] | None = None,
    ) -> None:
        super().__init__(environment, parent, name, blocks)
