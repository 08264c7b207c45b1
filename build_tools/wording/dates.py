"""An EDTF date as an HTML element: in words, and for machines where HTML can say it. Knows dates only."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import Markup, escape

from build_tools.text.date_words import in_words

_MACHINE_READABLE = re.compile(r"\d{4}(-(0\d|1[0-2])(-\d\d(T\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)?)?)?)?")
_IN_RUNNING_TEXT = re.compile(r"\[(?=[^\[\]\s]*\d{4}-\d\d)[^\[\]\s]*+\]|\b\d{4}-\d\d-\d\d\b")


def in_running_text(text: str) -> str:
    """A sentence of the program's with its EDTF dates in words: “counted from 5 November 2024”."""
    return _IN_RUNNING_TEXT.sub(lambda found: in_words(found[0]), str(text))


_SPELT = {"?": "q", "~": "c", "%": "cq", "[": "o", "{": "a", "/": "_"}  # so that no two dates share a fragment


def as_fragment(text: str) -> str:
    """An EDTF date as part of an anchor; “undated” for none."""
    spelt = "".join(_SPELT.get(letter, letter) for letter in str(text))
    return re.sub(r"[^\w-]+", "-", spelt).strip("-") or "undated"


@lru_cache(maxsize=16384)
def as_heading(text: str) -> Markup:
    """As :func:`as_html`, beginning with a capital."""
    words = in_words(text)
    if _MACHINE_READABLE.fullmatch(str(text)):
        return as_html(text)
    return Markup('<span class="cl-date">{}</span>').format(words[:1].upper() + words[1:])


@lru_cache(maxsize=16384)
def as_html(text: str) -> Markup:
    """The words, in a ``time`` element where HTML can say the same date to a machine."""
    words = escape(in_words(text))
    if _MACHINE_READABLE.fullmatch(str(text)):
        return Markup('<time datetime="{}">{}</time>').format(str(text), words)
    return Markup('<span class="cl-date">{}</span>').format(words)
