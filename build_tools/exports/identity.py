"""What a record is called outside its site, for good: ``tag:`` addresses (RFC 4151) and what is made like them.

They hold the host under which the dossier is published and the record's id, so that no title, date or build changes them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote, urlsplit

from build_tools.addresses import section_of
from build_tools.exports.telling import SiteFacts
from build_tools.model import Record

UNPUBLISHED = "claimline.invalid"  # the host of a dossier that names none: ``.invalid`` is nobody's (RFC 2606)

# RFC 4151 wants a day on which the host was the dossier's. It must never change, and nobody records when a host was
# taken: the year in which these addresses were first made stands for all.
_SINCE = "2026"
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


def tag_of(record: Record, site: SiteFacts) -> str:
    """Of a record, such as ``tag:dam.example,2026:timeline/people-moved``."""
    return tag(f"{section_of(record)}/{record.id}", site)


def tag(name: str, site: SiteFacts) -> str:
    """Of anything else of the dossier, such as one of its feeds."""
    return f"tag:{host(site)},{_SINCE}:{_folder(site)}{quote(name, safe='/-._~:@')}"


def unpublished_base(site: SiteFacts) -> str:
    """What the names of a dossier begin with whose site has no address yet: its repository; empty without one."""
    return tag("", site) if host(site) != UNPUBLISHED else ""


@lru_cache(maxsize=16)
def host(site: SiteFacts) -> str:
    """The host of the site, else of its repository, else ``UNPUBLISHED``."""
    return next(filter(None, map(_host, (site.url, site.repository))), UNPUBLISHED)


@lru_cache(maxsize=16)
def _folder(site: SiteFacts) -> str:
    """Where on that host the dossier lies: one host may hold many."""
    address = next((one for one in (site.url, site.repository) if _host(one)), "")
    path = urlsplit(address).path.strip("/")
    return f"{quote(path, safe='/-._~%')}/" if path else ""


def _host(address: str) -> str:
    try:
        name = (urlsplit(address).hostname or "").lower() if address.startswith(("http://", "https://")) else ""
    except ValueError:
        return ""
    return name if _HOST.fullmatch(name) else ""
