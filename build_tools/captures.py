"""What is remembered of how seeds were made of originals, read from seeds/ and held against the files that lie there now.

An original that is not at hand (a private one) is no problem; one that differs is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath

from build_tools.model import Capture, Document, Source
from build_tools.originals.capture import SUFFIX, path_beside, read_capture
from build_tools.problems import Level, Location, Problem, ProblemsFound, location_of
from build_tools.records.files import Files, Folder
from build_tools.records.layout import SEEDS

__all__ = ["SUFFIX", "all_captures", "capture_of", "captures_of", "changed_original", "hash_of_file", "path_beside"]


def capture_of(files: Files, seed: str) -> Capture | None:
    """What is remembered of a seed's text (``seeds/a.txt``), None where nobody made it of an original.

    Raises ProblemsFound with ``capture-broken``.
    """
    path = path_beside(seed)
    if not files.has(path) or files.is_link(path):
        return None
    try:
        return read_capture(files.read(path), path)
    except OSError as error:
        raise ProblemsFound([Problem(Location(path), "unreadable", str(error.strerror))]) from None


def all_captures(files: Files) -> Iterator[tuple[str, Capture]]:
    """Every capture in seeds/ with the path of the text that it is of. Raises ProblemsFound with ``capture-broken``."""
    for path in files.below(SEEDS):
        if path.endswith(SUFFIX) and path.count("/") == 1:
            seed = f"{path.removesuffix(SUFFIX)}.txt"
            if capture := capture_of(files, seed):
                yield seed, capture


def captures_of(
    files: Files, sources: Iterable[Source], documents: Mapping[str, Document]
) -> tuple[dict[str, Capture], list[Problem]]:
    """By source id, with what is wrong about them. ``documents``: the texts, by source id, as far as they are at hand."""
    found: dict[str, Capture] = {}
    problems: list[Problem] = []
    hashes: dict[str, str] = {}
    for source in sources:
        try:
            capture = capture_of(files, f"{SEEDS}/{PurePosixPath(source.seed).name}") if source.seed else None
        except ProblemsFound as broken:
            problems += broken.problems
            continue
        if capture:
            found[source.id] = capture
            problems += _stale(capture, source, documents.get(source.id))
            problems += _changed(capture, source, files, hashes)
    return found, problems


def _stale(capture: Capture, source: Source, document: Document | None) -> Iterator[Problem]:
    if document is None or document.sha256 in (capture.sha256, capture.corrected):
        return
    tip = (
        f"Restore it (`git checkout {document.name}`). If a person corrected a slip of the reader, run "
        f"`claimline import {document.name}`, which notes that for readers."
    )
    message = f"{document.name} is not the text that was made of {capture.original}"
    yield Problem(location_of(source.seed, source.path), "capture-stale", message, tip, Level.WARNING)


def _changed(capture: Capture, source: Source, files: Files, hashes: dict[str, str]) -> Iterator[Problem]:
    """One problem for each original that differs, at the first of the sources whose texts were made of it."""
    name = capture.original
    if name in hashes:
        return
    hashes[name] = hash_of_file(files, name)
    if hashes[name] not in ("", capture.original_sha256):
        yield changed_original(name, location_of(source.original or source.seed, source.path))


def hash_of_file(files: Files, name: str) -> str:
    """The SHA-256 of an original in seeds/; empty where it is not at hand."""
    path = f"{SEEDS}/{name}"
    if not files.has(path) or files.is_link(path):
        return ""
    try:
        if not isinstance(files, Folder):
            return hashlib.sha256(files.read(path)).hexdigest()
        with open(files.root / path, "rb") as file:  # an archive may be larger than memory
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def changed_original(name: str, where: Location | None = None) -> Problem:
    """The problem of an original that is no longer the file of which a text was made."""
    path = f"{SEEDS}/{name}"
    tip = (
        f"Restore it (`git checkout {path}`). A new version of the page or feed is an original of its own: save it under "
        "another name, and import that."
    )
    message = f"{path} is no longer the file of which the text was made"
    return Problem(where or Location(path), "original-changed", message, tip)
