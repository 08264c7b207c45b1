"""The files of a built site, from a folder or out of a zip that is never unpacked. Knows names, not what is in them."""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from build_tools.problems import Location, Problem

# What reading a member of a damaged zip raises.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)

LARGEST = 512 * 1024 * 1024  # bytes of one file, unpacked: more is an attack or a mistake
STEEPEST = 1000  # times smaller than unpacked: deflate reaches about 1030 on zeros


@dataclass(frozen=True)
class SiteFiles:
    """File names relative to the site's root, with the way to read them. ``label`` leads to a file in messages."""

    names: frozenset[str]
    read: Callable[[str], bytes]
    label: Callable[[str], str]


@contextmanager
def opened(path: Path) -> Iterator[tuple[SiteFiles | None, list[Problem]]]:
    """The site at ``path``, a folder or a zip, with what is wrong about its names; no site where it cannot be read."""
    if path.is_dir():
        yield folder(path), list(_folder_problems(path))
        return
    with ExitStack() as stack:
        try:
            archive = stack.enter_context(zipfile.ZipFile(path))
        except (zipfile.BadZipFile, OSError) as error:
            yield None, [broken(path, error)]
            return
        problems = list(_zip_problems(archive, str(path)))
        yield (None if problems else _zip(archive, path)), problems


def broken(path: Path, error: Exception) -> Problem:
    """The problem of a zip that cannot be read."""
    message = f"this zip cannot be read: {error}"
    return Problem(Location(str(path)), "zip-broken", message, "make it again: claimline bundle")


def folder(path: Path) -> SiteFiles:
    """The site in a folder."""
    names = frozenset(_files_in(str(path), ""))
    return SiteFiles(names, lambda name: (path / name).read_bytes(), lambda name: str(path / name))


def _files_in(path: str, before: str) -> Iterator[str]:
    with os.scandir(path) as inside:
        for one in inside:
            if one.is_dir(follow_symlinks=False):
                yield from _files_in(one.path, f"{before}{one.name}/")
            elif one.is_file():
                yield f"{before}{one.name}"


def _folder_problems(path: Path) -> Iterator[Problem]:
    root = path.resolve()
    for one in sorted(path.rglob("*")):
        if one.is_symlink() and not one.resolve().is_relative_to(root):
            tip = "put the file itself there"
            yield Problem(Location(str(one)), "link-out-of-site", "a symbolic link leads out of the site", tip)


def _zip(archive: zipfile.ZipFile, path: Path) -> SiteFiles:
    listed = [one.filename for one in archive.infolist() if not one.is_dir()]
    top = listed[0].partition("/")[0] + "/" if listed else ""
    names = frozenset(name.removeprefix(top) for name in listed)
    return SiteFiles(names, lambda name: archive.read(top + name), lambda name: f"{path}/{top}{name}")


def _zip_problems(archive: zipfile.ZipFile, path: str) -> Iterator[Problem]:
    members = archive.infolist()
    for member in members:
        for code, message in _member_problems(member):
            yield Problem(Location(f"{path}/{member.filename!a}"), code, message, "make it again: claimline bundle")
    for name, times in Counter(member.filename for member in members).items():
        if times > 1:
            yield Problem(Location(f"{path}/{name}"), "zip-name-twice", f"the zip holds this file {times} times")
    if len({member.filename.partition("/")[0] for member in members}) > 1:
        tip = "a bundle keeps everything in one folder, so that unpacking it litters nothing"
        yield Problem(Location(path), "zip-not-one-folder", "the zip holds more than one folder at its top", tip)


def _member_problems(member: zipfile.ZipInfo) -> Iterator[tuple[str, str]]:
    if not is_safe(member.orig_filename):
        yield "zip-path-unsafe", "unpacking this would write outside the folder it is unpacked into"
    if stat.S_ISLNK(member.external_attr >> 16):
        yield "zip-holds-link", "a symbolic link could lead anywhere"
    if member.flag_bits & 1:
        yield "zip-encrypted", "the file cannot be read without a password"
    if member.file_size > LARGEST or member.file_size > STEEPEST * max(member.compress_size, 1) + 4096:
        yield "zip-too-large", f"the file unpacks to {member.file_size:,} bytes from {member.compress_size:,}"


def is_safe(name: str) -> bool:
    """Whether a name in a zip stays inside the folder it is unpacked into, on every system."""
    parts = PurePosixPath(name).parts
    return bool(parts) and ".." not in parts and not name.startswith("/") and not set(name) & set("\\:\0")
