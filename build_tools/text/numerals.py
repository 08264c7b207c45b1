"""Numbers as news writes them: digits, words, scales, fractions. Knows neither dates nor what is counted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import lru_cache

from build_tools.text import tables

_TABLE = tables.table("time_words.tsv")
_HALF = re.compile(r"(?P<whole>.+?)[ -]and[ -]a[ -]half(?P<scale>.*)")
_HALF_OF_SCALE = re.compile(r"half an? (?P<scale>.+)")
_LETTER = re.compile(r"(?<=\d)[ ]?([mkb])\Z")
_WITH_PART = re.compile(r"(?P<whole>\d{0,4})(?P<part>[½¼¾])(?P<scale>\D*)")
_PART_SIGNS = {"½": Decimal("0.5"), "¼": Decimal("0.25"), "¾": Decimal("0.75")}
_DIGITS = 18  # before the point and behind it: what the value grammar holds
_TOO_MANY = Decimal(10) ** _DIGITS
_LONGEST = 2 * _DIGITS  # letters of one word or number
_LETTERS = {"k": "thousand", "m": "million", "b": "billion"}
_PARTS = {
    "half": 2,
    "third": 3,
    "quarter": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
}
# Digits with separators, or none; a stop belongs to the number only before a digit. Blanks part thousands, too.
DIGITS = (
    r"(?<![\w.,])\d{0,4}[½¼¾](?!\w)"
    r"|(?<![\w.,])\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,4})?(?![\d])"
    r"|(?<![\w.,])\d{1,3}(?: \d{3}){1,4}(?= [a-z])"
    r"|(?<![\w.])\d{1,15}(?:\.\d{1,6})?(?!\d)"
)


@lru_cache(maxsize=2)
def words_pattern(spelled: Callable[[Iterable[str]], str] = tables.alternatives) -> str:
    """A pattern for a number in words: ``twenty-five``, ``two hundred and ten``, ``six million`` without its scale.

    ``spelled`` makes the pattern of a list of words.
    """
    small, tens = spelled(tables.mapping(_TABLE, "number-word")), spelled(tables.mapping(_TABLE, "tens"))
    ones = rf"(?:{tens}(?:[- ]{small})?|{small})"
    return rf"(?:(?:{ones}|a)[ -]hundred(?:(?:[ -]and)?[ -]{ones})?|{ones})"


@lru_cache(maxsize=1)
def pattern() -> str:
    """A pattern for a whole number: ``12,000``, ``$``-less ``9bn``, ``six million``, ``a dozen``, ``half a million``."""
    scales = scales_pattern()
    return (
        rf"(?:(?:{DIGITS})(?:[mkbMKB](?!\w)|(?:[ \n-]?(?i:{scales})){{1,2}}(?!\w))?"
        rf"|(?i:half[ \n]an?[ \n]{scales}(?!\w)"
        rf"|{words_pattern()}(?![^\W\d_])(?:[ -]and[ -]a[ -]half(?!\w))?(?:[ \n-]?{scales}(?!\w))?"
        rf"|a[ \n]single(?=[ \n][a-z])|an?[ \n]{scales}(?!\w)(?![ \n]of[ \n]?{scales})))"
    )


@lru_cache(maxsize=1)
def fraction_pattern() -> str:
    """A pattern for a part of a whole: ``a third`` of something, ``two-thirds``, ``half`` of it."""
    parts = "|".join(part for part in _PARTS if part != "half")
    many = r"(?:one|two|three|four|five|six|seven|eight|nine)"
    return (
        rf"(?i:(?:an?|one)[ \n](?:{parts}|half)(?=[ \n]of\b)|{many}-(?:{parts}|half)s?\b|{many}[ \n](?:{parts})s(?=[ \n]of\b)"
        r"|half(?=[ \n](?:of|the|its|their|all|his|her|our)\b))"
    )


def first_words() -> tuple[str, ...]:
    """The words that a number in words can begin with."""
    return ("a", "an", "half", *tables.mapping(_TABLE, "number-word"), *tables.mapping(_TABLE, "tens"))


def scales() -> tuple[str, ...]:
    """The words for a scale."""
    return tuple(tables.mapping(_TABLE, "scale"))


def parts() -> tuple[str, ...]:
    """The words for a part of a whole."""
    return tuple(_PARTS)


def part(word: str) -> int:
    """Into how many parts a word for a part divides the whole: ``thirds`` → 3."""
    return _PARTS[word.removesuffix("s")]


@lru_cache(maxsize=1)
def scales_pattern() -> str:
    """A pattern for a scale: hundred, thousand, million, bn …"""
    return tables.alternatives(tables.mapping(_TABLE, "scale"))


@lru_cache(maxsize=4096)
def value(written: str) -> Decimal | None:
    """What the number comes to; None if these are no words of a number, or of one larger or longer than is counted in."""
    number = _value(written)
    return number if number is not None and _is_counted_in(number) else None


def _is_counted_in(number: Decimal) -> bool:
    """Whether the value grammar has it: no more than 18 digits before the point, nor behind it."""
    exponent = number.as_tuple().exponent
    return abs(number) < _TOO_MANY and isinstance(exponent, int) and exponent >= -_DIGITS


def _value(written: str) -> Decimal | None:
    plain = " ".join(written.casefold().replace(",", "").split())
    if plain == "a single":
        return Decimal(1)
    if plain[:1].isdigit():
        plain = re.sub(r"(?<=\d) (?=\d)", "", plain)
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,6})?", plain):
        return Decimal(plain)
    return _with_half(plain) or _of_words(_LETTER.sub(lambda letter: f" {_LETTERS[letter[1]]}", plain))


def _with_half(plain: str) -> Decimal | None:
    """“half a million”, “one and a half million”, “2½”."""
    if found := _WITH_PART.fullmatch(plain):
        scale = _of_words(found["scale"]) if found["scale"].strip() else Decimal(1)
        return (Decimal(found["whole"] or 0) + _PART_SIGNS[found["part"]]) * scale if scale else None
    if found := _HALF_OF_SCALE.fullmatch(plain):
        scale = _of_words(found["scale"])
        return scale / 2 if scale else None
    if found := _HALF.fullmatch(plain):
        whole, scale = _of_words(found["whole"]), _of_words(found["scale"]) or Decimal(1)
        return (whole + Decimal("0.5")) * scale if whole is not None else None
    return None


def _of_words(plain: str) -> Decimal | None:
    total = current = Decimal(0)
    seen = False
    for token in re.findall(r"[a-z]+|\d+(?:\.\d+)?", plain):
        if len(token) > _LONGEST or max(total, current) > _TOO_MANY:
            return None
        known = _number(token)
        if known is None:
            if token not in ("and", "a", "an"):
                return None
            continue
        seen = True
        if token not in tables.mapping(_TABLE, "scale"):
            current += known
        elif known < 1000:
            current = (current or Decimal(1)) * known
        elif current or not total:
            total, current = total + (current or Decimal(1)) * known, Decimal(0)
        else:
            total *= known  # “two lakh crore”
    return total + current if seen else None


def _number(token: str) -> Decimal | None:
    if token[0].isdigit():
        return Decimal(token)
    for kind in ("number-word", "tens", "scale"):
        found = tables.mapping(_TABLE, kind).get(token)
        if found is not None:
            return Decimal(found)
    return None


def fraction(written: str) -> tuple[int, int] | None:
    """Numerator and denominator of “two-thirds”, “a quarter”, “half”."""
    *before, part = re.findall(r"[a-z]+", written.casefold())
    many = _of_words(before[0]) if before and before[0] not in ("a", "an") else Decimal(1)
    below = _PARTS.get(part.removesuffix("s") if part != "halves" else "half")
    return (int(many), below) if many is not None and below and 0 < many < below else None


def plain(number: Decimal) -> str:
    """The number without exponent, separators and idle zeros."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
