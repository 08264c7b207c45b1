"""What tells two texts apart, sentence by sentence: whether they are one article saved twice, or an earlier and a later
version of it. Linear in the texts; knows no sources and no dates.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from build_tools.matching.copies import plain_words
from build_tools.text import tables

_FURNITURE = Path(__file__).parent / "tables" / "furniture.tsv"
_STOP = re.compile(r"(?<=[.!?…])[\"”»’)\]]*\s+|\n+")
_WORD = re.compile(r"\w+")
_FULL = 9  # words from which a line that ends like a sentence is the article's own
_ENDED = re.compile(r"[.!?…][\"”»’)\]]*\Z")
_LONGEST_LINE = 400
_WRAPPED = 130  # characters beyond which no machine wraps a line
_LEAD, _MOST_LEAD = 4, 4  # a fourth of the sentences, and no more, is the top: what outlets repeat stands below
_LEAD_WORDS = 6


@dataclass(frozen=True, slots=True)
class Difference:
    """What a later text has that an earlier one has not, and the other way round: sentences in the order of their texts.

    ``alike``: the share of words (0 to 1) that stand in both, of the longer text. ``only_furniture``: nothing that differs
    is the article's own. ``lead``: a sentence of the top of one stands in the other.
    """

    added: tuple[str, ...]
    dropped: tuple[str, ...]
    alike: float
    only_furniture: bool
    lead: bool


def compared(earlier: str, later: str) -> Difference:
    """Two texts, of which neither need be the earlier one."""
    return difference(sentences(earlier), sentences(later))


def difference(earlier: Sequence[str], later: Sequence[str]) -> Difference:
    """The same of sentences. Capitals, blanks and forms of quotation marks do not count, nor does the order."""
    before, after = [plain_words(one) for one in earlier], [plain_words(one) for one in later]
    added, dropped = _beyond(later, after, before), _beyond(earlier, before, after)
    own = [one for one in (*added, *dropped) if not is_furniture(one)]
    held = Counter(after) & Counter(before)
    both = sum(len(one.split()) * number for one, number in held.items())
    longer = max(sum(len(one.split()) for one in side) for side in (before, after))
    return Difference(
        tuple(added), tuple(dropped), both / longer if longer else 1.0, not own, _share_lead(before, after)
    )


def sentences(text: str) -> list[str]:
    """Lines and sentences, without blanks around them; nothing is lost between them but blanks."""
    return [found for one in _STOP.split(_unwrapped(text)) if (found := one.strip())]


def _unwrapped(text: str) -> str:
    """Without the line ends that a machine has put into paragraphs: one copy may have them, the other not."""
    return "\n\n".join(" ".join(lines) if _is_wrapped(lines) else "\n".join(lines) for lines in _paragraphs(text))


def _paragraphs(text: str) -> Iterator[list[str]]:
    return (part.strip().split("\n") for part in re.split(r"\n[ \t]*\n", text) if part.strip())


def _is_wrapped(lines: Sequence[str]) -> bool:
    ended = sum(bool(_ENDED.search(line.rstrip())) for line in lines[:-1])
    return (
        len(lines) > 1
        and max(map(len, lines)) <= _WRAPPED
        and min(map(len, lines[:-1])) > _WRAPPED / 3
        and 2 * ended < len(lines)
    )


def is_furniture(line: str) -> bool:
    """Whether a line is none of an article's sentences: by its words, or because it is too short and ends as none does."""
    told, is_ended = " ".join(line.casefold().split()), bool(_ENDED.search(line.strip()))
    if len(told) <= _LONGEST_LINE and (
        _furniture("").fullmatch(told) or not is_ended and _furniture("open").fullmatch(told)
    ):
        return True
    return not is_ended and len(_WORD.findall(told)) < _FULL and not re.search(r"\d", told)


@lru_cache(maxsize=2)
def _furniture(mark: str) -> re.Pattern[str]:
    return re.compile(
        "|".join(row[0] for row in tables.rows(_FURNITURE) if row[1:] == (mark,) or not mark and not row[1:])
    )


def _beyond(written: Sequence[str], mine: Sequence[str], others: Sequence[str]) -> list[str]:
    """The sentences that the other text has not, or less often."""
    left = Counter(others)
    found = []
    for sentence, plain in zip(written, mine, strict=True):
        if left[plain]:
            left[plain] -= 1
        else:
            found.append(sentence)
    return found


def _share_lead(one: Sequence[str], other: Sequence[str]) -> bool:
    return _has_lead_in(one, set(other)) or _has_lead_in(other, set(one))


def _has_lead_in(mine: Iterable[str], others: set[str]) -> bool:
    long = [sentence for sentence in mine if len(sentence.split()) >= _LEAD_WORDS and not is_furniture(sentence)]
    return any(sentence in others for sentence in long[: min(_MOST_LEAD, max(1, len(long) // _LEAD))])
