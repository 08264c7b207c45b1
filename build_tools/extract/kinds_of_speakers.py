"""What a name is that a verb of speech stands beside: a person, a body where an article goes before, else a group."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.around import Around
from build_tools.extract.kinds import Kind
from build_tools.extract.runs import Run
from build_tools.text import tables


def speaking(run: Run, around: Around) -> Kind | None:
    """“NAME NAME said”, “the NAME NAME said”, “the NAMEs said”."""
    speaks = not around.behind.isdisjoint(_speech()) and _verb_behind().match(around.after)
    if run.possessive or not (speaks or _is_verb_before(around)):
        return None
    if len(run.words) == 1 and around.article and run.words[0].endswith("s"):
        return Kind("group", 1, "it speaks, a plural with an article")
    if not (2 <= len(run.words) <= 4 and all(word[0].isupper() or len(word) < 4 for word in run.words)):
        return None
    if around.article or any(word.isupper() and len(word) > 1 for word in run.words):
        return Kind("organisation", 1, "it speaks, and an article stands before it")
    return Kind("person", 1, "it speaks, and no article stands before it")


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    return frozenset(word for word, (_, kind) in gazetteer.cues().items() if kind == "speech" and " " not in word)


@lru_cache(maxsize=1)
def _verb_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:\.|,)?(?: (?:also|later|has|had|then|further))? {tables.alternatives(_speech())}\b")


def _is_verb_before(around: Around) -> bool:
    return not around.article and around.last_word in _speech() and bool(_verb_before().search(around.before))


@lru_cache(maxsize=1)
def _verb_before() -> re.Pattern[str]:
    return re.compile(rf"[”\"’,] (?:{tables.alternatives(_speech())}) \Z")
