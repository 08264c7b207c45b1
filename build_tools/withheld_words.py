"""The words of entries that put a person at risk: whether other words share letters with them, or repeat them.

Tells that it is so, and never which words they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from build_tools.corpus import Corpus
from build_tools.model import Claim, SetAside

NOT_REPEATED = "(words of an entry that puts a person at risk: not repeated here)"

_RUN = 6  # words that follow each other in the same way: no chance, and no name
_SHORTEST = 3  # words of a quote that is looked for whole where it has no such run
_TELLING = 2  # of a run: words that are no name and no particle
_LETTERS = 5
_RUN_OF_ONE_SOURCE = 4  # where no text tells whether the letters are the same
_WORD = re.compile(r"\w+")
_Run = tuple[str, ...]


@dataclass(frozen=True)
class WithheldWords:
    """The claims of entries that are withheld, and the states of the dossier in whose texts they are looked for."""

    claims: tuple[Claim, ...]
    corpora: tuple[Corpus, ...]

    @classmethod
    def of(cls, corpus: Corpus) -> WithheldWords:
        """Those of one state."""
        return cls(tuple(claim for entry in corpus.withheld.values() for claim in entry.claims), (corpus,))

    def are_met_by(self, source: str, quote: str, after: str = "") -> bool:
        """Whether words of a source share letters with them; where its text does not tell, whether they share words."""
        return any(self._meet(claim, source, quote, after) for claim in self._by_source.get(source, ()))

    def _meet(self, claim: Claim, source: str, quote: str, after: str) -> bool:
        for corpus in self.corpora:
            mine, theirs = corpus.find(claim), corpus.find_quote(source, quote, after=after)
            if mine.outcome == theirs.outcome == "exact":
                return mine.start < theirs.end and theirs.start < mine.end
        return _share_words(_words(claim.quote), _words(quote))

    def set_aside(self) -> Iterator[tuple[str, SetAside]]:
        """What sources set aside of the same letters, each with its source."""
        for corpus in self.corpora:
            for id in self._by_source.keys() & corpus.sources.keys():
                for item in corpus.sources[id].set_aside:
                    if self.are_met_by(id, item.quote, item.after):
                        yield id, item

    def repeated_in(self, text: str) -> int:
        """How many of them, one behind the other, stand in a text; 0 for what may be chance, or is a name."""
        words = _words(text)
        best = max((len(one) for one in self._wholes if _holds(words, one)), default=0)
        run = 0
        for window in _windows(words, _RUN):
            run = run + 1 if window in self._runs else 0
            best = max(best, run + _RUN - 1 if run else 0)
        return best

    def may_be_repeated_in(self, text: str) -> bool:
        """Whether ``repeated_in`` may find any in a part of a text: asked of many texts together, most of which have none."""
        words = _words(text)
        if self._by_longest_word.keys().isdisjoint(words):
            return False
        found = (at for at, word in enumerate(words) if word in self._by_longest_word)
        return any(
            at >= before and words[at - before : at - before + len(one)] == one
            for at in found
            for before, one in self._by_longest_word[words[at]]
        )

    @cached_property
    def _by_longest_word(self) -> Mapping[str, list[tuple[int, _Run]]]:
        """Each run under its longest word, with how many stand before that."""
        found: dict[str, list[tuple[int, _Run]]] = {}
        for one in (*self._runs, *self._wholes):
            longest = max(one, key=len)
            found.setdefault(longest, []).append((one.index(longest), one))
        return found

    def are_told_in(self, text: str) -> bool:
        """Whether a text repeats them, or what was set aside of them."""
        return bool(self.claims) and (self.repeated_in(text) > 0 or any(one in text for one in self._set_aside_words))

    @cached_property
    def _by_source(self) -> Mapping[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for claim in self.claims:
            found.setdefault(claim.source, []).append(claim)
        return found

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        translated = (claim.translation.text for claim in self.claims if claim.translation)
        return (*(claim.quote for claim in self.claims), *translated)

    @cached_property
    def _runs(self) -> frozenset[_Run]:
        return frozenset(run for text in self._texts for run in _telling_runs(text))

    @cached_property
    def _wholes(self) -> tuple[_Run, ...]:
        short = (words for text in self._texts if _SHORTEST <= len(words := _words(text)) < _RUN and _tells(text, 1))
        return tuple(dict.fromkeys(short))

    @cached_property
    def _set_aside_words(self) -> frozenset[str]:
        return frozenset(str(item.quote) for _, item in self.set_aside() if len(_words(item.quote)) > 1)


def _words(text: str) -> _Run:
    return tuple(_WORD.findall(text.casefold()))


def _windows(words: _Run, length: int) -> Iterator[_Run]:
    return (words[at : at + length] for at in range(len(words) - length + 1))


def _telling_runs(text: str) -> Iterable[_Run]:
    written = tuple(_WORD.findall(text))
    for window in _windows(written, _RUN):
        if sum(map(_is_telling, window)) >= _TELLING:
            yield tuple(word.casefold() for word in window)


def _tells(text: str, least: int) -> bool:
    return sum(map(_is_telling, _WORD.findall(text))) >= least


def _is_telling(word: str) -> bool:
    return len(word) >= _LETTERS and word.isalpha() and not word[0].isupper()


def _holds(words: _Run, part: _Run) -> bool:
    return part in _windows(words, len(part))


def _share_words(one: _Run, other: _Run) -> bool:
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) <= _RUN_OF_ONE_SOURCE:
        return len(shorter) > 1 and _holds(longer, shorter)
    held = set(_windows(longer, _RUN_OF_ONE_SOURCE))
    return any(window in held for window in _windows(shorter, _RUN_OF_ONE_SOURCE))
