"""Files that are kept on the disk: there as long as somebody holds them, and never outside of their folder."""

from __future__ import annotations

import gc
import os
import shutil

import pytest

from build_tools.kept_files import KeptFiles


def test_what_is_kept_comes_back_as_it_was_whatever_its_path() -> None:
    kept = KeptFiles(iter([("data/a.csv", b"one"), ("../../x", b"\xff\x00"), ("/etc/y", b"")]))
    assert dict(kept) == {"data/a.csv": b"one", "../../x": b"\xff\x00", "/etc/y": b""}
    assert list(kept) == ["data/a.csv", "../../x", "/etc/y"] and len(kept) == 3
    (folder,) = {place.parent for place in kept.places.values()}
    assert {place.name for place in folder.iterdir()} == {place.name for place in kept.places.values()}


def test_it_goes_with_its_holder_and_not_with_a_copy_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {name: KeptFiles([("a", b"one")]) for name in ("here", "copied")}
    places = {name: one.places["a"] for name, one in kept.items()}
    del kept["here"]
    gc.collect()
    assert not places["here"].parent.exists()
    with monkeypatch.context() as copy:
        copy.setattr(os, "getpid", lambda: -1)
        del kept["copied"]
        gc.collect()
    assert places["copied"].read_bytes() == b"one"
    shutil.rmtree(places["copied"].parent)
