"""The source's own words beside a number that was read from them: “millions”, read as at least 2,000,000.

Knows claims and numbers; where the words say the same number in the same way, there is nothing to show.
"""

from __future__ import annotations

from build_tools.model import Claim, Question
from build_tools.text import numerals
from build_tools.values import NotAValue, NumberSet, parse_number
from build_tools.wording import words


def as_written(claim: Claim, answer: str, question: Question) -> str:
    """What the source wrote for a number that an answer gives; empty where that number is what it wrote."""
    value = _read(answer) if question.kind == "quantity" else None
    if value is None:
        return ""
    found = next((str(one.written) for one in claim.quantities if _read(str(one.value)) == value), "")
    return "" if _says_the_same(found, words.number(answer)) else found


def _read(written: str) -> NumberSet | None:
    try:
        return parse_number(written)
    except NotAValue:
        return None


def _says_the_same(written: str, number: str) -> bool:
    """Whether the words are the number, in digits or spelt out, whatever is counted behind it."""
    told, read = written.casefold().split(), number.split()
    *how, amount = read
    if told[: len(how)] != how or not len(told) > len(how):
        return not written
    rest = told[len(how) :]
    spelt = (numerals.value(" ".join(rest[:end])) for end in range(len(rest), 0, -1))
    found = next((one for one in spelt if one is not None), None)
    return rest[0] == amount or (found is not None and f"{found:,f}" == amount)
