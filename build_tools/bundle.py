"""Built site → a zip that opens from a folder, without a server or a network. Knows no dossier."""

from __future__ import annotations

import os
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound

README = "READ ME.txt"
_README = """{name}

Unpack this zip, then open index.html in the folder "{folder}" with any web browser.
Everything works without a network: pages, search and filters. Nothing is loaded from elsewhere;
links to publishers' pages lead to the web when you follow them.
"""

# What only a web server shows or only a crawler or debugger reads.
_SERVED_ONLY = re.compile(r"404\.html|sitemap\.xml(\.gz)?|.*\.map")
_KEPT_OUT = ("seeds",)  # folders that hold whole articles
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip can hold; any fixed one will do
_READABLE = 0o100644 << 16


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip that was made: where, how many files, how many bytes."""

    path: Path
    files: int
    size: int


def make_bundle(site: Path, target: Path, *, name: str = "") -> Bundle:
    """Pack the built site as ``target``. The same site gives the same bytes.

    ``name``: of the dossier, for the folder in the zip; that of the target if empty. The zip appears whole or not
    at all. Raises ProblemsFound: ``site-not-built``, ``seeds-in-site``, ``link-out-of-site``.
    """
    files = _files(site, target)
    folder = re.sub(r"[^\w.-]+", "-", name or target.stem).strip("-.") or "dossier"
    readme = _README.format(name=name or target.stem, folder=folder).encode()
    handle, draft = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            with zipfile.ZipFile(stream, "w") as archive:
                for path, content in _contents(site, files, readme):
                    archive.writestr(_member(f"{folder}/{path}"), content, zipfile.ZIP_DEFLATED, compresslevel=9)
            stream.flush()
            os.fsync(stream.fileno())
        os.chmod(draft, 0o644)
        os.replace(draft, target)
    except BaseException:
        with suppress(OSError):
            os.unlink(draft)
        raise
    return Bundle(target, len(files) + 1, target.stat().st_size)


def _contents(site: Path, files: list[str], readme: bytes) -> Iterator[tuple[str, bytes]]:
    yield README, readme
    for path in files:
        yield path, (site / path).read_bytes()


def _member(path: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(path, _FIRST_DAY)
    member.create_system = 3  # Unix, whatever this is made on
    member.external_attr = _READABLE
    return member


def _files(site: Path, target: Path) -> list[str]:
    """What goes into the bundle, relative to the site, in order. Raises ProblemsFound."""
    if not (site / "index.html").is_file():
        tip = "build it first: claimline build"
        raise ProblemsFound([Problem(Location(str(site)), "site-not-built", "there is no built site here", tip)])
    paths = [path for path in site.rglob("*") if path.is_file() and path.resolve() != target.resolve()]
    names = sorted(path.relative_to(site).as_posix() for path in paths)
    if problems := [problem for name in names if (problem := _refused(site, name))]:
        raise ProblemsFound(problems)
    return [name for name in names if not _SERVED_ONLY.fullmatch(name) and not _is_hidden(name) and name != README]


def _refused(site: Path, name: str) -> Problem | None:
    if not (site / name).resolve().is_relative_to(site.resolve()):
        tip = "put the file itself there"
        return Problem(Location(str(site / name)), "link-out-of-site", "a symbolic link leads out of the site", tip)
    if name.split("/")[0] in _KEPT_OUT:
        tip = "seeds hold whole articles; keep them out of what is published"
        return Problem(Location(str(site / name)), "seeds-in-site", "the built site holds a folder of seeds", tip)
    return None


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))
