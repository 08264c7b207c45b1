"""Size and hash of finished files, and ``SHA256SUMS``, which tells those in ``data/`` as GNU coreutils' ``sha256sum`` does."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_FOLDER = "data/"
NAME = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Finished:
    """What is kept in mind of a file: ``size`` in octets, ``sha256`` in hexadecimal digits."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> Finished:
        """Those of a content."""
        return cls(len(content), hashlib.sha256(content).hexdigest())


def sums(finished: Mapping[str, Finished]) -> Iterator[tuple[str, bytes]]:
    """The file of hashes, where any of the finished files lies in ``data/``; its own is not in it."""
    kept = {path.removeprefix(_FOLDER): one for path, one in finished.items() if path.startswith(_FOLDER)}
    if kept:
        lines = (f"{one.sha256}  {name}\n" for name, one in sorted(kept.items()))
        yield f"{_FOLDER}{NAME}", "".join(lines).encode()
