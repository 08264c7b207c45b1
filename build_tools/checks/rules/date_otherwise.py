"""A claim’s date is not another one than the words of its sentence give."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.checks.dating import conflicts_of
from build_tools.checks.rule import Case, Finding
from build_tools.problems import Level
from build_tools.text.date_words import in_words

CODE = "date-otherwise"
LEVEL = Level.WARNING
SCOPE = "source"
WAIVABLE = True
TIP = (
    "Read the sentence again, with the day of publication before you. Give the date that the words give; where they date "
    "something else than this, let it pass with a waiver that says so."
)


def find(case: Case) -> Iterator[Finding]:
    """Claims with a “when” or “said” that no time in the words of their sentence leaves room for: “on Tuesday” and a
    Wednesday.

    English texts only, and those at hand. “said” is held against words beside the verb of speech, “when” against the
    others; where anything else in the article may give the date, it is let be.
    """
    for entry, one in conflicts_of(case):
        if one.excluded:
            read = f"the words “{one.words}” read as {in_words(one.reading)}"
            yield Finding(entry, one.date, f"{read}; “{one.key}” says {in_words(one.date)}")
