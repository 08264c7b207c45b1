"""How FollowTheMoney knows a dossier: the names of its datasets and the ids of its entities. They stay over builds."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from build_tools.addresses import section_of
from build_tools.exports.identity import UNPUBLISHED, host
from build_tools.exports.telling import SiteFacts
from build_tools.model import Record
from build_tools.text.names import slug

_LONGEST = 24  # it stands in every line
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Naming:
    """``prefix``: what the dossier is called among others."""

    prefix: str

    @property
    def records(self) -> str:
        """The dataset of what curators recorded: entries, actors, places."""
        return f"{self.prefix}_records"

    def of_source(self, id: str) -> str:
        """The dataset of what one source says."""
        return f"{self.prefix}_source_{_plain(id)}"

    def entity(self, record: Record) -> str:
        """The id of a record's entity."""
        return f"{self._beginning}-{section_of(record)}-{record.id}"

    def of_parts(self, kind: str, *parts: str) -> str:
        """The id of an entity without a record of its own, from the few things that make it what it is."""
        digest = hashlib.sha1("\n".join(parts).encode(), usedforsecurity=False).hexdigest()[:20]
        return f"{self._beginning}-{kind}-{digest}"

    @property
    def _beginning(self) -> str:
        """What ids begin with: other than names of datasets they may hold no underscore."""
        return self.prefix.replace("_", "-")


def naming_of(site: SiteFacts) -> Naming:
    """By the address of the site or its repository; where neither is known, by its name."""
    known = host(site)
    if known == UNPUBLISHED:
        return Naming(_plain(slug(site.name, longest=_LONGEST)) or "dossier")
    path = next((urlsplit(one).path for one in (site.url, site.repository) if known in one.lower()), "")
    return Naming(_plain(known + path.lower()))


def _plain(name: str) -> str:
    return _NOT_PLAIN.sub("_", name).strip("_")
