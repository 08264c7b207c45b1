"""How words lie in files: in their order, with where they stand; alone, forwards and backwards; in pairs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from build_tools.search.card_files import packed
from build_tools.search.inverted import Inverted, beginnings
from build_tools.search.storage import browser_order, cut, encode
from build_tools.search.things import Card, Searchable

WORDS_FILE = 24_000  # letters, about
BEGINNINGS = {"actor": 4, "place": 2, "question": 1, "entry": 2, "source": 1}  # shown for one or two letters typed

Parts = dict[str, object]
Together = Callable[[Iterable[str]], object]


def word_files(inverted: Inverted, parts: Parts) -> list[str]:
    """Add files of words with their places; return the first word of each."""
    listed = [(word, _places(inverted, word)) for word in sorted(inverted.words, key=browser_order)]
    return _ordered("w", listed, parts, together=list)


def _places(inverted: Inverted, word: str) -> str:
    return " ".join(encode(numbers) for numbers in inverted.words[word]).rstrip()


def vocabulary_files(key: str, inverted: Inverted, parts: Parts, *, backwards: bool) -> list[str]:
    """Add files of words alone, by which a mistyped one is mended: by their beginnings, or backwards by their ends.

    With each, how often it is found: the whole logarithm to base 2 of the number of places, as one digit.
    """
    spelt = {(word[::-1] if backwards else word): word for word in inverted.words if word.isalpha()}
    listed = [(text, _often(inverted, spelt[text])) for text in sorted(spelt, key=browser_order)]
    return _ordered(key, listed, parts, together="".join)


def _often(inverted: Inverted, word: str) -> str:
    return str(min(9, sum(map(len, inverted.words[word])).bit_length() - 1))


def _ordered(key: str, listed: Sequence[tuple[str, str]], parts: Parts, *, together: Together) -> list[str]:
    """Words with what belongs to each, cut into files: ``[words, what belongs to them]``."""
    firsts = []
    for number, group in enumerate(cut(listed, WORDS_FILE, weigh=lambda pair: len(pair[0]) + len(pair[1]) + 2)):
        firsts.append(group[0][0])
        parts[f"{key}{number}"] = [" ".join(word for word, _ in group), together(value for _, value in group)]
    return firsts


def pair_files(inverted: Inverted, parts: Parts) -> list[int]:
    """Add files of word-pair buckets; return the number of the first bucket of each."""
    groups = list(cut([encode(bucket) for bucket in inverted.pairs], WORDS_FILE, weigh=lambda text: len(text) + 3))
    parts.update({f"p{number}": group for number, group in enumerate(groups)})
    return list(accumulate((len(group) for group in groups[:-1]), initial=0))


def beginning_files(inverted: Inverted, things: Sequence[Searchable], parts: Parts) -> str:
    """Add a file for each first letter of a name, and return these letters.

    It holds all that the first two keys need, so that they are answered after one file: which things (by number)
    stand under one and two letters, and their cards, without prose.
    """
    found = beginnings(inverted, [thing.kind for thing in things], most=BEGINNINGS)
    letters = sorted({start[0] for start in found})
    groups: dict[str, dict[str, list[int]]] = {letter: {} for letter in letters}
    for start, numbers in found.items():
        groups[start[0]][start] = numbers
    for position, group in enumerate(groups.values()):
        numbers = sorted({number for listed in group.values() for number in listed})
        parts[f"b{position}"] = [group, numbers, *packed([_short(things[number]) for number in numbers])]
    return "".join(letters)


def _short(thing: Searchable) -> Card:
    return replace(thing.card, text="")
