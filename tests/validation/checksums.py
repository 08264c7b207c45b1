"""``SHA256SUMS``, read by ``sha256sum`` as anybody would who has downloaded the folder."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from .judging import Examination, Validator

PATH = "data/SHA256SUMS"


def check(on: Examination) -> None:
    """Every file of the folder has its hash in the list, and it is the right one."""
    with tempfile.TemporaryDirectory() as folder:
        for path, content in on.files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        words = ("sha256sum", "--check", "--strict", "SHA256SUMS")
        done = subprocess.run(words, cwd=Path(folder) / "data", capture_output=True, text=True, check=False)
    named = {f"data/{line.removesuffix(': OK')}" for line in done.stdout.splitlines()}
    on.must(done.returncode == 0, " ".join(f"{done.stdout} {done.stderr}".split())[-300:])
    on.must(named == set(on.files) - {PATH}, "the list does not name every file, or one that is not there")
    on.read(PATH)
    on.counted["hashes"] += len(named)


SUMS = Validator("SHA256SUMS", (PATH,), ("sha256sum",), check, beside=("data/*", "data/*/*", "data/*/*/*"))
