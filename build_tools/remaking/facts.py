"""What the whole site depends on: where any of it changes, everything is made anew."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from build_tools.keeping.readings import Readings
from build_tools.keeping.vault import program
from build_tools.mailmap import read_mailmap
from build_tools.records import layout

_LIBRARIES = ("mkdocs", "mkdocs-material", "jinja2", "markupsafe", "markdown", "pymdown-extensions", "pyyaml")
_ENVIRONMENT = ("CLAIMLINE_PLAIN", "READTHEDOCS", "ENABLED", "TZ")


def facts_of(root: Path, readings: Readings) -> str:
    """A hash over the program, its libraries, the settings, and what of the dossier is copied as it is."""
    made = hashlib.sha256(program().encode())
    for name in _LIBRARIES:
        made.update(f"{name} {_version(name)}\0".encode())
    for name in _ENVIRONMENT:
        made.update(f"{name}={os.environ.get(name)}\0".encode())
    for name in ("mkdocs.yml", *_hooks(root)):
        made.update(_content(root / name))
    made.update(hashlib.sha256(read_mailmap(root)).digest())
    for path, hash in sorted(hashes(readings).items()):
        if not _is_read(path):
            made.update(f"{path}\0".encode("utf-8", "surrogateescape") + hash)
    return made.hexdigest()


def hashes(readings: Readings) -> Mapping[str, bytes]:
    """The files of the dossier as they were looked at, each with its hash."""
    return {path: hash for path in readings.files.looks if (hash := readings.hash_of(path))}


def _is_read(path: str) -> bool:
    """Whether the program reads a file into the dossier, and nothing else is made of it."""
    own = (layout.VOCABULARY, layout.HOME, layout.ABOUT)
    return path.startswith("seeds/") or path in own or layout.kind_at(path) is not None


def _hooks(root: Path) -> list[str]:
    folder = root / ".claimline"
    return sorted(str(path.relative_to(root)) for path in folder.glob("*.py")) if folder.is_dir() else []


def _content(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"-"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""
