"""Where the installed program came from (PEP 610), how others can get the same, and with which versions of what it needs.

Names no registry, and no package by its bare name where it did not come from one: the name could be somebody else's there.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from importlib import metadata
from pathlib import Path

NAME = "claimline"
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


def version() -> str:
    """The version of the installed program; empty where it runs without being installed."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""


def requirement() -> str:
    """A line for pip that brings the same program to another computer; empty where only this one has it."""
    try:
        told = metadata.distribution(NAME).read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return ""
    if told is None:
        return f"{NAME}=={version()}"
    origin = json.loads(told)
    address, vcs = str(origin.get("url", "")), origin.get("vcs_info", {})
    if not address.startswith(("https://", "http://")) or "@" in address.partition("//")[2].partition("/")[0]:
        return ""  # a folder or file of this computer, or an address with a password in it
    commit = f"@{vcs['commit_id']}" if vcs else ""
    return f"{NAME} @ {vcs['vcs'] + '+' if vcs else ''}{address}{commit}"


@cache
def pins() -> str:
    """``name==version`` of everything that the program needs and that is installed beside it, as constraints for pip."""
    return "\n".join(sorted({f"{name}=={found}" for name, found in _needed(NAME, set())}, key=str.casefold))


def _needed(name: str, seen: set[str]) -> Iterator[tuple[str, str]]:
    for line in _requires(name):
        found = _WORD.match(line)
        if not found or "extra ==" in line or (other := _normal(found[0])) in seen:
            continue
        seen.add(other)
        try:
            yield other, metadata.version(other)
        except metadata.PackageNotFoundError:
            continue  # needed on another system only
        yield from _needed(other, seen)


def _requires(name: str) -> list[str]:
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def _normal(name: str) -> str:
    """As PEP 503 compares names."""
    return re.sub(r"[-_.]+", "-", name).lower()


def command() -> str:
    """The path of the command that is running, for use on this computer; empty if there is none."""
    beside = Path(sys.executable).with_name(NAME)
    given = Path(sys.argv[0])
    found = next((path for path in (beside, given) if path.name == NAME and path.is_file()), None)
    return str(found.absolute()) if found else ""
