"""Links into a repository's host, where it is publicly known how they are made (``forges.tsv``). Knows no record."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from build_tools.text import tables
from build_tools.wording import prose

_FORGES = Path(__file__).with_name("forges.tsv")


def commit_address(repository: str, commit: str) -> str:
    """The page of a commit; empty for a host that is not known."""
    pattern = _patterns(str(repository))[0]
    return _root(repository) + pattern.replace("{}", quote(commit, safe="")) if pattern else ""


def issue_address(repository: str, *, title: str, body: str) -> str:
    """The page on which a reader opens an issue, with its title and text filled in; empty for a host not known."""
    return _filled(repository, _patterns(str(repository))[1], title=title, body=body)


def form_address(repository: str, *, title: str, page: str) -> str:
    """The page with the form of a correction, the page it is about filled in; empty where a host cannot do that."""
    return _filled(repository, _patterns(str(repository))[2], title=title, page=page)


def edit_folder(repository: str, branch: str, folder: str) -> str:
    """What stands before a file's path where it is edited in the browser; empty for a host not known.

    ``folder``: where the dossier lies in its repository, with a slash at its end; empty where it is the whole of it.
    """
    pattern = _patterns(str(repository))[3]
    return _root(repository) + pattern.replace("{branch}", quote(branch)) + quote(folder) if pattern else ""


def _filled(repository: str, pattern: str, **told: str) -> str:
    for key, words in told.items():
        pattern = pattern.replace(f"{{{key}}}", quote(words, safe=""))
    return _root(repository) + pattern if pattern else ""


def _root(repository: str) -> str:
    return str(repository).rstrip("/").removesuffix(".git")


@lru_cache(maxsize=8)
def _patterns(repository: str) -> tuple[str, str, str, str]:
    if not prose.is_web_address(repository):
        return "", "", "", ""
    host = urlsplit(repository).hostname or ""
    for name, commit, issue, form, edit in tables.rows(_FORGES):
        if host == name or (name.endswith(".") and host.startswith(name)):
            return commit, issue, "" if form == "-" else form, edit
    return "", "", "", ""
