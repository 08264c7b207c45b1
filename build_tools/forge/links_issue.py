"""The weekly report on outside links → one issue, kept up to date, closed when all is well. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.forge.calls import Call
from build_tools.forge.defused import cut
from build_tools.forge.facts import Remark
from build_tools.forge.own_remark import BOT, mark, own

NAME = "outside links"
TITLE = "Outside links that no longer answer"
_MOST = 60_000


def calls(repository: str, report: str, broken: int, issues: Iterable[Remark], *, author: str = BOT) -> Iterator[Call]:
    """``issues``: the open ones. A new issue for what is broken, the old one brought up to date, or closed."""
    before = own(issues, NAME, author=author)
    body = f"{mark(NAME)}\n{cut(report, _MOST).strip()}\n"
    path = f"repos/{repository}/issues"
    if before is None and broken:
        yield Call("POST", path, {"title": TITLE, "body": body}, "open an issue on outside links")
    elif before and broken and before.body.replace("\r\n", "\n").strip() != body.strip():
        yield Call("PATCH", f"{path}/{before.id}", {"body": body}, "bring the issue on outside links up to date")
    elif before and not broken:
        yield Call(
            "PATCH", f"{path}/{before.id}", {"body": body, "state": "closed"}, "close the issue on outside links"
        )
