"""How cards lie in files: an entry with its claims, since they are found together; a text that recurs, once.

A file is ``[texts, cards, cards of claims]``; in a card, a number stands for the text at that place in ``texts``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from build_tools.search.storage import cut
from build_tools.search.things import KINDS, Card, Searchable

CARDS_FILE = 12_000  # letters, about

Cell = str | int | list["Cell"]
# For a kind: what its files are called, which of their lists holds its cards, the number of the first card in each.
Shelf = tuple[str, int, list[int]]


def card_files(things: Sequence[Searchable], parts: dict[str, object]) -> Mapping[str, Shelf]:
    """Add the files of all cards to ``parts``; return where those of each kind are."""
    shelves: dict[str, Shelf] = {}
    by_kind = {kind: [thing for thing in things if thing.kind == kind] for kind in KINDS}
    first = dict(zip(KINDS, accumulate(map(len, by_kind.values()), initial=0), strict=False))
    for kind in (kind for kind in KINDS if kind != "claim"):
        claims = iter(by_kind["claim"] if kind == "entry" else ())
        units = [(thing.card, [next(claims).card for _ in range(thing.claims)]) for thing in by_kind[kind]]
        files = list(cut(units, CARDS_FILE, weigh=lambda unit: sum(map(_letters, (unit[0], *unit[1])))))
        key = "c" + kind[0]
        for number, file in enumerate(files):
            parts[f"{key}{number}"] = packed([card for card, _ in file], [card for _, own in file for card in own])
        shelves[kind] = (key, 1, _starts(first[kind], map(len, files)))
        if kind == "entry":
            shelves["claim"] = (key, 2, _starts(first["claim"], (sum(len(own) for _, own in file) for file in files)))
    return shelves


def _starts(first: int, lengths: Iterable[int]) -> list[int]:
    return list(accumulate(lengths, initial=first))[:-1]


def _letters(card: Card) -> int:
    return 40 + sum(map(len, (card.title, card.text, card.page, *card.about, *card.also)))


def packed(*lists: Sequence[Card]) -> list[list[Cell]]:
    """Lists of cards as one file: the texts that recur in it, then the lists."""
    rows = [[_row(card) for card in cards] for cards in lists]
    often = Counter(text for row in rows for cells in row for text in _texts(cells))
    recurring = [text for text, count in often.items() if count > 1 and len(text) > 2]
    numbers = {text: number for number, text in enumerate(recurring)}
    return [[*recurring], *([_shared(cells, numbers) for cells in row] for row in rows)]


def _row(card: Card) -> list[Cell]:
    """The card as a list without the empty rest."""
    about: list[Cell] = [part for part in card.about if part]
    cells: list[Cell] = [
        card.page, card.title, about, card.text, [*card.also], [*card.signs], card.lang, card.anchor,
    ]  # fmt: skip
    while not cells[-1]:
        cells.pop()
    return cells


def _texts(cell: Cell) -> Iterable[str]:
    if isinstance(cell, list):
        return (text for one in cell for text in _texts(one))
    return (str(cell),)


def _shared(cell: Cell, numbers: Mapping[str, int]) -> Cell:
    if isinstance(cell, list):
        return [_shared(one, numbers) for one in cell]
    return numbers.get(str(cell), cell)
