"""The dossier as of a day: nothing in it that no source had published by then.

This is what ``chronicle.days`` works out step by step; the tests hold one against the other.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from build_tools.chronicle.publication_days import published
from build_tools.corpus import Corpus


def corpus_as_of(corpus: Corpus, day: dt.date) -> Corpus:
    """The claims of sources published on or before ``day`` (on its last possible day), and the entries that hold them.

    All else is today's: names, questions, and which source is a copy of which, since roots are told apart by that.
    """
    known = {one.id for one in corpus.sources.values() if (last := published(one).last) and last <= day}
    entries = {}
    for entry in corpus.timeline:
        if claims := tuple(claim for claim in entry.claims if claim.source in known):
            entries[entry.id] = replace(entry, claims=claims)
    return replace(corpus, entries=entries)
