"""Pages in a bare frame, as files: what a browser needs to try them without MkDocs and its theme."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from build_tools.pages.page import Page

FRAME = """<!doctype html><html lang="en"><meta charset="utf-8"><title>t</title>
<meta name="viewport" content="width=device-width,initial-scale=1">
<link rel="stylesheet" href="{up}assets/claimline.css">
<body data-md-color-scheme="default"><main class="md-typeset">{html}</main>
<script src="{up}assets/claimline.js"></script>"""


def write_framed(folder: Path, pages: Iterable[Page], files: Mapping[str, bytes]) -> str:
    """Write pages and the files beside them; gives the folder's address, with a slash at the end."""
    framed = {page.address: FRAME.format(up="../" * page.address.count("/"), html=page.html).encode() for page in pages}
    for name, content in {**files, **framed}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder.as_uri() + "/"
