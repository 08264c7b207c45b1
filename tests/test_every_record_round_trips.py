"""Loading and saving changes no byte: of any record of the project, of any ledger, of any record that an import wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from synthetic_articles import synthetic_dossier

from build_tools.dossier import SEEDS
from build_tools.ingest.apply import apply_plans
from build_tools.ingest.ledger import read_ledger
from build_tools.ingest.run import plan_import
from build_tools.model import Question
from build_tools.records import layout, splice
from build_tools.records.emit import text_of
from build_tools.records.load import decode, parse

PROJECT = Path(__file__).parent.parent
ROOTS = {
    "first": PROJECT,
    "flood": PROJECT / "tests/dossiers/flood",
    "flood_more": PROJECT / "tests/dossiers/flood_more",
    "ferry": PROJECT / "tests/dossiers/ferry",
}
KINDS = {kind.__name__: folder for kind, folder in layout.FOLDERS.items()}


def texts_in(root: Path, folder: str) -> Iterator[tuple[str, str]]:
    """The records of one kind, each with its path."""
    for path in sorted((root / folder).rglob("*.md")):
        yield path.relative_to(root).as_posix(), decode(root, path.relative_to(root).as_posix())


def values_in(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """Every field with the way to it, lists and mappings too; of long lists the first and the last item."""
    if path:
        yield path, value
    inside = list(value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ())
    for step, held in inside if isinstance(value, dict) else dict([*inside[:1], *inside[-1:]]).items():
        yield from values_in(held, (*path, step))


@pytest.mark.parametrize("folder", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_saving_what_was_loaded_changes_no_byte(root: Path, folder: str) -> None:
    for path, text in texts_in(root, folder):
        assert text.encode() == (root / path).read_bytes()
        for keys, value in values_in(splice.value_at(text, ())):
            assert splice.set_value(text, keys, value) == text, (path, keys)


@pytest.mark.parametrize("folder", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_a_change_and_its_taking_back_leave_every_other_line(root: Path, folder: str) -> None:
    for number, (path, text) in enumerate(texts_in(root, folder)):
        scalars = [(keys, value) for keys, value in values_in(splice.value_at(text, ())) if isinstance(value, str)]
        keys, value = scalars[number % len(scalars)]
        changed = splice.set_value(text, keys, "other words: here")
        back = splice.set_value(changed, keys, value)
        assert splice.value_at(back, ()) == splice.value_at(text, ())
        lines = text.splitlines(), changed.splitlines(), back.splitlines()
        if len({len(one) for one in lines}) == 1:
            assert sum(len(set(same)) > 1 for same in zip(*lines, strict=True)) == 1, (path, keys)
        assert changed != text


@pytest.mark.parametrize("root", ROOTS.values(), ids=ROOTS)
def test_a_ledger_read_and_written_is_the_same_to_the_byte(root: Path) -> None:
    for path in sorted((root / SEEDS).glob("*.ledger.json")):
        ledger = read_ledger(root, f"{SEEDS}/{path.name.removesuffix('.ledger.json')}.txt")
        assert ledger is not None and ledger.as_text().encode() == path.read_bytes()


def test_what_an_import_wrote_is_written_the_same_again(tmp_path: Path) -> None:
    synthetic_dossier(tmp_path / "a", 4, size=1_500)
    apply_plans(tmp_path / "a", plan_import(tmp_path / "a", latest=dt.date(2026, 1, 1), jobs=1).plans)
    seen = set()
    for kind, folder in layout.FOLDERS.items():
        for path, text in texts_in(tmp_path / "a", folder):
            record = parse(text, path, [])
            assert record is not None and text_of(record) == text
            seen.add(kind)
    assert seen >= layout.FOLDERS.keys() - {Question}
