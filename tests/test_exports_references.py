"""The sources of the dossiers as references, read back by programs that keep references."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import bibtexparser
import pytest
import rispy
from pages_corpus import dam

from build_tools.citations import bibtex, csl_json, plain, ris
from build_tools.citations.works import Citing
from build_tools.exports.telling import Telling

DOSSIERS = ("first", "flood", "ferry")
Exported = Mapping[str, Mapping[str, bytes]]
Tellings = Mapping[str, Telling]


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_every_source_comes_out_of_every_format_as_its_publisher_has_it(
    dossier: str, exported: Exported, tellings: Tellings
) -> None:
    corpus, made = tellings[dossier].corpus, exported[dossier]
    csl = {one["id"]: one for one in json.loads(made["data/sources.csl.json"])}
    library = bibtexparser.parse_string(made["data/sources.bib"].decode())
    known = {one["id"]: one for one in rispy.loads(made["data/sources.ris"].decode())}
    assert not library.failed_blocks
    assert list(csl) == [one.key for one in library.entries] == list(known) == list(corpus.sources)
    for id, source in corpus.sources.items():
        publisher = str(corpus.actors[source.publisher].name)
        assert csl[id]["title"] == known[id]["title"] == source.title
        assert csl[id]["publisher"] == known[id]["publisher"] == publisher
        assert csl[id]["language"] == known[id]["language"] == source.language
        assert csl[id].get("URL", "") == next(iter(known[id].get("urls", [])), "") == source.url
        assert (
            [one["literal"] for one in csl[id].get("author", [])]
            == list(source.authors)
            == known[id].get("authors", [])
        )
        assert csl[id].get("archive_location", "") == source.archived


def test_the_day_on_which_a_text_was_fetched_is_the_day_of_access() -> None:
    corpus = dam()
    fetched = replace(corpus.sources["ledger"], retrieved="2031-03-09")
    work = Citing(corpus, "The dam").source(fetched)
    assert json.loads(csl_json.write([work]))[0]["accessed"] == {"date-parts": [[2031, 3, 9]]}
    (reference,) = rispy.loads(ris.write([work]))
    assert reference["access_date"] == "2031/03/09/"
    (entry,) = bibtexparser.parse_string(bibtex.write([work])).entries
    assert entry["urldate"] == "2031-03-09"
    assert plain.ACCESSED in plain.write(work)  # who cites it reads it on a day of their own


@pytest.mark.parametrize(
    ("retrieved", "csl", "day"),
    [
        ("2031-03", {"date-parts": [[2031, 3]]}, None),
        ("2031-03-09T12:00:00Z", {"date-parts": [[2031, 3, 9]]}, "2031-03-09"),
    ],
)
def test_a_day_of_access_is_never_more_precise_than_the_record(retrieved: str, csl: Any, day: str | None) -> None:
    corpus = dam()
    work = Citing(corpus, "The dam").source(replace(corpus.sources["ledger"], retrieved=retrieved))
    assert json.loads(csl_json.write([work]))[0]["accessed"] == csl
    (entry,) = bibtexparser.parse_string(bibtex.write([work])).entries
    assert (entry["urldate"] if entry.get("urldate") else None) == day
