"""Which numbers in a text count nothing: ages, ordinals, numbers of articles and rooms, “one” as a pronoun."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.text import hidden, tables
from build_tools.text.quantities.grammar import COUNTING_WORDS
from build_tools.text.quantities.values import unit_of

_SPEECH = tables.table("speech_verbs.txt")
_ORDINAL_TAIL = re.compile(r"(?:st|nd|rd|th)\b|[:/]\d|-\w*\d|-years?-old\b|[ -]years? old\b|’s\b|'s\b")
_NAMED = re.compile(r"[A-Z][\w’-]{1,14}, (?:aged )?\Z")
_NEXT_WORD = re.compile(r"[\s-]([a-z]+)")
_DIGITS_BEFORE, _DIGITS_BEHIND = re.compile(r"(?:\d[ -]|\+)\Z"), re.compile(r"[ -]\d+\b(?!,\d)")


def counts_nothing(text: str, match: re.Match[str], end: int) -> bool:
    """Whether a match of the quantity pattern is no quantity, by the letters and words beside it."""
    if _is_veiled(text, match):
        return True
    if match["none"] or match["nobody"] or match["vague"] or match["plural"] or match["multiple"] or match["none_of"]:
        return False
    if _ORDINAL_TAIL.match(text, match.end(), end) or _is_name(text, match) or _is_glued(text, match, end):
        return True
    if match["high"]:
        return _is_result(text, match, end) or _is_dialled(text, match, end)
    if not match["number"] or match["whole"]:
        return False
    if text.startswith("-", match.end()) and _is_measure(text, match, end):
        return True
    return (
        _is_age(text, match)
        or _is_pronoun(text, match, end)
        or _is_address(text, match, end)
        or _is_dialled(text, match, end)
        or _is_length_in_m(text, match, end)
    )


# Isolates and embeddings do not turn digits round and stand around numbers in honest Hebrew and Arabic; the others may hide some.
_HIDING = re.compile(rf"(?![\u202a-\u202c\u2066-\u2069])[{hidden.LETTERS}]")
_TURNING, _TURNED_BACK = "\u202e", "\u202c"


def _is_veiled(text: str, match: re.Match[str]) -> bool:
    """Whether a reader sees other digits than stand there: behind a letter that turns them round, or beside a hidden one."""
    begin, end = match.span()
    if _HIDING.search(text, max(0, begin - 1), end + 1):
        return True
    line = text.rfind("\n", 0, begin) + 1
    return text.rfind(_TURNING, line, begin) > text.rfind(_TURNED_BACK, line, begin)


def _word_in(kind: str) -> frozenset[str]:
    return frozenset(tables.words(COUNTING_WORDS, kind))


def _is_result(text: str, match: re.Match[str], end: int) -> bool:
    """“a 5-4 vote”, “won 2-3”: the outcome of a contest."""
    if text[match.end("number") : match.start("high")] not in ("-", "–") or match["unit"] or match["glued"]:
        return False
    before = re.findall(r"[A-Za-z]+", text[max(0, match.start() - 25) : match.start()])[-3:]
    behind = re.findall(r"[A-Za-z]+", text[match.end() : min(end, match.end() + 20)])[:1]
    return not _word_in("contest").isdisjoint(word.casefold() for word in (*before, *behind))


def _is_dialled(text: str, match: re.Match[str], end: int) -> bool:
    """“+44 20 7946 0958”, “call 555-1234”: digits beside digits, or behind a word for dialling."""
    if not match["number"][0].isdigit() or unit_of(match):
        return False
    before = text[max(0, match.start() - 12) : match.start()]
    if _DIGITS_BEFORE.search(before) or not match["high"] and _DIGITS_BEHIND.match(text, match.end(), end):
        return True
    words = before.split()
    return bool(match["high"]) and bool(words) and words[-1].casefold().strip(":.") in _word_in("dialled")


def _is_address(text: str, match: re.Match[str], end: int) -> bool:
    """“10 Harbour Street”."""
    if not match["number"].isdigit() or not text.startswith(" ", match.end()):
        return False
    words = text[match.end() : min(end, match.end() + 40)].split()[:3]
    capital = [word for word in words if word[0].isupper()]
    return len(capital) > 1 and any(word.rstrip(".,;") in _word_in("street") for word in capital[1:])


def _is_length_in_m(text: str, match: re.Match[str], end: int) -> bool:
    """“the 100m final”, “5b”: the letter is a scale only behind money or before what is counted."""
    if unit_of(match) or not re.search(r"\d[mkb]\Z", match["number"], re.I):
        return False
    following = re.match(r" (?:[A-Z]?[a-z]+ ){0,2}?[a-z]{2,}s?\b", text[match.end() : min(end, match.end() + 40)])
    return not (following and re.search(r"(?:people|s)\Z", following[0]))


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    things = tables.alternatives(tables.words(COUNTING_WORDS, "numbered"), blank=" ")
    return re.compile(rf"[A-Za-z]+-\Z|\b{things}\.?[ -]\Z")


def _is_name(text: str, match: re.Match[str]) -> bool:
    """“Article 5”, “COVID-19”."""
    return bool(_numbered().search(text[max(0, match.start() - 14) : match.start()]))


def _is_glued(text: str, match: re.Match[str], end: int) -> bool:
    return match.end() < end and text[match.end()].isalpha() and text[match.end() - 1].isalnum()


_AGED = re.compile(r"\baged (?:between |just |only )?(?:\w{2,10}(?:,|,? and|,? or| to) ){0,4}\Z")


def _is_age(text: str, match: re.Match[str]) -> bool:
    """“Feldner, 61, …”, “aged 15 and 16”: an age, no count."""
    if _AGED.search(text[max(0, match.start() - 50) : match.start()]):
        return True
    if not _NAMED.search(text[max(0, match.start() - 16) : match.start()]):
        return False
    written = match["number"]
    is_age = written.isdecimal() and len(written) < 4 and int(written) < 120
    return is_age and text[match.end() : match.end() + 1] in ",."


_COMPOUND = re.compile(r"-([a-z]+)\b")


def _is_measure(text: str, match: re.Match[str], end: int) -> bool:
    """“a three-member committee”, “a two-storey house”: of what kind the thing is; in digits (“27-nation”) a size."""
    if match["number"][0].isdigit():
        return False
    joined = _COMPOUND.match(text, match.end(), end)
    return joined is not None and joined[1] in _word_in("compound")


@lru_cache(maxsize=1)
def _tells() -> re.Pattern[str]:
    """“one boy asked”, “one described the plan”: who speaks, and not how many there were."""
    verbs = tables.alternatives([*tables.words(_SPEECH), *tables.words(COUNTING_WORDS, "one-tells")])
    return re.compile(rf" (?:[a-z]{{2,14}} ){{0,2}}{verbs}\b(?! (?:in|by|with|at)\b)")


def _is_pronoun(text: str, match: re.Match[str], end: int) -> bool:
    """“one” is a number only where it counts: “one drone”, not “one such area”, “no one”, “one another”."""
    if match["number"].casefold() not in ("one", "zero") or unit_of(match):
        return False
    behind = text[match.end() : min(end, match.end() + 40)]
    following = _NEXT_WORD.match(behind)
    if not following or following[1] in tables.words(COUNTING_WORDS, "one-after") or _tells().match(behind):
        return True
    before = text[max(0, match.start() - 10) : match.start()].split()
    return bool(before) and before[-1].casefold() in tables.words(COUNTING_WORDS, "one-before")
