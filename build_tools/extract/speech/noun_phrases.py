"""Reads a noun phrase as a speaker: a pronoun, somebody without a name, a name, or a noun that stands for one."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract.reading import NameMention
from build_tools.extract.speech import anonymous, pronouns, stand_ins
from build_tools.extract.speech.scene import Scene, Speaker, clause_words

_LONGEST = 220


def speaker(scene: Scene, begin: int, end: int) -> Speaker | None:
    """Who the words of the span stand for; None where their head can say nothing."""
    while begin < end and scene.text[begin].isspace():
        begin += 1
    words = scene.text[begin:end].strip()
    if not words or len(words) > _LONGEST:
        return None
    lead = _openers().match(words)
    if lead and lead.end() < len(words):
        begin, words = begin + lead.end(), words[lead.end() :]
    if pronouns.is_pronoun(words):
        return pronouns.speaker(scene, words, begin, end)
    return anonymous.speaker(scene, words, begin, end) or _named(scene, words, begin, end)


@lru_cache(maxsize=1)
def _openers() -> re.Pattern[str]:
    return re.compile(rf"(?:{clause_words('opener')}[ ,]{{1,2}}){{1,3}}", re.I)


def _named(scene: Scene, words: str, begin: int, end: int) -> Speaker | None:
    """By the last name if it is the head, by the first if a noun behind it speaks for it, else by the noun alone."""
    names = scene.inside(begin, end)
    if names and _is_head(scene, names[-1], begin, end):
        return Speaker(names[-1].id, begin, end, f"{names[-1].text} stands at the cue", names[-1].kind)
    if names and scene.text[begin : names[0].start].strip().casefold() in ("", "the"):
        if not _has_spokesman(scene, names[0], end):
            return None
        return Speaker(names[0].id, begin, end, f"{names[0].text} heads the words at the cue", names[0].kind)
    return stand_ins.speaker(scene, words, begin, end)


def _is_head(scene: Scene, name: NameMention, begin: int, end: int) -> bool:
    if scene.text[name.end : end].strip(" ."):
        return False
    return not _adverbial().search(scene.text[begin : name.start])


@lru_cache(maxsize=1)
def _adverbial() -> re.Pattern[str]:
    return re.compile(rf"\b{clause_words('adverbial')} (?:the )?\Z")


def _has_spokesman(scene: Scene, name: NameMention, end: int) -> bool:
    """“the NAME news channel claimed”, “General Staff of Ukraine’s military reported”."""
    return _spokesman().fullmatch(scene.text[name.end : end].strip()) is not None


@lru_cache(maxsize=1)
def _spokesman() -> re.Pattern[str]:
    return re.compile(rf"(?:[’']s? )?(?:[a-z-]+ ){{0,2}}{clause_words('speaks-for')}")
