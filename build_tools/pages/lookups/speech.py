"""Claims as lists show them: by the day on which they were said or published, with the questions that each answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from build_tools import addresses
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Claim, Question
from build_tools.pages.drawings.answers import said_key
from build_tools.roots import Root, root_of
from build_tools.wording import dates, words
from build_tools.wording.words import Piece, Pieces


@dataclass(frozen=True)
class Day:
    """The claims made on one day; ``date`` (EDTF) is empty where none is known.

    ``published``: it is the day of publication, since the source does not tell when they were said.
    """

    date: str
    anchor: str
    claims: tuple[PlacedClaim, ...]
    published: bool = False

    @property
    def head(self) -> Head:
        """What is told of it elsewhere."""
        return Head(self.date, self.published, len(self.claims))


@dataclass(frozen=True, slots=True)
class Head:
    """A day without its claims: what it is called, and how many they are."""

    date: str
    published: bool
    number: int


@dataclass(frozen=True)
class Voice:
    """A root with what it says, in the order in which it said it."""

    root: Root
    claims: tuple[PlacedClaim, ...]


@dataclass(frozen=True)
class Answered:
    """What a claim says to a question (None: it declines to), and what all answers to it come to."""

    question: Question
    value: Piece | None
    state: str
    has_reserve: bool
    if_a_draft_holds: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One bar of a list: who, how many claims, and how many that is of the longest bar, from 0 to 1."""

    who: Pieces
    number: int
    of_longest: float


def in_order(placed: Iterable[PlacedClaim], corpus: Corpus) -> list[PlacedClaim]:
    """Claims by when they were said, or published where that is all we know; undated ones last."""
    return sorted(placed, key=lambda one: (said_key(said := words.said_on(one, corpus)), said, not one.claim.said))


def by_day(placed: Iterable[PlacedClaim], corpus: Corpus, *, prefix: str = "said") -> list[Day]:
    """Claims under the days on which they were said, apart from those of which only the publication's day is known.

    ``prefix`` begins the days' anchors.
    """
    days = groupby(in_order(placed, corpus), key=lambda one: (words.said_on(one, corpus), not one.claim.said))
    return [
        Day(
            date,
            f"{prefix}-{'published-' if date and published else ''}{dates.as_fragment(date)}",
            tuple(group),
            bool(date) and published,
        )
        for (date, published), group in days
    ]


def by_root(placed: Iterable[PlacedClaim], corpus: Corpus) -> list[Voice]:
    """Claims under those who make them, who says most first."""
    heard: dict[Root, list[PlacedClaim]] = {}
    for one in in_order(placed, corpus):
        heard.setdefault(root_of(one.claim, corpus), []).append(one)
    voices = [Voice(root, tuple(claims)) for root, claims in heard.items()]
    return sorted(voices, key=lambda voice: -len(voice.claims))


def answered(claim: Claim, corpus: Corpus, agreement: Agreement) -> list[Answered]:
    """The declared questions that a claim answers or declines to answer."""
    found = []
    for id, written in claim.answers.items():
        if question := corpus.questions.get(id):
            value = None if claim.stance == "declines" else words.value(written, question, corpus)
            finding = agreement.findings[id]
            found.append(Answered(question, value, finding.state.value, finding.has_reserve, finding.if_a_draft_holds))
    return found


def stances(placed: Iterable[PlacedClaim]) -> list[tuple[str, int]]:
    """How many claims take which stance, the most frequent first."""
    return Counter(str(one.claim.stance) for one in placed).most_common()


def shares(counts: Counter[str], corpus: Corpus, *, most: int | None = None) -> list[Share]:
    """Bars for actors by the number of claims, the longest first; what is more than ``most`` comes under one bar."""
    shown = counts.most_common(most)
    told: list[tuple[Pieces, int]] = [((words.actor(who, corpus),), number) for who, number in shown]
    if rest := len(counts) - len(shown):
        told.append(
            ((Piece(f"{rest:,} others" if rest > 1 else "one other"),), counts.total() - sum(n for _, n in shown))
        )
    return bars(told)


def voices(placed: Iterable[PlacedClaim], corpus: Corpus, *, most: int | None = None) -> list[Share]:
    """Bars for those who make the claims; the words for one whom the source does not name lead to the first of them."""
    counts: Counter[Root] = Counter()
    first: dict[Root, PlacedClaim] = {}
    for one in placed:
        root = root_of(one.claim, corpus)
        counts[root] += 1
        first.setdefault(root, one)
    return bars([(_named_or_led(root, first[root], corpus), number) for root, number in counts.most_common(most)])


def _named_or_led(root: Root, first: PlacedClaim, corpus: Corpus) -> Pieces:
    name, *rest = words.root(root, corpus)
    return (name if name.address else Piece(name.text, addresses.address_of_claim(first), name.kind), *rest)


def bars(counted: Sequence[tuple[Pieces, int]]) -> list[Share]:
    """Bars for whatever was counted, in the order given."""
    longest = max((number for _, number in counted), default=1)
    return [Share(who, number, round(number / longest, 3)) for who, number in counted]
