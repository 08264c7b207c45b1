"""The licence of the dossier's own words, as the site's settings tell it (HTML or plain words). Guesses nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape

_TAG = re.compile(r"<[^<>]*>")
_LINK = re.compile(
    r"""<a\b[^<>]*?href\s*=\s*["']?(?P<address>https?://[^"'\s<>]+)[^<>]*>(?P<words>[^<]*+(?:<(?!/?a\b)[^<]*+)*+)</a>""",
    re.IGNORECASE | re.DOTALL,
)
_NOT_OF_A_NAME = re.compile(r"[^A-Za-z0-9.]+")


@dataclass(frozen=True, slots=True)
class Licence:
    """``title``: the words of the link to it or, without one, all words; ``address``: where it stands; ``words``: all."""

    title: str = ""
    address: str = ""
    words: str = ""

    @property
    def name(self) -> str:
        """Its title as an identifier: “CC BY 4.0” becomes ``CC-BY-4.0``."""
        return _NOT_OF_A_NAME.sub("-", self.title).strip("-.")


def licence_of(rights: str) -> Licence:
    """The licence that a site's settings name; all empty where they name none."""
    link = _LINK.search(rights)
    words = _plain(rights)
    return Licence(_plain(link["words"]), link["address"], words) if link else Licence(words, "", words)


def as_html(rights: str) -> str:
    """The same for the foot of a page: its words and its links to web addresses, and nothing else that HTML can do."""
    made, end = [], 0
    for link in _LINK.finditer(rights):
        made.append(_escaped(rights[end : link.start()]))
        made.append(f'<a rel="license" href="{escape(unescape(link["address"]))}">{_escaped(link["words"])}</a>')
        end = link.end()
    return "".join([*made, _escaped(rights[end:])])


def _escaped(html: str) -> str:
    return escape(unescape(_TAG.sub("", html)))


def _plain(html: str) -> str:
    return re.sub(r"(?<!\s)\s++([.,;:)])", r"\1", " ".join(unescape(_TAG.sub(" ", html)).split()))
