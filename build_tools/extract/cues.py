"""Finds cues of attribution in a sentence: verbs of speech outside quotations, and words that change a stance."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.quotations import Quotations
from build_tools.text import tables

_ARTICLE = re.compile(
    r"(?:\b(?:the|a|an|this|that|these|those|his|her|its|their|our|any|no|such|first|new|of|to|by|for|alleged|some|"
    r"many|two|three|earlier|latest|initial|joint)|[’']s?) \Z",
    re.I,
)
_NOUNS = frozenset(
    "claim claims report reports state states estimate estimates forecast forecasts project projects count counts "
    "post record promises demands threat fears hopes plan plans warning warnings name ruling finding".split()
)
_PARTICIPLE_LED = re.compile(r"\b(?:was|were|been|being|be|is|are|get|got) (?:also |later |first |widely |being )?\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text: half-open offsets, the word, its stance and kind (speech, act, weak)."""

    start: int
    end: int
    word: str
    stance: str
    kind: str

    @property
    def is_participle(self) -> bool:
        """“saying”, “naming them as”: leans on the speaker of the clause before."""
        return self.word.split()[0].endswith("ing") or self.word.startswith("without ")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){tables.alternatives(gazetteer.cues())}(?![\w-])")


def find_cues(text: str, start: int, end: int, quotations: Quotations) -> Iterator[Cue]:
    """The cues of ``text[start:end]`` outside quotations, without nouns and passives."""
    for found in _pattern().finditer(text, start, end):
        if quotations.at(found.start()):
            continue
        word = re.sub(r"\s+", " ", found[0]).replace("'", "’")
        before = text[max(start, found.start() - 20) : found.start()]
        if word in _NOUNS and _ARTICLE.search(before) or _is_passive(text, found, before):
            continue
        stance, kind = gazetteer.cues()[word]
        yield Cue(found.start(), found.end(), word, stance, kind)


def _is_passive(text: str, found: re.Match[str], before: str) -> bool:
    """“are said to be”, “was reported in”, “the reported clash”: nobody speaks here. Not “was quoted as saying”."""
    if found[0].endswith("ing"):
        return bool(re.search(r"\b(?:of|for|from|without|a|the|is|are|was|were|been) \Z", before)) and not found[
            0
        ].startswith("without")
    if found[0].endswith(("ed", "said", "told", "known", "shown")) and _PARTICIPLE_LED.search(before):
        return True
    if re.search(r"\b(?:the|a|an|any|to|his|her|their|its) (?:newly |previously |widely )?\Z", before, re.I):
        return True
    return (
        bool(re.match(r" (?:by|in the|at the) ", text[found.end() : found.end() + 8]))
        and found[0].endswith("ed")
        and not re.search(r"[,”]\s|\w ", before[-2:])
    )


@lru_cache(maxsize=1)
def _stances() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {row[0]: row[1] for row in tables.rows(gazetteer.table("stance_words.tsv"))}
    return re.compile(rf"(?<![\w-]){tables.alternatives(known)}(?![\w-])", re.I), known


def stance_within(text: str, start: int, end: int, quotations: Quotations) -> tuple[str, str]:
    """The stance that words of the span itself give it, and those words; empty if none does. Quoted words count not."""
    ranked = ("denies", "declines", "hedges", "expects")
    found = [(stance, words) for _, stance, words in stance_words(text, start, end, quotations)]
    return min(found, key=lambda pair: ranked.index(pair[0]), default=("", ""))


def stance_words(text: str, start: int, end: int, quotations: Quotations) -> Iterator[tuple[int, str, str]]:
    """Position, stance and words of everything in the span that changes a stance, outside quotations."""
    pattern, known = _stances()
    for match in pattern.finditer(text, start, end):
        if not quotations.at(match.start()):
            yield match.start(), known[re.sub(r"\s+", " ", match[0].casefold())], match[0]


@lru_cache(maxsize=1)
def _media() -> tuple[re.Pattern[str], dict[str, str]]:
    rows = tables.rows(gazetteer.table("media.tsv"))
    known = {form: row[1] for row in rows for form in (row[0], row[0][0].upper() + row[0][1:])}
    return re.compile(rf"(?<![\w-]){tables.alternatives(known)}(?![\w-])"), known


def medium_within(text: str, start: int, end: int, quotations: Quotations) -> str:
    """Where something was said (Telegram, interview …), by the words of the span outside quotations."""
    pattern, known = _media()
    for match in pattern.finditer(text, start, end):
        if not quotations.at(match.start()):
            return known[re.sub(r"\s+", " ", match[0])]
    return ""
