"""The letters of a name or title are what they look like: none that hides, none that turns others round, none of another script."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Entry, Place, Question, Record, Source, Unnamed
from build_tools.problems import Level
from build_tools.text import hidden, lookalikes

CODE = "letters-odd"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Write the name anew by hand; if it is really written so, let it pass with a waiver that says why."


def find(case: Case) -> Iterator[Finding]:
    """Names, aliases, offices, authors, titles, options: what readers take for somebody or something, and search for."""
    for record in case.records():
        for words in dict.fromkeys(_names(record)):
            if not words.isascii() or not words.isprintable():
                yield from _findings(record, words)


def _findings(record: Record, words: str) -> Iterator[Finding]:
    for letter in dict.fromkeys(hidden.pattern().findall(words)):
        yield Finding(record, words, f"“{hidden.in_words(words)}” holds a letter that nobody sees: {_called(letter)}")
    for letter in dict.fromkeys(words[at] for at in lookalikes.find(words)):
        yield Finding(record, words, f"“{hidden.in_words(words)}” mixes two scripts: “{letter}” is {_called(letter)}")


def _called(letter: str) -> str:
    return f"{hidden.called(letter)} ({hidden.name(letter)})"


def _names(record: Record) -> Iterator[str]:
    if isinstance(record, Actor | Place):
        yield record.name
        yield from (alias.name for alias in record.aliases)
    if isinstance(record, Actor):
        yield from (role.title for role in record.roles)
    if isinstance(record, Source):
        yield from (record.title, *record.authors)
    if isinstance(record, Question):
        yield from (record.title, record.unit, *record.options)
    if isinstance(record, Entry):
        yield record.title
        yield from (claim.speaker.words for claim in record.claims if isinstance(claim.speaker, Unnamed))
