"""What was written into a dossier and on which answers, so that a newer program can tell its own words from a person's.

Read as hostile: it lies in the repository, and may name any path.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.scaffold.answers import NAMES, Answers, complaint

PATH = ".claimline/scaffold.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """The answers, and for each path the sha256 of what was last written there or, where a person's words were kept, offered.

    ``requirement``: a line for pip that somebody has chosen; empty where it follows from how the program was installed.
    """

    answers: Answers
    version: str = ""
    requirement: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)

    def as_text(self) -> str:
        """The file."""
        told = {
            "about": "Written by `claimline new`, which keeps these files up to date where nobody has changed them.",
            "format": FORMAT,
            "claimline": self.version,
            "answers": dict(self.answers.as_mapping()),
            "requirement": self.requirement,
            "files": dict(sorted(self.hashes.items())),
        }
        return json.dumps(told, ensure_ascii=False, indent=2) + "\n"


def read(text: str) -> Manifest:
    """The manifest of a dossier. Raises ProblemsFound with ``scaffold-unreadable``."""
    try:
        told: Any = json.loads(text)
        found = {name: str(value) for name, value in told["answers"].items() if name in NAMES}
        if bad := next((name for name, value in found.items() if complaint(name, value)), ""):
            raise ValueError(f"“{bad}” is none of its possible answers")
        if int(told["format"]) > FORMAT:
            raise ValueError("a newer claimline wrote it")
        hashes = {str(path): str(digest) for path, digest in told["files"].items()}
        line = str(told.get("requirement", ""))
        return Manifest(Answers(**found), str(told.get("claimline", "")), line if line.isprintable() else "", hashes)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        tip = "Take the file back as Git has it (git checkout HEAD -- " + PATH + "), or install a newer claimline."
        raise ProblemsFound(
            [Problem(Location(PATH), "scaffold-unreadable", f"this is not read: {error}", tip)]
        ) from None


def digest_of(text: str) -> str:
    """The sha256 by which a file is known. Newlines as Git on Windows writes them make no difference."""
    return hashlib.sha256(text.replace("\r\n", "\n").encode("utf-8", "surrogateescape")).hexdigest()
