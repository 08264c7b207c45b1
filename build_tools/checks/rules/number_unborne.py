"""A number or date in an entry’s title or text is one that a claim of the entry bears."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks import facts
from build_tools.checks.evidence import Evidence, evidence_of
from build_tools.checks.prose import without_code, written
from build_tools.checks.rule import Case, Finding
from build_tools.model import Entry
from build_tools.problems import Level

CODE = "number-unborne"
LEVEL = Level.ERROR
SCOPE = "source"
WAIVABLE = True
WAIVED_BY_WORDS = True
TIP = "Add the claim that gives it (`claimline add-quote`), correct it, or take it out of the text."


def find(case: Case) -> Iterator[Finding]:
    """Numbers and dates of titles and bodies that stand in no claim, in no date and in no sentence around a quote.

    What follows from two numbers of the claims (a sum, a rest, a share) is borne, and so is a count of the claims and
    their speakers. A number in words is only a warning: it may count what the curator sees and no source says; and so is
    one that may be worked out from what one sentence says. A day of the month and a year bear dates, and no counts.
    """
    for entry in case.entries():
        if entry.claims and entry.status != "retracted":
            body = without_code(entry.body)
            if facts.has_number(body) or facts.has_number(entry.title):
                yield from _in_entry(entry, body, evidence_of(entry, case))


def _in_entry(entry: Entry, body: str, evidence: Evidence) -> Iterator[Finding]:
    for text, is_title in ((str(entry.title), True), (body, False)):
        for words, start, end, level in unborne(text, evidence):
            value = entry.title if is_title else written(entry, start, end)
            where = "the title" if is_title else "the text"
            yield Finding(entry, value, f"no claim of the entry bears “{words}” of {where}", level=level)


def unborne(text: str, evidence: Evidence) -> Iterator[tuple[str, int, int, Level]]:
    """The dates and numbers of a text that the evidence does not bear: the words, their offsets, how sure it is."""
    for day in facts.days(text):
        if not evidence.bears_day(day):
            yield day.words, day.start, day.end, Level.ERROR
    for number in facts.numbers(text):
        if not evidence.bears_number(number):
            yield number.words, number.start, number.end, _level(number, evidence)


def _level(number: facts.Number, evidence: Evidence) -> Level:
    """A number in words may count what the curator sees; one that follows from a quote's own may be worked out."""
    return Level.WARNING if not number.in_digits or evidence.may_follow(number) else Level.ERROR
