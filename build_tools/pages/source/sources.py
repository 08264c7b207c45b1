"""Sources: their publication data, what the dossier took from each and what it left out; never their text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from build_tools import addresses, versions
from build_tools.making.maker import Maker, alone, each
from build_tools.model import Source
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import coverage as drawing
from build_tools.pages.drawings.answers import said_key
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.pages.source import source_record
from build_tools.pages.spread import calendar
from build_tools.pages.spread.calendar import Period, Sheet, first_day, periods
from build_tools.roots import count_roots
from build_tools.wording import terms, words

_ON_THE_INDEX = 80  # sources above which the index holds the latest, and periods have pages of their own
_ON_A_PAGE = 80


@dataclass(frozen=True)
class Row:
    """A source in the list of all."""

    source: Source
    claims: int
    roots: str
    strip: list[drawing.Cell]
    percent: int | None


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index with its further pages, then each source."""
    yield alone("sources/index.html", partial(_index, desk))
    yield Maker("sources of a period", lambda: desk.once(sheets), lambda key: (_period(key, desk),), folder="sources/")
    yield each("source", desk.corpus.sources, lambda source: (_page(source, desk),), folder="sources/")


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────


def tree(desk: Desk) -> tuple[Period[str], ...]:
    """All sources, by id, by when they were published; of a day in the order of their ids."""
    ordered = sorted(desk.corpus.sources.values(), key=lambda one: one.id)
    ordered.sort(key=lambda one: said_key(one.published) if one.published else (2,))
    return periods(((first_day(one.published), one.id) for one in ordered), most=_ON_A_PAGE)


def sheets(desk: Desk) -> dict[str, Sheet[str]]:
    """The pages of years, months and days, by key; none where all sources stand on the index."""
    return calendar.sheets(desk.once(tree)) if len(desk.corpus.sources) > _ON_THE_INDEX else {}


def latest(desk: Desk) -> tuple[str, ...]:
    """The ids of the sources on the index, the latest first."""
    ordered = sorted(desk.corpus.sources.values(), key=lambda one: one.id)
    ordered.sort(key=lambda one: said_key(one.published) if one.published else (-1,), reverse=True)
    return tuple(one.id for one in ordered[: _ON_A_PAGE if len(ordered) > _ON_THE_INDEX else None])


def _index(desk: Desk) -> Page:
    total = len(desk.corpus.sources)
    shown = desk.once(latest)
    return desk.page(
        "sources/index.html",
        "sources.html",
        title="Sources",
        description=f"{terms.counted(total, 'source')} and how much of each the dossier accounts for.",
        rows=[_row(desk.corpus.sources[id], desk) for id in shown],
        periods=[one.outline() for one in desk.once(tree)] if total > len(shown) else [],
        address_of_key=_address,
        total=total,
    )


def _period(key: str, desk: Desk) -> Page:
    sheet = desk.once(sheets)[key]
    return desk.page(
        _address(key),
        "sources_period.html",
        title=f"Sources: {sheet.period.label}",
        description=f"{terms.counted(sheet.period.number, 'source')} and how much of each the dossier accounts for.",
        rows=[_row(desk.corpus.sources[id], desk) for id in reversed(sheet.period.things)],
        sheet=sheet,
        trail=[("Sources", "sources/index.html"), *((calendar.label(one), _address(one)) for one in sheet.above)],
        label_of_key=calendar.label,
        address_of_key=_address,
    )


def _address(key: str) -> str:
    return f"sources/by-year/{key}.html"


def _row(source: Source, desk: Desk) -> Row:
    claims = desk.corpus.claims_by_source.get(source.id, ())
    coverage = desk.coverage.get(source.id)
    return Row(
        source=source,
        claims=len(claims),
        roots=words.root_number(count_roots((placed.claim for placed in claims), desk.corpus)),
        strip=drawing.strip(coverage, merged=True) if coverage else [],
        percent=coverage.percent if coverage and coverage.sentences else None,
    )


# ── One source ──────────────────────────────────────────────────────────────────────────────────────────────


def _page(source: Source, desk: Desk) -> Page:
    corpus = desk.corpus
    claims = corpus.claims_by_source.get(source.id, ())
    coverage = desk.coverage.get(source.id)
    return desk.page(
        addresses.address_of(source),
        "source.html",
        title=words.name_of(source),
        description=f"{source.title}: what the dossier quotes from it.",
        source=source,
        claims=claims,
        paragraphs=source_record.paragraphs(source, claims, corpus),
        roots=count_roots((placed.claim for placed in claims), corpus),
        speakers=speech.voices(claims, corpus),
        own=sum(placed.claim.speaker is None for placed in claims),
        alone=source_record.alone(source, claims, desk),
        entries=len({placed.entry.id for placed in claims}),
        coverage=coverage,
        strip=drawing.strip(coverage) if coverage else [],
        at_hand=source.id in corpus.documents,
        made_of=source_record.made_of(source, corpus),
        copies=corpus.copies.get(source.id, ()),
        earlier=versions.before(source, corpus),
        later=versions.after(source, corpus),
        shared=desk.shared_passages.get(source.id, ()),
    )
