"""What a hostile hand makes of the zip of a bundle is told, by the program that lies in it and by `claimline verify` alike, in
the same words; nothing is unpacked, and nothing ends in a traceback.
"""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from build_tools.bundle import make_bundle
from build_tools.records.file_names import problems_of
from build_tools.text.names import DEVICES
from build_tools.verification.standalone import verify as standalone
from build_tools.verification.verify import verify
from build_tools.zip_writer import Packed, ZipWriter, packed_blocks

PAGE = (
    b'<!doctype html><html lang="en"><head><title>A page</title></head><body><div class="cl-page"></div></body></html>'
)


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest one."""
    folder = tmp_path_factory.mktemp("bundle")
    (folder / "b").mkdir()
    (folder / "b" / "index.html").write_bytes(PAGE)
    return make_bundle(folder / "b", folder / "b.zip").path


def told(path: Path) -> set[str]:
    """The codes, which are the same ones from both."""
    report = standalone.Report()
    standalone.check(str(path), {}, None, report)
    mine, theirs = {one.code for one in report.wrong}, {one.code for one in verify(path)}
    assert mine == theirs
    return mine


def test_a_bundle_as_it_was_made_is_in_order(bundle: Path) -> None:
    assert told(bundle) == set()


# ── Names, written as Claimline writes a zip ────────────────────────────────────────────────────────────────

NAMES: Mapping[str, str] = {
    "b/../evil": "zip-path-unsafe", "../evil": "zip-path-unsafe", "/etc/passwd": "zip-path-unsafe", "b//x": "zip-path-unsafe",
    "b/./x": "zip-path-unsafe", "b\\..\\evil": "zip-path-unsafe", "b/C:evil": "zip-path-unsafe", "C:/evil": "zip-path-unsafe",
    "b/x\ny": "zip-path-unsafe", "b/x\x00.html": "zip-path-unsafe", "b/x.html:stream": "zip-path-unsafe", "b/what?": "zip-path-unsafe",
    "b/con": "zip-path-unsafe", "b/NUL.html": "zip-path-unsafe", "b/com1/x": "zip-path-unsafe", "b/x.": "zip-path-unsafe",
    "b/x /y": "zip-path-unsafe", "b/index.html": "zip-name-twice", "b/INDEX.html": "zip-name-twice",
    "b/index.html/x": "zip-name-twice", "b/Index.HTML/x/y": "zip-name-twice", "other/x": "zip-not-one-folder",
    "x": "zip-not-one-folder", "b/more/": "zip-altered", "b/": "zip-altered", "b/more": "file-added", "b/console.txt": "file-added",
}  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_means_harm_is_told(name: str, bundle: Path, tmp_path: Path) -> None:
    assert NAMES[name] in told(with_more(bundle, tmp_path / "b.zip", name, packed_blocks([b"more"], level=6)))


@pytest.mark.parametrize(
    "name", [*sorted(DEVICES), *(f"a{sign}b" for sign in '<>:"|?*\\\0\x1f'), "a.", "a ", "a b", "con-x", "a"]
)
def test_a_bundle_has_no_name_that_a_dossier_may_not_have(name: str) -> None:
    assert standalone.is_safe(f"b/{name}") == (not problems_of([f"content/assets/{name}"]))


def with_more(bundle: Path, path: Path, name: str, member: Packed) -> Path:
    """The bundle and one member more, in a zip as Claimline writes it."""
    with zipfile.ZipFile(bundle) as archive, path.open("wb") as file:
        writer = ZipWriter(file)
        for one in archive.infolist():
            writer.add(one.filename, packed_blocks([archive.read(one)], level=6), comment=one.comment)
        writer.add(name, member)
        writer.finish()
    return path


# ── Sizes ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("member", "code"),
    [
        (packed_blocks([bytes(20_000_000)], level=9), "zip-too-large"),
        (Packed(8, 0, 2**32 - 2, (b"x",)), "zip-too-large"),
        (Packed(0, 0, 7, (b"x",)), "zip-broken"),
        (Packed(8, 0, 7, (b"no deflate",)), "zip-broken"),
        (Packed(12, 0, 1, (b"x",)), "zip-broken"),
    ],
)
def test_a_size_that_is_not_so_is_told(member: Packed, code: str, bundle: Path, tmp_path: Path) -> None:
    assert code in told(with_more(bundle, tmp_path / "b.zip", "b/more", member))


@pytest.mark.parametrize(("size", "packed", "at"), [(5, 2**62, 0), (5, 4, 2**63 + 9), (2**63, 2**63, 2**63), (5, 4, 0)])
def test_numbers_of_64_bits_end_nothing(size: int, packed: int, at: int, tmp_path: Path) -> None:
    name, extra, most = b"b/SHA256SUMS", struct.pack("<HHQQQ", 1, 24, size, packed, at), 0xFFFFFFFF
    facts = (20, 3, 45, 0, 0, 0, 0x21, 0, most, most, len(name), len(extra), 0, 0, 0, 0, most)
    listed = b"PK\1\2" + struct.pack("<BB5HLLL5HLL", *facts) + name + extra
    end = b"PK\5\6" + struct.pack("<4H2LH", 0, 0, 1, 1, len(listed), 30, 0)
    (tmp_path / "b.zip").write_bytes(b"PK\3\4" + bytes(26) + listed + end)
    assert told(tmp_path / "b.zip") & {"zip-altered", "zip-broken", "zip-too-large"}


def test_two_files_in_the_same_bytes_are_not_unpacked_twice(bundle: Path, tmp_path: Path) -> None:
    data = bytearray(bundle.read_bytes())
    with zipfile.ZipFile(bundle) as archive:
        first = archive.infolist()[0].header_offset
        directory = archive.start_dir
    second = data.index(b"PK\1\2", directory + 4)
    struct.pack_into("<L", data, second + 42, first)
    (tmp_path / "b.zip").write_bytes(data)
    assert told(tmp_path / "b.zip") == {"zip-altered"}


# ── Around the files ────────────────────────────────────────────────────────────────────────────────────────

AROUND: Mapping[str, Callable[[bytes], bytes]] = {
    "before": lambda data: b"hidden" + data,
    "behind": lambda data: data + b"hidden",
    "a comment": lambda data: data[:-2] + b"\6\0hidden",
    "twice": lambda data: data + data,
}


@pytest.mark.parametrize("where", AROUND)
def test_what_is_hidden_around_the_files_of_a_zip_is_found(where: str, bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_bytes(AROUND[where](bundle.read_bytes()))
    assert told(tmp_path / "b.zip") <= {"zip-altered", "zip-broken"} != set()


def test_who_names_the_other_archive_is_told_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "b.tar.xz").write_bytes(b"\xfd7zXZ")
    report = standalone.Report()
    standalone.check(str(tmp_path / "b.tar.xz"), {}, None, report)
    assert "Unpack it (tar -xf), and name the folder" in report.wrong[0].what


def test_any_bytes_in_its_directory_end_nothing(bundle: Path, tmp_path: Path) -> None:
    """`make trust` turns every bit of a zip's structure, one at a time; here many at once."""
    data, dice = bundle.read_bytes(), random.Random(8)
    with zipfile.ZipFile(bundle) as archive:
        directory = archive.start_dir
    for _ in range(150):
        spoilt = bytearray(data)
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(directory, len(data))
            spoilt[at : at + 4] = dice.choice([bytes([dice.randrange(256)]) * 4, b"\xff\xff\xff\xff", b"\1\0\x18\0"])
        (tmp_path / "b.zip").write_bytes(spoilt)
        told(tmp_path / "b.zip")
