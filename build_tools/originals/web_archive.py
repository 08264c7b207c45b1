"""Web archives: WARC files (ISO 28500, versions 1.0 and 1.1, gzipped or not) and WACZ packages of them (1.1, 1.2).

A page or paper that was captured is an article; what else a page needs (pictures, scripts, data) is passed over and
counted. A package's list of pages says which of them matter. Makes no request: what is not in the file is not read.
"""

from __future__ import annotations

import io

from build_tools.originals.article import Article
from build_tools.originals.captured_pages import Captures, pages_of
from build_tools.originals.left_out import with_remarks
from build_tools.originals.package import Package
from build_tools.originals.unpacked import Unpacked

_ZIP = b"PK\x03\x04"


def articles(data: bytes, name: str) -> tuple[Article, ...]:
    """The articles among the captured pages. Raises ProblemsFound: no web archive, altered since its capture, or none."""
    if data.startswith(_ZIP):
        with Package.of(data, name) as package:
            captures = Captures(package.archives(), package.pages())
            return with_remarks(*pages_of(captures, name))
    return with_remarks(*pages_of(Captures({"": lambda: Unpacked(io.BytesIO(data))}), name))
