"""Rules that hold a record only against those with which it shares a key: so one more record concerns few others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from build_tools.checks.rule import Case, Finding
from build_tools.model import Record

Keys = Callable[[Record, Case], Iterable[str]]
Among = Callable[[str, Sequence[Record], Case], Iterator[Finding]]


def in_groups(case: Case, keys: Keys, among: Among) -> Iterator[Finding]:
    """What ``among`` finds in each group of records that share a key, each in the order of all records."""
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in case.records():
        for key in dict.fromkeys(keys(record, case)):
            groups[key].append(record)
    for key, records in groups.items():
        yield from among(key, records, case)
