"""The files of a built site, from a folder or out of a zip that is never unpacked. Knows names, not what is in them."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from build_tools.problems import Location, Problem
from build_tools.verification.standalone import verify as standalone


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
            problems = list(_zip_problems(archive, path))
        except (ValueError, *standalone.UNREADABLE) as error:
            yield None, [broken(path, error)]
            return
        yield (None if problems else _zip(archive, path)), problems


@contextmanager
def reopened(path: Path) -> Iterator[SiteFiles]:
    """The same for another process, of what was found sound as a whole."""
    if path.is_dir():
        yield folder(path)
    else:
        with zipfile.ZipFile(path) as archive:
            yield _zip(archive, path)


def broken(path: Path, error: Exception) -> Problem:
    """The problem of a zip that cannot be read."""
    message = f"this zip cannot be read: {error}"
    return Problem(Location(str(path)), "zip-broken", message, "Make it again: claimline bundle")


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
            tip = "Put the file itself there"
            yield Problem(Location(str(one)), "link-out-of-site", "a symbolic link leads out of the site", tip)


def _zip(archive: zipfile.ZipFile, path: Path) -> SiteFiles:
    assert archive.fp
    files, top = standalone.open_zip(archive.fp, archive), archive.namelist()[0].partition("/")[0]  # type: ignore[arg-type]
    return SiteFiles(files.names, files.read, lambda name: f"{path}/{top}/{name}")


def _zip_problems(archive: zipfile.ZipFile, path: Path) -> Iterator[Problem]:
    assert archive.fp
    for code, name, what in standalone.zip_faults(archive.fp, archive):  # type: ignore[arg-type]
        yield Problem(
            Location(f"{path}/{name!a}" if name else str(path)), code, what, "Make it again: claimline bundle"
        )
