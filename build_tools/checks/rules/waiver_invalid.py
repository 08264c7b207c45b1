"""A waiver names a rule that may be waived, what it is about, why, and the day on which this was decided."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from build_tools.checks.catalogue import rules
from build_tools.checks.codes import codes
from build_tools.checks.rule import Case, Finding
from build_tools.model import Record, Waiver
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "waiver-invalid"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False
TIP = "Delete the waiver, and mend what it was to cover."

_WORD = re.compile(r"[^\W_]+")
_LONG = 6  # letters without a blank that may be several words: Chinese, Japanese, Thai
_LETTERS = 3


def find(case: Case) -> Iterator[Finding]:
    """Waivers of rules that there are not, or that may not be waived; dates that are no day; a reason that gives none; and
    waivers that do not say what they are about, where a rule finds numbers or words.
    """
    waivable = {rule.code: rule.waivable for rule in rules()}
    by_words = {rule.code for rule in rules() if rule.waived_by_words}
    for record in case.records():
        for waiver in record.waivers:
            yield from _in_rule(record, waiver, waivable)
            if not _is_day(waiver.date):
                tip = "Write the day on which it was decided, such as 2024-11-06."
                yield Finding(record, waiver.date, f"“{waiver.date}” is not a day", tip)
            if not _gives_reason(waiver.reason):
                tip = "Write a sentence from which a stranger sees why the rule is mistaken here."
                yield Finding(record, waiver.reason, f"“{waiver.reason}” gives no reason", tip)
            if waiver.about and not _is_telling(waiver.about):
                tip = "Write words of the finding, at least three letters, or the number that it names."
                yield Finding(record, waiver.about, f"“{waiver.about}” is too short to say what is waived", tip)
            elif waiver.rule in by_words and not waiver.about:
                tip = "Add “about:” with the number or the words that may pass, as the finding names them: one waiver for each."
                yield Finding(record, waiver.rule, f"a waiver of “{waiver.rule}” has to say what it is about", tip)


def _in_rule(record: Record, waiver: Waiver, waivable: dict[str, bool]) -> Iterator[Finding]:
    if waiver.rule in codes():
        yield Finding(record, waiver.rule, f"“{waiver.rule}” is no rule: what reading the files finds cannot be waived")
    elif waiver.rule not in waivable:
        near = get_close_matches(waiver.rule, waivable, n=1)
        tip = f"Did you mean “{near[0]}”?" if near else "The code of a rule stands behind each problem that is printed."
        yield Finding(record, waiver.rule, f"there is no rule “{waiver.rule}”", tip)
    elif not waivable[waiver.rule]:
        tip = f"Mend what it finds: `claimline explain {waiver.rule}` says why and how."
        yield Finding(record, waiver.rule, f"“{waiver.rule}” may not be waived", tip)


def _gives_reason(reason: str) -> bool:
    """Two words at least, or some letters of a script that parts no words by blanks."""
    words = _WORD.findall(reason)
    return len(words) > 1 or any(len(word) >= _LONG and not word.isascii() for word in words)


def _is_telling(about: str) -> bool:
    return any(sign.isdigit() for sign in about) or sum(sign.isalpha() for sign in about) >= _LETTERS


def _is_day(date: str) -> bool:
    try:
        span = edtf.parse(date)
    except edtf.NotEdtf:
        return False
    return bool(span.earliest) and span.earliest == span.latest and str(span.earliest) == date
