"""How words lie in files: in their order, with where they stand; alone, forwards and backwards; in pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from build_tools.search.merging import count
from build_tools.search.storage import Listed, browser_order, file_key

BUCKETS_EACH = 256  # in a file of pairs

WORDS, HEADS, TAILS, PAIRS, CARDS, STARTS = "w", "v", "r", "p", "c", "b"  # what the names of files begin with
LISTS = {WORDS: "words", HEADS: "vocabulary", TAILS: "tails"}  # and how the manifest calls the lists of them

File = tuple[str, object]  # its key, and what it holds


def in_order(listed: Iterable[Listed]) -> list[Listed]:
    """As the files have them."""
    return sorted(listed, key=lambda item: browser_order(item[0]))


def file_of(kind: str, group: Sequence[Listed]) -> File:
    """The file that holds some words in order."""
    texts = [text for _, text in group]
    content = [" ".join(word for word, _ in group), texts if kind == WORDS else "".join(texts)]
    return file_key(kind, group[0][0]), content


def spelling(kind: str, word: str, places: str) -> Listed | None:
    """How a kind of file lists a word that stands in these places; None if it does not.

    By words alone a mistyped one is mended: by its beginning, or backwards by its end. With each, how often it is found:
    the whole logarithm to base 2 of the number of places, as one digit.
    """
    if not places:
        return None
    if kind == WORDS:
        return word, places
    often = str(min(9, count(places).bit_length() - 1))
    return (word if kind == HEADS else word[::-1], often) if word.isalpha() else None


def listed_in(content: Sequence[object]) -> list[Listed]:
    """The words of a file with what belongs to each."""
    words, texts = str(content[0]).split(" "), content[1]
    return list(zip(words, texts if isinstance(texts, list) else str(texts), strict=True))


def pair_files(pairs: Sequence[str]) -> Iterator[File]:
    """The files of word pairs, by bucket."""
    for number, start in enumerate(range(0, len(pairs), BUCKETS_EACH)):
        yield f"{PAIRS}{number}", list(pairs[start : start + BUCKETS_EACH])
