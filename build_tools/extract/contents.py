"""Which words of a sentence are what somebody said: behind the cue, before the speaker, or quotations on both sides."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract.clauses import contrast, trimmed_end
from build_tools.extract.cues import Cue
from build_tools.extract.hearing import Hearing, Passage
from build_tools.extract.reading import Span
from build_tools.extract.scene import Scene, Speaker, clause_words

_SHORTEST = 3
_CAN_STAND_BEFORE = 20  # characters that words before the speaker need to be what he said


def content(hearing: Hearing, passage: Passage, cue: Cue, speaker: Speaker, *, inverted: bool) -> tuple[Span, ...]:
    """Half-open spans of what is said; none where too few words are left. ``inverted``: the cue stands first."""
    left = (passage.start, trimmed_end(hearing.text, cue.start if inverted else speaker.start))
    right, breaks_off = _right(hearing, passage, speaker.end if inverted else _past_hearer(hearing.scene, cue, passage))
    if quoted := _quoted_before(hearing, left):
        return (quoted, right) if hearing.text.startswith("“", right[0]) else (quoted,)
    right = _up_to_main_clause(hearing.text, passage, cue, right)
    is_long = left[1] - left[0] > _CAN_STAND_BEFORE
    follows = inverted or hearing.text[speaker.start - 2 : speaker.start] == ", "
    if follows and is_long and (inverted or breaks_off or _is_adjunct(hearing.text, right)):
        return (left,)
    if right[1] - right[0] >= _SHORTEST:
        return (right,)
    return (left,) if is_long else ()


def _right(hearing: Hearing, passage: Passage, start: int) -> tuple[Span, bool]:
    """The words from ``start`` to the end without marks at the edges, and whether a comma parts them from the cue."""
    end = trimmed_end(hearing.text, passage.end)
    breaks_off = hearing.text.startswith(",", start)
    while start < end and hearing.text[start] in " ,:":
        start += 1
    return (min(start, end), end), breaks_off


def _quoted_before(hearing: Hearing, left: Span) -> Span | None:
    """The words before the speaker where they hold a quotation, up to its end if it ends there."""
    if left[1] <= left[0]:
        return None
    quoted = [quote for quote in hearing.quotations.within(*left) if quote.is_speech(hearing.text)]
    if not quoted:
        return None
    return (left[0], quoted[-1].end) if 0 < left[1] - quoted[-1].end < 12 else left


def _up_to_main_clause(text: str, passage: Passage, cue: Cue, right: Span) -> Span:
    """“While A claimed X, B shows Y”: A's words end at the comma."""
    comma = text.find(", ", cue.end, right[1]) if contrast().match(text, passage.start) else -1
    return (right[0], comma) if comma > 0 else right


@lru_cache(maxsize=1)
def _adjunct() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{clause_words('adjunct')}\b[^,;“]{{0,90}}(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?(?:, \d{{4}})?"
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[^,;“]{0,40}|yesterday|today)?\n"
    )


def _is_adjunct(text: str, right: Span) -> bool:
    """Whether the words behind only say when, where or how it was said."""
    return _adjunct().match(text[right[0] : min(right[1], right[0] + 200)].rstrip(" .") + "\n") is not None


_HEARERS = re.compile(r" (?:the |a |an |his |her )?(?:[a-z]+ )?[a-z]+(?=[ ,.:])")


@lru_cache(maxsize=1)
def _has_hearer() -> re.Pattern[str]:
    return re.compile(clause_words("hearer"))


def _past_hearer(scene: Scene, cue: Cue, passage: Passage) -> int:
    """Behind whom it was told: “told the X on Nov. 6”, “told reporters that …”."""
    if not _has_hearer().match(cue.word):
        return cue.end
    end = trimmed_end(scene.text, passage.end)
    name = next(iter(scene.inside(cue.end, min(end, cue.end + 60))), None)
    if name and name.start - cue.end <= (30 if name.kind == "outlet" else 6):
        return name.end
    found = _HEARERS.match(scene.text[cue.end : min(end, cue.end + 40)])
    return cue.end + found.end() if found else cue.end
