"""The files of a site on the disk: what they look like, and the one that lists all pages."""

from __future__ import annotations

import datetime as dt
import gzip
import io
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from urllib.parse import quote, urljoin

Look = tuple[int, int]
SITEMAP = "sitemap.xml"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'


def looks(site: Path) -> dict[str, Look]:
    """The size of every file of a site, and when it was changed (nanoseconds), by its path. Hidden entries at its top are
    somebody's own.
    """
    return {path: look for path, look in _looks(str(site), "") if not path.startswith(".")}


def changed(before: Mapping[str, Look], staged: Path, gone: Collection[str]) -> dict[str, Look]:
    """The same of a site when files that wait have taken their places, and others have gone: of what the program has done to
    it, whatever anybody else does to it meanwhile.
    """
    new = looks(staged)
    return {**{path: look for path, look in before.items() if path not in gone}, **new}


def _looks(folder: str, before: str) -> Iterator[tuple[str, Look]]:
    with os.scandir(folder) as inside:
        for one in inside:
            if one.is_dir(follow_symlinks=False):
                yield from _looks(one.path, f"{before}{one.name}/")
            else:
                told = one.stat(follow_symlinks=False)
                yield f"{before}{one.name}", (told.st_size, told.st_mtime_ns)


def sitemap(pages: Iterable[str], url: str) -> bytes:
    """The sitemap as MkDocs writes it."""
    at = day()
    return "".join([_HEAD, *(_page(_address(page, url), at) for page in pages), "\n</urlset>"]).encode()


def _page(address: str, day: str) -> str:
    if not address:
        return ""
    return f"\n    <url>\n         <loc>{escape(address)}</loc>\n         <lastmod>{day}</lastmod>\n    </url>"


def _address(page: str, url: str) -> str:
    return urljoin(url if url.endswith("/") else f"{url}/", quote(page)) if url else ""


def packed(content: bytes) -> bytes:
    """A sitemap packed as MkDocs packs it: its clock stands at the beginning of the day."""
    at = today().replace(hour=0, minute=0, second=0, microsecond=0)
    target = io.BytesIO()
    with gzip.GzipFile(fileobj=target, filename=f"{SITEMAP}.gz", mode="wb", mtime=int(at.timestamp())) as file:
        file.write(content)
    return target.getvalue()


def day() -> str:
    """The day that the sitemap names."""
    return today().date().isoformat()


def today() -> dt.datetime:
    """Now, or the moment that SOURCE_DATE_EPOCH names."""
    named = os.environ.get("SOURCE_DATE_EPOCH")
    return dt.datetime.now(dt.UTC) if named is None else dt.datetime.fromtimestamp(int(named), dt.UTC)
