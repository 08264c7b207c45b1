"""What `make release` laid into a folder → a release on the forge under the tag that it was made for. Sends nothing itself."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_tools.forge.calls import Refused

SUMS = "SHA256SUMS"
_TAG = re.compile(r"v\d+\.\d+\.\d+[\w.-]{0,40}")
_LINE = re.compile(r"([0-9a-f]{64})  (\w[\w.-]*)")
_NOTES = """Fetch all files into one folder. `sha256sum -c SHA256SUMS` says whether they came as they were sent; `python3 verify.py FILE.zip`
looks into a bundle, with nothing but Python, and says what that proves and what not.

Take `verify.py` from a release of Claimline, not from whoever handed you the bundle: README.md, “When you were handed a bundle”.
"""


@dataclass(frozen=True)
class Release:
    """What ``gh`` is told."""

    words: Sequence[str]


def release_of(folder: Path, *, tag: str, repository: str) -> Release:
    """With all files of a folder. Raises Refused where they are not those that were made, or the tag is none of a release."""
    if not _TAG.fullmatch(tag):
        raise Refused(f"the tag {tag!r} is none of a release, such as v1.0.0")
    files = [str(folder / name) for name in (*_listed(folder), SUMS)]
    told = ("--repo", repository, "--verify-tag", "--title", tag, "--notes", _NOTES)
    return Release(("release", "create", tag, *told, *files))


def _listed(folder: Path) -> list[str]:
    """The files, by their list of hashes, which has to name all of them."""
    if not (folder / SUMS).is_file():
        raise Refused(f"there is no {SUMS} in {folder}: make release")
    listed = [_LINE.fullmatch(line) for line in (folder / SUMS).read_text(encoding="utf-8").splitlines()]
    hashes = {line[2]: line[1] for line in listed if line}
    if None in listed or {one.name for one in folder.iterdir()} != {*hashes, SUMS}:
        raise Refused(f"{SUMS} does not list the files that are there")
    for name, expected in hashes.items():
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != expected:
            raise Refused(f"{name} is not the file that {SUMS} lists")
    return sorted(hashes)
