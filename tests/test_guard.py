"""Without Claimline's hook MkDocs would publish every record as it lies there: then nothing is built, served or packed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_tools.cli import main
from build_tools.verification.verify import verify


def claimline(command: str, root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [command, *words, "--root", str(root)])


def with_hooks(root: Path, line: str) -> None:
    settings = root / "mkdocs.yml"
    settings.write_text(re.sub(r"(?m)^hooks:.*\n", line, settings.read_text(encoding="utf-8")), encoding="utf-8")


WITHOUT = {
    "no line": "",
    "a part of ours": "hooks: [part.py]\n",
    "a lie": "extra: {claimline: there}\nhooks: [lie.py]\n",
}


@pytest.mark.parametrize("way", WITHOUT)
def test_nothing_is_built_without_the_hook(way: str, flood: Path) -> None:
    (flood / "part.py").write_text("from build_tools.hooks import on_config  # and not on_files\n")
    (flood / "lie.py").write_text("# build_tools.hooks: on_files\n")
    with_hooks(flood, WITHOUT[way])
    done = claimline("build", flood)
    assert done.exit_code == 1 and "mkdocs.yml:1:1: hook-missing" in done.output
    assert "hooks: [.claimline/hooks.py]" in done.output
    assert not [*flood.glob("site/**/*.html")]


@pytest.mark.parametrize("words", [("bundle",), ("serve", "--address", "127.0.0.1:0")], ids=lambda words: words[0])
def test_nothing_is_packed_or_served_either(words: tuple[str, ...], flood: Path) -> None:
    with_hooks(flood, "hooks: []\n")
    done = claimline(words[0], flood, *words[1:])
    assert done.exit_code == 1 and "hook-missing" in done.output
    assert not [*flood.glob("dist/*"), *flood.glob("site/**/*.html")]


def test_the_line_that_is_told_brings_the_site_back_and_no_foreign_page_is_packed(flood: Path) -> None:
    with_hooks(flood, "hooks: []\n")
    assert "hook-missing" in claimline("build", flood).output
    (flood / ".claimline").mkdir()
    hooks = "on_config, on_files, on_page_content, on_page_markdown"
    (flood / ".claimline" / "hooks.py").write_text(f"from build_tools.hooks import {hooks}\n")
    with_hooks(flood, "hooks: [.claimline/hooks.py]\n")
    assert claimline("build", flood).exit_code == 0
    assert verify(flood / "site") == []
    raw = flood / "site" / "raw.html"
    raw.write_text("<!doctype html><title>As it lies there</title>")
    assert [(one.code, Path(one.where.path).name) for one in verify(flood / "site")] == [("page-not-ours", raw.name)]
    assert claimline("build", flood).exit_code == 0
    assert not raw.exists(), "a site with foreign pages is built again although no record changed"


def test_every_page_of_a_built_site_is_ours(sites: Mapping[str, Path]) -> None:
    for site in sites.values():
        assert "page-not-ours" not in {one.code for one in verify(site)}
