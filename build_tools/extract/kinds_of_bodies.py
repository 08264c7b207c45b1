"""Signs of organisations, outlets and groups: head words, appositions, what they do. Each rule gives a kind or None."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.around import Around
from build_tools.extract.kinds import Kind, head_of
from build_tools.extract.runs import Run

_OWNS = re.compile(r"[’']s? [A-Z]\w+")
_LISTED = "kind_words.tsv"


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(gazetteer.listed(_LISTED, kind))


@cache
def _last_words(kind: str) -> frozenset[str]:
    return frozenset(phrase.split()[-1] for phrase in _phrases(kind))


def acronym_owner(run: Run, around: Around) -> Kind | None:
    """“ABC’s Research Institute”."""
    word = run.words[0]
    if len(run.words) == 1 and word.isupper() and len(word) > 2 and _OWNS.match(around.after):
        return Kind("organisation", 1, "an abbreviation that owns a named body")
    return None


def headed(run: Run, around: Around) -> Kind | None:
    """“Ministry of …”, “… Council”, “Lake …”, “Banco …”: any kind, by the head word; “A & B” are partners."""
    head = head_of(run)
    if head:
        return Kind(head.kind, 3, f"“{head.word}” is what it is called", head.place_kind)
    if "&" in run.words:
        return Kind("organisation", 3, "“&” joins partners")
    return None


def _opens_only(run: Run, around: Around) -> bool:
    """Whether it is one word that opens its sentence before small letters: its capital proves nothing."""
    return run.opens and len(run.words) == 1 and around.after[:1] == " " and "a" <= around.after[1:2] <= "z"


def outlet_apposed(run: Run, around: Around) -> Kind | None:
    """“the newspaper NAME”, “NAME, a news website”."""
    if _opens_only(run, around):
        return None
    behind = not around.behind.isdisjoint(_last_words("outlet-behind"))
    if around.follows(_phrases("outlet-before")) or behind and _outlet_behind().match(around.after):
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


def apposed(run: Run, around: Around) -> Kind | None:
    """“the charity NAME”, “NAME, an aid group”, “NAME, the utility that …”."""
    if _opens_only(run, around):
        return None
    if around.follows(_phrases("body-before")):
        return Kind("organisation", 2, "the word before it says so")
    found = _body_behind().match(around.after) if around.apposed else None
    if found:
        kind = "group" if found["noun"] in _phrases("group-noun") else "organisation"
        return Kind(kind, 2, "the words behind it say so")
    return None


@lru_cache(maxsize=1)
def _body_behind() -> re.Pattern[str]:
    nouns = gazetteer.any_of(_LISTED, "body-behind")
    return re.compile(rf"(?: \([^()\n]{{1,40}}\))?, (?:a|an|the) (?:[\w’'-]+ ){{0,4}}?(?P<noun>{nouns})\b(?!, [A-Z])")


def told(run: Run, around: Around) -> Kind | None:
    """“told the NAME”, “in an interview with NAME NAME”."""
    phrases = _phrases("told-the") if around.article else _phrases("told")
    if run.words[0] in gazetteer.given_names() or not around.follows(phrases):
        return None
    if len(run.words) < (1 if around.article else 2):
        return None
    return Kind("outlet", 2, "somebody told it something")


def employing(run: Run, around: Around) -> Kind | None:
    """“a researcher at NAME NAME”, “head of research at the NAME NAME”, “a former director of NAME NAME”."""
    if len(run.words) < 2 or run.possessive:
        return None
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


def officed(run: Run, around: Around) -> Kind | None:
    """“NAME NAME chief executive Anna Bell”, “NAME NAME spokesman Anna Bell”: what an officer is named by."""
    if (
        run.possessive
        or not 2 <= len(run.words) <= 4
        and not run.words[0].isupper()
        or around.after[:1] != " "
        or not "a" <= around.after[1:2] <= "z"
    ):
        return None
    if around.behind.isdisjoint(_last_words("office-of-body")) and "CEO" not in around.after[:24]:
        return None
    if run.words[-1] in gazetteer.given_names() or not _officer_behind().match(around.after):
        return None
    return Kind("organisation", 2, "an officer is named by it")


@lru_cache(maxsize=1)
def _officer_behind() -> re.Pattern[str]:
    return re.compile(rf" (?:[a-z-]+ )?{gazetteer.any_of(_LISTED, 'office-of-body')} [A-Z][\w’'-]+ [A-Z]")


def traded(run: Run, around: Around) -> Kind | None:
    """“shares of NAME NAME”, “NAME NAME shares”."""
    before = around.last_word in ("of", "in") and _SHARES_BEFORE.search(around.before)
    if before or not around.behind.isdisjoint(_PAPERS) and _SHARES.match(around.after):
        return Kind("organisation", 2, "its shares are spoken of")
    return None


_PAPERS = frozenset(("shares", "stock", "shareholders", "bonds"))
_SHARES_BEFORE = re.compile(r"\b(?i:shares|stake|shareholders|bonds) (?:of|in) \Z")
_SHARES = re.compile(r"(?:[’']s?)? (?:shares|stock|shareholders|bonds)\b")
