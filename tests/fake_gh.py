"""A stand-in for ``gh`` on PATH: answers from a folder, keeps what is posted there, and writes down every call."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any


class Forge:
    """A pull request on a forge, in a folder: what it answers, what was asked of it, what was posted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def answers(self, path: str, value: Any) -> None:
        """What a GET of ``path`` answers; bytes for a download, the number of an error instead."""
        file = self.folder / "answers" / path.replace("/", "|")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())

    @property
    def calls(self) -> list[dict[str, Any]]:
        """Every call that changes something, in order: method, path, body."""
        log = self.folder / "calls.jsonl"
        return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []

    def install(self, folder: Path) -> dict[str, str]:
        """Put a ``gh`` into ``folder``; the environment in which it is found first."""
        program = folder / "gh"
        program.write_text(f"#!{sys.executable} -S\n" + Path(__file__).read_text())
        program.chmod(0o755)
        return {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "FAKE_FORGE": str(self.folder)}


def main(words: list[str]) -> int:
    """``gh api --header H --method M PATH [--input -]``."""
    folder = Path(os.environ["FAKE_FORGE"])
    assert words[0] == "api" and words[1] == "--header" and words[3] == "--method", words
    method, path = words[4], words[5]
    if method == "GET":
        return _get(folder, path)
    body = json.load(sys.stdin)
    with (folder / "calls.jsonl").open("a") as log:
        log.write(json.dumps({"method": method, "path": path, "body": body}) + "\n")
    if (folder / "refuses").exists() and (folder / "refuses").read_text() in path:
        print("gh: Validation Failed (HTTP 422)", file=sys.stderr)
        return 1
    return 0


def _get(folder: Path, path: str) -> int:
    plain, _, query = path.partition("?")
    file = folder / "answers" / plain.replace("/", "|")
    if not file.exists():
        print(f"gh: Not Found (HTTP 404): {path}", file=sys.stderr)
        return 1
    data = file.read_bytes()
    page = int(dict(part.split("=") for part in query.split("&")).get("page", 1)) if query else 1
    if page > 1:
        items = json.loads(data)
        data = json.dumps(items[(page - 1) * 100 : page * 100]).encode()
    elif data[:1] == b"[":
        data = json.dumps(json.loads(data)[:100]).encode()
    sys.stdout.buffer.write(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
