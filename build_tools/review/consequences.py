"""What a change leads to on the site: worked out from both corpora, only for what the change touches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.coverage import coverage_of
from build_tools.model import Actor, Entry, Record, Source
from build_tools.problems import Problem
from build_tools.references import references
from build_tools.review.changes import Became, RecordChange, State
from build_tools.review.compare import Comparison
from build_tools.review.entry_turns import EntryTurn, entry_turns
from build_tools.review.pairing import records_of
from build_tools.review.question_turns import QuestionTurn, question_turns
from build_tools.review.touched import Touched


@dataclass(frozen=True)
class PageTurn:
    """An actor's page that gains or loses statements: how many before and after, None where there is no page."""

    before: Actor | None
    after: Actor | None
    had: int
    has: int


@dataclass(frozen=True)
class CoverageTurn:
    """A source of which more or less is accounted for: percent of its body sentences."""

    source: Source
    had: int
    has: int


@dataclass(frozen=True)
class Consequences:
    """All of them. ``withheld`` and ``published``: entries that now put a person at risk, and that no longer do so.

    ``vanished``: entries that were on the site and are not. ``orphans``: records that nothing points to any more.
    """

    questions: tuple[QuestionTurn, ...] = ()
    entries: tuple[EntryTurn, ...] = ()
    pages: tuple[PageTurn, ...] = ()
    coverage: tuple[CoverageTurn, ...] = ()
    withheld: tuple[Entry, ...] = ()
    published: tuple[Entry, ...] = ()
    retracted: tuple[Entry, ...] = ()
    restored: tuple[Entry, ...] = ()
    vanished: tuple[Entry, ...] = ()
    orphans: tuple[Record, ...] = ()
    added_problems: tuple[Problem, ...] = ()
    solved_problems: tuple[Problem, ...] = ()


def consequences(before: State, after: State, found: Comparison) -> Consequences:
    """What the changes lead to."""
    touched = Touched(before.corpus, after.corpus, found)
    turns = tuple(question_turns(touched))
    changes = [change for change in found.records if change.kind is Entry]
    added, solved = problems_between(before, after, found)
    return Consequences(
        questions=turns,
        entries=tuple(entry_turns(touched, turns)),
        pages=tuple(_pages(touched)),
        coverage=tuple(_coverage(touched)),
        withheld=tuple(_entering(changes, before.corpus.withheld, after.corpus.withheld)),
        published=tuple(_leaving(changes, before.corpus.withheld, after.corpus.entries)),
        retracted=tuple(_with_status(changes, was=False)),
        restored=tuple(_with_status(changes, was=True)),
        vanished=tuple(_vanished(changes, before.corpus)),
        orphans=tuple(_orphans(touched)),
        added_problems=added,
        solved_problems=solved,
    )


def _entering(changes: Iterable[RecordChange], had: Container[str], has: Container[str]) -> Iterator[Entry]:
    for change in changes:
        was, now = change.before, change.after
        if isinstance(now, Entry) and now.id in has and (was is None or was.id not in had):
            yield now


def _leaving(changes: Iterable[RecordChange], had: Container[str], has: Container[str]) -> Iterator[Entry]:
    for change in changes:
        was, now = change.before, change.after
        if isinstance(now, Entry) and was and was.id in had and now.id in has:
            yield now


def _with_status(changes: Iterable[RecordChange], *, was: bool) -> Iterator[Entry]:
    """Entries that became retracted, or (``was``) that no longer are."""
    for change in changes:
        if isinstance(change.before, Entry) and isinstance(change.after, Entry):
            states = change.before.status == "retracted", change.after.status == "retracted"
            if states == (was, not was):
                yield change.after


def _vanished(changes: Iterable[RecordChange], before: Corpus) -> Iterator[Entry]:
    for change in changes:
        if change.became in (Became.REMOVED, Became.MERGED) and change.record.id in before.entries:
            yield before.entries[change.record.id]


def _pages(touched: Touched) -> Iterator[PageTurn]:
    """Actors who speak in a claim that differs, or in an entry that came or went."""
    before, after, found = touched.before, touched.after, touched.found
    for id in touched.speakers:
        was = found.then(Actor, id)
        had, has = (
            sum(1 for _ in touched.told(corpus.claims_by_speaker.get(one, ())))
            for corpus, one in ((before, was), (after, id))
        )
        if had != has:
            yield PageTurn(before.actors.get(was), after.actors.get(id), had, has)


def _coverage(touched: Touched) -> Iterator[CoverageTurn]:
    before, after = touched.before, touched.after
    claims = [_claims_of({touched.found.then(Source, id) for id in touched.sources}, before.claims)]
    claims.append(_claims_of({*touched.sources}, after.claims))
    for id in touched.sources:
        was = touched.found.then(Source, id)
        if touched.sources_kept_back & {was, id}:
            continue
        if id not in after.documents or id not in after.sources or after.sources[id].republishes:
            continue
        if was not in before.documents and was in before.sources:
            continue  # its text was not at hand: nothing is known of how much was accounted for
        had = _percent(was, before, claims[0]) if was in before.documents and was in before.sources else 0
        has = _percent(id, after, claims[1])
        if had != has:
            yield CoverageTurn(after.sources[id], had, has)


Claims = dict[str, list[PlacedClaim]]


def _claims_of(sources: set[str], claims: Iterable[PlacedClaim]) -> Claims:
    """Unordered: to order those of all sources takes longer than all the rest."""
    found: Claims = defaultdict(list)
    for placed in claims:
        if placed.claim.source in sources:
            found[placed.claim.source].append(placed)
    return found


def _percent(source: str, corpus: Corpus, claims: Claims) -> int:
    return coverage_of(source, corpus, claims[source]).percent


def _orphans(touched: Touched) -> Iterator[Record]:
    """Records that were pointed to and are not: looked for only where a pointer was lost."""
    lost = touched.lost_pointers()
    if not lost:
        return
    groups = records_of(touched.after)
    for record in (record for group in groups.values() for record in group.values()):
        lost -= {(one.kind, str(one.id)) for one in references(record)}
        if not lost:
            return
    yield from (
        groups[kind][id]
        for kind, id in sorted(lost, key=lambda key: (key[0].__name__, key[1]))
        if id in groups.get(kind, ())
    )


def problems_between(before: State, after: State, found: Comparison) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Those that are new and those that are gone, whatever the line; a file under another name is the same file."""
    moved = {change.before.path: change.after.path for change in found.records if change.before and change.after}

    def key(problem: Problem) -> tuple[str, str, str]:
        return moved.get(problem.where.path, problem.where.path), problem.code, problem.message

    had, has = Counter(map(key, before.problems)), Counter(key(problem) for problem in after.problems)
    return (
        tuple(_beyond(after.problems, had, lambda one: (one.where.path, one.code, one.message))),
        tuple(_beyond(before.problems, has, key)),
    )


def _beyond(problems: Iterable[Problem], known: Counter[tuple[str, str, str]], key) -> Iterator[Problem]:  # type: ignore[no-untyped-def]
    left = known.copy()
    for problem in problems:
        if left[key(problem)] > 0:
            left[key(problem)] -= 1
        else:
            yield problem
