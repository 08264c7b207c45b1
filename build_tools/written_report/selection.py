"""Which entries and claims a report is about. Pure; knows no wording of the report but how a selection is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from build_tools.corpus import Corpus
from build_tools.model import Claim, Entry, Unnamed
from build_tools.text import edtf

Clock = Literal["event", "said", "published"]


@dataclass(frozen=True)
class Selection:
    """What is asked for: each list empty for all, otherwise one of its ids has to be met.

    ``actors``: who takes part, speaks or passes on; ``said_by``: whose claims alone are wanted. ``since`` and ``until``:
    EDTF, open where empty, read against the ``clock``: when it happened, was said or was published.
    """

    actors: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    clock: Clock = "event"
    reviewed: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """An entry of the selection with those of its claims that belong to it; ``left_out`` counts the others."""

    entry: Entry
    left_out: int


def chosen(corpus: Corpus, wanted: Selection) -> Iterator[Chosen]:
    """The entries that are meant, in timeline order, each with the claims that are meant. A retracted one is none."""
    for entry in corpus.entries.values():
        if entry.status == "retracted" or (wanted.reviewed and entry.status != "reviewed"):
            continue
        if not _is_meant(entry, corpus, wanted):
            continue
        claims = tuple(claim for claim in entry.claims if _is_claim_meant(claim, corpus, wanted))
        if claims or not (entry.claims or _narrows_claims(wanted)):
            yield Chosen(replace(entry, claims=claims), len(entry.claims) - len(claims))


def _narrows_claims(wanted: Selection) -> bool:
    return bool(wanted.said_by or wanted.sources or wanted.clock != "event")


def _is_meant(entry: Entry, corpus: Corpus, wanted: Selection) -> bool:
    above = {id for place in entry.places for id in corpus.place_and_above(place)}
    asked = {question for claim in entry.claims for question in corpus.answers_of(claim)}
    return (
        _meets(wanted.entries, {entry.id})
        and _meets(wanted.types, {entry.type})
        and _meets(wanted.places, above)
        and _meets(wanted.questions, asked)
        and _meets(wanted.actors, _involved(entry, corpus) if wanted.actors else set())
        and (wanted.clock != "event" or _falls_within(entry.date, wanted))
    )


def _is_claim_meant(claim: Claim, corpus: Corpus, wanted: Selection) -> bool:
    if not _meets(wanted.sources, {claim.source}) or not _meets(wanted.said_by, _speaks_for(claim, corpus)):
        return False
    return wanted.clock == "event" or _falls_within(_day_of(claim, corpus, wanted.clock), wanted)


def _meets(wanted: Sequence[str], there: set[str]) -> bool:
    return not wanted or bool(there & {str(id) for id in wanted})


def _involved(entry: Entry, corpus: Corpus) -> set[str]:
    found = {str(id) for id in entry.actors}
    for claim in entry.claims:
        found |= {str(id) for id in claim.via} | _speaks_for(claim, corpus)
    return found


def _speaks_for(claim: Claim, corpus: Corpus) -> set[str]:
    """The speaker with the bodies that they belong to; for the source's own voice its publisher."""
    if isinstance(claim.speaker, Unnamed):
        who = claim.speaker.within
    elif claim.speaker:
        who = claim.speaker
    else:
        source = corpus.sources.get(claim.source)
        who = source.publisher if source else ""
    return {str(who), *corpus.bodies_of(who)} - {""} if who else set()


def _day_of(claim: Claim, corpus: Corpus, clock: Clock) -> str:
    source = corpus.sources.get(claim.source)
    published = source.published if source else ""
    return str(claim.said or published) if clock == "said" else str(published)


def _falls_within(date: str, wanted: Selection) -> bool:
    """Whether a date may lie within the bounds: what is not known well enough to be left out stays in. Of “by then at the
    latest” the day that is told counts, for otherwise it would be in every report on the past.
    """
    if not (wanted.since or wanted.until):
        return True
    try:
        day = edtf.parse(date)
    except edtf.NotEdtf:
        return False
    first = edtf.parse(wanted.since).earliest if wanted.since else None
    last = edtf.parse(wanted.until).latest if wanted.until else None
    begins = day.earliest or day.latest
    return not (first and day.latest and day.latest < first) and not (last and begins and begins > last)
