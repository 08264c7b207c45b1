"""How the cards of a block lie in its file: ``[texts, cards]``; a text that recurs stands among the texts, and a number in a
card stands for the text at that place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from build_tools.search.things import Card

Cell = str | int | Sequence[str | int]
Row = list[Cell]

_EMPTY: Row = ["", "", [], "", [], [], "", ""]


def packed(cards: Sequence[Card]) -> tuple[list[str], list[Row]]:
    """The texts that recur, and the cards."""
    often = Counter(text for card in cards for text in _texts(card))
    recurring = [text for text, count in often.items() if count > 1 and len(text) > 2]
    numbers: dict[str, str | int] = {text: number for number, text in enumerate(recurring)}
    return recurring, [_row(card, numbers) for card in cards]


def _texts(card: Card) -> Iterable[str]:
    return (card.page, card.title, *card.about, card.text, *card.also, *card.signs, card.lang, card.anchor)


def _row(card: Card, numbers: dict[str, str | int]) -> Row:
    """The card as a list without the empty rest."""

    def one(text: str) -> str | int:
        return numbers.get(text, text)

    def each(texts: Iterable[str]) -> list[str | int]:
        return [numbers.get(text, text) for text in texts if text]

    cells: Row = [
        one(card.page), one(card.title), each(card.about), one(card.text), each(card.also), each(card.signs),
        one(card.lang), one(card.anchor),
    ]  # fmt: skip
    while not cells[-1] and cells[-1] != 0:
        cells.pop()
    return cells


def unpacked(texts: Sequence[str], row: Row) -> Card:
    """The card of a row; the twin of this is in ``lists.js``."""

    def one(cell: Cell) -> str:
        return texts[cell] if isinstance(cell, int) else str(cell)

    def each(cell: Cell) -> tuple[str, ...]:
        return tuple(map(one, cell)) if isinstance(cell, Sequence) and not isinstance(cell, str) else ()

    page, title, about, text, also, signs, lang, anchor = [*row, *_EMPTY[len(row) :]]
    return Card(one(page), one(title), each(about), one(text), each(also), one(lang), each(signs), one(anchor))
