"""A claim’s date is no more precise than the words of its source."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.dating import conflicts_of
from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level
from build_tools.text.date_words import in_words

CODE = "date-too-precise"
LEVEL = Level.WARNING
SCOPE = "source"
WAIVABLE = True
TIP = "Give the date as widely as the words do: a month is “2024-06”, one day of several “[2024-11-04..2024-11-06]”."


def find(case: Case) -> Iterator[Finding]:
    """Claims dated to a day where the words of time in their sentence give a wider time, or one of something else, and
    nothing in the article gives the day.

    English texts only, and those at hand. The day of publication, a weekday of that name or a relative word that cannot
    be read (“a day before the vote”) in the sentence or the one before, and the day anywhere in the text may bear it.
    """
    for entry, one in conflicts_of(case):
        if not one.excluded:
            told = f"the words “{one.words}” give {in_words(one.reading)}"
            yield Finding(entry, one.date, f"“{one.key}” is {in_words(one.date)}, which no words give: {told}")
