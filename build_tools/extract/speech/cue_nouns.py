"""Attributions by nouns: “NAME's claim that …”, “the call by NAME for …”, “their plan to …”. One regular expression."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from build_tools.extract.reading import Attribution
from build_tools.extract.speech import cue_verbs, noun_phrases, speakers
from build_tools.extract.speech.hearing import Hearing, Passage
from build_tools.extract.speech.scene import Speaker
from build_tools.model import Unnamed
from build_tools.text import tables

_PRONOUNS = ("his", "her", "their", "its", "my", "our", "your")
_OF_PRONOUN = {"his": "he", "her": "she", "their": "they", "its": "it"}
_POSSESSOR = re.compile(r"(?:(?:[Tt]he|[Aa]n?|[Ss]ome|[Mm]any) (?:[\w-]+ ){0,3}?|(?:[A-Z][\w.’-]* ){0,4})[\w.-]+\Z")
_MAIN_VERB = re.compile(r" (?:is|was|were|are|has|have|had|would|will|could|can|may|might|should|did|does|came|drew)\b")
_CLAUSE_END = re.compile(r",|;| [—–]|[—–] |[“”]?\.\Z")


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    noun = rf"(?P<noun>{tables.alternatives(cue_verbs.nouns())})"
    owned = r"(?:(?P<poss>[’']s?)|\b(?P<pronoun>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)) (?:[a-z-]+ ){0,2}?"
    return re.compile(
        rf"(?:{owned}|\b[Tt]he (?:[a-z-]+ )?){noun}"
        r"(?P<by> (?:by|from|of) (?P<who>[^,.;:“”]{2,60}?))?(?P<link> (?:that|to)\b| (?:of|for|about|on|against|with|over) )"
    )


def by_nouns(hearing: Hearing, passage: Passage) -> Iterator[Attribution]:
    """The attributions of a sentence by nouns, outside quotations."""
    for found in _pattern().finditer(hearing.text, passage.start, passage.end):
        if hearing.quotations.at(found.start("noun")) or not (found["poss"] or found["pronoun"] or found["by"]):
            continue
        speaker = _speaker(hearing, passage, found)
        if speaker is None:
            continue
        joined = found["link"].strip() in ("that", "to")
        begin = found.start("link") + 1 if joined else found.end("link")
        content = (begin, _end(hearing, passage, begin, has_verb=found["link"] == " that"))
        cue = (
            found.start("noun"),
            found.end("noun" if joined or found["by"] else "link") - (0 if joined or found["by"] else 1),
        )
        if content[1] - content[0] > 2:
            made = hearing.repeated(passage, speaker, cue=cue, content=(content,))
            yield replace(made, kind=cue_verbs.nouns()[found["noun"]])


def _speaker(hearing: Hearing, passage: Passage, found: re.Match[str]) -> Speaker | None:
    if found["by"]:
        named = found.span("who")
        return speakers.behind(hearing.scene, *named) or speakers.words_behind(hearing.scene, *named)
    if found["pronoun"]:
        begin, end = found.span("pronoun")
        meant = _OF_PRONOUN[found["pronoun"].lower()]
        last = hearing.scene.last_person if meant in ("he", "she") else hearing.scene.last
        who = last.who if last and begin - last.end < 2500 else Unnamed(found["pronoun"])
        return Speaker(who, begin, end, f"“{found['pronoun']}” leads back to who spoke last", "person")
    end = found.start("poss")
    owner = _POSSESSOR.search(hearing.text, max(passage.start, end - 70), end)
    if owner is None:
        return None
    begin, words = owner.start(), owner[0]
    speaker = noun_phrases.speaker(hearing.scene, begin, end) or Speaker(Unnamed(words), begin, end, "", "unnamed")
    return replace(speaker, start=begin, end=found.end("poss"), why=f"“{words}” owns the {found['noun']}")


def _end(hearing: Hearing, passage: Passage, begin: int, *, has_verb: bool) -> int:
    """Where the words that belong to the noun end: at the main verb, a comma or the sentence's end."""
    text, verbs = hearing.text, 0
    for found in re.finditer(rf"{_MAIN_VERB.pattern}|{_CLAUSE_END.pattern}", text[begin : passage.end]):
        if hearing.quotations.at(begin + found.start()):
            continue
        if found[0][0] == " " and found[0][1:].isalpha():
            verbs += 1
            if verbs <= has_verb:
                continue
        return begin + found.start()
    return passage.end - text.endswith(".", begin, passage.end)
