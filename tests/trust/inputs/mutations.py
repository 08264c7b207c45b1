"""Inputs made of known ones: cut, joined, repeated, and sown with what readers stumble over. The same for the same number.

Text is changed by characters, so that most of it stays readable; now and then bytes are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from tests.trust.inputs.families import REPEATED

# What has broken readers elsewhere: ends of ranges, digits that are none of ASCII, signs that grow when they are folded.
SIGNS = (
    "\0", "\ufeff", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x1f", "\x7f", "\x85", "\u00a0", "\u202f", "\u2028", "\u2029", "\u200b", "\u200f",
    "\u202e", "\u2066", "\ufffd", "\uffff", "\U0010ffff", "\U000e0041", "\u0301", "\u0958", "\ufb1d", "\u212b", "\u1100\u1161", "İ", "ß", "ŉ", "ﬁ", "Ǆ",
    "１２", "٢٠٢٤", "²", "½", "①", "௰", "Ⅷ", "𝟙", "一二", "9" * 30, "9" * 400, "9" * 5000, "-0", "1e9", "0x1f", "1_000", "NaN", "inf", "-1", "0000",
    "9999-12-31", "0001-01-01", "2024-02-30", "2024-13", "2024-11-31T25:61:61Z", "[..2024]", "{2024,2023..}", "../..", "~", "null", "yes",
    "a" * 300, " " * 300, "\n" * 60, "((" * 60, "[[" * 60, "“" * 60, "\\", "\\u0000", "\\ud800", "&#0;", "&#xd800;", "&#x110000;", "%00", "%ff",
    "<script>alert(1)</script>", "javascript:alert(1)", "data:text/html,x", "]]>", "-->", "{{7*7}}", "{%", "${x}", "=cmd|' /C calc'!A0", "../../etc/passwd", "con", "nul.",
)  # fmt: skip
_PIECES = (*SIGNS, *REPEATED.values())


@dataclass(frozen=True)
class Mutator:
    """Makes inputs of a corpus. ``words``: pieces of the format itself; ``most``: characters of an input, about."""

    corpus: Sequence[str]
    words: Sequence[str] = ()
    most: int = 3_000
    raw: float = 0.06  # the share whose bytes are changed too
    most_changes: int = 8

    def text(self, seed: str) -> str:
        """An input as text; a half of a character, which no file can hold, is never in it."""
        random = Random(seed)
        text = self._begun(random)
        for _ in range(min(self.most_changes, random.choice((0, 1, 1, 2, 2, 3, 5, 8)))):
            text = random.choice(_CHANGES)(text, self, random)[: 2 * self.most]
        return text

    def data(self, seed: str) -> bytes:
        """An input as bytes."""
        random = Random(f"bytes {seed}")
        data = self.text(seed).encode("utf-8", "surrogateescape")
        if random.random() >= self.raw or not data:
            return data
        changed = bytearray(data)
        for _ in range(random.choice((1, 1, 2, 4, 16))):
            at = random.randrange(len(changed))
            changed[at] = random.choice((0, 10, 13, 34, 60, 127, 128, 192, 237, 255, random.randrange(256)))
        return bytes(changed[: random.randrange(1, len(changed) + 1)]) if random.random() < 0.2 else bytes(changed)

    def piece(self, random: Random) -> str:
        """Something to sow."""
        return random.choice(self.words) if self.words and random.random() < 0.6 else random.choice(_PIECES)

    def _begun(self, random: Random) -> str:
        if random.random() < 0.08 or not self.corpus:
            return "".join(self.piece(random) for _ in range(random.randrange(12)))
        whole = random.choice(self.corpus)
        if len(whole) <= self.most:
            return whole
        at = random.choice((0, random.randrange(len(whole) - self.most + 1)))
        return whole[at : at + self.most]


def _place(text: str, random: Random) -> int:
    """Anywhere; more often where something begins or ends."""
    if text and random.random() < 0.3:
        near = text.find(random.choice('\n :"<>[]{}(),.-'), random.randrange(len(text)))
        return max(0, near) + random.randrange(2)
    return random.randrange(len(text) + 1)


def _sown(text: str, mutator: Mutator, random: Random) -> str:
    at = _place(text, random)
    return text[:at] + mutator.piece(random) * random.choice((1, 1, 1, 2, 3, 40)) + text[at:]


def _cut(text: str, _: Mutator, random: Random) -> str:
    first, last = sorted((_place(text, random), _place(text, random)))
    return text[:first] + text[min(last, first + random.choice((1, 3, 20, 10**9))) :]


def _ended(text: str, _: Mutator, random: Random) -> str:
    at = _place(text, random)
    return text[:at] if random.random() < 0.7 else text[at:]


def _doubled(text: str, _: Mutator, random: Random) -> str:
    first = _place(text, random)
    part = text[first : first + random.choice((1, 4, 30, 200))]
    return text[:first] + part * random.choice((2, 2, 3, 20)) + text[first:]


def _joined(text: str, mutator: Mutator, random: Random) -> str:
    other = random.choice(mutator.corpus) if mutator.corpus else ""
    at = _place(other, random)
    return text[: _place(text, random)] + other[at : at + mutator.most]


def _moved(text: str, _: Mutator, random: Random) -> str:
    lines = text.split("\n")
    random.shuffle(lines) if len(lines) < 40 else lines.reverse()
    return "\n".join(lines)


def _changed(text: str, mutator: Mutator, random: Random) -> str:
    """Every one of some character becomes something else."""
    if not text:
        return text
    return text.replace(random.choice(text), mutator.piece(random)[:8], random.choice((1, 3, -1)))


_Change = Callable[[str, Mutator, Random], str]
_CHANGES: tuple[_Change, ...] = (_sown, _sown, _sown, _cut, _cut, _ended, _doubled, _joined, _moved, _changed)
