"""Signs of people: titles, given names, signatures, offices, professions. Each rule gives a kind or None."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names.around import Around
from build_tools.extract.names.kinds import Kind, Sign, head_of
from build_tools.extract.names.kinds_of_places import is_people
from build_tools.extract.names.runs import Run
from build_tools.text import tables

# “…” — Gen. (Ret.) NAME
_SIGNED = re.compile(r"[”\"]\s{1,3}[—–-]{1,2}\s{0,3}(?:[A-Z][\w.]{0,8}\s(?:\(Ret\.\)\s)?)?\Z")


def signs(before: str) -> bool:
    """Whether the name behind these words signs a quotation."""
    return ("”" in before or '"' in before) and _SIGNED.search(before) is not None


def titled(run: Run) -> Sign:
    """“Gen. NAME”, “President NAME”."""
    if run.titles and not head_of(run):
        return Kind("person", 3, f"“{' '.join(run.titles)}” stands before it")
    return None


def signed(run: Run) -> Sign:
    """“…” — NAME NAME."""
    return _signed if len(run.words) >= 2 else None


def _signed(around: Around) -> Kind | None:
    if around.before.rstrip()[-1:] in ("—", "–", "-", ".") and signs(around.before):
        return Kind("person", 3, "it signs a quotation")
    return None


def namesake_of_a_head(run: Run) -> Sign:
    """“Anna Hill”, “Peter Church”: a surname that looks like the head of another kind of name."""
    words = run.words
    if (
        len(words) == 2
        and words[0] in gazetteer.given_names()
        and words[1] in gazetteer.listed("run_words.tsv", "surname")
    ):
        return Kind("person", 2, f"“{words[0]}” is a given name and “{words[1]}” a surname too")
    return None


def given(run: Run) -> Sign:
    """“Anna NAME”."""
    words = run.words
    if 3 <= len(words) <= 5 and words[-1] in gazetteer.listed("run_words.tsv", "suffix"):
        return Kind("person", 2, f"“{words[-1]}” stands behind names of people")
    if 2 <= len(words) <= 5 and words[0] in gazetteer.given_names() and (words[-1].isalpha() or "-" in words[-1]):
        return Kind("person", 2, f"“{words[0]}” is a given name")
    return None


def apposed(run: Run) -> Sign:
    """“prime minister NAME NAME”, “NAME, the head of …”, “NAME NAME, who …”."""
    if len(run.words) == 1 and run.opens or is_people(run.words[-1]):
        return None
    if len(run.words) == 1:
        return _before_office
    return _beside_office if len(run.words) <= 5 else _behind_office


def _beside_office(around: Around) -> Kind | None:
    return _behind_office(around) or _before_office(around)


def _behind_office(around: Around) -> Kind | None:
    if not around.article and around.follows(_offices()):
        return Kind("person", 2, "an office stands before it")
    return None


def _before_office(around: Around) -> Kind | None:
    if around.apposed and _office_behind().match(around.after):
        return Kind("person", 2, "an office or “who” stands behind it")
    return None


@lru_cache(maxsize=1)
def _offices() -> frozenset[str]:
    return frozenset(gazetteer.lower_titles())


@lru_cache(maxsize=1)
def _office_behind() -> re.Pattern[str]:
    singular = (word for word, number in gazetteer.speaker_nouns().items() if number == "singular")
    nouns = tables.alternatives([*gazetteer.lower_titles(), *singular])
    return re.compile(
        rf"(?: \([^()\n]{{1,40}}\))?, (?:(?:\d{{1,3}}|aged \d{{1,3}}), )?(?:(?:who|whose) |(?:(?:the|a|an|his|her|"
        rf"their|its) )?(?:[\w’'.-]+ ){{0,5}}?{nouns}\b)"
    )


def in_office(run: Run) -> Sign:
    """“the head of the rescue service, NAME NAME,”: who holds the office, and not the body that stands nearer."""
    is_like_one = 2 <= len(run.words) <= 4 and not is_people(run.words[-1]) and not any(map(str.isupper, run.words))
    return _set_beside_office if is_like_one else None


def _set_beside_office(around: Around) -> Kind | None:
    is_set = around.before.endswith(", ") and around.after.startswith((",", "."))
    if is_set and _office_of_body().search(around.before):
        return Kind("person", 2, "it is set beside an office of a body")
    return None


@lru_cache(maxsize=1)
def _office_of_body() -> re.Pattern[str]:
    offices = tables.alternatives(gazetteer.lower_titles())
    return re.compile(
        rf"\b(?:[Tt]he|[Ii]ts|[Tt]heir) (?:[a-z-]+ ){{0,2}}?{offices} (?:of|at|for) [^,;:“”\"().]{{3,60}}, \Z"
    )


def profession(run: Run) -> Sign:
    """“NAME NAME, a climate scientist”, “NAME NAME, 54,”."""
    return _before_profession if 2 <= len(run.words) <= 4 else None


def _before_profession(around: Around) -> Kind | None:
    if around.apposed and _profession().match(around.after):
        return Kind("person", 2, "a profession, an age or “who” stands behind it")
    return None


@lru_cache(maxsize=1)
def _profession() -> re.Pattern[str]:
    ending = gazetteer.any_of("kind_words.tsv", "profession-ending")
    noun = gazetteer.any_of("kind_words.tsv", "profession")
    return re.compile(
        rf", (?:a|an|the) (?:[\w’'-]+ ){{0,4}}?(?:[a-z]+{ending}|{noun})\b|, (?:aged )?\d{{2}}(?:,| (?:and|who)\b)|, who\b"
    )


def called(run: Run) -> Sign:
    """“a man named NAME”, “a farmer called NAME NAME”."""
    return _called


def _called(around: Around) -> Kind | None:
    if around.last_word in ("named", "called") and _SOMEBODY.search(around.before):
        return Kind("person", 2, "somebody bears it as a name")
    return None


_SOMEBODY = re.compile(
    r"\b(?:man|woman|boy|girl|child|farmer|student|resident|driver|worker|victim) (?:named|called) \Z"
)
