"""What became of a full build, for the next one to go on from. Knows no MkDocs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from pathlib import Path
from typing import Any

from build_tools.accelerate.searching import ReadAhead
from build_tools.exports.all import Downloads
from build_tools.exports.checksums import Finished
from build_tools.keeping.vault import Vault
from build_tools.making.maker import Maker
from build_tools.publication import Publication
from build_tools.tracing.noting import Noting
from build_tools.tracing.readers import Product

KEY = "claimline-outcome"  # of MkDocs' ``extra``


@dataclass
class Outcome:
    """``paths`` by product; ``pages``: all of them in their order; ``named``: those of the navigation. ``downloads``: where it is
    remembered what downloads are made of; ``vault``: where the search index is; ``sizes``: of all files that were made, where they are known; ``looks``: size and time of every file of the
    ``site``. Nothing is told before everything is made.
    """

    noting: Noting
    downloads: Path
    vault: Vault
    publication: Publication | None = None
    site: Path = Path()
    paths: Mapping[Product, tuple[str, ...]] = field(default_factory=dict)
    pages: Sequence[str] = ()
    named: Collection[str] = ()
    sizes: Mapping[str, int | None] = field(default_factory=dict)
    looks: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def around(self, maker: Maker[Any]) -> Maker[Any]:
        """The same maker, of which it is noted what it reads."""
        return self.noting.around(maker)

    def of_search(self, maker: Maker[Any], publication: Publication) -> tuple[Maker[Any], Maker[Any]]:
        """Of the search index: who reads its blocks, of which it is noted what each reads; and who puts it together then."""
        ahead = ReadAhead(publication, self.noting.folder)
        return ahead.blocks(self.noting.around), ahead.index(maker, self.vault)

    def take(
        self,
        publication: Publication,
        site: Path,
        paths: Mapping[Product, tuple[str, ...]],
        pages: Sequence[str],
        named: Collection[str],
        downloads: Mapping[str, Finished],
    ) -> None:
        """Everything is made. Of the publication only what it is made of is kept: its tables take more room than all else."""
        self.publication, self.site = replace(publication), site
        self.paths, self.pages, self.named = paths, pages, frozenset(named)
        made = dict.fromkeys(chain(pages, *paths.values()))
        self.sizes = {**made, **{path: one.size for path, one in downloads.items()}}

    def placed(self, site: Path, looks: Mapping[str, tuple[int, int]]) -> None:
        """All of it has taken the place of the former site, with the files as they were when they were finished."""
        self.site, self.looks = site, looks


class Noted:
    """Downloads of which it is noted what they are made from."""

    def __init__(self, offer: Downloads, around: Callable[[Maker[Any]], Maker[Any]]) -> None:
        self._offer = offer
        self.makers = tuple(map(around, offer.makers))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._offer, name)
