"""Signs of organisations, outlets and groups: head words, appositions, what they do. Each rule gives a kind or None."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names.around import Around
from build_tools.extract.names.kinds import Kind, Look, Sign, head_of
from build_tools.extract.names.runs import Run

_OWNS = re.compile(r"[’']s? [A-Z]\w+")
_LISTED = "kind_words.tsv"


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(gazetteer.listed(_LISTED, kind))


def acronym_owner(run: Run) -> Sign:
    """“ABC’s Research Institute”."""
    word = run.words[0]
    return _owning if len(run.words) == 1 and word.isupper() and len(word) > 2 else None


def _owning(around: Around) -> Kind | None:
    return Kind("organisation", 1, "an abbreviation that owns a named body") if _OWNS.match(around.after) else None


def headed(run: Run) -> Sign:
    """“Ministry of …”, “… Council”, “Lake …”, “Banco …”: any kind, by the head word; “A & B” are partners."""
    head = head_of(run)
    if head:
        return Kind(head.kind, 3, f"“{head.word}” is what it is called", head.place_kind)
    if "&" in run.words:
        return Kind("organisation", 3, "“&” joins partners")
    return None


def _unless_it_opens(run: Run, look: Look) -> Look:
    """Not for one word that opens its sentence before small letters: its capital proves nothing."""
    if not run.opens or len(run.words) > 1:
        return look
    return lambda around: None if around.goes_on_small else look(around)


def outlet_apposed(run: Run) -> Sign:
    """“the newspaper NAME”, “NAME, a news website”."""
    return _unless_it_opens(run, _beside_outlet)


def _beside_outlet(around: Around) -> Kind | None:
    if around.follows(_phrases("outlet-before")) or _outlet_behind().match(around.after):
        return Kind("outlet", 2, "the words beside it call it a news outlet")
    return None


@lru_cache(maxsize=1)
def _outlet_behind() -> re.Pattern[str]:
    nouns = gazetteer.any_of(_LISTED, "outlet-behind")
    apart, joined = (
        r", (?:a|an|the) (?:[\w’'-]+ ){0,3}?",
        r" (?:(?:state|daily|weekly|national|local|private|online) )?",
    )
    return re.compile(rf"(?:{apart}|{joined}){nouns}\b(?![’'-])")


def apposed(run: Run) -> Sign:
    """“the charity NAME”, “NAME, an aid group”, “NAME, the utility that …”."""
    return _unless_it_opens(run, _beside_body)


def _beside_body(around: Around) -> Kind | None:
    if around.follows(_phrases("body-before")):
        return Kind("organisation", 2, "the word before it says so")
    if around.before.endswith(", ") and around.after.startswith(",") and _body_described().search(around.before):
        return Kind("organisation", 2, "it is set beside a body that the words before it describe")
    found = _body_behind().match(around.after) if around.apposed else None
    if found:
        kind = "group" if found["noun"] in _phrases("group-noun") else "organisation"
        return Kind(kind, 2, "the words behind it say so")
    return None


@lru_cache(maxsize=1)
def _body_behind() -> re.Pattern[str]:
    nouns = gazetteer.any_of(_LISTED, "body-behind")
    return re.compile(rf"(?: \([^()\n]{{1,40}}\))?, (?:a|an|the) (?:[\w’'-]+ ){{0,4}}?(?P<noun>{nouns})\b(?!, [A-Z])")


@lru_cache(maxsize=1)
def _body_described() -> re.Pattern[str]:
    """“The company that owns the mill, NAME,”, “its operator, NAME,”; not “a worker of the company, NAME,”."""
    nouns = gazetteer.any_of(_LISTED, "body-behind")
    described = r"(?: (?:that|which|behind|in|running|owning|operating) [^,;:“”\"()]{3,60})?"
    return re.compile(
        rf"(?:\A|[.;:,”\"] |\b(?:and|but|that) )(?:[Tt]he|[Ii]ts|[Tt]heir) (?:[a-z-]+ ){{0,2}}?{nouns}{described}, \Z"
    )


def working(run: Run) -> Sign:
    """“the NAME NAME spinning mill”, “the NAME NAME plant”: whose works these are."""
    return _working if len(run.words) >= 2 and not run.possessive else None


def _working(around: Around) -> Kind | None:
    if around.article and around.goes_on_small and _works().match(around.after):
        return Kind("organisation", 2, "its works are spoken of")
    return None


@lru_cache(maxsize=1)
def _works() -> re.Pattern[str]:
    return re.compile(rf" (?:[a-z-]+ ){{0,2}}?{gazetteer.any_of(_LISTED, 'works')}\b")


def told(run: Run) -> Sign:
    """“told the NAME”, “in an interview with NAME NAME”."""
    if run.words[0] in gazetteer.given_names():
        return None
    return _told if len(run.words) > 1 else _told_the


def _told(around: Around) -> Kind | None:
    phrases = _phrases("told-the" if around.article else "told")
    return Kind("outlet", 2, "somebody told it something") if around.follows(phrases) else None


def _told_the(around: Around) -> Kind | None:
    return _told(around) if around.article else None


def employing(run: Run) -> Sign:
    """“a researcher at NAME NAME”, “head of research at the NAME NAME”, “a former director of NAME NAME”."""
    return _employing if len(run.words) >= 2 and not run.possessive else None


def _employing(around: Around) -> Kind | None:
    if around.last_word in ("at", "for", "with", "from") and _workplace().search(around.before):
        return Kind("organisation", 2, "somebody works there, by the words before it")
    if around.last_word == "of" and _held_in().search(around.before):
        return Kind("organisation", 2, "an office is held in it, by the words before it")
    return None


@lru_cache(maxsize=1)
def _workplace() -> re.Pattern[str]:
    ending, noun = gazetteer.any_of(_LISTED, "employed-ending"), gazetteer.any_of(_LISTED, "employed")
    return re.compile(rf"\b(?:[a-z]+{ending}|{noun}) (?:of [a-z ]{{3,30}} )?(?:at|for|with|from) (?:the )?\Z")


@lru_cache(maxsize=1)
def _held_in() -> re.Pattern[str]:
    return re.compile(rf"\b{gazetteer.any_of(_LISTED, 'office-of-body')} of (?:the )?\Z")


def officed(run: Run) -> Sign:
    """“NAME NAME chief executive Anna Bell”, “NAME NAME spokesman Anna Bell”: what an officer is named by."""
    may_be = 2 <= len(run.words) <= 4 or run.words[0].isupper()
    return _before_officer if may_be and not run.possessive and run.words[-1] not in gazetteer.given_names() else None


def _before_officer(around: Around) -> Kind | None:
    if around.goes_on_small and _officer_behind().match(around.after):
        return Kind("organisation", 2, "an officer is named by it")
    return None


@lru_cache(maxsize=1)
def _officer_behind() -> re.Pattern[str]:
    return re.compile(rf" (?:[a-z-]+ )?{gazetteer.any_of(_LISTED, 'office-of-body')} [A-Z][\w’'-]+ [A-Z]")


def traded(run: Run) -> Sign:
    """“shares of NAME NAME”, “NAME NAME shares”."""
    return _traded


def _traded(around: Around) -> Kind | None:
    before = around.last_word in ("of", "in") and _SHARES_BEFORE.search(around.before)
    if before or _SHARES.match(around.after):
        return Kind("organisation", 2, "its shares are spoken of")
    return None


_SHARES_BEFORE = re.compile(r"\b(?i:shares|stake|shareholders|bonds) (?:of|in) \Z")
_SHARES = re.compile(r"(?:[’']s?)? (?:shares|stock|shareholders|bonds)\b(?!-)")
