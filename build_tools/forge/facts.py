"""What the forge itself says of a run and a pull request: the only facts that are believed. Reads API answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from build_tools.forge.calls import Refused

INSIDERS = frozenset({"OWNER", "MEMBER", "COLLABORATOR"})


@dataclass(frozen=True)
class Run:
    """A finished run of the check: its number, the commit that it ran on, where that lies, and how it ended."""

    id: int
    event: str
    head: str
    head_repository: str
    conclusion: str
    repository: str
    server: str

    @property
    def address(self) -> str:
        """Its page on the forge."""
        return f"{self.server}/{self.repository}/actions/runs/{self.id}"


@dataclass(frozen=True)
class PullRequest:
    """A pull request. ``association``: what its author is to the repository, as the forge says. ``changed_files``: how many
    files it touches; the forge does not list more than the first thousands of them.
    """

    number: int
    head: str
    head_repository: str
    is_open: bool
    author: str = ""
    association: str = "NONE"
    labels: frozenset[str] = frozenset()
    changed_files: int = 0

    @property
    def by_insider(self) -> bool:
        """Whether its author belongs to those who keep the repository."""
        return self.association in INSIDERS


@dataclass(frozen=True)
class ChangedFile:
    """A file that a pull request touches: its name now and before, and its changes as the forge shows them."""

    path: str
    before: str = ""
    patch: str = ""


@dataclass(frozen=True)
class Remark:
    """A comment, or an issue, that stands on the forge already."""

    id: int
    author: str
    body: str


@dataclass(frozen=True)
class Facts:
    """All that is known of a pull request when a comment is written."""

    run: Run
    pull: PullRequest
    files: tuple[ChangedFile, ...] = ()
    comments: tuple[Remark, ...] = ()
    suggested: tuple[Remark, ...] = field(default=())


def run_of(event: Mapping[str, Any]) -> Run:
    """The run that a ``workflow_run`` event tells of. Raises Refused."""
    try:
        run, repository = event["workflow_run"], event["repository"]
        return Run(
            id=int(run["id"]),
            event=str(run["event"]),
            head=str(run["head_sha"]),
            head_repository=_name(run.get("head_repository")),
            conclusion=str(run["conclusion"]),
            repository=str(repository["full_name"]),
            server=str(repository["html_url"]).removesuffix("/" + str(repository["full_name"])),
        )
    except (KeyError, TypeError, ValueError):
        raise Refused("this event tells of no finished run") from None


def pull_of(told: Mapping[str, Any]) -> PullRequest:
    """A pull request as an event or the API tells it. Raises Refused."""
    try:
        return PullRequest(
            number=int(told["number"]),
            head=str(told["head"]["sha"]),
            head_repository=_name(told["head"].get("repo")),
            is_open=told["state"] == "open",
            author=str(told["user"]["login"]),
            association=str(told["author_association"]),
            labels=frozenset(str(label["name"]) for label in told.get("labels", ())),
            changed_files=int(told.get("changed_files") or 0),
        )
    except (KeyError, TypeError, ValueError):
        raise Refused("the forge tells of no pull request here") from None


def files_of(told: Iterable[Mapping[str, Any]]) -> tuple[ChangedFile, ...]:
    """The changed files as the API lists them."""
    return tuple(
        ChangedFile(str(one["filename"]), str(one.get("previous_filename") or ""), str(one.get("patch") or ""))
        for one in told
    )


def remarks_of(told: Iterable[Mapping[str, Any]]) -> tuple[Remark, ...]:
    """Comments or issues as the API lists them; one whose author is gone has none."""
    return tuple(
        Remark(
            int(one.get("number") or one["id"]), str((one.get("user") or {}).get("login", "")), one.get("body") or ""
        )
        for one in told
    )


def _name(repository: Mapping[str, Any] | None) -> str:
    """A fork that has been deleted has no name."""
    return str(repository["full_name"]) if repository else ""
