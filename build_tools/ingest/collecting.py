"""Fewer searches for cycles while an import runs: reading makes few of them, and many small things that stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_NEW_OBJECTS = 50_000  # before Python looks for cycles among the young ones; about 5 MB
_THEN = 20


@contextmanager
def rare_collections() -> Iterator[None]:
    """Look for cycles seldom, and not at all among what is there already; as it was before when the block is left."""
    before = gc.get_threshold()
    gc.freeze()
    seldom()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def seldom() -> None:
    """The same for a process that does nothing else."""
    gc.set_threshold(_NEW_OBJECTS, _THEN, _THEN)
