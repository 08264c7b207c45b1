"""Two entries on one event are one entry, or say of each other that they are two."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from build_tools.checks.groups import in_groups
from build_tools.checks.rule import Case, Finding
from build_tools.matching.telling_words import telling_words
from build_tools.model import Entry, Record
from build_tools.problems import Level
from build_tools.text import edtf

CODE = "entries-alike"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
TIP = "Join the two (`claimline merge ONE OTHER`), or name one under “see_also” of the other: then they are two, and it is not asked again."

_WIDEST = 4  # days: an entry whose date leaves more of them open is like any other
_MOST_UNDER_A_KEY = 12  # entries of one day with one word: a word that more have tells nothing
_FEWEST = 3  # telling words in common
_ALIKE = 0.6  # of the telling words of both titles, how many they must share


def find(case: Case) -> Iterator[Finding]:
    """Entries of one day, with a place or an actor in common, whose titles tell the same; neither points to the other."""
    return in_groups(case, keys, among)


def keys(record: Record, case: Case) -> Iterator[str]:
    """Its days, where they are few."""
    if isinstance(record, Entry) and record.status != "retracted" and record.id in case.corpus.entries:
        yield from map(str, _days(record.date))


def among(_: str, records: Sequence[Record], case: Case) -> Iterator[Finding]:
    """Of the entries of one day."""
    entries = {entry.id: entry for entry in records if isinstance(entry, Entry)} if len(records) > 1 else {}
    words = {id: frozenset(telling_words(entry.title)) for id, entry in entries.items()}
    for one, other in _meeting(words):
        first, second = entries[one], entries[other]
        shared = words[one] & words[other]
        if len(shared) / len(words[one] | words[other]) >= _ALIKE and _may_be_one(first, second):
            message = (
                f"the entry looks like “{first.id}”: the same time, and a title that tells the same (“{first.title}”)"
            )
            tip = f"If they are one event, move the claims into one entry. If not, write “see_also: [{first.id}]” here; it is not asked again."
            yield Finding(second, second.title, message, tip, beside=(first,))


def _meeting(words: Mapping[str, frozenset[str]]) -> Iterator[tuple[str, str]]:
    """Pairs that share enough telling words; found under their words, so that no two others are compared."""
    under: dict[str, list[str]] = defaultdict(list)
    for id, found in words.items():
        for word in sorted(found):
            under[word].append(id)
    shared: Counter[tuple[str, str]] = Counter()
    for ids in under.values():
        if 1 < len(ids) <= _MOST_UNDER_A_KEY:
            shared.update((one, other) for at, one in enumerate(ids) for other in ids[at + 1 :])
    yield from (pair for pair, number in shared.items() if number >= _FEWEST)


def _days(date: str) -> Iterable[dt.date]:
    try:
        read = edtf.parse(date)
    except edtf.NotEdtf:
        return ()
    if not (read.earliest and read.latest) or (read.latest - read.earliest).days >= _WIDEST:
        return ()
    return [read.earliest + dt.timedelta(days=at) for at in range((read.latest - read.earliest).days + 1)]


def _may_be_one(one: Entry, other: Entry) -> bool:
    told = other.id in one.see_also or one.id in other.see_also
    places, actors = set(one.places) & set(other.places), set(one.actors) & set(other.actors)
    apart = bool(one.places and other.places) and not places
    return not told and not apart and bool(places or actors)
