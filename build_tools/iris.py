"""How things of a dossier are named in linked data: one IRI for one thing, the same in every format.

A thing is named by the address of its page, in full where the site's own is known and as a URN where it is not; a
text by its SHA-256. Knows no format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from build_tools.addresses import address_of, section_of
from build_tools.model import Actor, Entry, Place, Question, Record, Source

TERMS = "urn:claimline:terms:"  # what no published vocabulary has a word for; never dereferenced
SOFTWARE = "urn:claimline:software"
EDTF = "http://id.loc.gov/datatypes/edtf/EDTF"  # the Library of Congress's name for dates such as “2024-11?”

_NOWHERE = "urn:claimline:"
_WEB = ("https://", "http://")
_ALLOWED = "!#$%&'()*+,/:;=?@[]~"
_RECORDS: tuple[type[Record], ...] = (Entry, Source, Actor, Place, Question)


@dataclass(frozen=True, slots=True)
class Names:
    """The IRIs of one dossier. ``prefixes``: the folders of its pages, by name, for compact IRIs."""

    base: str
    prefixes: Mapping[str, str]

    def at(self, address: str) -> str:
        """The IRI of what stands at an address of the site."""
        return self.base + address

    def of(self, record: Record) -> str:
        """The IRI of what a record is about."""
        return self.base + address_of(record)

    def record(self, record: Record) -> str:
        """The IRI of the record itself, which people write: not of what it is about."""
        return f"{self.of(record)}#record"

    def text(self, source: Source) -> str:
        """The IRI of a source's normalised text; empty where its hash is not recorded."""
        return f"urn:sha256:{source.sha256}" if source.sha256 else ""

    def publication(self, source: Source) -> str:
        """What a source is cited by: its address on the web, or else its text, or else its page here."""
        return as_iri(source.url) or self.text(source) or self.of(source)


def names_of(url: str) -> Names:
    """The names that a dossier gives whose site is published at ``url``; empty where that is not known."""
    base = f"{url.rstrip('/')}/" if url else _NOWHERE
    sections = [section_of(kind("")) for kind in _RECORDS]
    return Names(base, {section: f"{base}{section}/" for section in sections})


def compact(record: type[Record], id: str) -> str:
    """A record's IRI as a prefix and a name, such as ``actors:nato.html``, for where the prefixes are declared."""
    return address_of(record(id)).replace("/", ":", 1)


def as_iri(address: str) -> str:
    """A web address as somebody wrote it, with what no URI may hold percent-encoded; empty for what is none."""
    return quote(address.strip(), safe=_ALLOWED) if address.strip().startswith(_WEB) else ""
