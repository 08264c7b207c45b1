"""Words that call false what others report: “reports that the dam failed are false”, “it is untrue that …”.

Knows the form of such a sentence alone: neither who speaks nor whether the words are quoted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from build_tools.text import tables

Span = tuple[int, int]

_TABLE = tables.table("denials.tsv")
_NEAR = 60  # characters before what it is called in which its verb can stand
_THAT = re.compile(r" that\b")
_ENDS = re.compile(r"[”’\"]?\s*(?:[,.;:!?)—–”’\"]|\Z|(?:and|or|but|as)\b)")
_LONGEST = 260  # characters of a sentence in which what is reported can stand before its verdict
_SINGULAR, _PLURAL = r"is|was|has been|['’]s", r"are|were|have been|remain|['’]re"
# Where a sentence or a clause begins: “cited reports that the alarms were false” denies nothing.
_OPENS = (
    r"(?:\A|(?<=[.!?;:,—–“‘\"(\n])|(?<=[.!?;:,—–(] )|(?<=\bthat )|(?<=\bsaid )|(?<=\bsays )|(?<=\bbut )|(?<=\band ))"
)

_LEADS = r"(?:(?:the|these|those|this|such|all|any|some|most|both|his|her|their|its|our) )?(?:[\w’'-]+ )??"


def find(text: str) -> Iterator[Span]:
    """Where such words stand, in order: from what is reported to its verdict, or “it is untrue that”."""
    for called in _false().finditer(text):
        verb = _verb().search(text, max(0, called.start() - _NEAR), called.start())
        if verb is None:
            continue
        if verb["it"]:
            if that := _THAT.match(text, called.end()):
                yield verb.start(), that.end()
        elif _ENDS.match(text, called.end()) and (told := _told_before(text, verb)):
            yield told.start(), called.end()


def words() -> Iterator[str]:
    """The words of the form itself, which tell nothing of what is denied."""
    return (words for kind in ("told", "told-of-many", "firmly", "false") for words in tables.words(_TABLE, kind))


def _told_before(text: str, verb: re.Match[str]) -> re.Match[str] | None:
    told = _told(is_plural=verb["plural"] is not None)
    return told.search(text, max(0, verb.start() - _LONGEST), verb.start())


def _any(kind: str) -> str:
    return tables.alternatives(tables.words(_TABLE, kind))


@lru_cache(maxsize=1)
def _false() -> re.Pattern[str]:
    """Sought first, for such words are rare."""
    return re.compile(rf"{tables.searchable(tables.words(_TABLE, 'false'))}(?!\w)")


@lru_cache(maxsize=1)
def _verb() -> re.Pattern[str]:
    """The verb right before what it is called."""
    firmly = rf"[“‘\"]?(?:{_any('firmly')} ){{0,2}}[“‘\"]?"
    verb = rf"(?:(?<=\w) |(?=['’]))(?:(?P<plural>{_PLURAL})|{_SINGULAR})"
    return re.compile(rf"(?:(?P<it>\b[Ii]t(?: is| was|['’]s))|{verb}) {firmly}\Z")


@lru_cache(maxsize=2)
def _told(*, is_plural: bool) -> re.Pattern[str]:
    """What is reported, up to its verdict, with which it agrees in number."""
    nouns = tables.alternatives(tables.words(_TABLE, "told-of-many" if is_plural else "told"))
    about = rf"(?: {_any('link')}\b[^.;!?\n]{{1,200}}?)?"
    return re.compile(rf"{_OPENS}{_LEADS}{nouns}{about}\Z", re.I)
