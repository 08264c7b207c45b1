"""What Git leaves in a file that two people have changed, until somebody decides: told with its line, never read as words."""

from __future__ import annotations

from build_tools.problems import Location, Problem, ProblemsFound

_OURS, _BETWEEN, _THEIRS = "<<<<<<< ", "\n=======", "\n>>>>>>> "


def require_decided(text: str, path: str) -> None:
    """Raises ProblemsFound with ``merge-conflict`` at the first line that Git has added."""
    begin = 0 if text.startswith(_OURS) else text.find(f"\n{_OURS}") + 1
    if not begin and not text.startswith(_OURS):
        return
    between = text.find(_BETWEEN, begin)
    end = text.find(_THEIRS, between) if between > 0 else -1
    if end > 0:
        first, last = text.count("\n", 0, begin) + 1, text.count("\n", 0, end + 1) + 1
        message = f"a merge conflict is not resolved here: Git left both versions, down to line {last}"
        tip = (
            "Keep one version, or put the two together; delete the lines that begin with <<<<<<<, ======= and >>>>>>>; "
            f"then `git add {path}`."
        )
        raise ProblemsFound([Problem(Location(path, first), "merge-conflict", message, tip)])
