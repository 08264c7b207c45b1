"""What the site and the bundle must not tell stands in no byte of them: of curators, machines, sources and people at risk."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from pathlib import Path

import every_byte
import pytest
from every_byte import files_below, marks_in
from marked_dossier import begin_history, go_on_with_history, lay_marks

from build_tools.building import build_site
from build_tools.bundle import make_bundle
from build_tools.keeping import readings


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine whose folders, user and name are marked; what is kept of a dossier lies there too."""
    for key in ("USER", "LOGNAME", "HOSTNAME", "COMPUTERNAME", "EMAIL"):
        monkeypatch.setenv(key, f"zwyxqu{key.lower()}")
    home = tmp_path / "zwyxquhome"
    for key in ("HOME", "XDG_CACHE_HOME", "TMPDIR"):
        (home / key).mkdir(parents=True)
        monkeypatch.setenv(key, str(home / key))
    monkeypatch.setattr("tempfile.tempdir", str(home / "TMPDIR"))
    monkeypatch.setenv("CLAIMLINE_CACHE", "on")
    monkeypatch.setattr(readings, "ENOUGH", 0)
    return home


def published(root: Path) -> Iterator[tuple[str, bytes]]:
    """Every file of the site, and both zips of it; they take the place of the former ones."""
    build_site(root)
    for name, without in (("for-reading.zip", ("data/dossier.json",)), ("with-data.zip", None)):
        make_bundle(root / "site", root / name, name="Flood", without=without)
        yield name, (root / name).read_bytes()
    yield from files_below(root / "site")


def test_no_mark_stands_in_any_byte_after_the_witness_is_withheld(
    machine: Path, flood_at: Callable[[Path], Path]
) -> None:
    """Built, changed and built again in the same places: what was published before leaves nothing behind."""
    root = flood_at(machine / "dossier")
    lay_marks(root)
    begin_history(root)
    first = list(marks_in(published(root)))
    assert [told for told in first if "Zwyxqukeeper" in told], "the search sees what is published"
    assert not [told for told in first if "Zwyxqureal" in told or "zwyxquhome" in told or "zwyxquseed" in told.lower()]
    go_on_with_history(root)
    assert list(marks_in(published(root))) == []


FORMS = {
    "as it is": b"zwyxqu", "in capitals": b"ZWYXQU", "backwards": b"uqxywz", "in UTF-16": "zwyxqu".encode("utf-16-le"),
    "in UTF-16, the other way": "zwyxqu".encode("utf-16-be"), "percent": b"%7A%77%79%78%71%75",
    "JSON": rb"\u007a\u0077\u0079\u0078\u0071\u0075", "HTML": b"&#122;&#119;&#121;&#120;&#113;&#117;", "hex": b"7a7779787175",
    "accents apart": b"Zwyxque\xcc\x81",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_the_search_sees_every_spelling(form: str) -> None:
    assert list(marks_in([("page.html", b"before " + FORMS[form] + b" behind")]))


@pytest.mark.parametrize("before", range(3))
@pytest.mark.parametrize("words", [every_byte.STEM, every_byte.STEM.capitalize()])
def test_the_search_sees_it_in_base64_at_every_place(before: int, words: str) -> None:
    packed = base64.b64encode(b"abc"[:before] + words.encode() + b" and more")
    assert list(marks_in([("data.json", b'"' + packed + b'"')]))
