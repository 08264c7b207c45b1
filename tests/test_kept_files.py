"""Files that are kept on the disk: there as long as somebody holds them, and never outside of their folder."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

from build_tools.kept_files import KeptFiles


def fill(folder: Path) -> dict[str, int]:
    (folder / "data").mkdir()
    (folder / "data/a.csv").write_bytes(b"one")
    (folder / "b").write_bytes(b"\xff\x00")
    return {"data/a.csv": 3, "b": 2}


def test_what_is_kept_comes_back_as_it_was_and_what_is_known_of_it_is_there_without_reading() -> None:
    kept = KeptFiles(fill)
    assert dict(kept) == {"data/a.csv": b"one", "b": b"\xff\x00"} and len(kept) == 2
    assert kept.told == {"data/a.csv": 3, "b": 2}
    assert {path: place.read_bytes() for path, place in kept.places.items()} == dict(kept)


def test_it_goes_with_its_holder_and_not_with_a_copy_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: KeptFiles(fill) for name in ("here", "copied")}
    places = {name: one.places["b"] for name, one in kept.items()}
    del kept["here"]
    gc.collect()
    assert not places["here"].parent.exists()
    with monkeypatch.context() as copy:
        copy.setattr(os, "getpid", lambda: -1)
        del kept["copied"]
        gc.collect()
    assert places["copied"].read_bytes() == b"\xff\x00"
    shutil.rmtree(places["copied"].parent)
