"""How an entry's date came about: which claims tell it, in which words, counted from which day, and why it is a span.

Compares what is recorded; where no claim comes to the entry's date, it says that a curator set it. Knows no HTML.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_tools.corpus import PlacedClaim
from build_tools.model import Entry, Source
from build_tools.pages.entry.claims import ClaimView
from build_tools.text import edtf
from build_tools.text.edtf import Edtf

_MEANINGS = {
    "interval": "It lasted over this time.",
    "one-of": "It is one day in this span; which, is not known.",
    "all-of": "It was on each of these days.",
}
_PRECISIONS = {
    "month": "Only the month is known.",
    "season": "Only the season is known.",
    "year": "Only the year is known.",
    "decade": "Only the decade is known.",
    "century": "Only the century is known.",
}

WHOLE, FIRST, LAST, WITHIN = "whole", "first", "last", "within"
_GIVES = {WHOLE: "", FIRST: ", which gives the first day", LAST: ", which gives the last day", WITHIN: ", which fits"}


@dataclass(frozen=True)
class Witness:
    """A claim that tells of the date: what it comes to (EDTF), what that has to do with the entry's date, in which words.

    ``clock``: ``when`` it happened by the claim, or when it was ``said``. ``bears``: WHOLE, FIRST, LAST or WITHIN.
    """

    placed: PlacedClaim
    clock: str
    date: str
    bears: str
    times: tuple[tuple[str, str, str], ...]

    @property
    def gives(self) -> str:
        """What the claim adds to the date, as the end of a sentence; nothing where it gives all of it."""
        return _GIVES[self.bears]


@dataclass(frozen=True)
class Dating:
    """What the date means (whole sentences) and the claims that bear it.

    ``published``: the sources whose publication bears what no claim does, its end. ``set_by_hand``: no claim bears it all.
    """

    meaning: tuple[str, ...]
    witnesses: tuple[Witness, ...]
    published: tuple[Source, ...]
    set_by_hand: bool


def dating(entry: Entry, views: Iterable[ClaimView]) -> Dating | None:
    """How the date was resolved; None where it cannot be read."""
    date = _read(entry.date)
    if date is None:
        return None
    known = list(views)
    happened = [one for view in known if (one := _witness(view, date, "when"))]
    witnesses = happened or [one for view in known if (one := _witness(view, date, "said"))]
    borne = {one.bears for one in witnesses}
    ordered = sorted(witnesses, key=lambda one: list(_GIVES).index(one.bears))
    by_hand = not _is_borne(date, borne)
    published = tuple(_published(known, date)) if by_hand and LAST not in borne else ()
    return Dating(tuple(_meaning(date)), tuple(ordered), published, by_hand)


def _read(text: str) -> Edtf | None:
    try:
        return edtf.parse(text)
    except edtf.NotEdtf:
        return None


def _meaning(date: Edtf) -> Iterable[str]:
    if date.form == "interval" and date.earliest is None:
        yield "When it began is not known."
    elif date.form == "interval" and date.latest is None:
        yield "Its end is not known, or not yet."
    elif date.form == "one-of" and (date.earliest is None or date.latest is None):
        yield f"It was {'no later' if date.earliest is None else 'no earlier'} than this; which day, is not known."
    elif date.form in _MEANINGS:
        yield _MEANINGS[date.form]
    elif date.precision in _PRECISIONS:
        yield _PRECISIONS[date.precision]
    if date.uncertain:
        yield "“Possibly”: the reading of the source’s words is uncertain."
    if date.approximate:
        yield "“About”: the day is approximate."


def _witness(view: ClaimView, date: Edtf, clock: str) -> Witness | None:
    told = _read(getattr(view.claim, clock))
    if told is None:
        return None
    bears = _bears(told, date)
    times = tuple(time for time in view.times if (one := _read(time[1])) and one.overlaps(told))
    return Witness(view.placed, clock, told.text, bears, times) if bears else None


def _published(views: list[ClaimView], date: Edtf) -> Iterable[Source]:
    """The sources on whose day of publication the date ends, each once."""
    sources = {view.source.id: view.source for view in views if view.source}
    for source in sources.values():
        told = _read(source.published)
        if told and told.latest is not None and told.latest == date.latest:
            yield source


def _bears(told: Edtf, date: Edtf) -> str:
    """What a claim's date has to do with the entry's; empty where they have no day in common."""
    if (told.earliest, told.latest) == (date.earliest, date.latest):
        return WHOLE
    if not told.overlaps(date):
        return ""
    if told.earliest is not None and told.earliest == date.earliest:
        return FIRST
    if told.latest is not None and told.latest == date.latest:
        return LAST
    return WITHIN


def _is_borne(date: Edtf, borne: set[str]) -> bool:
    """Whether claims bear the whole date, or both of its ends."""
    ends = {FIRST} if date.latest is None else {LAST} if date.earliest is None else {FIRST, LAST}
    return WHOLE in borne or ends <= borne
