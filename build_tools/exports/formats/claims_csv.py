"""``claims.csv``: one row per claim of the entries that stand, in timeline order."""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.exports.csv_table import table
from build_tools.exports.dates import bounded
from build_tools.exports.objects import quantity_as_json, words_before
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.model import Unnamed


class Writer:
    """One row for each claim it is told."""

    def __init__(self, telling: Telling) -> None:
        self._corpus = telling.corpus
        self._rows: list[dict[str, str]] = []

    def take(self, told: ToldEntry) -> None:
        """Take in an entry."""
        self._rows += [_row(claim, self._corpus) for claim in told.claims]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file."""
        yield "data/claims.csv", table("claims.csv", self._rows)


def _row(told: ToldClaim, corpus: Corpus) -> dict[str, str]:
    claim, entry, found = told.claim, told.entry, told.found
    return {
        "id": claim.id,
        "address": told.address,
        "entry": entry.id,
        "entry_title": entry.title,
        "entry_date": entry.date,
        "entry_type": entry.type,
        "position": str(told.placed.position + 1),
        "quote": claim.quote,
        "start": str(found.start) if found.outcome == "exact" else "",
        "end": str(found.end) if found.outcome == "exact" else "",
        "after": words_before(told, corpus),
        "lang": claim.lang,
        "translation": claim.translation.text if claim.translation else "",
        "translation_by": claim.translation.by if claim.translation else "",
        **_source(told),
        **_speaker(told, corpus),
        "via": " ".join(claim.via),
        "stance": claim.stance,
        **bounded("said", claim.said, told.said),
        **bounded("when", claim.when, told.when),
        "medium": claim.medium,
        "quantities": _json([quantity_as_json(one) for one in claim.quantities]),
        "answers": _json(dict(told.answers)),
        "note": claim.note,
    }


def _source(told: ToldClaim) -> dict[str, str]:
    source = told.source
    return {
        "source": told.claim.source,
        "source_title": source.title if source else "",
        "source_published": source.published if source else "",
    }


def _speaker(told: ToldClaim, corpus: Corpus) -> dict[str, str]:
    claim = told.claim
    unnamed = claim.speaker if isinstance(claim.speaker, Unnamed) else Unnamed("")
    actor = corpus.actors.get(claim.named_speaker)
    return {
        "root": told.root.kind,
        "speaker": claim.named_speaker,
        "speaker_name": actor.name if actor else "",
        "speaker_words": unnamed.words,
        "speaker_within": unnamed.within,
    }


def _json(value: list[dict[str, str]] | dict[str, str]) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if value else ""
