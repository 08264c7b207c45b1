"""An address in a record is one that a browser may follow: http or https."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from build_tools.checks.rule import Case, Finding
from build_tools.model import Source
from build_tools.problems import Level

CODE = "link-unsafe"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Write the whole address, beginning with https://, or delete the line."


def find(case: Case) -> Iterator[Finding]:
    """``url`` and ``archived`` of sources with another scheme, or without a host."""
    for source in case.of(Source):
        for address in filter(None, (source.url, source.archived)):
            try:
                parts = urlsplit(address)
                safe = parts.scheme in ("http", "https") and bool(parts.hostname)
            except ValueError:
                safe = False
            if not safe:
                yield Finding(source, address, f"“{address}” is not an address on the web")
