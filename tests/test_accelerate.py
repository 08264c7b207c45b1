"""The quick way to a site and the plain one: the same files, byte for byte; and when the quick one is left."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from build_tools.building import build_site


def files_of(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", ["first", "flood"])
def test_both_ways_lead_to_the_same_site(
    name: str, dossiers: Mapping[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = []
    for plain in (False, True):
        root = tmp_path / str(plain)
        shutil.copytree(dossiers[name], root, ignore=shutil.ignore_patterns("site", ".cache"))
        build_site(root, plain=plain)
        made.append(files_of(root / "site"))
    quick, plainly = made
    assert quick.keys() == plainly.keys() and len(quick) > 200
    assert [path for path, content in quick.items() if content != plainly[path]] == []
