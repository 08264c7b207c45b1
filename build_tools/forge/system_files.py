"""Whether somebody from outside proposes to change the program rather than the records, and how that is told. Pure.

Decided by what the forge says of author and files, never by anything that the proposal holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.forge.calls import Call
from build_tools.forge.defused import one_line
from build_tools.forge.facts import ChangedFile, PullRequest, Remark
from build_tools.forge.own_remark import BOT, kept_up, own

NAME = "system files"
LABEL = "system files"
CONTENT = ("content/", "seeds/")
_SHOWN = 20
_NO_LABEL = f"No label was set: make one called “{LABEL}” in the repository, once, and the next request gets it."


def system_files(files: Iterable[ChangedFile]) -> list[str]:
    """The changed files, by both of their names, that are neither records nor articles."""
    names = {name for file in files for name in (file.path, file.before) if name}
    return sorted(name for name in names if not name.startswith(CONTENT))


def calls(
    repository: str,
    pull: PullRequest,
    files: Iterable[ChangedFile],
    comments: Iterable[Remark],
    *,
    author: str = BOT,
) -> Iterator[Call]:
    """A label and one comment where an outsider touches system files; both taken back when that is no longer so."""
    found = [] if pull.by_insider else system_files(files)
    issue = f"repos/{repository}/issues/{pull.number}"
    before = own(comments, NAME, author=author)
    if found or before:
        yield from kept_up(_text(found), NAME, before, issue=issue)
    if found and LABEL not in pull.labels:
        yield Call("POST", f"{issue}/labels", {"labels": [LABEL]}, f"label: {LABEL}", otherwise=_NO_LABEL)
    if not found and before and LABEL in pull.labels:
        path = f"{issue}/labels/{LABEL.replace(' ', '%20')}"
        yield Call("DELETE", path, {}, f"take the label away: {LABEL}", otherwise="The label is gone already.")


def _text(found: list[str]) -> str:
    if not found:
        return "This request touches records and articles only (it touched system files before)."
    listed = "\n".join(f"- {one_line(name)}" for name in found[:_SHOWN])
    more = f"\n- and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return (
        "This request changes files outside `content/` and `seeds/`:\n\n"
        f"{listed}{more}\n\n"
        "That is welcome, and takes another kind of review: those who keep the system files read the change before its "
        "checks are run. If you only meant to change records, leave these files out: "
        "`git checkout origin/HEAD -- <file>` brings one back as it was."
    )
