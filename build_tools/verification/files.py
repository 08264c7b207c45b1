"""The files of a built site, from a folder or out of a zip that is never unpacked. Knows names, not what is in them."""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_tools.problems import Location, Problem
from build_tools.verification.standalone import verify as standalone

# What reading a member of a damaged zip raises.
UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


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
        problems = list(_zip_problems(archive, path))
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
    assert archive.fp
    files, top = standalone.open_zip(archive.fp, archive), archive.namelist()[0].partition("/")[0]  # type: ignore[arg-type]
    return SiteFiles(files.names, files.read, lambda name: f"{path}/{top}/{name}")


def _zip_problems(archive: zipfile.ZipFile, path: Path) -> Iterator[Problem]:
    for code, name, what in standalone.zip_dangers(archive.infolist()):
        yield Problem(
            Location(f"{path}/{name!a}" if name else str(path)), code, what, "make it again: claimline bundle"
        )


def structure_problems(path: Path) -> Iterator[Problem]:
    """What of a zip around its files is not as a bundle's (``standalone.zip_structure``)."""
    with zipfile.ZipFile(path) as archive:
        assert archive.fp
        for code, name, what in standalone.zip_structure(archive.fp, archive.infolist()):  # type: ignore[arg-type]
            yield Problem(
                Location(f"{path}/{name}" if name else str(path)), code, what, "make it again: claimline bundle"
            )
