"""Capitalised words that stand together in English prose: what may be a name, where no article says whose. Knows no record."""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
_SENTENCE_BEGINS = re.compile(r"(?:\A|[.!?:]\s|\n)[\s“\"'(*_-]*\Z")
LITTLE_WORDS = frozenset(
    "a an and as at but by for from he her his i if in it its of on or our she so that the their they this to we".split()
)
CALENDAR = frozenset(
    "january february march april may june july august september october november december "
    "monday tuesday wednesday thursday friday saturday sunday".split()
)


def runs(text: str) -> Iterator[tuple[str, int]]:
    """Capitalised words that stand together, and where; a single one not where a sentence begins with it.

    At the beginning of a sentence the first word may be no name: the rest is told beside the whole.
    """
    run: list[re.Match[str]] = []
    for word in (*WORD.finditer(text), None):
        if word and word[0][0].isupper() and (not run or text[run[-1].end() : word.start()].isspace()):
            run.append(word)
            continue
        yield from _names_of_run(run, text)
        run = [word] if word and word[0][0].isupper() else []


def _names_of_run(run: list[re.Match[str]], text: str) -> Iterator[tuple[str, int]]:
    begins = bool(run) and bool(_SENTENCE_BEGINS.search(text[max(0, run[0].start() - 40) : run[0].start()]))
    while run and run[0][0].lower() in LITTLE_WORDS:
        run, begins = run[1:], False
    if len(run) > 1 or run and not begins:
        yield text[run[0].start() : run[-1].end()], run[0].start()
    if begins and len(run) > 1:
        yield text[run[1].start() : run[-1].end()], run[1].start()
