"""Finds cues of attribution in a sentence: verbs of speech outside quotations, and where it was said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.speech import cue_verbs
from build_tools.extract.speech.cue_verbs import Form
from build_tools.extract.speech.quotations import Quotations
from build_tools.text import tables

_TABLE = "cue_context.tsv"
_BY_WHOM = re.compile(r" (?:by|in the|at the) ")
_SUBJECT_END = re.compile(r"[,”]\s|\w ")
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in the text: half-open offsets, the word, its stance, kind and form (see the tables of cues)."""

    start: int
    end: int
    word: str
    stance: str
    kind: str
    form: str = ""

    @property
    def is_participle(self) -> bool:
        """“saying”, “naming them as”: leans on the speaker of the clause before."""
        return self.form == "ing" or self.word.startswith("without ")


_FIRST_WORD = re.compile(r"(?<![\w’'-])[a-z]{3,}(?![\w-])")


@lru_cache(maxsize=1)
def _by_first_word() -> Mapping[str, re.Pattern[str]]:
    """First words of cues → all cues that begin with it, so that other words cost one look-up."""
    groups: dict[str, list[str]] = {}
    for word in cue_verbs.forms():
        groups.setdefault(word.partition(" ")[0], []).append(word)
    return {first: re.compile(rf"{tables.alternatives(group)}(?![\w-])") for first, group in groups.items()}


def known(text: str, start: int, end: int) -> Form | None:
    """The form of the cue in the span, auxiliaries before it passed over; None where it holds none of the table's."""
    for first in _FIRST_WORD.finditer(text, start, end):
        pattern = _by_first_word().get(first[0])
        found = pattern.match(text, first.start()) if pattern else None
        if found:
            return cue_verbs.forms()[_BLANKS.sub(" ", found[0]).replace("'", "’")]
    return None


@lru_cache(maxsize=1)
def _cue_or_noun() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’'-]){tables.alternatives([*cue_verbs.forms(), *cue_verbs.nouns()])}(?![\w-])")


def scan(text: str, start: int, end: int, quotations: Quotations) -> tuple[list[Cue], bool]:
    """The cues of ``text[start:end]`` outside quotations, without nouns; and whether a noun for speech stands there."""
    search, nouns, floor = _cue_or_noun().search, cue_verbs.nouns(), start
    found: list[Cue] = []
    has_noun = False
    while match := search(text, start, end):
        position = match.start()
        if quoted := quotations.at(position):
            start = quoted.end
            continue
        first, *further = match[0].split()
        has_noun = has_noun or first in nouns or not nouns.keys().isdisjoint(further)
        cue = _cue(text, match, floor)
        start = cue.end if cue else position + len(first)
        if cue:
            found.append(cue)
    return found, has_noun


def _cue(text: str, found: re.Match[str], start: int) -> Cue | None:
    word = found[0] if found[0].isalpha() else _BLANKS.sub(" ", found[0]).replace("'", "’")
    position = found.start()
    before = text[max(start, position - 20) : position]
    if word in _nouns() and _article().search(before):  # “the claim”, “its report”
        return None
    form = cue_verbs.forms().get(word)
    if form is None:  # a noun alone
        return None
    shape = form.form
    if _is_passive(text, found, before, shape):
        if shape != "past" or not _to_be().search(before):
            return None
        shape = "passive"
    end = (
        position + len(found[0].split()[0])
        if shape == "passive" and word.endswith((" to", " as", " that"))
        else found.end()
    )
    return Cue(position, end, word, form.stance, form.kind, shape)


@lru_cache(maxsize=1)
def _article() -> re.Pattern[str]:
    return re.compile(rf"(?:\b{gazetteer.any_of(_TABLE, 'article')}|[’']s?) \Z", re.I)


@lru_cache(maxsize=1)
def _nouns() -> frozenset[str]:
    return frozenset(gazetteer.listed(_TABLE, "noun"))


@lru_cache(maxsize=1)
def _to_be() -> re.Pattern[str]:
    between = gazetteer.any_of(_TABLE, "between")
    return re.compile(rf"\b{gazetteer.any_of(_TABLE, 'to-be')} (?:(?:{between}|[a-z]+ly) )?\Z")


@lru_cache(maxsize=1)
def _determiner() -> re.Pattern[str]:
    return re.compile(rf"\b{gazetteer.any_of(_TABLE, 'determiner')} (?:newly |previously |widely )?\Z", re.I)


@lru_cache(maxsize=1)
def _before_gerund() -> re.Pattern[str]:
    return re.compile(rf"\b{gazetteer.any_of(_TABLE, 'before-gerund')} \Z")


def _is_passive(text: str, found: re.Match[str], before: str, shape: str) -> bool:
    """“are said to be”, “was reported in”, “the reported clash”: nobody speaks here. Not “was quoted as saying”."""
    word = found[0].partition(" ")[0]
    if word.endswith("ing"):
        return not word.startswith("without") and _before_gerund().search(before) is not None
    if shape == "past" and _to_be().search(before):
        return True
    if _determiner().search(before):
        return not (before.endswith(" her ") and word in ("said", "says", "told"))  # “a person close to her said”
    by_whom = word.endswith("ed") and _BY_WHOM.match(text[found.end() : found.end() + 8])
    return bool(by_whom) and not _SUBJECT_END.search(before[-2:])


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
            return known[_BLANKS.sub(" ", match[0])]
    return ""
