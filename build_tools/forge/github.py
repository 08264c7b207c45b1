"""GitHub's API by way of ``gh api``, which runners bring along. The token is gh's affair and never seen here."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from typing import Any

from build_tools.forge.calls import Call, Refused

_PAGE = 100
_MOST_PAGES = 30  # GitHub itself lists no more than 3,000 files of a pull request
_GH = ("gh", "api", "--header", "X-GitHub-Api-Version: 2022-11-28", "--method")


def ask(path: str) -> Any:
    """The answer to a GET. Raises Refused."""
    return _answer(_run("GET", path), path)


def ask_all(path: str) -> list[Any]:
    """All items of a list, page by page. Raises Refused."""
    joint = "&" if "?" in path else "?"
    items: list[Any] = []
    for page in range(1, _MOST_PAGES + 1):
        found = ask(f"{path}{joint}per_page={_PAGE}&page={page}")
        items += found
        if len(found) < _PAGE:
            break
    return items


def artifact(repository: str, run: int, name: str, *, limit: int) -> bytes | None:
    """The zip of a run's artifact; None where there is none. Raises Refused where it is too large or gone."""
    listed = ask(f"repos/{repository}/actions/runs/{run}/artifacts?per_page={_PAGE}").get("artifacts", [])
    found = [one for one in listed if one["name"] == name and not one["expired"]]
    if not found:
        return None
    if found[0]["size_in_bytes"] > limit:
        raise Refused(f"the artifact “{name}” has more than {limit:,} bytes")
    return _run("GET", f"repos/{repository}/actions/artifacts/{int(found[0]['id'])}/zip")


def send(call: Call) -> str:
    """Send it; what to tell of it. Raises Refused where it is refused and has no ``otherwise``."""
    try:
        _run(call.method, call.path, json.dumps(call.body).encode())
    except Refused as refused:
        if not call.otherwise:
            raise
        return f"{call.otherwise} ({refused})"
    return f"done: {call.what}"


def release(words: Sequence[str]) -> str:
    """Make a release with its files: `gh` keeps it a draft until all are there. What to tell of it. Raises Refused."""
    return f"done: {_said(('gh', *words), words[2]).decode('utf-8', 'replace').strip()}"


def _run(method: str, path: str, body: bytes = b"") -> bytes:
    given = ("--input", "-") if body else ()
    return _said((*_GH, method, path, *given), f"{method} {path}", body)


def _said(words: Sequence[str], what: str, body: bytes = b"") -> bytes:
    try:
        done = subprocess.run(words, input=body, capture_output=True, check=False)
    except FileNotFoundError:
        raise Refused("there is no “gh” here: it is GitHub's command line, https://cli.github.com") from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Refused(f"{what}: {said[-1] if said else 'no answer'}")
    return done.stdout


def _answer(data: bytes, path: str) -> Any:
    try:
        return json.loads(data)
    except ValueError:
        raise Refused(f"GET {path}: the answer is no JSON") from None
