"""When something was said that bears no date of its own: on the occasion that the same speaker’s words before it tell.

Remembers one occasion, the last; anybody else’s words end it.
"""

from __future__ import annotations

import re

from build_tools.extract.reading import Attribution
from build_tools.model import Unnamed
from build_tools.text.times.find import TimeExpression

_REACH = 3  # sentences after which an occasion is over
_ANOTHER_TIME = re.compile(r"\b(?:later|earlier|previously|separately|meanwhile|in the past|once|always|repeatedly)\b")


class Occasions:
    """Asked for one attribution after the other, in the order of the text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._last: Attribution | None = None
        self._said: TimeExpression | None = None
        self._via: tuple[str, ...] = ()
        self._sentence = 0

    def said(self, attribution: Attribution | None, said: TimeExpression | None) -> TimeExpression | None:
        """The time that dates the saying: ``said`` where its own words tell one, else that of the occasion."""
        if attribution is None:
            return said
        goes_on = said is None and self._goes_on(attribution)
        if not goes_on:
            self._said, self._via = said, attribution.via
        self._last, self._sentence = attribution, attribution.sentence
        return self._said

    def _goes_on(self, attribution: Attribution) -> bool:
        last = self._last
        if last is None or attribution.sentence - self._sentence > _REACH or not _is_same(last, attribution):
            return False
        around = self._text[max(0, attribution.cue[0][0] - 40) : attribution.cue[0][1]] if attribution.cue else ""
        elsewhere = attribution.via not in ((), self._via)
        return not elsewhere and not _ANOTHER_TIME.search(around)


def _is_same(one: Attribution, other: Attribution) -> bool:
    """The same speaker: by name, or unnamed with the same noun and no other body."""
    if isinstance(one.speaker, Unnamed) and isinstance(other.speaker, Unnamed):
        same_body = one.speaker.within == other.speaker.within or not (one.speaker.within and other.speaker.within)
        return same_body and bool(_nouns(one.speaker.words) & _nouns(other.speaker.words))
    return one.speaker is not None and one.speaker == other.speaker


def _nouns(words: str) -> set[str]:
    return {word.removesuffix("s") for word in re.findall(r"[a-z]{4,}", words.casefold())}
