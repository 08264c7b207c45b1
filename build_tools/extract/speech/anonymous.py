"""Reads words for somebody without a name as a speaker: “a senior official at the ministry”, “two sources”."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import NameMention
from build_tools.extract.speech import stand_ins
from build_tools.extract.speech.scene import Scene, Speaker, clause_words
from build_tools.model import Unnamed
from build_tools.text import tables

_DEFINITE = re.compile(r"(?:the|this|that|its)\s", re.I)


def is_anonymous(words: str) -> bool:
    """Whether the words are built around a noun for speakers without a name."""
    return _pattern().fullmatch(words) is not None


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    nouns = tables.alternatives(gazetteer.speaker_nouns())
    return re.compile(
        rf"(?:[\w’'.-]+,?\s){{0,9}}?(?P<noun>(?i:{nouns}))"
        rf"(?P<rest>\s{clause_words('affiliation')}\s[^,;:“”]{{2,120}})?"
    )


def speaker(scene: Scene, words: str, begin: int, end: int) -> Speaker | None:
    """Who the words from ``begin`` to ``end`` stand for; None where they name somebody or have no such noun."""
    found = _pattern().fullmatch(words)
    names = scene.inside(begin, end) if found else []
    if not found or names and names[-1].end == end and not found["rest"]:
        return None
    noun, shown = found["noun"].casefold(), re.sub(r"\s+", " ", words).strip()
    if noun in gazetteer.listed("clause_words.tsv", "paper") and not found["rest"] and _DEFINITE.match(words):
        if noun == "statement" or words[:3].casefold() == "its":
            maker = stand_ins.last_of(scene, words, begin, end, kinds=("organisation", "outlet"))
            return maker or Speaker(Unnamed(shown), begin, end, "unnamed, by its noun")
        within = scene.within_of(noun) or _maker(scene, noun, begin)
        return Speaker(Unnamed(shown, within), begin, end, f"the {noun} itself, by its noun", "unnamed")
    within = _within(scene, names, words, begin) or (scene.within_of(noun) if _is_bare(words) else "")
    return Speaker(Unnamed(shown, within), begin, end, f"somebody without a name, by “{found['noun']}”", "unnamed")


_REACH_OF_MAKER = 3000
_MADE_BY = re.compile(r"(?:,? (?!that\b)[a-z]+){0,3}? (?:by|from|of) (?:the )?\Z")
_MAKES = re.compile(r"(?:[’']s?)? (?:[a-z-]+ ){0,3}\Z")


def _maker(scene: Scene, noun: str, begin: int) -> str:
    """The body that made the paper, where one is named with it: “a report by NAME”, “NAME’s report”."""
    text, floor = scene.text, max(0, begin - _REACH_OF_MAKER)
    at = text.rfind(f" {noun}", floor, begin - 1)
    for _ in range(4):
        if at < 0:
            return ""
        behind = at + 1 + len(noun)
        for name in scene.inside(max(0, at - 80), min(begin, behind + 80)):
            lead, tail = text[behind : name.start], text[name.end : at + 1]
            by = name.start > at and _MADE_BY.fullmatch(lead)
            if name.kind in ("organisation", "outlet", "unit") and (by or name.end <= at and _MAKES.fullmatch(tail)):
                return name.id
        at = text.rfind(f" {noun}", floor, at)
    return ""


def _within(scene: Scene, names: Sequence[NameMention], words: str, begin: int) -> str:
    """The body that he belongs to: named in the words, or “the agency” that was named before; empty if none."""
    for name in reversed(names):
        if name.kind in ("organisation", "state", "unit", "group"):
            return name.id
    near = scene.last_of(("organisation", "unit"), before=begin, most=40) if _in_body().search(words) else None
    return near.id if near else ""


@lru_cache(maxsize=1)
def _in_body() -> re.Pattern[str]:
    return re.compile(rf"\b(?:in|at|of|from|with) the {clause_words('in-body')}\b")


def _is_bare(words: str) -> bool:
    return len(words.split()) <= 2 and words.casefold().removeprefix("the ") in gazetteer.speaker_nouns()
