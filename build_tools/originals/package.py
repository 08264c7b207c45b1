"""A WACZ package (Webrecorder, versions 1.0 to 1.2): its list of pages, its archives, and whether all are as they were.

Nothing is written to disk, so a path in it can lead nowhere; sizes are counted, not believed.
"""

from __future__ import annotations

import hashlib
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import IO, Any

from build_tools.originals.left_out import some_of
from build_tools.originals.unpacked import MOST_IN_ALL, MOST_OF_ONE, Unpacked
from build_tools.problems import Location, Problem, ProblemsFound

_ALGORITHMS = ("sha256", "sha512", "sha384", "sha1", "md5")
_MANIFEST, _DIGEST, _PAGES = "datapackage.json", "datapackage-digest.json", "pages/pages.jsonl"
_ARCHIVES = (".warc", ".warc.gz")
# What the library raises over a package that is damaged, or made to lie; NotImplementedError is a RuntimeError.
_ERRORS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(RuntimeError, OSError, ValueError, EOFError, KeyError, IndexError, OverflowError),
)
_MOST_FILES, _BLOCK = 10_000, 1 << 20


@dataclass(frozen=True)
class Package:
    """An open package whose files are those that its manifest lists."""

    zip: zipfile.ZipFile
    name: str

    @classmethod
    @contextmanager
    def of(cls, data: bytes, name: str) -> Iterator[Package]:
        """The package, verified. Raises ProblemsFound: no such package, too large, or altered since it was made."""
        try:
            opened = zipfile.ZipFile(io.BytesIO(data))
        except _ERRORS as error:
            raise ProblemsFound([_damaged(name, str(error))]) from None
        with opened:
            package = cls(opened, name)
            package._verify()
            yield package

    def archives(self) -> Mapping[str, Callable[[], Unpacked]]:
        """What opens each archive in it, by its path."""
        found = sorted(path for path in self.zip.namelist() if path.lower().endswith(_ARCHIVES))
        return {path: partial(self._unpacked, path) for path in found}

    def _unpacked(self, path: str) -> Unpacked:
        return Unpacked(self._opened(path))

    def pages(self) -> dict[str, str]:
        """Address → title of the pages that the package lists as such; empty where it lists none."""
        if _PAGES not in self.zip.namelist():
            return {}
        lines = (_object(line) for line in self._text(_PAGES).splitlines())
        return {str(one["url"]): str(one.get("title") or "") for one in lines if one.get("url")}

    # ── whether it is what it was ───────────────────────────────────────────────────────────────────────────

    def _verify(self) -> None:
        entries = self.zip.infolist()
        if len(entries) > _MOST_FILES or sum(one.file_size for one in entries) > 2 * MOST_IN_ALL:
            tip = "Take the pages that you need out of it, each as a web archive of its own."
            raise ProblemsFound([Problem(Location(self.name), "original-too-large", "the package is too large", tip)])
        if _MANIFEST not in self.zip.namelist():
            raise ProblemsFound([_damaged(self.name, f"it holds no {_MANIFEST}")])
        if altered := [*self._altered_manifest(), *self._altered_files()]:
            raise ProblemsFound([_altered(self.name, altered)])

    def _altered_manifest(self) -> Iterator[str]:
        if _DIGEST in self.zip.namelist():
            yield from self._compared(_MANIFEST, str(_object(self._text(_DIGEST)).get("hash") or ""))

    def _altered_files(self) -> Iterator[str]:
        """What the manifest lists and is not there, or has another hash."""
        listed, there = _object(self._text(_MANIFEST)).get("resources"), set(self.zip.namelist())
        for one in listed if isinstance(listed, list) else []:
            path = str(one.get("path") or "") if isinstance(one, dict) else ""
            if path in there:
                yield from self._compared(path, str(one.get("hash") or ""))
            elif path.startswith("archive/"):
                yield f"{path} is missing"

    def _compared(self, path: str, told: str) -> Iterator[str]:
        algorithm, _, value = told.rpartition(":")
        algorithm = algorithm.lower().replace("-", "") or "md5"  # what a Data Package means by a bare hash
        if value and algorithm in _ALGORITHMS and self._hash(path, algorithm) != value.lower():
            yield f"{path} has another hash"

    def _hash(self, path: str, algorithm: str) -> str:
        digest, left = hashlib.new(algorithm, usedforsecurity=False), MOST_IN_ALL
        with self._opened(path) as file:
            while left > 0 and (block := self._read(file, _BLOCK)):
                digest.update(block)
                left -= len(block)
        return digest.hexdigest()

    # ── reading ─────────────────────────────────────────────────────────────────────────────────────────────

    def _opened(self, path: str) -> IO[bytes]:
        try:
            return self.zip.open(path)
        except _ERRORS as error:
            raise ProblemsFound([_damaged(self.name, f"{path}: {error}")]) from None

    def _read(self, file: IO[bytes], size: int) -> bytes:
        try:
            return file.read(size)
        except _ERRORS as error:
            raise ProblemsFound([_damaged(self.name, str(error))]) from None

    def _text(self, path: str) -> str:
        with self._opened(path) as file:
            return self._read(file, MOST_OF_ONE).decode("utf-8-sig", errors="replace")


def _object(text: str) -> dict[str, Any]:
    """A JSON object; empty where the text is anything else."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _damaged(name: str, why: str) -> Problem:
    tip = "Get the file again from where it was captured or stored."
    return Problem(Location(name), "archive-broken", f"it cannot be read as a WACZ package: {why}", tip)


def _altered(name: str, what: Sequence[str]) -> Problem:
    tip = (
        "It is not what the capture tool wrote: get it again from where it is stored. If you know why and trust it, unpack it "
        "(it is a ZIP file), put the .warc.gz into seeds/, and say so in the records of its sources."
    )
    return Problem(Location(name), "archive-altered", f"it is not what its list of files says: {some_of(what)}", tip)
