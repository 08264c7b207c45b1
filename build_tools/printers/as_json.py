"""Problems as JSON, for programs: a list of objects."""

from __future__ import annotations

import json
from collections.abc import Iterable

from build_tools.problems import Problem


def as_json(problems: Iterable[Problem]) -> str:
    """A list of objects with path, line, column, code, message, tip and level."""
    rows = [
        {
            "path": problem.where.path,
            "line": problem.where.line,
            "column": problem.where.column,
            "code": problem.code,
            "message": problem.message,
            "tip": problem.tip,
            "level": problem.level.value,
        }
        for problem in problems
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)
