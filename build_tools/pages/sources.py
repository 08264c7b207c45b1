"""Sources: their publication data, what the dossier took from each and what it left out; never their text."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools import addresses
from build_tools.model import Source
from build_tools.pages import terms, words
from build_tools.pages.desk import Desk
from build_tools.pages.page import Page


def pages(desk: Desk) -> Iterator[Page]:
    """The index, then each source."""
    corpus = desk.corpus
    yield desk.page(
        "sources/index.html",
        "sources.html",
        title="Sources",
        description=f"{terms.counted(len(corpus.sources), 'source')} and how much of each the dossier accounts for.",
        sources=list(corpus.sources.values()),
        coverage_by_source=desk.coverage,
    )
    for source in corpus.sources.values():
        yield _page(source, desk)


def _page(source: Source, desk: Desk) -> Page:
    corpus = desk.corpus
    return desk.page(
        addresses.address_of(source),
        "source.html",
        title=words.name_of(source),
        description=f"{source.title}: what the dossier quotes from it.",
        source=source,
        claims=corpus.claims_by_source.get(source.id, ()),
        coverage=desk.coverage.get(source.id),
        at_hand=source.id in corpus.documents,
        copies=[other for other in corpus.sources.values() if other.republishes == source.id],
        edit=desk.site.edit_address(source.path),
    )
