"""The page of each entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from build_tools import addresses
from build_tools.corpus import placed_claims
from build_tools.making.maker import Maker, each
from build_tools.model import Entry
from build_tools.pages.desk import Desk, known
from build_tools.pages.entry import claims, dating, glance, grounds
from build_tools.pages.page import Page
from build_tools.pages.question.beside import beside
from build_tools.text import date_words
from build_tools.wording import standing, words


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The page of each entry; a retracted one keeps a page that says so and shows no claim."""
    yield each("entry", desk.corpus.entries, partial(_pages, desk=desk), folder="timeline/")


def _pages(entry: Entry, desk: Desk) -> Iterator[Page]:
    yield _tombstone(entry, desk) if entry.status == "retracted" else _page(entry, desk)


def _page(entry: Entry, desk: Desk) -> Page:
    corpus = desk.corpus
    before, after = desk.neighbours[entry.id]
    views = [claims.view(placed, corpus, desk.agreement) for placed in placed_claims(entry)]
    entry_standing = standing.standing(entry, corpus, desk.agreement)
    return desk.page(
        addresses.address_of(entry),
        "entry.html",
        title=words.name_of(entry),
        description=f"{date_words.in_words(entry.date)}: {entry.title} ({standing.backing_words(entry_standing)}).",
        entry=entry,
        standing=entry_standing,
        glance=glance.glance(entry_standing),
        backing=standing.backing_words(entry_standing),
        sentence=standing.sentence(entry_standing, corpus),
        reason=words.root_reason(entry_standing.backing, corpus),
        groups=claims.by_stance(views),
        dating=dating.dating(entry, views),
        published=_published(views),
        places=known(entry.places, corpus.places),
        ground=grounds.address_of(entry.places),
        event_type=corpus.types.get(entry.type),
        related=beside(desk.related.get(entry.id, ()), corpus),
        citation=desk.citations.of_entry(entry),
        beside=(before, after),
        before=before,
        after=after,
    )


def _published(views: list[claims.ClaimView]) -> list[str]:
    """The days on which the sources of an entry were published, each once."""
    return list(dict.fromkeys(str(view.source.published) for view in views if view.source and view.source.published))


def _tombstone(entry: Entry, desk: Desk) -> Page:
    corpus = desk.corpus
    return desk.page(
        addresses.address_of(entry),
        "tombstone.html",
        title=words.name_of(entry),
        description=f"Withdrawn: {entry.title}",
        entry=entry,
        instead=[other for other in known(entry.see_also, corpus.entries) if other.status != "retracted"],
    )
