"""What costs seconds to make is made once for a run of the suite: by the process that needs it first, for all of them."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def common_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all processes of this run of the suite see, and no other run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def once_for_all(place: Path, make: Callable[[Path], None]) -> Path:
    """The folder ``place`` as ``make`` filled it. To be read only: other processes read it too.

    Who comes meanwhile waits; where making it failed, the next one tries anew, so that each test tells of it.
    """
    finished = place.with_name(f"{place.name}.finished")
    with place.with_name(f"{place.name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            shutil.rmtree(place, ignore_errors=True)
            place.mkdir()
            make(place)
            finished.touch()
    return place
