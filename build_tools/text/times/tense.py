"""Which way the verb looks that governs an expression: back, as news does, or ahead. Goes by words, knows no dates."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.times.grammar import listed

_CLAUSE_OPENS = re.compile(
    r"(?:\A|[,:–—]|--|“|\")\s{0,3}(?:(?:and|but|on|in|by|that|late|early|from|since|during)\s)?\s?\Z"
)
_SENTENCE_OPENS = re.compile(r"\s*[“\"]?(?:On|In|By|At|During|From|Since)\s\Z")
FAR_PAST = "far past"
_BETWEEN = frozenset(("on", "in", "late", "early", "back"))
_BE = frozenset(("been", "being", "get", "gets", "getting", "to"))
_PLANS = frozenset(("be", "is", "are"))

_PAST_BEHIND = re.compile(r"\s[a-z]{2,18}ed\s|[’']s\s")
_AHEAD = ("ahead of ", "before ", "in ", "for ", "next ", "coming ")
# What was agreed, paid or done may still hold until a day that is to come.
_UNTIL = re.compile(r"\b(?:by|until|till|through)\s(?:(?:early|late|the)\s)?\Z")


@lru_cache(maxsize=1)
def _cues() -> re.Pattern[str]:
    forward, backward = (tables.alternatives(listed(kind)) for kind in ("forward", "backward"))
    return re.compile(
        rf"\b(?:be [a-z]{{2,18}}|(?P<forward>{forward})|(?P<backward>{backward})|(?P<regular>[a-z]{{2,18}}ed))\b"
    )


@lru_cache(maxsize=64)
def tense_of(before: str, after: str) -> str:
    """``future``, ``past`` or ``far past``: ``before`` and ``after`` are the words of the sentence around the expression.

    The verb directly before decides; then the nearest before, unless a clause begins with the expression; then the
    first behind. What people say tells nothing about when what they say happens, so verbs of speech before the
    expression only count where they stand beside it. A past by a verb further off is ``far past``.
    """
    opens = _CLAUSE_OPENS.search(before) is not None
    governed = opens or _SENTENCE_OPENS.match(before) is not None
    tense = _beside(before, after) or _of_speech(before) or (_of_main_verb(after) if governed else "")
    if not tense:
        far = "" if opens else _last(before) or _first(after, governed=False)
        tense = (far or _last(before)).replace("past", FAR_PAST)
    return "" if tense.endswith("past") and _UNTIL.search(before) else tense


def _beside(before: str, after: str) -> str:
    if _PAST_BEHIND.match(after) and not before.endswith(_AHEAD):
        return "past"
    words = ["", "", *before[-50:].split()]
    while words[-1] in _BETWEEN:
        words.pop()
    be, verb = words[-2:]
    if verb in listed("speech"):
        return "past"
    if verb in listed("planned"):
        return "future"
    if (not verb.endswith("ed") or len(verb) < 5 or not verb.islower()) and verb not in listed("backward"):
        return ""
    return "future" if be in _PLANS else "" if be in _BE else "past"


@lru_cache(maxsize=1)
def _said() -> re.Pattern[str]:
    return re.compile(rf"\b{tables.alternatives(listed('speech'))}(?P<tail>(?: [^\s,;:–—“”\"]{{1,20}}){{1,7}})\s?\Z")


_NEW_CLAUSE = frozenset(
    "that it he she they we I who which there will would is are has have if when as after before".split()
)


def _of_speech(before: str) -> str:
    """“said in a statement Tuesday”, “told reporters on Monday”: nothing but the circumstances of saying between."""
    found = _said().search(before[-80:])
    if not found or _NEW_CLAUSE.intersection(found["tail"].split()) or _cues().search(found["tail"]):
        return ""
    return "past"


def is_of_saying(before: str) -> bool:
    """Whether a day behind these words is the day on which something was said: “said on Monday”, “told them Monday”."""
    words = before[-50:].split()
    while words and words[-1] in _BETWEEN:
        words.pop()
    return bool(words) and words[-1] in listed("speech") or bool(_of_speech(before))


def _last(words: str) -> str:
    """By the last verb; behind “will” a word in -ed is a participle (“will stay closed until”) and turns nothing back."""
    tense = ""
    for cue in _cues().finditer(words):
        if cue["forward"]:
            tense = "future"
        elif cue["backward"] or tense != "future" and cue["regular"] and cue["regular"] not in listed("speech"):
            tense = "past"
    return tense


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    return re.compile(rf"\b{tables.alternatives(listed('speech'))}\b")


def _of_main_verb(after: str) -> str:
    """“On 3 January he said it could reopen in May”: by “said”, not by what was said; else by the first verb."""
    said = _saying().search(after)
    head = after[: said.start()] if said else after
    return _first(head, governed=True) or ("past" if said else "")


def _first(words: str, *, governed: bool) -> str:
    """By the first verb; one of speech only where the expression begins its clause (“On Friday, she said”)."""
    for cue in _cues().finditer(words):
        if cue["forward"]:
            return "future"
        if cue["backward"] or cue["regular"] and (governed or cue["regular"] not in listed("speech")):
            return "past"
    return ""
