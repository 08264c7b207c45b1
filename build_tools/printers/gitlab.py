"""Problems as GitLab's Code Quality report, which it shows beside the lines of a merge request."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable

from build_tools.problems import Level, Problem, visible


def as_code_quality(problems: Iterable[Problem], *, folder: str = "") -> str:
    """A list of objects with the keys that GitLab names. ``folder``: where the dossier lies in its repository.

    A fingerprint tells a problem from all others and stays the same where only lines above it come or go.
    """
    met: Counter[str] = Counter()
    rows = []
    for problem in problems:
        words = "\0".join((problem.where.path, problem.code, problem.message))
        met[words] += 1
        rows.append(
            {
                "description": visible(f"{problem.message}. {problem.tip}".removesuffix(" ")),
                "check_name": problem.code,
                "fingerprint": hashlib.sha256(f"{words}\0{met[words]}".encode("utf-8", "backslashreplace")).hexdigest(),
                "severity": "major" if problem.level is Level.ERROR else "minor",
                "location": {"path": folder + problem.where.path, "lines": {"begin": problem.where.line}},
            }
        )
    return json.dumps(rows, ensure_ascii=False, indent=2)
