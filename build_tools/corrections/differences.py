"""What of a published record no longer holds, for those who have read it. Knows two states of it, no history.

What was only added takes nothing back. Words that stood there are never told again, only days: they may have been taken
away to protect somebody.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from build_tools.model import Actor, Claim, Entry, Place, Question, Record, Source
from build_tools.text import date_words, tables

_FACTS = Path(__file__).with_name("facts.tsv")
_KINDS: dict[type[Any], str] = {
    Entry: "entry", Question: "question", Source: "source", Actor: "actor", Place: "place", Claim: "claim",
}  # fmt: skip
Value = TypeVar("Value")
Names = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Fact:
    field: str
    words: str
    is_told: bool
    always: bool


def was_published(record: Record) -> bool:
    """Whether readers had it as something that stands: a draft says of itself that it may change."""
    if isinstance(record, Entry):
        return record.status == "reviewed" and record.sensitivity != "person-at-risk"
    return not isinstance(record, Question) or record.status != "draft"


def became(before: Record, after: Record) -> str:
    """``retracted``, ``restored``, ``draft`` or ``changed``; empty where it was not published before."""
    if isinstance(before, Entry) and isinstance(after, Entry) and before.sensitivity != "person-at-risk":
        if "retracted" in (before.status, after.status) and before.status != after.status:
            return "retracted" if after.status == "retracted" else "restored"
        if (before.status, after.status) == ("reviewed", "draft"):
            return "draft"
    return "changed" if was_published(before) else ""


def differences(before: Record, after: Record, now: Names) -> Iterator[str]:
    """In words: “date: was 5 November 2024”, “2 claims: speaker, answers”. ``now``: former ids → ids of today, so that a
    record that was only renamed makes no difference to those that name it.
    """
    for fact in _facts(_KINDS[type(before)]):
        was, is_now = (_renamed(getattr(one, fact.field), now) for one in (before, after))
        if _takes_back(was, is_now):
            yield f"{fact.words}: was {date_words.in_words(was)}" if fact.is_told else fact.words
    if isinstance(before, Entry) and isinstance(after, Entry):
        yield from _of_claims(before, after, now)


def _of_claims(before: Entry, after: Entry, now: Names) -> Iterator[str]:
    """What became of the claims that stood there."""
    is_now = {_key(claim, now): claim for claim in after.claims}
    kept = [(claim, is_now[_key(claim, now)]) for claim in before.claims if _key(claim, now) in is_now]
    told = [found for pair in kept if (found := list(_of_claim(*pair, now)))]
    if told:
        yield f"{_counted(len(told), 'claim')}: {', '.join(dict.fromkeys(word for words in told for word in words))}"
    if gone := len(before.claims) - len(kept):
        yield f"{_counted(gone, 'claim')} taken out or quoted otherwise"


def _of_claim(before: Claim, after: Claim, now: Names) -> Iterator[str]:
    for fact in _facts("claim"):
        was, is_now = (_renamed(getattr(one, fact.field), now) for one in (before, after))
        if _takes_back(was, is_now) or fact.always and was != is_now:
            yield fact.words


def _takes_back(was: Any, is_now: Any) -> bool:
    """Whether something that was said is not said any more; of several things, at least one."""
    if isinstance(was, tuple) and isinstance(is_now, tuple):
        return any(one not in is_now for one in was)
    if isinstance(was, Mapping):
        return any(is_now.get(key) != held for key, held in was.items())
    return bool(was) and was != is_now


def _key(claim: Claim, now: Names) -> tuple[str, str]:
    return now.get(claim.source, claim.source), str(claim.quote)


def _renamed(value: Value, now: Names) -> Any:
    """A value with the ids of today in the place of former ones."""
    if isinstance(value, str):
        return now.get(value, str(value))
    if isinstance(value, tuple):
        return tuple(_renamed(one, now) for one in value)
    if isinstance(value, Mapping):
        return {_renamed(key, now): _renamed(held, now) for key, held in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _renamed(getattr(value, one.name), now) for one in fields(value)})
    return value


@cache
def _facts(kind: str) -> tuple[_Fact, ...]:
    return tuple(
        _Fact(row[1], row[2], row[-1] == "told", row[-1] == "always") for row in tables.rows(_FACTS) if row[0] == kind
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
