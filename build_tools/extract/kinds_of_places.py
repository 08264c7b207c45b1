"""Signs of places and ships: place words, appositions, prepositions. Each rule gives a kind or None."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.kinds import Kind, head_of
from build_tools.extract.runs import Run
from build_tools.text import tables


def ship(run: Run, before: str, after: str) -> Kind | None:
    """“the frigate NAME”."""
    if _vessel().search(before) and not head_of(run) and not run.possessive:
        return Kind("unit", 3, "a vessel by the word before it", "ship")
    return None


@lru_cache(maxsize=1)
def _vessel() -> re.Pattern[str]:
    vessels = gazetteer.any_of("kind_words.tsv", "vessel")
    return re.compile(rf"\b{vessels},? (?:named |called |the )?(?:[A-Z][\w-]+(?:, | and ))?[“\"]?\Z")


def placed(run: Run, before: str, after: str) -> Kind | None:
    """“the village of NAME”, “NAME region”, “the NAME and NAME regions”."""
    led, followed = _word_before().search(before), _word_behind().match(after)
    if led and not head_of(run):
        word = led["word"]
        return Kind("place", 3, f"“{word} of” stands before it", gazetteer.place_words()[word][0])
    if followed and not run.possessive and not run.titles:
        return _followed(followed)
    return None


def _followed(found: re.Match[str]) -> Kind | None:
    """A place word directly behind belongs to the name; in the plural behind a second name both share it."""
    word = found["word"]
    tail = found.end() if found.start("word") == 1 else 0
    shared = word.removesuffix("s") if word.endswith("s") or not tail else ""
    if shared and shared not in gazetteer.place_words():
        return None
    return Kind("place", 3, f"“{word}” stands behind it", gazetteer.place_words()[word][0], tail, shared)


def _words_at(side: str) -> str:
    return tables.alternatives(word for word, (_, sides) in gazetteer.place_words().items() if sides in (side, "both"))


@lru_cache(maxsize=1)
def _word_before() -> re.Pattern[str]:
    further = r"(?:(?<=s of )[A-Z][\w’-]+(?:,[^.;:]{0,60}, and | and |, and |, ))?"
    return re.compile(rf"\b(?P<word>{_words_at('before')}) of {further}\Z")


@lru_cache(maxsize=1)
def _word_behind() -> re.Pattern[str]:
    return re.compile(rf"(?:(?: and|,) [A-Z][\w’-]+(?= [a-z]+s\b))?[ ](?P<word>{_words_at('after')})\b")


def apposed(run: Run, before: str, after: str) -> Kind | None:
    """“NAME, a small town in …”, “NAME, just north of …”."""
    if len(run.words) <= 3 and _apposition().match(after):
        return Kind("place", 2, "the words behind it tell where it lies")
    return None


@lru_cache(maxsize=1)
def _apposition() -> re.Pattern[str]:
    noun, side = gazetteer.any_of("kind_words.tsv", "place-noun"), gazetteer.any_of("kind_words.tsv", "place-side")
    return re.compile(
        rf", (?:just |about |some |around )?(?:(?:a|an|the) (?:(?!in |at |of |from )[\w-]+ ){{0,4}}?{noun}\b"
        rf"|(?:{side}|\d)\b)"
    )


_FROM = re.compile(r"\bfrom \Z")
_LEFT = re.compile(r"[,.]| (?:to|in|on|and|after|since)\b")


def located(run: Run, before: str, after: str) -> Kind | None:
    """A preposition of place before it; “from NAME” only where it does not seem to be a sender."""
    if len(run.words) > 3 or run.words[0].isupper() and len(run.words[0]) > 1 or not _locative().search(before):
        return None
    if _FROM.search(before) and not _LEFT.match(after):
        return None
    return Kind("place", 1, "a preposition of place stands before it")


@lru_cache(maxsize=1)
def _locative() -> re.Pattern[str]:
    leading, inner = (gazetteer.any_of("kind_words.tsv", kind) for kind in ("locative", "locative-inner"))
    return re.compile(rf"\b{leading} (?:{inner} )?(?:[A-Z][\w’-]+(?:, | and |, and ))?\Z")
