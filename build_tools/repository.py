"""Git asked, and nothing else: which commit a name means, and what a command answers. Writes nothing, knows no record.

Whoever's repository it is, Git starts no pager, prompt, hook, monitor, fetch or foreign diff, and what a calling hook
has set in the environment does not lead it elsewhere.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound

_SET = {
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
# Where a person's own settings lie may be told; everything else that begins so belongs to some other command.
_KEPT = ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
_QUIET = ("--no-pager", "-c", f"core.hooksPath={os.devnull}", "-c", "core.fsmonitor=false")
_NO_DIFF = ("-c", "diff.external=", "-c", "log.showSignature=false", "-c", "protocol.allow=never")


class GitRefused(Exception):
    """Git is not there, or would not answer; the message is what it said."""


def git(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What Git answers in a folder to a command, which gets ``given`` to read. Raises GitRefused."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in _KEPT}
    command = ["git", "-C", str(root), *_QUIET, *_NO_DIFF, *words]
    try:
        done = subprocess.run(command, check=False, capture_output=True, env=inherited | _SET, input=given)
    except (OSError, ValueError) as error:
        raise GitRefused(str(error)) from None
    if done.returncode:
        raise GitRefused(done.stderr.decode(errors="replace").strip())
    return done.stdout


def ask(root: Path, *words: str) -> str:
    """What Git answers; nothing where it cannot."""
    try:
        return git(root, *words).decode(errors="replace")
    except GitRefused:
        return ""


def writer(root: Path) -> str:
    """Who writes here, by the name that Git's settings and .mailmap give; empty where they give none."""
    name, address = (ask(root, "config", f"user.{key}").strip() for key in ("name", "email"))
    mapped = ask(root, "check-mailmap", f"{name} <{address}>") if name and address else ""
    return mapped.rpartition(" <")[0].strip() or name


def commit_of(root: Path, revision: str) -> str:
    """The commit that a revision's name means. Raises ProblemsFound: ``no-git``, ``unknown-revision``."""
    _require_repository(root)
    name = revision or "HEAD"
    if found := _commit(root, name):
        return found
    raise ProblemsFound([_unknown(root, name)])


def merge_base(root: Path, first: str, second: str) -> str:
    """The commit where two lines of work parted. Raises ProblemsFound: ``no-merge-base``, and as ``commit_of``."""
    commits = commit_of(root, first), commit_of(root, second)
    if found := ask(root, "merge-base", *commits).strip():
        return found
    message = f"no common ancestor of “{first or 'HEAD'}” and “{second or 'HEAD'}” is known here"
    tip = _DEEPER if is_shallow(root) else "Compare the two states themselves: two names instead of “…”."
    raise ProblemsFound([Problem(Location(first or "HEAD"), "no-merge-base", message, tip)])


def is_commit(root: Path, revision: str) -> bool:
    """Whether a name means a commit in the repository that a folder lies in."""
    return bool(_commit(root, revision))


def is_shallow(root: Path) -> bool:
    """Whether the clone was cut off somewhere in the past."""
    return ask(root, "rev-parse", "--is-shallow-repository").strip() == "true"


_DEEPER = (
    "This clone is shallow: it lacks the past. Run “git fetch --unshallow” (in a workflow: “fetch-depth: 0” where it "
    "checks out)."
)


def _commit(root: Path, name: str) -> str:
    """A name that begins with a hyphen could be taken for an option, and no commit is called so."""
    if name.startswith("-") or any(sign in name for sign in "\0\n"):
        return ""
    return ask(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()


def _require_repository(root: Path) -> None:
    try:
        git(root, "rev-parse", "--git-dir")
    except GitRefused as refused:
        raise ProblemsFound([_no_git(root, str(refused))]) from None


def _no_git(root: Path, said: str) -> Problem:
    message, tip = f"{root.resolve()} is in no Git repository", "Name two folders instead, or run it where Git is."
    if "dubious ownership" in said:
        message = f"Git does not trust the repository at {root.resolve()}: it belongs to somebody else"
        tip = f"If you trust it: git config --global --add safe.directory {root.resolve()}"
    elif "not a git repository" not in said:
        message = "Git is not installed here, or does not start" if "git" in said else f"Git does not answer: {said}"
        tip = "Install Git and run the command again; or name two folders, for which it is not needed."
    return Problem(Location(str(root)), "no-git", message, tip)


def _unknown(root: Path, name: str) -> Problem:
    message = f"there is no revision “{name}” here"
    remote = next((one for one in _remotes(root) if _commit(root, f"{one}/{name}")), "")
    if name.startswith("-"):
        tip = "No revision's name begins with a hyphen; options have to be spelt as “claimline diff --help” has them."
    elif remote:
        tip = f"Did you mean “{remote}/{name}”?"
    elif is_shallow(root):
        tip = _DEEPER
    else:
        tip = (
            "A branch, a tag, a commit's hash, HEAD~1, or a folder with content/ in it; “git fetch” brings what is new."
        )
    return Problem(Location(name), "unknown-revision", message, tip)


def _remotes(root: Path) -> list[str]:
    return ask(root, "remote").split()
