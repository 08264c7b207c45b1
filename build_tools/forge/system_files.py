"""Whether somebody from outside proposes to change the program rather than the records, and how that is told. Pure.

Decided by what the forge says of author and files, never by anything that the proposal holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from build_tools.forge.calls import Call
from build_tools.forge.defused import one_line
from build_tools.forge.facts import ChangedFile, PullRequest, Remark
from build_tools.forge.own_remark import BOT, kept_up, own

NAME = "system files"
LABEL = "system files"
CONTENT = ("content/", "seeds/")
_SHOWN = 20
_MOST_LISTED = 3000  # GitHub lists no more files of a request, whatever it touches
_NO_LABEL = f"No label was set: make one called “{LABEL}” in the repository, once, and the next request gets it."


def system_files(files: Iterable[ChangedFile]) -> list[str]:
    """The changed files, by both of their names, that are neither records nor articles."""
    names = {name for file in files for name in (file.path, file.before) if name}
    return sorted(name for name in names if not name.startswith(CONTENT))


def unlisted(pull: PullRequest, files: Collection[ChangedFile]) -> int:
    """How many changed files the forge has not named; at least one where its list is as long as it can be."""
    return max(pull.changed_files - len(files), 1 if len(files) >= _MOST_LISTED and not pull.changed_files else 0, 0)


def calls(
    repository: str,
    pull: PullRequest,
    files: Collection[ChangedFile],
    comments: Iterable[Remark],
    *,
    author: str = BOT,
) -> Iterator[Call]:
    """A label and one comment where an outsider touches system files; both taken back when that is no longer so."""
    found = [] if pull.by_insider else system_files(files)
    hidden = 0 if pull.by_insider else unlisted(pull, files)
    issue = f"repos/{repository}/issues/{pull.number}"
    before = own(comments, NAME, author=author)
    flagged = bool(found or hidden)
    if flagged or before:
        yield from kept_up(_text(found, hidden), NAME, before, issue=issue)
    if flagged and LABEL not in pull.labels:
        yield Call("POST", f"{issue}/labels", {"labels": [LABEL]}, f"label: {LABEL}", otherwise=_NO_LABEL)
    if not flagged and before and LABEL in pull.labels:
        path = f"{issue}/labels/{LABEL.replace(' ', '%20')}"
        yield Call("DELETE", path, {}, f"take the label away: {LABEL}", otherwise="The label is gone already.")


def _text(found: list[str], hidden: int) -> str:
    if hidden:
        told = _listed(found) if found else "Those that it names are records and articles."
        return (
            f"This request changes so many files that the forge does not name all of them: {hidden:,} or more are missing from its "
            f"list, and may be anything.\n\n{told}\n\nPlease split the request. Whoever reviews it as it is looks at the "
            "whole of it first: `git diff --stat origin/HEAD... -- . ':!content' ':!seeds'` in a check-out."
        )
    if not found:
        return "This request touches records and articles only (it touched system files before)."
    return (
        f"{_listed(found)}\n\n"
        "That is welcome, and takes another kind of review: those who keep the system files read the change before its "
        "checks are run. If you only meant to change records, leave these files out: "
        "`git checkout origin/HEAD -- <file>` brings one back as it was."
    )


def _listed(found: list[str]) -> str:
    names = "\n".join(f"- {one_line(name)}" for name in found[:_SHOWN])
    more = f"\n- and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    return f"This request changes files outside `content/` and `seeds/`:\n\n{names}{more}"
