"""The letters of a name or title are what they look like: none that hides, none that turns others round, none of another script."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Entry, Place, Question, Record, Source, Unnamed
from build_tools.problems import Level
from build_tools.text import odd_letters

CODE = "letters-odd"
LEVEL = Level.WARNING
SCOPE = "record"
WAIVABLE = True
TIP = "Write the name anew by hand; if it is really written so, let it pass with a waiver that says why."


def find(case: Case) -> Iterator[Finding]:
    """Names, aliases, offices, authors, titles, options: what readers take for somebody or something, and search for."""
    for record in case.records():
        for words in dict.fromkeys(_names(record)):
            yield from (Finding(record, words, message) for message in odd_letters.told(words))


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
