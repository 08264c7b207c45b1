"""Which proposed claim tells what a curated one tells, and in which fields the two are alike.

Two claims of one source are compared by the words that they stand on in its text; nothing here reads a file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from build_tools.model import Claim, Quantity, Unnamed
from build_tools.quotes import find_in

RIGHT_SPAN = 0.75  # share of words in common (of all words of both) from which two quotes are the same
NEAR_SPAN = 0.5

Naming = Callable[[str], frozenset[str]]

_WORD = re.compile(r"\w+")
_ARTICLE = re.compile(r"\A(?:the|an?|one)\s+", re.I)
_SIGNS = {"km2": "km²", "mi": "miles", "m2": "m²", "USD": "US dollars", "EUR": "euros", "GBP": "pounds", "percent": "%"}


@dataclass(frozen=True)
class Told:
    """A claim with the offsets of its words in the text, and the entry that it stands in."""

    claim: Claim
    entry: str
    words: frozenset[int]


@dataclass(frozen=True)
class Match:
    """A curated claim with the proposed one most like it; ``share``: of words in common, 0 where there is none.

    ``is_wider``: the proposed one holds all its words and those of no other curated claim.
    """

    curated: Told
    proposed: Told | None = None
    share: float = 0.0
    is_wider: bool = False
    right: frozenset[str] = field(default_factory=frozenset)


def told(text: str, claims: Iterable[tuple[str, Claim]]) -> list[Told]:
    """Claims, each with the id of its entry, as words of the text. A quote that is not there has no words."""
    return [Told(claim, entry, _words(text, claim)) for entry, claim in claims]


def _words(text: str, claim: Claim) -> frozenset[int]:
    found = find_in(text, claim.quote, after=claim.after)
    start = found.start if found.outcome == "exact" else text.find(claim.quote)
    return frozenset(word.start() + start for word in _WORD.finditer(claim.quote)) if start >= 0 else frozenset()


def share(one: Told, other: Told) -> float:
    """Words in common as a share of the words of both (token IoU)."""
    both = len(one.words | other.words)
    return len(one.words & other.words) / both if both else 0.0


def matched(curated: Sequence[Told], proposed: Sequence[Told], naming: Naming, named: Naming) -> list[Match]:
    """For each curated claim the proposed one most like it. ``naming``: names of a curated actor; ``named``: of a
    proposed one. Two actors are the same where they share a name."""
    return [_match(one, curated, proposed, naming, named) for one in curated]


def _match(curated: Told, others: Sequence[Told], proposed: Sequence[Told], naming: Naming, named: Naming) -> Match:
    best = max(proposed, key=lambda other: share(curated, other), default=None)
    if best is None or share(curated, best) == 0:
        return Match(curated)
    alone = not any(other.words & best.words for other in others if other is not curated)
    right = frozenset(_alike(curated.claim, best.claim, naming, named))
    return Match(curated, best, share(curated, best), alone and curated.words <= best.words, right)


def _alike(wanted: Claim, found: Claim, naming: Naming, named: Naming) -> Iterable[str]:
    """The fields in which the two agree."""
    if _same_speaker(wanted.speaker, found.speaker, naming, named):
        yield "speaker"
    if len(wanted.via) == len(found.via) and all(
        naming(a) & named(b) for a, b in zip(wanted.via, found.via, strict=True)
    ):
        yield "via"
    yield from (name for name in ("stance", "when", "said") if getattr(wanted, name) == getattr(found, name))
    if _told_date(wanted.when) == _told_date(found.when):
        yield "when told"
    if {one.value for one in wanted.quantities} == {one.value for one in found.quantities}:
        yield "values"
        if all(any(_same_quantity(one, other) for other in found.quantities) for one in wanted.quantities):
            yield "quantities"


def _told_date(date: str) -> str:
    """A date without what only says that it is over: “not after the day of publication” is no news of the text."""
    return "" if date.startswith(("[..", "../")) else date


def _same_speaker(wanted: object, found: object, naming: Naming, named: Naming) -> bool:
    if isinstance(wanted, Unnamed) and isinstance(found, Unnamed):
        same_body = bool(naming(wanted.within) & named(found.within)) if wanted.within and found.within else (
            wanted.within == found.within
        )  # fmt: skip
        return same_body and _bare(wanted.words) == _bare(found.words)
    if isinstance(wanted, str) and isinstance(found, str):
        return bool(naming(wanted) & named(found))
    return wanted is None and found is None


def _bare(words: str) -> str:
    return _ARTICLE.sub("", words).casefold()


def _same_quantity(wanted: Quantity, found: Quantity) -> bool:
    """The same value of the same unit; a unit may stand in what is counted (“38 Russian drones”: drones)."""
    unit = _SIGNS.get(found.unit, found.unit) or found.of.rpartition(" ")[2]
    return wanted.value == found.value and wanted.unit in (unit, found.unit)


def b_cubed(pairs: Sequence[tuple[str, str]]) -> tuple[float, float, float]:
    """B³ precision, recall and F1 of a grouping against another; each pair is one item's group there and here.

    Bagga and Baldwin 1998: for each item, how much of its group here belongs together there, and the reverse.
    """
    if not pairs:
        return 0.0, 0.0, 0.0
    precision = sum(_purity(pairs, index, here=1) for index in range(len(pairs))) / len(pairs)
    recall = sum(_purity(pairs, index, here=0) for index in range(len(pairs))) / len(pairs)
    return precision, recall, 2 * precision * recall / (precision + recall)


def _purity(pairs: Sequence[tuple[str, str]], index: int, *, here: int) -> float:
    mine = pairs[index]
    together = [pair for pair in pairs if pair[here] == mine[here]]
    return sum(1 for pair in together if pair[1 - here] == mine[1 - here]) / len(together)
