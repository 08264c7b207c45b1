"""Addresses of the web, told apart as pages are: what a link was decorated with on its way does not count. Opens none."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_SAME_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|beta)\.")
_SAME_PATH = re.compile(r"(?:/amp|\.amp|/index\.\w{2,5}|/)+\Z", re.IGNORECASE)
_TAIL = 400  # letters of a path among which such endings are looked for
# What newsletters, social networks and analytics add to links; own list, after their documentation.
_ADDED = re.compile(
    r"(?:utm_|at_|mc_|ns_|pk_|mtm_|hsa_|wt_|trk_).*|fbclid|gclid|dclid|msclkid|yclid|igshid|twclid|ref|ref_src|referrer|cmp|cmpid|"
    r"smid|ocid|share|shared|src|source|s|amp|outputtype|print|partner",
    re.IGNORECASE,
)


def page_key(address: str) -> str:
    """One key for all addresses of one page; empty for none and for a site's front page, which is many pages in time."""
    try:
        parts = urlsplit(address.strip())
        host = _SAME_HOST.sub("", (parts.hostname or "").lower())
    except ValueError:
        return ""
    path = parts.path[:-_TAIL] + _SAME_PATH.sub("", parts.path[-_TAIL:])
    kept = sorted((key, value) for key, value in parse_qsl(parts.query) if not _ADDED.fullmatch(key))
    return f"{host}{path}?{urlencode(kept)}" if host and (path or kept) else ""


def host_of(address: str) -> str:
    """The host without what stands for the same site; empty where there is none."""
    try:
        return _SAME_HOST.sub("", (urlsplit(address.strip()).hostname or "").lower())
    except ValueError:
        return ""
