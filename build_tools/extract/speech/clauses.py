"""Small shapes of clauses that several rules need: contrasts, blanks and commas at an end. Knows no speakers."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract.speech.scene import clause_words


@lru_cache(maxsize=1)
def contrast() -> re.Pattern[str]:
    """“While …,”: opens a clause that the main clause stands against."""
    return re.compile(rf"{clause_words('contrast')}\s")


def trimmed_end(text: str, end: int) -> int:
    """The end without blanks and commas before it."""
    while end > 0 and text[end - 1] in " \n,":
        end -= 1
    return end
