"""Reads “he”, “they”, “it”, “who” before a cue as speakers: who spoke or was named last."""

from __future__ import annotations

import re

from build_tools.extract.reading import NameMention
from build_tools.extract.speech.finite_verbs import predicate_at
from build_tools.extract.speech.scene import Scene, Speaker

_REFERS_TO = {"he": "person", "she": "person", "they": "any", "it": "any", "who": "who", "we": "any", "i": "any"}
_FARTHEST = 2500


def is_pronoun(words: str) -> bool:
    """Whether the words are a pronoun that can speak."""
    return words.casefold() in _REFERS_TO


def speaker(scene: Scene, words: str, begin: int, end: int) -> Speaker | None:
    """Whom the pronoun at ``begin`` stands for; None where nobody is near enough."""
    kind = _REFERS_TO[words.casefold()]
    if kind == "who":
        return _relative(scene, begin, end)
    before = scene.last_person if kind == "person" else scene.last
    newer = _subject_before(scene, words, begin)
    if newer and (before is None or before.start < newer.start):
        why = f"“{words}” leads back to {newer.text}, the subject of the sentence before"
        return Speaker(newer.id, begin, end, why, newer.kind)
    if words.casefold() == "it" and before and before.kind == "person":
        return None
    if before is None or begin - before.end > _FARTHEST:
        before = _recent_person(scene, begin) if kind == "person" else None
    if before is None:
        return None
    return Speaker(before.who, begin, end, f"“{words}” leads back to who spoke last", before.kind)


_REACH = 400
_BOUNDARY = re.compile(r"(?<=[a-z0-9)][.!?]) (?=[“\"‘A-Z])")
_KINDS = {"he": ("person",), "she": ("person",), "it": ("organisation", "state", "outlet", "group")}
_MARKS = ("“", "”", '"', "‘", "\n")


def _subject_before(scene: Scene, words: str, begin: int) -> NameMention | None:
    """The name that opens the sentence before, in the same paragraph and outside quotations, as its subject."""
    kinds = _KINDS.get(words.casefold())
    if kinds is None:
        return None
    text, floor = scene.text, max(0, begin - _REACH)
    floor = text.rfind("\n", floor, begin) + 1 or floor
    bounds = [found.end() for found in _BOUNDARY.finditer(text, floor, begin + 1)]
    if not bounds or begin - bounds[-1] > 1 and "”" in text[bounds[-1] : begin] and "“" not in text[bounds[-1] : begin]:
        return None
    start = bounds[-2] if len(bounds) > 1 else floor
    if any(mark in text[start : bounds[-1]] for mark in _MARKS) or text.count('"', bounds[-1], begin) % 2:
        return None
    name = next(iter(scene.inside(start, bounds[-1])), None)
    if name is None or name.kind not in kinds or not _leads(text[start : name.start]):
        return None
    return name if predicate_at(text, name.end + 1, present=True) else None


def _leads(lead: str) -> bool:
    """Whether only an article or titles stand before a name."""
    return len(lead) < 40 and all(word[0].isupper() or word in ("the", "of", "for") for word in lead.split())


def _relative(scene: Scene, begin: int, end: int) -> Speaker | None:
    near = scene.ended_at(begin)
    if near is None or begin - near.end > 3:
        return None
    return Speaker(near.id, near.start, end, f"“who” stands for {near.text}", near.kind)


def _recent_person(scene: Scene, begin: int) -> Speaker | None:
    name = scene.last_of(("person",), before=begin, most=8)
    return Speaker(name.id, name.start, name.end, "", "person") if name else None
