"""Fixes → one review with suggestions, each on lines that the pull request shows, each made once. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import Any

from build_tools.forge.calls import Call
from build_tools.forge.defused import has_hidden, one_line
from build_tools.forge.facts import Facts
from build_tools.forge.handover import Fix
from build_tools.forge.patches import hunks

MOST = 20
_MOST_LINES, _MOST_SIGNS = 60, 6_000
_RECORD = re.compile(r"content/[A-Za-z0-9._/-]+\.(?:md|yml)")
_RULE = re.compile(r"[a-z][a-z0-9-]{0,60}")
_MARK = "<!-- claimline: suggestion {key} -->"
_REVIEW = (
    "`claimline fix` would mend these lines like this. Take what is right with *Commit suggestion*, or run it yourself."
)
_REFUSED = "The forge took no suggestions here; the comment says how many there are: `claimline fix` makes them."


def fitting(fixes: tuple[Fix, ...], facts: Facts) -> list[Fix]:
    """Those fixes that can be shown on the pull request: of records, on lines of one hunk, nothing hidden in them."""
    shown = {file.path: list(hunks(file.patch)) for file in facts.files}
    return [fix for fix in fixes if _is_sound(fix) and _on_one_hunk(fix, shown.get(fix.path, []))]


def beside(fixes: tuple[Fix, ...], facts: Facts) -> int:
    """How many fixes are of files that the pull request touches, on lines that it does not show."""
    touched = {file.path for file in facts.files}
    return sum(fix.path in touched for fix in fixes) - len(fitting(fixes, facts))


def calls(fixes: tuple[Fix, ...], facts: Facts, *, author: str) -> Iterator[Call]:
    """The review to be posted: none where nothing is new. At most MOST at a time, the first ones first."""
    said = [remark.body for remark in facts.suggested if remark.author == author]
    new = [fix for fix in fitting(fixes, facts) if not any(body.startswith(_mark(fix)) for body in said)]
    if new:
        notes = [_comment(fix) for fix in new[:MOST]]
        body = {"commit_id": facts.pull.head, "event": "COMMENT", "body": _REVIEW, "comments": notes}
        path = f"repos/{facts.run.repository}/pulls/{facts.pull.number}/reviews"
        yield Call("POST", path, body, f"suggest {len(new[:MOST])} of {len(new)} fixes", otherwise=_REFUSED)


def _is_sound(fix: Fix) -> bool:
    return (
        bool(_RECORD.fullmatch(fix.path) and _RULE.fullmatch(fix.rule))
        and ".." not in fix.path
        and 1 <= fix.start_line <= fix.end_line < fix.start_line + _MOST_LINES
        and len(fix.replacement) <= _MOST_SIGNS
        and not has_hidden(fix.replacement)
    )


def _on_one_hunk(fix: Fix, shown: list[dict[int, str]]) -> bool:
    """Within one hunk, and changing something there."""
    wanted = range(fix.start_line, fix.end_line + 1)
    for lines in shown:
        if all(number in lines for number in wanted):
            return [lines[number] for number in wanted] != _lines(fix)
    return False


def _comment(fix: Fix) -> dict[str, Any]:
    place: dict[str, Any] = {"path": fix.path, "line": fix.end_line, "side": "RIGHT"}
    if fix.start_line < fix.end_line:
        place |= {"start_line": fix.start_line, "start_side": "RIGHT"}
    return place | {"body": _body(fix)}


def _body(fix: Fix) -> str:
    fence = "`" * max(3, 1 + max(map(len, re.findall(r"`+", fix.replacement)), default=0))
    new = "".join(f"{line}\n" for line in _lines(fix))
    return f"{_mark(fix)}\n`{fix.rule}`: {one_line(fix.message)}\n\n{fence}suggestion\n{new}{fence}\n"


def _lines(fix: Fix) -> list[str]:
    text = fix.replacement.replace("\r\n", "\n")
    return text.removesuffix("\n").split("\n") if text else []


def _mark(fix: Fix) -> str:
    """The same for the same words in the same file, wherever they have moved to."""
    words = "\0".join((fix.path, fix.rule, fix.replacement))
    return _MARK.format(key=hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16])
