"""A refusal is an answer where it says what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.problems import Problem, as_text


def require_clear(problems: Sequence[Problem], *, tips: bool = True) -> None:
    """Fails where a problem does not; ``tips``: whether each has to say what to do."""
    for one in problems:
        assert one.where.path and one.where.line >= 1 and one.where.column >= 1, one
        assert one.code != "reader-crashed" and one.message.strip(), one
        assert one.tip.strip() or not tips, one
    assert as_text(problems).isprintable() or "\n" in as_text(problems)
