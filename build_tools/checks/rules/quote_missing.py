"""Every quote stands in its source, word for word."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher

from build_tools.checks.rule import Case, Finding, Mend
from build_tools.corpus import placed_claims
from build_tools.model import Document, Record, Source
from build_tools.problems import Level

CODE = "quote-missing"
LEVEL = Level.ERROR
SCOPE = "source"
WAIVABLE = False
TIP = "Copy the words from the seed exactly as they stand there, punctuation and quotation marks included."

_LIKE = 0.6
_LONGEST_TEXT = 1_000_000  # characters; of a longer one nobody is told what is nearest
_MOST_WORK = 1_000_000  # pairs of letters: a quote of two hundred is held against some thirty sentences
_WORD = re.compile(r"\S+")
_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "″": '"', "–": "-", "—": "-"}
    | {"‐": "-", "‑": "-", "−": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " "}
)


def find(case: Case) -> Iterator[Finding]:
    """Quotes of claims and of set_aside whose text is at hand and does not hold them."""
    for entry in case.entries():
        for placed in placed_claims(entry):
            claim = placed.claim
            if case.corpus.find(claim).outcome == "missing":
                yield _finding(entry, claim.quote, case.corpus.documents[claim.source])
    for source in case.of(Source):
        for item in source.set_aside:
            if case.corpus.find_quote(source.id, item.quote, after=item.after).outcome == "missing":
                yield _finding(source, item.quote, case.corpus.documents[source.id])


def _finding(record: Record, quote: str, document: Document) -> Finding:
    message = f"these words are not in {document.name}: “{_shortened(quote)}”"
    return Finding(record, quote, message, _tip(quote, document))


def _tip(quote: str, document: Document) -> str:
    if typographic_twin(quote, document.text):
        return "Only quotation marks, dashes or spaces differ: `claimline fix` takes them from the source."
    near = nearest(quote, document)
    return f"The nearest there: “{near}”" if near else ""


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "…"


def nearest(quote: str, document: Document) -> str:
    """The words of the document that look most like the quote, an empty string if none do. Only ever a tip."""
    if same := typographic_twin(quote, document.text):
        return same
    best_ratio, best = _LIKE, ""
    for words in _likely(quote, document):
        matcher = SequenceMatcher(None, quote, words, autojunk=False)
        shared = sum(block.size for block in matcher.get_matching_blocks() if block.size > 2)
        if shared / max(len(quote), 1) > best_ratio:
            best_ratio, best = shared / len(quote), _matching_stretch(matcher, quote, words)
    return best


def _likely(quote: str, document: Document) -> Iterator[str]:
    """The sentences that have most words of the quote, as many as can be compared letter by letter in a moment."""
    if len(document.text) > _LONGEST_TEXT:
        return
    wanted = set(quote.split())
    sentences = (document.text[sentence.start : sentence.end] for sentence in document.sentences)
    work = 0
    for words in sorted(sentences, key=lambda words: len(wanted.intersection(words.split())), reverse=True):
        work += len(quote) * len(words)
        if work > _MOST_WORK:
            break
        yield words


def _matching_stretch(matcher: SequenceMatcher[str], quote: str, words: str) -> str:
    """The words that lie where the quote would, its differing ends included."""
    blocks = [block for block in matcher.get_matching_blocks() if block.size > 2]
    first, last = blocks[0], blocks[-1]
    start, end = max(0, first.b - first.a), last.b + len(quote) - last.a
    while 0 < start < len(words) and words[start - 1].isalnum() and words[start].isalnum():
        start -= 1  # whole words: what a person is to copy begins and ends with one
    while end < len(words) and words[end - 1].isalnum() and words[end].isalnum():
        end += 1
    return words[start:end].strip()


def typographic_twin(quote: str, text: str) -> str:
    """The words of the text that differ from the quote in quotation marks, dashes, white space and composed letters only."""
    sought = " ".join(unicodedata.normalize("NFC", quote).translate(_TYPOGRAPHY).split())
    words = " ".join(text.translate(_TYPOGRAPHY).split())
    at = words.find(sought) if sought else -1
    if at < 0 or words.find(sought, at + len(sought)) >= 0:
        return ""
    letters = at - words.count(" ", 0, at)
    return _stretch(text, letters, letters + len(sought) - sought.count(" "))


def _stretch(text: str, first: int, last: int) -> str:
    """What lies between two letters of a text, counted without its white space."""
    start, read = -1, 0
    for word in _WORD.finditer(text):
        length = word.end() - word.start()
        if start < 0 and read + length > first:
            start = word.start() + first - read
        if read + length >= last:
            return text[start : word.start() + last - read]
        read += length
    return ""


def mend(case: Case) -> Iterator[Mend]:
    """Quotes that differ from the source in typography only get the source's."""
    for entry in case.entries():
        for placed in placed_claims(entry):
            claim = placed.claim
            if twin := _other_twin(case, claim.source, claim.quote, claim.after):
                yield Mend(entry, ("claims", placed.position, "quote"), twin)
    for source in case.of(Source):
        for position, item in enumerate(source.set_aside):
            if twin := _other_twin(case, source.id, item.quote, item.after):
                yield Mend(source, ("set_aside", position, "quote"), twin)


def _other_twin(case: Case, source: str, quote: str, after: str) -> str:
    """The source's own typography of a quote that is not there as it is written; empty where nothing else differs."""
    if case.corpus.find_quote(source, quote, after=after).outcome != "missing":
        return ""
    twin = typographic_twin(quote, case.corpus.documents[source].text)
    return twin if twin != quote else ""
