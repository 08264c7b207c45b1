"""Signs of organisations, outlets and groups: head words, appositions, what they do. Each rule gives a kind or None."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.kinds import Kind, head_of
from build_tools.extract.runs import Run

_OWNS = re.compile(r"[’']s? [A-Z]\w+")
_LISTED = "kind_words.tsv"


def acronym_owner(run: Run, before: str, after: str) -> Kind | None:
    """“ABC’s Research Institute”."""
    word = run.words[0]
    if len(run.words) == 1 and word.isupper() and len(word) > 2 and _OWNS.match(after):
        return Kind("organisation", 1, "an abbreviation that owns a named body")
    return None


def headed(run: Run, before: str, after: str) -> Kind | None:
    """“Ministry of …”, “… Council”, “Lake …”: any kind, by the head word."""
    head = head_of(run)
    if not head:
        return None
    word = next((word for word in reversed(run.words) if word in gazetteer.heads()), "")
    return Kind(head.kind, 3, f"“{word}” is what it is called", head.place_kind)


def _opens_only(run: Run, after: str) -> bool:
    """Whether it is one word that opens its sentence before small letters: its capital proves nothing."""
    return run.opens and len(run.words) == 1 and after[:1] == " " and "a" <= after[1:2] <= "z"


def outlet_apposed(run: Run, before: str, after: str) -> Kind | None:
    """“the newspaper NAME”, “NAME, a news website”."""
    if _opens_only(run, after) or not (_outlet_behind().match(after) or _outlet_before().search(before)):
        return None
    return Kind("outlet", 2, "the words beside it call it a news outlet")


@lru_cache(maxsize=1)
def _outlet_behind() -> re.Pattern[str]:
    return re.compile(rf",? (?:a |the |an )?(?:[\w-]+ ){{0,2}}?{gazetteer.any_of(_LISTED, 'outlet-behind')}\b")


@lru_cache(maxsize=1)
def _outlet_before() -> re.Pattern[str]:
    return re.compile(rf"\b{gazetteer.any_of(_LISTED, 'outlet-before')} (?:the )?\Z")


def apposed(run: Run, before: str, after: str) -> Kind | None:
    """“the charity NAME”, “NAME, an aid group”."""
    if _opens_only(run, after):
        return None
    if _body_before().search(before):
        return Kind("organisation", 2, "the word before it says so")
    return Kind("organisation", 2, "the words behind it say so") if _body_behind().match(after) else None


@lru_cache(maxsize=1)
def _body_before() -> re.Pattern[str]:
    return re.compile(rf"\b{gazetteer.any_of(_LISTED, 'body-before')} (?:the )?\Z")


@lru_cache(maxsize=1)
def _body_behind() -> re.Pattern[str]:
    return re.compile(rf",? (?:a|an|the) (?:[\w-]+ ){{0,3}}?{gazetteer.any_of(_LISTED, 'body-behind')}\b")


def told(run: Run, before: str, after: str) -> Kind | None:
    """“told the NAME”, “in an interview with NAME NAME”."""
    if run.words[0] in gazetteer.given_names() or not _told().search(before):
        return None
    if len(run.words) < (1 if before.endswith("the ") else 2):
        return None
    return Kind("outlet", 2, "somebody told it something")


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    with_article, bare = gazetteer.any_of(_LISTED, "told-the"), gazetteer.any_of(_LISTED, "told")
    return re.compile(rf"\b{with_article} the \Z|\b{bare} \Z")


def employing(run: Run, before: str, after: str) -> Kind | None:
    """“a researcher at NAME NAME”, “head of research at the NAME NAME”."""
    if len(run.words) >= 2 and not run.possessive and _workplace().search(before):
        return Kind("organisation", 2, "somebody works there, by the words before it")
    return None


@lru_cache(maxsize=1)
def _workplace() -> re.Pattern[str]:
    ending, noun = gazetteer.any_of(_LISTED, "employed-ending"), gazetteer.any_of(_LISTED, "employed")
    return re.compile(rf"\b(?:[a-z]+{ending}|{noun}) (?:of [a-z ]{{3,30}} )?(?:at|for|with|from) (?:the )?\Z")
