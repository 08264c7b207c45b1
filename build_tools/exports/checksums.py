"""``SHA256SUMS``: the hashes of the files in ``data/``, in the layout of GNU coreutils' ``sha256sum``. Reads the finished files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

_FOLDER = "data/"
NAME = "SHA256SUMS"


def with_sums(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files and, where any of them lies in ``data/``, the file of their hashes beside them; in it is not its own."""
    kept = {path.removeprefix(_FOLDER): content for path, content in files.items() if path.startswith(_FOLDER)}
    lines = (f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(kept.items()))
    sums = {f"{_FOLDER}{NAME}": "".join(lines).encode()} if kept else {}
    return {**files, **sums}
