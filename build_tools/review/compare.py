"""Two corpora compared: every record and claim that differs, each named by what became of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from build_tools.corpus import Corpus
from build_tools.model import Entry, Place, Question, Record, Source
from build_tools.review.changes import Became, ClaimChange, FieldChange, RecordChange
from build_tools.review.claims import compare_claims, held_in
from build_tools.review.pairing import Pairs, pair_all, records_of, renamed_ids
from build_tools.review.plain import changes_between, plain
from build_tools.review.same import Renamed


@dataclass(frozen=True)
class Comparison:
    """What differs, and which records are which. ``onward``: names of the earlier state as they are in the later one,
    ``level``: those of the later state that came out of another one, and former ones that still stand by oversight.
    """

    records: tuple[RecordChange, ...]
    claims: tuple[ClaimChange, ...]
    pairs: Mapping[type[Record], Pairs]
    onward: Renamed
    level: Renamed

    def now(self, kind: type[Record], id: str) -> str:
        """What a record of the earlier state is called in the later one."""
        return self.onward.names.get((kind, id), id)

    def then(self, kind: type[Record], id: str) -> str:
        """What a record of the later state was called in the earlier one."""
        return self._back.get((kind, id), id)

    @cached_property
    def _back(self) -> dict[tuple[type[Record], str], str]:
        return {(kind, there): here for kind, of in self.pairs.items() for here, there in of.same.items()}


def kept_back(found: Comparison, before: Corpus, after: Corpus) -> frozenset[str]:
    """The entries, by their ids in both states, that put a person at risk in one of them: nothing of them is repeated."""
    now = (found.now(Entry, id) for id in before.withheld)
    then = (found.then(Entry, id) for id in after.withheld)
    return frozenset({*before.withheld, *after.withheld, *now, *then})


def compare(before: Corpus, after: Corpus, same: Mapping[type[Record], Collection[str]] | None = None) -> Comparison:
    """Everything that differs between two corpora, in the order of the later one. ``same``: by kind, the ids of records that
    are known to be the same.
    """
    pairs = pair_all(before, after)
    onward = Renamed(renamed_ids(pairs, ("same", "merged")))
    was, now = records_of(before), records_of(after)
    left_over = {key: new for key, new in onward.names.items() if key[1] not in now[key[0]]}
    level = Renamed({**left_over, **renamed_ids(pairs, ("split",))})
    onward, level = (_with_places(names, before, after) for names in (onward, level))
    records: list[RecordChange] = []
    entries: list[tuple[Entry, Entry]] = []
    known = {} if onward.names or level.names or same is None else same
    for kind, of_kind in pairs.items():
        alike = known.get(kind, ())
        for here, there in of_kind.same.items():
            if here in alike and here == there:
                continue
            one, other = onward.apply(was[kind][here]), level.apply(now[kind][there])
            written = was[kind][here], now[kind][there]
            if here == there and one == other:
                continue
            if kind is Entry and one.claims != other.claims:
                entries.append(written)
            records += _changed(kind, written, (one, other), of_kind)
        records += _come_and_gone(kind, of_kind, was[kind], now[kind])
    return Comparison(
        tuple(records), tuple(_claims(entries, pairs[Entry], was, now, onward, level)), pairs, onward, level
    )


def _with_places(names: Renamed, *corpora: Corpus) -> Renamed:
    """Answers are ids of places where a question asks for one: looked for only where a place changed its id."""
    if not any(kind is Place for kind, _ in names.names):
        return names
    asked = (question for corpus in corpora for question in records_of(corpus)[Question].values())
    return replace(names, place_questions=frozenset(one.id for one in asked if one.kind == "place"))


def _changed(kind: type[Record], pair: tuple[Any, Any], level: tuple[Any, Any], pairs: Pairs) -> Iterator[RecordChange]:
    fields = [*changes_between(pair, level, without=("claims", "was"))]
    was, now = pair
    if kind is Entry and _in_another_order(*level):
        fields.append(FieldChange("order of claims", *([claim.id for claim in one.claims] for one in pair)))
    explained = {was.id, now.id, *pairs.merged, *pairs.split}
    if set(was.was) - explained != set(now.was) - explained:
        fields.append(FieldChange("was", plain(was.was), plain(now.was)))
    if was.id != now.id:
        yield RecordChange(kind, Became.RENAMED, was, now, tuple(fields))
    elif fields:
        yield RecordChange(kind, Became.CHANGED, was, now, tuple(fields))


def _in_another_order(one: Entry, other: Entry) -> bool:
    mine, theirs = ([claim.id for claim in entry.claims] for entry in (one, other))
    return [id for id in mine if id in theirs] != [id for id in theirs if id in mine]


def _come_and_gone(
    kind: type[Record], pairs: Pairs, was: Mapping[str, Any], now: Mapping[str, Any]
) -> Iterator[RecordChange]:
    yield from (RecordChange(kind, Became.MERGED, was[id], None, other=into) for id, into in pairs.merged.items())
    yield from (RecordChange(kind, Became.SPLIT, None, now[id], other=origin) for id, origin in pairs.split.items())
    yield from (RecordChange(kind, Became.REMOVED, was[id], None) for id in pairs.gone)
    yield from (RecordChange(kind, Became.ADDED, None, now[id]) for id in pairs.new)


def with_texts(found: Comparison, before: Corpus, after: Corpus) -> Comparison:
    """The comparison with those sources too whose seed reads otherwise, as far as texts are at hand."""
    texts = _texts(before, after, found.pairs[Source])
    return replace(found, records=tuple(_joined([*found.records, *texts])))


def _texts(before: Corpus, after: Corpus, pairs: Pairs) -> Iterator[RecordChange]:
    """Told by its hash, since a seed's words are not for showing."""
    for here, there in pairs.same.items():
        was, now = before.documents.get(here), after.documents.get(there)
        if was and now and was.text != now.text:
            change = FieldChange("text of the seed", was.sha256[:12], now.sha256[:12])
            yield RecordChange(Source, Became.CHANGED, before.sources[here], after.sources[there], (change,))


def _joined(changes: Iterable[RecordChange]) -> Iterator[RecordChange]:
    """One change a record."""
    found: dict[tuple[type[Record], str, str], RecordChange] = {}
    for change in changes:
        key = (change.kind, change.before.id if change.before else "", change.after.id if change.after else "")
        known = found.get(key)
        found[key] = replace(known, fields=known.fields + change.fields) if known else change
    yield from found.values()


def _claims(
    entries: list[tuple[Entry, Entry]],
    pairs: Pairs,
    was: Mapping[type[Record], Mapping[str, Any]],
    now: Mapping[type[Record], Mapping[str, Any]],
    onward: Renamed,
    level: Renamed,
) -> list[ClaimChange]:
    """Only claims of entries that differ are looked at."""
    mine = [one for one, _ in entries] + [was[Entry][id] for id in (*pairs.gone, *pairs.merged)]
    theirs = [other for _, other in entries] + [now[Entry][id] for id in (*pairs.new, *pairs.split)]
    homes = {here: there for here, there in pairs.same.items() if here != there}
    return compare_claims(held_in(mine, onward, homes), held_in(theirs, level, {}))
