"""The passages that a form brings → quotes of a source: in the letters of its text, where that is at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.checks.rules.quote_missing import typographic_twin
from build_tools.corpus import Corpus
from build_tools.curation.words_of_source import words_before
from build_tools.forms.read import Filled
from build_tools.model import Document, Source

MOST_WORDS = 60  # of one passage: more is no quote but a reprint
MOST_WORDS_TOGETHER = 200  # where the text is not at hand, and no share of it can be counted


@dataclass(frozen=True)
class Passage:
    """Words of a source as a claim quotes them, and the words before them where they stand there more than once."""

    quote: str
    after: str = ""


def passages_of(filled: Filled, key: str, source: Source | None, corpus: Corpus) -> tuple[Passage, ...]:
    """The passages of an answer. Raises ProblemsFound where they are too long or not in the source's text."""
    words = tuple(_unmarked(passage) for passage in filled.passages(key))
    _require_short(filled, key, words)
    document = corpus.documents.get(source.id) if source else None
    return tuple(_found(filled, key, one, document) if document else Passage(one) for one in words)


def sources_holding(words: str, corpus: Corpus) -> Iterator[tuple[str, str]]:
    """The sources whose texts hold these words, each with the words as they stand there."""
    for id, document in corpus.documents.items():
        if found := in_text(words, document):
            yield id, found


def in_text(words: str, document: Document) -> str:
    """The words as the text has them: the same, or other only in quotation marks, dashes and blanks; empty if not there."""
    return words if words and words in document.text else typographic_twin(words, document.text)


def unmarked(filled: Filled, key: str) -> str:
    """A short answer of one passage, without the quotation marks that somebody may have put around it."""
    return _unmarked(filled.line(key))


def _unmarked(words: str) -> str:
    for left, right in (("“", "”"), ('"', '"'), ("«", "»"), ("„", "“")):
        inner = words[1:-1]
        if len(words) > 2 and words[0] == left and words[-1] == right and left not in inner and right not in inner:
            return inner.strip()
    return words


def _require_short(filled: Filled, key: str, passages: tuple[str, ...]) -> None:
    longest = max((len(one.split()) for one in passages), default=0)
    together = sum(len(one.split()) for one in passages)
    tip = "Quote only the words that say it; leave an empty line between two passages. Link to the rest."
    if longest > MOST_WORDS:
        raise filled.refuse(key, f"a passage of {longest} words is too long; a quote has {MOST_WORDS} at most", tip)
    if together > MOST_WORDS_TOGETHER:
        message = f"{together} words are too many; a form may quote {MOST_WORDS_TOGETHER} of a source"
        raise filled.refuse(key, message, tip)


def _found(filled: Filled, key: str, words: str, document: Document) -> Passage:
    quote = in_text(words, document)
    if not quote:
        tip = "Copy the words from the source letter by letter; two passages need an empty line between them."
        raise filled.refuse(key, f"these words are not in the text of the source: “{words[:80]}”", tip)
    first = document.text.find(quote)  # of several places the first one: a reviewer sees that others are there
    return Passage(quote, words_before(document.text, quote, first) if document.text.count(quote) > 1 else "")
