"""Decides what a candidate names: person, organisation, outlet, unit, place. By its head and the words around it.

Every decision says why. Knows one candidate at a time; who is who is decided in ``names``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.runs import Run
from build_tools.text import tables

_REACH = 90


@dataclass(frozen=True, slots=True)
class Kind:
    """A decision: the kind, how sure (3 by form, 2 by words beside it, 1 by position), the place kind, the reason."""

    kind: str
    weight: int
    why: str
    place_kind: str = ""
    tail: int = 0
    shared: str = ""


NONE = Kind("", 0, "no word around it says what it names")


def decide(run: Run, text: str) -> Kind:
    """What the run names, by the strongest sign there is."""
    before = text[max(0, run.start - _REACH) : run.start].rpartition("\n")[2]
    after = text[run.end : run.end + _REACH].partition("\n")[0]
    for rule in (
        _titled,
        _acronym_owner,
        _ship,
        _placed,
        _headed,
        _signed,
        _given,
        _apposed,
        _profession,
        _told,
        _speaking,
        _employing,
        _located,
    ):
        found = rule(run, before, after)
        if found:
            return found
    return NONE


def _titled(run: Run, before: str, after: str) -> Kind | None:
    if run.titles and not _head(run):
        return Kind("person", 3, f"“{' '.join(run.titles)}” stands before it")
    return None


def _acronym_owner(run: Run, before: str, after: str) -> Kind | None:
    if len(run.words) == 1 and run.words[0].isupper() and len(run.words[0]) > 2 and re.match(r"[’']s? [A-Z]\w+", after):
        return Kind("organisation", 1, "an abbreviation that owns a named body")
    return None


def _head(run: Run) -> gazetteer.Head | None:
    words, known = run.words, gazetteer.heads()
    if len(words) < 2:
        return None
    for index, word in enumerate(words[:-1]):
        if word in known and words[index + 1] in ("of", "for", "on", "in") and index + 2 < len(words):
            return known[word]
    return known.get(words[-1])


def _headed(run: Run, before: str, after: str) -> Kind | None:
    head = _head(run)
    if not head:
        return None
    word = next((word for word in reversed(run.words) if word in gazetteer.heads()), "")
    return Kind(head.kind, 3, f"“{word}” is what it is called", head.place_kind)


@lru_cache(maxsize=1)
def _place_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = gazetteer.place_words()
    before = tables.alternatives(word for word, (_, side) in words.items() if side in ("before", "both"))
    after = tables.alternatives(word for word, (_, side) in words.items() if side in ("after", "both"))
    return (
        re.compile(rf"\b(?P<word>{before}) of (?:(?<=s of )[A-Z][\w’-]+(?:,[^.;:]{{0,60}}, and | and |, and |, ))?\Z"),
        re.compile(rf"(?:(?: and|,) [A-Z][\w’-]+(?= [a-z]+s\b))?[ ](?P<word>{after})\b"),
    )


def _placed(run: Run, before: str, after: str) -> Kind | None:
    ahead, behind = _place_patterns()
    led, followed = ahead.search(before), behind.match(after)
    if led and not _head(run):
        word = led["word"]
        return Kind("place", 3, f"“{word} of” stands before it", gazetteer.place_words()[word][0])
    if followed and not run.possessive and not run.titles:
        word = followed["word"]
        tail = followed.end() if followed.start("word") == 1 else 0
        shared = word.removesuffix("s") if word.endswith("s") or not tail else ""
        if shared and gazetteer.place_words().get(shared) is None:
            return None
        return Kind("place", 3, f"“{word}” stands behind it", gazetteer.place_words()[word][0], tail, shared)
    return None


_VESSEL = re.compile(
    r"\b(?:ships?|frigates?|destroyers?|corvettes?|submarines?|vessels?|tankers?|ferry|ferries|cruisers?|trawlers?|"
    r"yachts?|"
    r"freighters?|carriers?|boats?|icebreakers?),? (?:named |called |the )?(?:[A-Z][\w-]+(?:, | and ))?[“\"]?\Z"
)


def _ship(run: Run, before: str, after: str) -> Kind | None:
    if _VESSEL.search(before) and not _head(run) and not run.possessive:
        return Kind("unit", 3, "a vessel by the word before it", "ship")
    return None


def _signed(run: Run, before: str, after: str) -> Kind | None:
    if (
        re.search(r"[”\"]\s{1,3}[—–-]{1,2}\s{0,3}(?:[A-Z][\w.]{0,8}\s(?:\(Ret\.\)\s)?)?\Z", before)
        and len(run.words) >= 2
    ):
        return Kind("person", 3, "it signs a quotation")
    return None


def _given(run: Run, before: str, after: str) -> Kind | None:
    words = run.words
    if 2 <= len(words) <= 5 and words[0] in gazetteer.given_names() and words[-1].isalpha() | ("-" in words[-1]):
        return Kind("person", 2, f"“{words[0]}” is a given name")
    return None


@lru_cache(maxsize=1)
def _apposition() -> re.Pattern[str]:
    lower = [" ".join(title) for title, kind in gazetteer.titles().items() if kind == "lower"]
    nouns = tables.alternatives(
        [*lower, *(word for word, number in gazetteer.speaker_nouns().items() if number == "singular")]
    )
    return re.compile(
        rf"(?: \([^()\n]{{1,40}}\))?, (?:(?:\d{{1,3}}|aged \d{{1,3}}), )?(?:(?:who|whose) |(?:(?:the|a|an|his|her|"
        rf"their|its) )?(?:[\w’'.-]+ ){{0,5}}?(?P<noun>{nouns})\b)"
    )


_PLACE_APPOSITION = re.compile(
    r", (?:just |about |some |around )?(?:(?:a|an|the) (?:(?!in |at |of |from )[\w-]+ ){0,4}?(?:city|town|village|"
    r"port|region|province|island|suburb|district|settlement|capital|state|area|resort)\b|(?:north|south|east|west|"
    r"northeast|northwest|southeast|southwest|near|outside|\d)\b)"
)
_OUTLET_APPOSITION = re.compile(
    r",? (?:a |the |an )?(?:[\w-]+ ){0,2}?(?:news channel|news agency|newspaper|news site|news website|magazine|"
    r"broadcaster|news outlet|daily|tabloid|television|radio station|website|news service)\b"
)
_OUTLET_BEFORE = re.compile(
    r"\b(?:newspaper|news agency|broadcaster|magazine|daily|outlet|tabloid|channel|website|news site|agency|journal|"
    r"station|weekly) (?:the )?\Z"
)


def _apposed(run: Run, before: str, after: str) -> Kind | None:
    if _PLACE_APPOSITION.match(after) and len(run.words) <= 3:
        return Kind("place", 2, "the words behind it tell where it lies")
    if run.opens and len(run.words) == 1 and re.match(r" [a-z]", after):
        return None
    if _OUTLET_APPOSITION.match(after) or _OUTLET_BEFORE.search(before):
        return Kind("outlet", 2, "the words beside it call it a news outlet")
    if re.search(
        r"\b(?:group|company|firm|party|organisation|organization|charity|think tank|agency|union|giant|maker|"
        r"carrier|nonprofit) (?:the )?\Z",
        before,
    ):
        return Kind("organisation", 2, "the word before it says so")
    if re.match(
        r",? (?:a|an|the) (?:[\w-]+ ){0,3}?(?:group|company|firm|party|organisation|organization|charity|think tank|"
        r"agency|union|nonprofit)\b",
        after,
    ):
        return Kind("organisation", 2, "the words behind it say so")
    if _ends_in_title(before) and len(run.words) >= 2:
        return Kind("person", 2, "an office stands before it")
    found = _apposition().match(after) if len(run.words) >= 2 or not run.opens else None
    if found and len(run.words) <= 5:
        return Kind("person", 2, "an office or “who” stands behind it")
    return None


_PROFESSION = re.compile(
    r", (?:a|an|the) (?:[\w-]+ ){0,4}?[a-z]+(?:ologist|ician|icist|scientist|ographer|onomist|ianist)\b|, (?:\d{2})"
    r",|, who\b"
)


def _profession(run: Run, before: str, after: str) -> Kind | None:
    if 2 <= len(run.words) <= 4 and _PROFESSION.match(after):
        return Kind("person", 2, "a profession, an age or “who” stands behind it")
    return None


@lru_cache(maxsize=1)
def _title_tail() -> re.Pattern[str]:
    lower = [" ".join(title) for title, kind in gazetteer.titles().items() if kind == "lower"]
    return re.compile(rf"\b{tables.alternatives(lower)}(?:,)? \Z")


def _ends_in_title(before: str) -> bool:
    return _title_tail().search(before) is not None


def _told(run: Run, before: str, after: str) -> Kind | None:
    if re.search(
        r"\b(?:told|interview with|informed|spoke to|speaking to|reported by|published by|according to|to) the \Z|"
        r"\b(?:told|interview with|speaking to|reported by|published by) \Z",
        before,
    ):
        if run.words[0] not in gazetteer.given_names() and len(run.words) >= (1 if before.endswith("the ") else 2):
            if re.search(r"\bto (?:the )?\Z", before) and not re.search(r"\b(?:speaking|spoke) to (?:the )?\Z", before):
                return None
            return Kind("outlet", 2, "somebody told it something")
    return None


@lru_cache(maxsize=1)
def _speech() -> tuple[re.Pattern[str], re.Pattern[str]]:
    verbs = tables.alternatives(
        word for word, (_, kind) in gazetteer.cues().items() if kind == "speech" and " " not in word
    )
    return (
        re.compile(rf"(?:\.|,)?(?: (?:also|later|has|had|then|further))? {verbs}\b"),
        re.compile(rf"[”\"’,] (?:{verbs}) \Z"),
    )


def _speaking(run: Run, before: str, after: str) -> Kind | None:
    behind, ahead = _speech()
    says = behind.match(after) or ahead.search(before)
    if (
        says
        and len(run.words) == 1
        and re.search(r"\bthe \Z", before, re.I)
        and run.words[0].endswith("s")
        and not run.possessive
    ):
        return Kind("group", 1, "it speaks, a plural with an article")
    if (
        says
        and 2 <= len(run.words) <= 4
        and not run.possessive
        and all(word[0].isupper() or len(word) < 4 for word in run.words)
    ):
        if re.search(r"\bthe \Z", before, re.I) or any(word.isupper() and len(word) > 1 for word in run.words):
            return Kind("organisation", 1, "it speaks, and an article stands before it")
        return Kind("person", 1, "it speaks, and no article stands before it")
    return None


_LOCATIVE = re.compile(
    r"\b(?:in|near|at|around|outside|over|from|towards?|into|across|throughout|inside|north of|south of|east of|"
    r"west of|northeast of|"
    r"northwest of|southeast of|southwest of|between|leaving|reached|reach|entered|of nearby|nearby|downtown|"
    r"central|eastern|"
    r"western|northern|southern) (?:(?:the|nearby|neighbouring|neighboring|downtown|central|eastern|western|"
    r"northern|southern) )?(?:[A-Z][\w’-]+(?:, | and |, and ))?\Z"
)


_WORKPLACE = re.compile(
    r"\b(?:[a-z]+(?:ist|ologist|ician|er|or|ssor|yst|man|woman|ant)|head|chief|fellow|dean|chair|researchers|analysts|economists"
    r"|scientists) (?:of [a-z ]{3,30} )?(?:at|for|with|from) (?:the )?\Z"
)


def _employing(run: Run, before: str, after: str) -> Kind | None:
    if len(run.words) >= 2 and _WORKPLACE.search(before) and not run.possessive:
        return Kind("organisation", 2, "somebody works there, by the words before it")
    return None


def _located(run: Run, before: str, after: str) -> Kind | None:
    if len(run.words) > 3 or run.words[0].isupper() and len(run.words[0]) > 1 or not _LOCATIVE.search(before):
        return None
    if re.search(r"\bfrom \Z", before) and not re.match(r"[,.]| (?:to|in|on|and|after|since)\b", after):
        return None
    return Kind("place", 1, "a preposition of place stands before it")
