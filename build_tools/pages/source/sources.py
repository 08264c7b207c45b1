"""Sources: their publication data, what the dossier took from each and what it left out; never their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from build_tools import addresses, versions
from build_tools.making.maker import ALONE, Maker, each
from build_tools.model import Source
from build_tools.pages.desk import Desk
from build_tools.pages.drawings import coverage as drawing
from build_tools.pages.drawings.answers import said_key
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.pages.source import source_record
from build_tools.roots import count_roots
from build_tools.text import edtf
from build_tools.wording import terms, words

_ON_THE_INDEX = 400  # sources above which the index holds the latest, and years have pages of their own


@dataclass(frozen=True)
class Row:
    """A source in the list of all."""

    source: Source
    claims: int
    roots: str
    strip: list[drawing.Cell]
    percent: int | None


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, then each source."""
    yield Maker("sources", lambda: (ALONE,), lambda _: _indexes(desk))
    yield each("source", desk.corpus.sources, lambda source: (_page(source, desk),))


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────


def _indexes(desk: Desk) -> Iterator[Page]:
    ordered = sorted(desk.corpus.sources.values(), key=lambda one: one.id)
    ordered.sort(key=lambda one: said_key(one.published) if one.published else (-1,), reverse=True)
    if len(ordered) <= _ON_THE_INDEX:
        yield _index("sources/index.html", "Sources", ordered, desk)
        return
    years: dict[str, list[Source]] = {}
    for source in ordered:
        years.setdefault(_year(source), []).append(source)
    listed = [(year, f"sources/by-year/{year}.html", len(held)) for year, held in years.items()]
    yield _index("sources/index.html", "Sources", ordered[:_ON_THE_INDEX], desk, years=listed)
    for year, address, _ in listed:
        yield _index(address, f"Sources: {'date not known' if year == 'undated' else year}", years[year], desk)


def _year(source: Source) -> str:
    try:
        date = edtf.parse(source.published)
    except edtf.NotEdtf:
        return "undated"
    day = date.earliest or date.latest
    return str(day.year) if day else "undated"


def _index(
    address: str, title: str, listed: Sequence[Source], desk: Desk, years: Sequence[tuple[str, str, int]] = ()
) -> Page:
    return desk.page(
        address,
        "sources.html",
        title=title,
        description=f"{terms.counted(len(desk.corpus.sources), 'source')} and how much of each the dossier accounts for.",
        rows=[_row(source, desk) for source in listed],
        years=years,
        total=len(desk.corpus.sources),
    )


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
