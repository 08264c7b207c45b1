"""The publication as it was at the last build, with what of it Git or a long search told, which is not to be found again."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from build_tools.corpus import Corpus
from build_tools.dossier import Dossier
from build_tools.model import Correction, History
from build_tools.pages.page import Site
from build_tools.publication import Publication
from build_tools.tracing.records import kind_of, whole

_GROUPS = {"Entry": "entries", "Source": "sources", "Actor": "actors", "Place": "places", "Question": "questions"}


@dataclass(frozen=True)
class Former:
    """What is kept beside the corpus. ``published``: the history as readers may have it."""

    site: Site
    history: History
    published: History
    corrections: tuple[Correction, ...]

    def publication(self, root: Path, corpus: Corpus) -> Publication:
        """It again."""
        found = Publication(Dossier(root, corpus, (), frozenset()), self.site, self.history)
        found.__dict__["published_history"] = self.published
        found.__dict__["corrections"] = tuple(_followed(one, found.corpus) for one in self.corrections)
        return found


def kept_of(publication: Publication) -> Former:
    """What is to be kept of a finished one."""
    corrections = tuple(replace(one, record=whole(one.record)) for one in publication.corrections)
    return Former(publication.site, publication.history, publication.published_history, corrections)


def _followed(correction: Correction, corpus: Corpus) -> Correction:
    group: Any = getattr(corpus, _GROUPS[kind_of(correction.record).__name__])
    return replace(correction, record=group[correction.record.id])
