"""What a feed tells of an entry: in one line, and at length with who said what. Plain text and escaped HTML."""

from __future__ import annotations

from dataclasses import replace
from html import escape

from build_tools.addresses import address_of
from build_tools.exports import attribution, voice
from build_tools.exports.feeds.feed import Item, paragraphs
from build_tools.exports.identity import tag_of
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.model import Entry
from build_tools.text import date_words

_CLAIMS_SHOWN = 8


def short(entry: Entry, telling: Telling) -> Item:
    """An entry in one line."""
    label = attribution.type_label(entry, telling.corpus)
    return Item(
        id=tag_of(entry, telling.site),
        title=str(entry.title or entry.id),
        address=address_of(entry),
        recorded=telling.recorded[entry.id],
        summary=_summary(entry, label, telling),
        labels=(label,) if label else (),
    )


def long(told: ToldEntry, telling: Telling) -> Item:
    """An entry with its claims, as many as fit."""
    item = short(told.entry, telling)
    shown = "".join(quoted(claim, telling) for claim in told.claims[:_CLAIMS_SHOWN])
    left = len(told.claims) - _CLAIMS_SHOWN
    more = f"And {_counted(left, 'more claim')}." if left > 0 else ""
    return replace(item, html=paragraphs([escape(item.summary)]) + shown + paragraphs([more]))


def quoted(claim: ToldClaim, telling: Telling) -> str:
    """The words of a claim with whose they are and where they stand, as HTML."""
    lang = escape(str(claim.claim.lang))
    words = f"<blockquote{f' lang={chr(34)}{lang}{chr(34)}' if lang else ''}>“{escape(str(claim.claim.quote))}”</blockquote>"
    whose, where = voice.in_words(claim, telling.corpus), attribution.source_line(claim, telling.corpus)
    return words + paragraphs([f"{escape(whose)}. {escape(where)}"])


def _summary(entry: Entry, label: str, telling: Telling) -> str:
    places = ", ".join(attribution.place_names(entry, telling.corpus))
    head = "; ".join(filter(None, [date_words.in_words(entry.date), label, places]))
    head = head[:1].upper() + head[1:]
    if entry.status == "retracted":
        return f"{attribution.status_line(entry)} {head}."
    low, high = telling.roots_of(entry)
    spread = str(low) if low == high else f"{low}–{high}"
    counts = f"{_counted(len(entry.claims), 'claim')}, {spread} {'root' if spread == '1' else 'roots'}"
    return " ".join(filter(None, [attribution.status_line(entry), f"{head}. {counts}."]))


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
