"""Where the words of a brought claim stand in the text of its source: exactly, or not at all (DESIGN.md § 4).

The words decide; what a file says of their place only chooses among several places where they stand, and has to hit one
of them to the letter. Nothing near is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from build_tools.brought.brought_claim import BroughtClaim, Span
from build_tools.text.scripts import LETTER

_MOST_PLACES = 10_000
_GOES_ON = re.compile(rf"(?<={LETTER}){LETTER}|(?<=\d[.,])\d|(?<=\d)[.,]\d")  # at a place inside a word or a number
Why = Literal["missing", "within", "ambiguous", "contradicted", "elsewhere"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where words stand: half-open code points of the normalised text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class NotAnchored:
    """Why words have no place: they are not there (``missing``), or only as pieces of words (``within``), such as the ``there``;
    stand there several times and nothing tells which
    (``ambiguous``), or what is told fits none of the places (``contradicted``); or the file's offsets hold other words of the
    very same text (``elsewhere``), which are ``there``.
    """

    why: Why
    times: int = 0
    there: str = ""


def normalised(words: str) -> str:
    """As seeds are normalised (DESIGN.md § 4), and in no other way."""
    plain = words.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").replace("\u202f", " ")
    return unicodedata.normalize("NFC", plain).removeprefix("\ufeff")


@dataclass(frozen=True)
class Ground:
    """The normalised text of a source. ``as_received``: the same before it was normalised, where it was another."""

    text: str
    as_received: str = ""
    _given: dict[str, _Given | None] = field(default_factory=dict)

    def anchor(self, claim: BroughtClaim) -> Anchor | NotAnchored:
        """Where the words of a claim stand."""
        quote = normalised(claim.quote).strip()
        starts = list(self._places(quote))
        if not starts:
            return NotAnchored("missing")
        if not claim.is_own and not (starts := [at for at in starts if not self.cuts(at, at + len(quote))]):
            return self._within(quote)
        given = self._given_text(claim.source.text)
        if given and claim.position and not claim.is_rough:
            return self._by_given(quote, claim.position, given, starts)
        if len(starts) > 1:
            return self._chosen(claim, quote, starts)
        return Anchor(starts[0], starts[0] + len(quote))

    def _places(self, quote: str) -> Iterator[int]:
        at = self.text.find(quote) if quote else -1
        for _ in range(_MOST_PLACES):
            if at < 0:
                return
            yield at
            at = self.text.find(quote, at + 1)

    def cuts(self, start: int, end: int) -> bool:
        """Whether a word or a number goes on beyond one of the ends. What people quoted here may begin as it likes."""
        return any(_GOES_ON.match(self.text, at) for at in (start, end) if at)

    def _within(self, quote: str) -> NotAnchored:
        """With the whole words that hold the first of the pieces."""
        start = self.text.find(quote)
        end = start + len(quote)
        while _GOES_ON.match(self.text, start):
            start -= 1
        while _GOES_ON.match(self.text, end):
            end += 1
        return NotAnchored("within", there=self.text[start:end])

    def _given_text(self, given: str | None) -> _Given | None:
        """The text that the file itself carries, where it is this one or a piece of it that stands here once."""
        if not given:
            return None
        if given not in self._given:
            plain = normalised(given)
            body = plain.strip()
            at = self.text.find(body) if body else -1
            is_one = at >= 0 and self.text.find(body, at + 1) < 0
            lead = len(plain) - len(plain.lstrip())
            self._given[given] = _Given(given, at - lead) if is_one else None
        return self._given[given]

    def _by_given(self, quote: str, position: Span, given: _Given, starts: list[int]) -> Anchor | NotAnchored:
        """The file's offsets count in a text that it carries and that is this one: then they have to hold the words."""
        found = given.begins(position, quote) & set(starts)
        if len(found) == 1:
            start = found.pop()
            return Anchor(start, start + len(quote))
        there = given.raw[position[0] : position[1]]
        return NotAnchored("ambiguous", len(found)) if found else NotAnchored("elsewhere", there=there)

    def _chosen(self, claim: BroughtClaim, quote: str, starts: list[int]) -> Anchor | NotAnchored:
        """Of several places the one that all that the file says of it means."""
        tellings = list(self._tellings(claim, quote, starts))
        meant = [chosen for chosen in tellings if chosen]
        found = set.intersection(*meant) if meant else set()
        if len(found) == 1:
            start = found.pop()
            return Anchor(start, start + len(quote))
        return NotAnchored("ambiguous" if found or not tellings else "contradicted", len(starts))

    def _tellings(self, claim: BroughtClaim, quote: str, starts: list[int]) -> Iterator[set[int]]:
        """What each thing told of the place means; nothing where it fits no place: it was told of another copy."""
        if claim.position:
            yield self._at(claim.position, quote, self._given_text(claim.source.text)) & set(starts)
        for words in filter(None, (claim.prefix, claim.after)):
            yield {start for start in starts if self._stands_behind(words, start, whole=words == claim.after)}
        if claim.suffix:
            yield {start for start in starts if self._stands_before(claim.suffix, start + len(quote))}

    def _at(self, position: Span, quote: str, given: _Given | None) -> set[int]:
        """Where offsets may lead, in any unit and any copy of the text; the words have to stand there."""
        copies = [_Given(self.text, 0)] + ([_Given(self.as_received, 0)] if self.as_received else [])
        copies += [given] if given else []
        return {start for copy in copies for start in copy.begins(position, quote)}

    def _stands_behind(self, words: str, start: int, *, whole: bool) -> bool:
        """Whether words stand before a place, white space aside; at the text's beginning they may reach beyond it."""
        wanted = _pressed(words)
        before = _pressed(self.text[max(0, start - 2 * len(words) - 50) : start])
        return before.endswith(wanted) or not whole and bool(before) and start < len(words) and wanted.endswith(before)

    def _stands_before(self, words: str, end: int) -> bool:
        wanted = _pressed(words)
        behind = _pressed(self.text[end : end + 2 * len(words) + 50])
        at_end = end + len(words) > len(self.text)
        return behind.startswith(wanted) or at_end and bool(behind) and wanted.startswith(behind)


def _pressed(words: str) -> str:
    """Without white space, of which every copy of a text has another."""
    return "".join(normalised(words).split())


@dataclass(frozen=True)
class _Given:
    """A copy of a text as somebody counts in it; ``base``: where it begins in the normalised text."""

    raw: str
    base: int

    def begins(self, position: Span, quote: str) -> set[int]:
        """Where offsets that hold the quote lead in the normalised text: counted in code points, in UTF-16 units or in
        bytes of UTF-8.
        """
        spans = {position, *self._in_units(position)}
        found = set()
        for start, end in spans:
            held = normalised(self.raw[start:end])
            if held.strip() == quote:
                found.add(self.base + len(normalised(self.raw[:start])) + len(held) - len(held.lstrip()))
        return found

    def _in_units(self, position: Span) -> Iterator[Span]:
        if not self.raw.isascii():
            for encoded, unit in ((self._utf16, 2), (self._utf8, 1)):
                start, end = (unit * offset for offset in position)
                if end <= len(encoded):
                    coding = "utf-16-le" if unit == 2 else "utf-8"
                    before, upto = (len(encoded[:at].decode(coding, errors="ignore")) for at in (start, end))
                    yield before, upto

    @cached_property
    def _utf16(self) -> bytes:
        return self.raw.encode("utf-16-le", errors="replace")

    @cached_property
    def _utf8(self) -> bytes:
        return self.raw.encode("utf-8", errors="replace")
