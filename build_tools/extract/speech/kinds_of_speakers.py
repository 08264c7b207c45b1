"""What a name is that a verb of speech stands beside: a person, a body where an article goes before, else a group."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names.around import Around
from build_tools.extract.names.kinds import Kind, Sign
from build_tools.extract.names.runs import Run
from build_tools.text import tables


BARE_SPEAKER = Kind("person", 1, "it speaks, and no article stands before it")


def speaking(run: Run) -> Sign:
    """“NAME NAME said”, “the NAME NAME said”, “the NAMEs said”."""
    words = run.words
    if run.possessive:
        return None
    if len(words) == 1:
        return _plural_speaking if words[0].endswith("s") else None
    if not (len(words) <= 4 and all(word[0].isupper() or len(word) < 4 for word in words)):
        return None
    return _body_speaking if any(word.isupper() and len(word) > 1 for word in words) else _somebody_speaking


def _plural_speaking(around: Around) -> Kind | None:
    speaks = around.article and _speaks(around)
    return Kind("group", 1, "it speaks, a plural with an article") if speaks else None


def _body_speaking(around: Around) -> Kind | None:
    return Kind("organisation", 1, "it speaks, and an article stands before it") if _speaks(around) else None


def _somebody_speaking(around: Around) -> Kind | None:
    if around.article:
        return _body_speaking(around)
    return BARE_SPEAKER if _speaks(around) else None


def _speaks(around: Around) -> bool:
    return _verb_behind().match(around.after) is not None or _is_verb_before(around)


@lru_cache(maxsize=1)
def _speech() -> frozenset[str]:
    return frozenset(word for word, (_, kind) in gazetteer.cues().items() if kind == "speech" and " " not in word)


@lru_cache(maxsize=1)
def _verb_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:\.|,)?(?: (?:also|later|has|had|then|further))? {tables.alternatives(_speech())}\b(?!-)")


def _is_verb_before(around: Around) -> bool:
    return not around.article and around.last_word in _speech() and bool(_verb_before().search(around.before))


@lru_cache(maxsize=1)
def _verb_before() -> re.Pattern[str]:
    return re.compile(rf"[”\"’,] (?:{tables.alternatives(_speech())}) \Z")
