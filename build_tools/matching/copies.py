"""Which texts are copies: runs of words outside quotations, sampled by their first word, in one index of all texts.

Two outlets that quote the same statement share its words without copying each other, so quoted words do not count.
The method is content-defined sampling of shingles (Manber 1994; Broder 1997): linear in the text, no pair is compared.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.model import Document

_RUN = 5  # words of a run
_SAMPLED = 3  # one run in so many is kept, by the checksum of its first word
_FEWEST = 5  # kept runs in common, below which nothing is said (about fifteen words)
_MOST_HOLDERS = 8  # texts remembered of one run: what more have is boilerplate
_QUOTED = re.compile(r"“[^”\n]{0,1500}”|\"[^\"\n]{0,1500}\"|„[^“”\n]{0,1500}[“”]|«[^»\n]{0,1500}»")
_MARKS = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})


@dataclass(frozen=True)
class Overlap:
    """What a new text shares with a known one: ``of_mine`` and ``of_other`` are shares (0 to 1) of the words outside
    quotations, ``words`` the first run of words in common.
    """

    other: str
    of_mine: float
    of_other: float
    words: str


class KnownTexts:
    """The texts of all sources, to find those that a new one shares runs of words with."""

    def __init__(self) -> None:
        self._documents: dict[str, Document] = {}
        self._sizes: dict[str, int] = {}
        self._first: dict[int, str] = {}
        self._others: dict[int, list[str]] = {}
        self._waiting: dict[str, dict[int, str]] = {}

    def add(self, source: str, document: Document) -> None:
        """Adds the text of a source."""
        if source in self._documents:
            return
        keys = self._waiting.pop(source, None) or dict(_runs(document))
        self._documents[source], self._sizes[source] = document, len(keys)
        held = keys.keys() & self._first.keys()
        self._first |= dict.fromkeys(keys.keys() - held, source)
        for key in held:
            holders = self._others.setdefault(key, [])
            if len(holders) < _MOST_HOLDERS:
                holders.append(source)

    def same(self, source: str, document: Document) -> str:
        """Another source with the same text to the letter, empty where there is none."""
        held = self._documents.items()
        return next((id for id, other in held if id != source and other.sha256 == document.sha256), "")

    def overlaps(self, source: str, document: Document) -> tuple[Overlap, ...]:
        """The other sources that share enough runs of words to speak of, the largest share first."""
        runs = self._waiting[source] = dict(_runs(document))
        shared: Counter[str] = Counter()
        words: dict[str, str] = {}
        for key in sorted(runs.keys() & self._first.keys()):
            for other in (self._first[key], *self._others.get(key, ())):
                shared[other] += 1
                words.setdefault(other, runs[key])
        del shared[source]
        found = (
            Overlap(other, number / len(runs), number / self._sizes[other], words[other])
            for other, number in shared.items()
            if number >= _FEWEST
        )
        return tuple(sorted(found, key=lambda one: (-one.of_mine, one.other)))

    def holds(self, source: str, quote: str) -> bool:
        """Whether the text of a source has these words, whatever the capitals, blanks and forms of quotation marks."""
        document = self._documents.get(source)
        return document is not None and _plain(quote) in _plain(document.text)


def _runs(document: Document) -> Iterator[tuple[int, str]]:
    """The kept runs of a document: checksum, words."""
    for block in document.blocks:
        if block.is_body:
            words = _QUOTED.sub(" ", document.text[block.start : block.end].casefold()).split()
            for at in [at for at, word in enumerate(words[: 1 - _RUN]) if _begins_run(word)]:
                run = " ".join(words[at : at + _RUN])
                yield zlib.crc32(run.encode()), run


@lru_cache(maxsize=65536)
def _begins_run(word: str) -> bool:
    return not zlib.crc32(word.encode()) % _SAMPLED


def _plain(text: str) -> str:
    return " ".join(text.translate(_MARKS).casefold().split())
