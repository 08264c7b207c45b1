"""One remark of the program on a page of the forge, known by its first line and its author, and kept up to date."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.forge.calls import Call
from build_tools.forge.facts import Remark

BOT = "github-actions[bot]"


def mark(name: str) -> str:
    """The invisible first line by which the program knows its own remark; anybody can write it, so the author counts."""
    return f"<!-- claimline: {name} -->"


def own(remarks: Iterable[Remark], name: str, *, author: str) -> Remark | None:
    """The program's own remark of that name, the oldest first."""
    mine = (one for one in remarks if one.author == author and one.body.startswith(mark(name)))
    return next(mine, None)


def kept_up(text: str, name: str, before: Remark | None, *, issue: str) -> Iterable[Call]:
    """The call that makes the remark say ``text``; none if it says so already. ``issue``: its API path."""
    body = f"{mark(name)}\n{text}"
    if before is None:
        yield Call("POST", f"{issue}/comments", {"body": body}, f"comment: {name}")
    elif before.body.replace("\r\n", "\n").strip() != body.strip():
        comments = issue.rpartition("/")[0]
        yield Call("PATCH", f"{comments}/comments/{before.id}", {"body": body}, f"update the comment: {name}")
