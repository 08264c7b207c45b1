"""Shows on a finished page the letters that nobody would see: those that hide, that turn others round, and those of another
script that pass for a letter of the word. Knows HTML as templates write it, and no record.

The letter stays in the page, so that words can be copied and searched as they are; the style sheet shows its code point and
lets it turn nothing round but itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from build_tools.text import hidden, lookalikes

_SUSPECT = re.compile(f"[{hidden.LETTERS}{lookalikes.OTHERS}]")
# Templates and Markdown escape “<” and “>” in text and in attributes. Where no element may stand, the code point does.
_PARTS = re.compile(
    r"(?P<code><(?P<mute>script|style)\b.*?</(?P=mute)>)"
    r"|(?P<plain><(?P<only>svg|option|textarea|title)\b.*?</(?P=only)>)"
    r"|(?P<tag><[^>]*>)"
    r"|(?P<text>[^<]+)",
    re.DOTALL,
)
_READ_OUT = re.compile(r' (?:title|aria-label|alt|placeholder)="[^"]*"')
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]")  # a page may hold none


def marked(html: str) -> str:
    """The page, or a part of one, with a mark at each such letter."""
    first = _SUSPECT.search(html)
    if not first or not (hidden.pattern().search(html, first.start()) or lookalikes.may_hold_any(html)):
        return html
    return "".join(map(_part, _PARTS.finditer(html)))


def _part(part: re.Match[str]) -> str:
    if part["text"]:
        return "".join(_letters(part["text"]))
    if part["plain"]:
        return hidden.in_words(part["plain"])
    return _READ_OUT.sub(lambda one: hidden.in_words(one[0]), part["tag"]) if part["tag"] else part[0]


def _letters(text: str) -> Iterator[str]:
    strangers = set(lookalikes.find(text))
    for at, letter in enumerate(text):
        if at in strangers:
            yield _mark(letter, "cl-stranger", f"{hidden.called(letter)}, among letters of another script")
        elif hidden.pattern().match(letter):
            yield _mark(letter, "cl-unseen", f"{hidden.called(letter)}, which is not seen")
        else:
            yield letter


def _mark(letter: str, kind: str, told: str) -> str:
    point = hidden.name(letter)
    shown = _CONTROLS.sub("", letter)
    return f'<span class="{kind}" data-point="{point}" title="{point}: {escape(told)}">{shown}</span>'
