"""The curators' prose for a page: as HTML (``markup`` makes it safe) and as plain words. Knows no records."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from build_tools.markup import shown


def html(text: str) -> Markup:
    """Prose as HTML. Headings begin at h3, since a page has its own h1 and its sections are h2."""
    return Markup(shown(text).html)  # noqa: S704 - made safe there


def with_code(text: str) -> Markup:
    """Plain words, in which what stands in backquotes is code and nothing else means anything."""
    parts = text.split("`")
    marked = (Markup("<code>{}</code>").format(part) if at % 2 else escape(part) for at, part in enumerate(parts))
    return Markup("").join(marked) if len(parts) % 2 else escape(text)


@lru_cache(maxsize=65536)
def first_words(text: str, limit: int = 200) -> str:
    """The first paragraph as plain text, for descriptions."""
    words = re.sub(r"\s+", " ", html(text).striptags() if text.strip() else "")
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " …"


def is_web_address(address: str) -> bool:
    """Whether a link may lead there from a page: http and https only."""
    try:
        parts = urlsplit(str(address).strip())
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def host(address: str) -> str:
    """The name of the host behind a web address."""
    return urlsplit(str(address)).hostname or ""
