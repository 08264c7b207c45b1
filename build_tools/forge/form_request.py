"""Records made of a labelled issue's form → a branch, one commit, a pull request; or what to tell its author. Pure.

What the job before hands over is held against what such a job may make: records under ``content/`` and nothing else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.forge.calls import Call, Refused
from build_tools.forge.defused import cut, defused
from build_tools.forge.facts import Remark
from build_tools.forge.own_remark import BOT, kept_up, own

LABEL = "make records"  # set by a maintainer who has read the form
NAME = "this form"
_RECORD = re.compile(r"content/(?:timeline/(?:\d{4}|undated)|sources|actors|places|questions)/[a-z0-9-]{1,120}\.md")
_MOST_FILES, _MOST_BYTES, _MOST_TEXT = 100, 1_000_000, 60_000
_COMMIT = "mutation($input: CreateCommitOnBranchInput!) { createCommitOnBranch(input: $input) { commit { oid } } }"
_NO_CHECKS = (
    "If no checks appear below: GitHub starts none for what a workflow opens. "
    "Close this pull request and open it again, and they run."
)
_MAY_NOT = (
    "GitHub did not let the workflow open a pull request. Allow it under Settings → Actions → General, "
    "or open one from the branch, which is there."
)


@dataclass(frozen=True)
class Issue:
    """A labelled issue as its event tells of it: what was in it when the label was set."""

    repository: str
    home: str
    branch: str
    number: int
    author: str
    body: str
    label: str


@dataclass(frozen=True)
class Records:
    """What the form came to: title and text for people; the files by path, those that go. None of them: it was no use."""

    title: str
    body: str
    files: Mapping[str, str]
    gone: tuple[str, ...] = ()


def issue_of(event: Mapping[str, Any]) -> Issue:
    """The issue of an ``issues`` event. Raises Refused."""
    try:
        issue, repository = event["issue"], event["repository"]
        return Issue(
            repository=str(repository["full_name"]),
            home=str(repository["html_url"]),
            branch=str(repository["default_branch"]),
            number=int(issue["number"]),
            author=str((issue.get("user") or {}).get("login", "")),
            body=str(issue.get("body") or ""),
            label=str((event.get("label") or {}).get("name", "")),
        )
    except (KeyError, TypeError, ValueError):
        raise Refused("this event tells of no issue") from None


def records_of(told: Any) -> Records:
    """What was handed over. Raises Refused where it holds anything but records of such names."""
    try:
        files = {str(path): str(text) for path, text in told["files"].items()}
        gone = tuple(str(path) for path in told["gone"])
        records = Records(str(told["title"]), str(told["body"]), files, gone)
    except (KeyError, TypeError, AttributeError):
        raise Refused("what was handed over is no form that was read") from None
    if stray := [path for path in (*files, *gone) if not _RECORD.fullmatch(path)]:
        raise Refused(f"a form makes records and nothing else, not {stray[0]!r}")
    if len(files) > _MOST_FILES or sum(len(text.encode()) for text in files.values()) > _MOST_BYTES:
        raise Refused("a form does not make so many records")
    return records


def calls(
    issue: Issue,
    records: Records,
    base: str,
    *,
    branches: Iterable[str],
    heads: Iterable[str],
    comments: Iterable[Remark],
) -> Iterator[Call]:
    """``base``: the commit that the records were made on; ``branches``: all of the repository's that begin with
    ``form-``; ``heads``: those of open pull requests. An open request for the same issue is never written over.
    """
    if issue.label != LABEL:
        raise Refused(f"the issue bears the label {issue.label!r}, not “{LABEL}”")
    mine = re.compile(rf"form-{issue.number}(?:-\d+)?")
    waiting = next((head for head in heads if mine.fullmatch(head)), "")
    name = _free({branch for branch in branches if mine.fullmatch(branch)}, issue.number)
    if not records.files:
        told = f"{records.body.strip()}\n"
    elif waiting:
        told = (
            f"There is [a pull request from this form]({_search(issue, waiting)}) already. It may hold the work of others, "
            "so that nothing was written over it. Close it first if the records are to be made anew.\n"
        )
    else:
        yield from _request(issue, records, base, name)
        told = f"Records were made of this form; they wait for review in [a pull request]({_search(issue, name)}).\n"
    path = f"repos/{issue.repository}/issues/{issue.number}"
    text = told if records.files else _safe(told, issue, base)
    yield from kept_up(text, NAME, own(comments, NAME, author=BOT), issue=path)


def _free(taken: set[str], number: int) -> str:
    names = (f"form-{number}" + (f"-{more}" if more > 1 else "") for more in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)


def _search(issue: Issue, branch: str) -> str:
    return f"{issue.home}/pulls?q=is%3Apr+head%3A{branch}"


def _request(issue: Issue, records: Records, base: str, name: str) -> Iterator[Call]:
    repository = f"repos/{issue.repository}"
    yield Call("POST", f"{repository}/git/refs", {"ref": f"refs/heads/{name}", "sha": base}, f"make the branch {name}")
    yield Call(
        "POST", "graphql", {"query": _COMMIT, "variables": {"input": _commit(issue, records, base, name)}}, "commit"
    )
    body = f"{_safe(records.body, issue, base).strip()}\n\nCloses #{issue.number}. {_NO_CHECKS}\n"
    asked = {"title": _title(records), "head": name, "base": issue.branch, "body": body}
    yield Call("POST", f"{repository}/pulls", asked, "open a pull request", otherwise=_MAY_NOT)


def _commit(issue: Issue, records: Records, base: str, name: str) -> dict[str, Any]:
    additions = [
        {"path": path, "contents": base64.b64encode(text.encode()).decode()}
        for path, text in sorted(records.files.items())
    ]
    return {
        "branch": {"repositoryNameWithOwner": issue.repository, "branchName": name},
        "expectedHeadOid": base,
        "message": {
            "headline": _title(records),
            "body": f"Made of the form in issue {issue.number}; nobody has checked it yet.",
        },
        "fileChanges": {"additions": additions, "deletions": [{"path": path} for path in records.gone]},
    }


def _title(records: Records) -> str:
    return " ".join(re.sub(r"[^\w:(), -]", " ", records.title).split())[:200]


def _safe(text: str, issue: Issue, base: str) -> str:
    return defused(cut(text, _MOST_TEXT), repository=issue.home, commit=base)
