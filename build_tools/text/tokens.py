"""Cuts text into words and marks with their offsets. Knows no meaning."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# Initials joined by stops, words with inner hyphens, an apostrophe inside a capitalised word (O’Neill, M’bala), else one mark.
# “’s” is a token of its own, so that a possessor ends before it.
_TOKEN = re.compile(
    r"(?:[A-Z]\.){2,5}|(?<![\w’'])[A-ZÀ-Þ](?:[’'][A-ZÀ-Þ]\w*|\w{0,6}[’'](?!(?:re|ve|ll|all|em)\b)\w{2,})|[’']s\b|\w+(?:-\w+)*|[^\w\s]"
)


class Token(NamedTuple):
    """A word or a mark: half-open offsets in code points."""

    start: int
    end: int
    text: str

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital letter."""
        return self.text[0].isupper()


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """The tokens of ``text[start:end]`` in order."""
    for match in _TOKEN.finditer(text, start, len(text) if end is None else end):
        yield Token(match.start(), match.end(), match[0])
