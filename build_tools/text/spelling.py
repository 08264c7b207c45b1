"""Tells which names look like two spellings of one: transliterations, doubled letters, word order, initials.

Only proposes; never says that two names are one. Folds Latin and Cyrillic letters; names in other scripts meet only
where they are written alike. Linear: names are compared under shared keys and never each with each.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from build_tools.text import tables
from build_tools.text.names import fold

_TABLE = tables.table("sound_letters.tsv")
_VOWELS = "aeiou"
_MOST_UNDER_A_KEY = 8  # a key that more names share says little; each is compared with so many before it
_NEAR, _NEAR_WORD = 0.8, 0.6  # how much two names must share, and each of their words
_MERGED = str.maketrans("gz", "hs")
_SMALL_WORDS = frozenset("the of for and de la al el ad an ar as ash at az".split())
_GLIDES = re.compile(r"(?:[ijy]|e(?=[ijy])|(?<=[ijy])e)+")
_DOUBLED = re.compile(r"(.)\1+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two names of two owners that may be spellings of one, and why; ``first`` came before ``second``."""

    first: Hashable
    first_name: str
    second: Hashable
    second_name: str
    why: str


def alike(names: Iterable[tuple[Hashable, str]]) -> Iterator[Alike]:
    """The pairs of different owners whose names look alike, each pair once, in the order of the second."""
    under: dict[str, list[tuple[Hashable, str]]] = {}
    told: set[tuple[Hashable, Hashable]] = set()
    for owner, name in names:
        for key in keys(name):
            for other, other_name in under.get(key, ())[:_MOST_UNDER_A_KEY]:
                if other == owner or (other, owner) in told:
                    continue
                if why := likeness(other_name, name):
                    told |= {(other, owner), (owner, other)}
                    yield Alike(other, other_name, owner, name, why)
            under.setdefault(key, []).append((owner, name))


def likeness(one: str, other: str) -> str:
    """Why two names may be spellings of one; empty if they do not look it."""
    if fold(one) == fold(other):
        return "they are written alike"
    if _sounds(one) & _sounds(other):
        return "they are the same by the rules of transliteration and spelling"
    mine, others = _sorted_words(one), _sorted_words(other)
    if _is_initial(one) != _is_initial(other):
        return "one is the other with an initial" if _initial_key(one) == _initial_key(other) else ""
    if len(mine) != len(others) or any(not _ends_alike(*pair) for pair in zip(mine, others, strict=True)):
        return ""
    near = _near(" ".join(mine), " ".join(others)) >= _NEAR
    each = all(_near(*pair) >= (_NEAR_WORD if len(pair[0]) > 3 else 1) for pair in zip(mine, others, strict=True))
    return "they differ in a few letters that are written now so, now so" if near and each else ""


def keys(name: str) -> frozenset[str]:
    """The keys under which other spellings of the name are found; none for a name without Latin or Cyrillic letters."""
    words = _sorted_words(name)
    if not words:
        folded = fold(name)
        return frozenset((f"={folded}",) if folded else ())
    found = {f"={sound}" for sound in _sounds(name)}
    bones = [_bones(word) for word in words]
    if len(words) > 1 or len(bones[0]) >= 4:
        found.add(f"~{' '.join(sorted(bones))}")
    if key := _initial_key(name):
        found.add(f"i{key}")
    return frozenset(found)


@lru_cache(maxsize=65536)
def _sounds(name: str) -> frozenset[str]:
    """The name as it sounds, its words in order of the alphabet, and run together as they stand; “г” is h and g."""
    found = set()
    for variant in {name, name.replace("г", "g").replace("Г", "G")}:
        words = _words(variant)
        found |= {" ".join(sorted(words)), "".join(words)}
    return frozenset(found - {""})


def _sorted_words(name: str) -> list[str]:
    return sorted(_words(name))


def _words(name: str) -> list[str]:
    words = fold(name).split()
    kept = [word for word in words if word not in _SMALL_WORDS] or words
    return [sound for word in kept if (sound := _sound(word))]


@lru_cache(maxsize=65536)
def _sound(word: str) -> str:
    if not word.isascii():
        return ""
    for written, plain in tables.rows(_TABLE):
        word = word.replace(written, plain)
    word = re.sub(r"\A[ijy]e", "e", word)
    word = re.sub(r"(?<=[aeiou])h\Z", "", word)
    return _DOUBLED.sub(r"\1", _GLIDES.sub("i", word))


def _bones(word: str) -> str:
    """The consonants of a word as it sounds, “g” and “h” as one, “s” and “z” too."""
    return "".join(letter for letter in word.translate(_MERGED) if letter not in _VOWELS) or word


def _near(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one.translate(_MERGED), other.translate(_MERGED), autojunk=False).ratio()


def _ends_alike(one: str, other: str) -> bool:
    """Two words that only one of which ends in “a” are mostly the names of a man and a woman."""
    return _bones(one) == _bones(other) and one.endswith("a") == other.endswith("a")


def _is_initial(name: str) -> bool:
    words = fold(name).split()
    return len(words) > 1 and len(words[0]) == 1


def _initial_key(name: str) -> str:
    """“a kovalenko” of “Andrii Kovalenko” and “A. Kovalenko”; empty for one word, and for more than three."""
    words = fold(name).split()
    return f"{_sound(words[0])[:1]} {_sound(words[-1])}" if 2 <= len(words) <= 3 and _sound(words[0]) else ""
