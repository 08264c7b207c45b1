"""Signs of places and ships: place words, appositions, prepositions. Each rule gives a kind or None."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names import cities
from build_tools.extract.names.around import Around
from build_tools.extract.names.kinds import Kind, Sign, head_of
from build_tools.extract.names.runs import Run
from build_tools.text import tables
from build_tools.text.times.calendar_words import is_day_word

_LISTED = "kind_words.tsv"


@cache
def _phrases(kind: str) -> frozenset[str]:
    return frozenset(gazetteer.listed(_LISTED, kind))


def ship(run: Run) -> Sign:
    """“the frigate NAME”, “the frigates NAME and NAME”, “HMS NAME”; a company that has ships is none."""
    if run.possessive:
        return None
    if len(run.words) > 1 and run.words[0] in _phrases("ship-prefix"):
        return Kind("unit", 3, f"“{run.words[0]}” stands before names of ships", "ship")
    head = head_of(run)
    return _behind_vessel if not head or head.kind in ("outlet", "place") else None


def _behind_vessel(around: Around) -> Kind | None:
    return Kind("unit", 3, "a vessel by the word before it", "ship") if _near_vessel(around) else None


def _near_vessel(around: Around) -> bool:
    """Whether a vessel stands before it: directly, or before another name that it goes on from."""
    last = around.last_word
    if last[:-1] in _phrases("vessel") and not _CLOSED_BEHIND.match(around.after):
        return False  # “… hit a cargo vessel, NAME said”
    may_be = last in _before_ships() or last.endswith(",")
    return (may_be or around.before.endswith(("“", '"'))) and _vessel().search(around.before) is not None


_CLOSED_BEHIND = re.compile(r"[”\"]?(?:[,.;]| \()")


@cache
def _before_ships() -> frozenset[str]:
    return _phrases("vessel") | {"named", "called", "and"}


@lru_cache(maxsize=1)
def _vessel() -> re.Pattern[str]:
    vessels = gazetteer.any_of(_LISTED, "vessel")
    other = r"(?:[A-Z][\w-]+(?: (?:of )?[A-Z][\w-]+){0,2}(?:, | and ))?"
    return re.compile(rf"\b{vessels},? (?:named |called |the )?{other}(?:the )?[“\"]?\Z")


def placed(run: Run) -> Sign:
    """“the village of NAME”, “NAME region”, “the NAME and NAME regions”."""
    may_be_followed = not run.possessive and not run.titles
    if head_of(run):
        return _before_place_word if may_be_followed else None
    return _beside_place_word if may_be_followed else _behind_place_word


def _beside_place_word(around: Around) -> Kind | None:
    return _behind_place_word(around) or _before_place_word(around)


def _behind_place_word(around: Around) -> Kind | None:
    last = around.last_word
    may_lead = (last in ("of", "and") or last.endswith(",")) and " of " in around.before
    led = _word_before().search(around.before) if may_lead else None
    if led is None:
        return None
    word = led["word"].casefold()
    return Kind("place", 3, f"“{word} of” stands before it", gazetteer.place_words()[word][0])


def _before_place_word(around: Around) -> Kind | None:
    found = _word_behind().match(around.after)
    return _followed(found) if found else None


def _followed(found: re.Match[str]) -> Kind | None:
    """A place word directly behind belongs to the name; in the plural behind a second name both share it."""
    word = found["word"]
    tail = found.end() if found.start("word") == 1 else 0
    shared = word.removesuffix("s") if word.endswith("s") or not tail else ""
    if shared and shared not in gazetteer.place_words():
        return None
    return Kind("place", 3, f"“{word}” stands behind it", gazetteer.place_words()[word][0], tail, shared)


def _words_at(side: str) -> str:
    words = [word for word, (_, sides) in gazetteer.place_words().items() if sides in (side, "both")]
    return tables.alternatives([*words, *(word.capitalize() for word in words if side == "before")])


@lru_cache(maxsize=1)
def _word_before() -> re.Pattern[str]:
    further = r"(?:(?<=s of )[A-Z][\w’-]+(?:,[^.;:]{0,60}, and | and |, and |, ))?"
    return re.compile(rf"\b(?P<word>{_words_at('before')}) of {further}\Z")


@lru_cache(maxsize=1)
def _word_behind() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?: and|,) [A-Z][\w’-]+(?= [a-z]+s\b))?[ ](?P<word>{_words_at('after')})\b(?!-| officials?\b)"
    )


def apposed(run: Run) -> Sign:
    """“NAME, a small town in …”, “NAME, just north of …”."""
    return _before_apposition if len(run.words) <= 3 else None


def _before_apposition(around: Around) -> Kind | None:
    if around.apposed and _apposition().match(around.after):
        return Kind("place", 2, "the words behind it tell where it lies")
    return None


@lru_cache(maxsize=1)
def _apposition() -> re.Pattern[str]:
    noun, side = gazetteer.any_of(_LISTED, "place-noun"), gazetteer.any_of(_LISTED, "place-side")
    return re.compile(
        rf", (?:just |about |some |around )?(?:(?:a|an|the) (?:(?!in |at |of |from )[\w-]+ ){{0,4}}?{noun}\b"
        rf"|{side}\b|\d[\d,.]* (?:miles|kilomet|km))"
    )


def american(run: Run) -> Sign:
    """“South Carolina”: a state of the USA, by its name; with a further word (“Texas Instruments”) it is something else."""
    name = " ".join(run.words)
    if name not in cities.american_states():
        return None
    # Where a city of millions is called so too (New York), the name alone does not tell which is meant.
    also_city = any(one.population >= _MILLIONS for one in cities.called(f"{name} City"))
    return Kind("place", 2, "a state of the United States bears the name", "" if also_city else "region")


def city(run: Run) -> Sign:
    """A city of more than 100,000 people by its name alone, where no verb of speech makes a person of it."""
    words = run.words
    if run.opens or run.titles or words[-1].isupper() or words[0] in gazetteer.given_names():
        return None
    large = any(one.population >= _LARGE_CITY for one in cities.called(" ".join(words)))
    return Kind("place", 1, "a large city bears the name", "city") if large else None


_LARGE_CITY, _MILLIONS = 100_000, 1_000_000


def dateline(run: Run) -> Sign:
    """“NAME —” and “NAME, March 3 (ABC) —” at the head of a line, in capitals."""
    return _at_dateline if all(map(str.isupper, run.words)) else None


def _at_dateline(around: Around) -> Kind | None:
    if not around.before and DATELINE.match(around.after):
        return Kind("place", 2, "it is where the article was written, as its dateline says", "city")
    return None


DATELINE = re.compile(r"(?:, [^\n—–]{1,40})? ?(?:\([^()\n]{1,30}\) ?)?(?:[—–]|[-_]{1,2} )")

_LEFT = re.compile(r"[,.]| (?:to|in|on|and|after|since)\b")


def located(run: Run) -> Sign:
    """A preposition of place before it; “from NAME” only where it does not seem to be a sender."""
    words = run.words
    if len(words) > 3 or len(words[0]) > 1 and words[0].isupper() or words[-1] in gazetteer.heads():
        return None
    if is_people(words[-1]) or len(words) == 1 and (is_day_word(words[0]) or words[0] in _phrases("feast")):
        return None
    if len(words) == 1 or cities.called(" ".join(words)):
        return _located
    return None if run.possessive else _located_for_sure


def _located_for_sure(around: Around) -> Kind | None:
    return None if around.last_word in _LOOSE else _located(around)


def _located(around: Around) -> Kind | None:
    if not _locative_word(around):
        return None
    if around.last_word == "from" and (not _LEFT.match(around.after) or _TRANSFER.search(around.before)):
        return None
    return Kind("place", 1, "a preposition of place stands before it")


_LOOSE = ("from", "over", "between", "around", "toward", "towards", "across")  # as often before people as before places
_TRANSFER = re.compile(r"\b(?:joined|signed|bought|transferred|hired|borrowed|graduated) from \Z")


def is_people(word: str) -> bool:
    """Whether it is a word like “Democrats” or “Republicans”: people of a kind, and neither a place nor a surname."""
    return word.endswith(("crats", "cans", "ists", "ians", "ites", "cratic"))


def _locative_word(around: Around) -> bool:
    if around.follows(_phrases("locative")):
        return True
    last = around.last_word
    if last in _phrases("locative-inner") or last in ("and", "or") or last.endswith(","):
        return _locative().search(around.before) is not None
    return False


@lru_cache(maxsize=1)
def _locative() -> re.Pattern[str]:
    leading, inner = (gazetteer.any_of(_LISTED, kind) for kind in ("locative", "locative-inner"))
    return re.compile(rf"\b{leading} (?:{inner} )?(?:[A-Z][\w’-]+(?:, | and | or ))?(?:the )?\Z")
