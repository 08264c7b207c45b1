"""Which letters belong together in a word, script by script. Knows no language and no name.

Scripts that write without blanks (Han, kana, Thai, Lao, Khmer, Burmese) or hang endings on a name (Hangul) give one
piece per letter, so that a name is found inside a line; in all others a piece is a word. Vowel signs of Indic scripts
are no letters to Python's ``\\w``; here they are.
"""

from __future__ import annotations

import re

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
_MARKS = "\u0300-\u036f\u0640\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff"
LETTER = rf"(?:[^\W_{_UNSPACED}]|[{_MARKS}])"

# A piece of a name: a word, or a letter of a script without blanks.
PIECE = rf"(?:[{_UNSPACED}]|{LETTER}+)"
# What may stand between two pieces of one name: blanks, hyphens, stops, apostrophes; no line end and no bracket.
GAP = rf"(?:(?![\n,;:()“”_{_MARKS}])\W){{0,3}}"

# A piece that begins with no small letter: where a name may begin. Opens with a set, so that the search skips fast.
LARGE_PIECE = rf"[^\W_a-zß-öø-ÿ](?:(?<=[{_UNSPACED}])|(?<![^\W_].){LETTER}*)"

_PIECES = re.compile(PIECE)


def pieces(name: str) -> list[str]:
    """The pieces of a name in order."""
    return _PIECES.findall(name)


def begins_small(word: str) -> bool:
    """Whether the word begins with a small letter; in a script without capitals no word does."""
    return word[0].islower()
