"""Letters that show nothing or reorder what is shown: a hostile text may hide behind them. Knows code points only.

Bidirectional embeddings, overrides and isolates (Unicode UAX #9), control codes, characters of no width, tags.
Joiners and the marks U+200E, U+200F and U+061C stay: honest words in Persian, Hindi or Hebrew need them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LETTERS = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u180e\u200b\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
)


@lru_cache(maxsize=1)
def pattern() -> re.Pattern[str]:
    """One such letter. A line feed and a tab are none."""
    return re.compile(f"[{LETTERS}]")


def name(letter: str) -> str:
    """Its code point, such as “U+202E”."""
    return f"U+{ord(letter):04X}"


def called(letter: str) -> str:
    """What Unicode calls it, such as “right-to-left override”; “control code” where it has no name."""
    return unicodedata.name(letter, "control code").lower()


def in_words(text: str) -> str:
    """The text with each such letter replaced by its code point, safe to print on a terminal."""
    return pattern().sub(lambda match: f"‹{name(match[0])}›", text)
