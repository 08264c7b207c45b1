"""Where everything stands on the site: one place for every path, used by pages, search and exports.

Paths are relative to the site's root, with ``.html`` spelt out, so that the same link works hosted and on file://.
"""

from __future__ import annotations

import posixpath
from functools import lru_cache

from build_tools.corpus import PlacedClaim
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.tracing.records import kind_of

_SECTIONS: dict[type[Record], str] = {
    Entry: "timeline",
    Source: "sources",
    Actor: "actors",
    Place: "places",
    Question: "questions",
}


def section_of(record: Record) -> str:
    """The folder of a record's page: ``timeline``, ``sources``, ``actors``, ``places`` or ``questions``."""
    return _SECTIONS[kind_of(record)]


def address_of(record: Record) -> str:
    """The page of a record, such as ``actors/nato.html``."""
    return f"{section_of(record)}/{record.id}.html"


def feed_of(record: Record) -> str:
    """The feed of an actor or question, without the suffix: ``.xml`` is Atom, ``.json`` JSON Feed."""
    return f"data/feeds/{section_of(record)}/{record.id}"


def address_of_rule(code: str, *, page: bool = True) -> str:
    """Where the code of a problem is explained: a page of its own, or its line on the page of all codes."""
    return f"rules/{code}.html" if page else f"rules/index.html#{code}"


def anchor_of(placed: PlacedClaim) -> str:
    """The fragment that leads to a claim on its entry's page, without the ``#``: ``claim-1a2b3c4d``.

    Where an entry holds the same words of several sources (a wire text and its copies), those after the first are told
    apart by their source: ``claim-1a2b3c4d-evening-post``.
    """
    anchor = "claim-" + placed.id.rpartition("#")[2]
    earlier = placed.entry.claims[: placed.position]
    return f"{anchor}-{placed.claim.source}" if any(one.quote == placed.claim.quote for one in earlier) else anchor


def address_of_claim(placed: PlacedClaim) -> str:
    """The permalink of a claim, such as ``timeline/first-clash.html#claim-1a2b3c4d``."""
    return f"{address_of(placed.entry)}#{anchor_of(placed)}"


def relative(address: str, *, page: str) -> str:
    """``address`` as a link on the page at ``page`` (both relative to the site's root)."""
    path, hash_mark, fragment = address.partition("#")
    folder, _, name = path.rpartition("/")
    if path == page:
        return hash_mark + fragment or name
    return _way(folder, page.rpartition("/")[0]) + name + hash_mark + fragment


@lru_cache(maxsize=4096)
def _way(folder: str, start: str) -> str:
    """The way from one folder of the site to another, with a slash at its end unless it is the same."""
    way = posixpath.relpath(f"/{folder}", f"/{start}")
    return "" if way == "." else f"{way}/"
