"""A page of the built site → the same page for a zip that somebody reads: words, links and anchors as they are, without what only
crawlers, feed readers and link previews read. A link to a file that is not in the zip says so. Knows no dossier.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection
from urllib.parse import unquote

NOT_HERE = "not in this zip"
# For crawlers and previews, phones that pin a site and the theme's own scripts, of which we load none; a folder needs no
# such thing. In a script element JSON escapes every "<", so none ends within.
_OF_NO_USE = re.compile(
    rb'<script type="application/ld\+json">[^<]*</script>'
    rb'|<meta (?:property="og:|name="(?:twitter:|description"|theme-color"))[^>]*>'
    rb'|<link rel="(?:alternate|apple-touch-icon|icon" href="[^"]*\.png)"[^>]*>'
    rb'|<input class="md-toggle"[^>]*>|<label class="md-overlay"[^>]*></label>'
    rb'|<div data-md-component="(?:skip|announce)">\s*</div>'
    rb'|<div class="md-dialog" data-md-component="dialog">\s*<div class="md-dialog__inner md-typeset"></div>\s*</div>'
)
_BLANK = re.compile(rb"(?<!\s)\s*\n\s+")  # in HTML as good as one line break
_AS_WRITTEN = re.compile(rb"<(?:pre|textarea)\b")  # there it is not
_LINK = re.compile(rb'<a\b[^<>]*?\shref="([^"#?]+)[^"]*"([^>]*)>(.*?)</a>', re.DOTALL)


class OfflinePages:
    """What pages become where the files ``left_out`` are not."""

    def __init__(self, left_out: Collection[str]) -> None:
        self._left_out = frozenset(left_out)
        self._tops = tuple(sorted({path.partition("/")[0] for path in self._left_out}))

    def page(self, path: str, html: bytes) -> bytes:
        """The page at ``path`` of the site."""
        lean = _OF_NO_USE.sub(b"", html)
        if any(f"{top}/".encode() in lean for top in self._tops):
            lean = _LINK.sub(lambda link: self._link(path, link), lean)
        return lean if _AS_WRITTEN.search(lean) else _BLANK.sub(b"\n", lean).lstrip()

    def sums(self, path: str, listed: bytes) -> bytes:
        """The list of hashes at ``path`` (as sha256sum writes it), of the files beside it that are in the zip."""
        folder = posixpath.dirname(path)
        named = ((line, posixpath.join(folder, line.partition("  ")[2])) for line in listed.decode().split("\n"))
        return "\n".join(line for line, name in named if name not in self._left_out).encode()

    def _link(self, page: str, link: re.Match[bytes]) -> bytes:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(link[1].decode())))
        if target not in self._left_out:
            return link[0]
        # The page of the downloads says of each row whether the zip holds it.
        told = b"" if b" download" in link[2] else f" <small>({NOT_HERE})</small>".encode()
        return b"<a>" + link[3] + b"</a>" + told
