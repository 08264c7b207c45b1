"""Words between quotation marks in an entry’s title or text stand so in a source of the entry."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks import facts
from build_tools.checks.evidence import evidence_of
from build_tools.checks.prose import without_code, written
from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level

CODE = "words-unborne"
LEVEL = Level.WARNING
SCOPE = "source"
WAIVABLE = True
WAIVED_BY_WORDS = True
TIP = "Quote the words as they stand in the source; for a word of your own leave the quotation marks out."


def find(case: Case) -> Iterator[Finding]:
    """Quoted words of titles and bodies that neither the claims nor the articles hold; only where all texts are at hand."""
    for entry in case.entries():
        if not entry.claims or entry.status == "retracted":
            continue
        body = without_code(entry.body)
        quoted = [(entry.title, words) for words, *_ in facts.quoted(entry.title)]
        quoted += [(written(entry, start, end), words) for words, start, end in facts.quoted(body)]
        evidence = evidence_of(entry, case) if quoted else None
        for value, words in quoted:
            if evidence and not evidence.bears_words(words) and evidence.is_whole:
                yield Finding(entry, value, f"“{_shortened(words)}” stands so in no source of the entry")


def _shortened(words: str) -> str:
    return words if len(words) <= 80 else words[:77] + "…"
