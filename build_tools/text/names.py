"""Folds names so that spellings meet: case, accents, Cyrillic, punctuation. Knows no name."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import filterfalse

# Ukrainian and Russian letters by the national Ukrainian system of 2010, simplified (no soft sign, no apostrophe).
_CYRILLIC = dict(
    zip(
        "абвгґдеєёжзиіїйклмнопрстуфхцчшщъыьэюяўјљњћђџ",
        "a b v h g d e ie io zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ y _ e iu ia u j lj "
        "nj c dj dz".split(),
        strict=True,
    )
)
_LATIN = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "æ": "ae", "œ": "oe", "ħ": "h", "ŋ": "n"}
_LETTERS = {ord(letter): plain.replace("_", "") for letter, plain in {**_CYRILLIC, **_LATIN}.items()}
# What Windows keeps for devices, whatever stands behind a dot: no file can be called so.
DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
)
_PUNCTUATION = re.compile(r"[\W_]+")
_APOSTROPHES = re.compile(r"['’ʼ`´]")


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """The name in plain lower-case letters, single spaces between words: the same for spellings of one name.

    ``Шевченко`` → ``shevchenko``, ``Kim Dae-jung`` → ``kim dae jung``, ``N'Djamena`` → ``ndjamena``.
    """
    if name.isascii():  # most names: nothing to decompose
        plain = name.lower()
        if plain.isalnum():
            return plain
        if plain.replace(" ", "").isalnum():
            return " ".join(plain.split())
        return _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", plain)).strip()
    lowered = unicodedata.normalize("NFC", name).casefold().translate(_LETTERS)
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", lowered).casefold())
    plain = "".join(filterfalse(unicodedata.combining, decomposed))
    return _PUNCTUATION.sub(" ", _APOSTROPHES.sub("", plain)).strip()


def nameable(stem: str) -> str:
    """The stem, with a letter behind it where Windows could have no file of that name."""
    first, dot, rest = stem.partition(".")
    return f"{first}-x{dot}{rest}" if first.strip().lower() in DEVICES else stem


@lru_cache(maxsize=65536)
def slug(name: str, *, longest: int = 60) -> str:
    """An id made of the name: ``[a-z0-9-]``, cut at a word where it grows longer than ``longest``; may be empty."""
    plain = nameable(re.sub(r"[^a-z0-9]+", "-", fold(name)[: 4 * longest]).strip("-"))
    if len(plain) <= longest:
        return plain
    cut = plain[: longest + 1].rpartition("-")[0]
    return re.sub(r"(?:-(?:of|the|and|for|in|on|to|a|an|at|by|with|its))+\Z", "", cut) or plain[:longest]
