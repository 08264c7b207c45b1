"""The database: sound, the same each time, and served by Datasette with questions that get the right answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from small_corpus import small_corpus
from validation.database import Server

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.exports.all import files
from build_tools.exports.sqlite_layout import queries
from build_tools.exports.table_layout import TABLES
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Quantity
from build_tools.published import for_readers
from build_tools.text import edtf

PROJECT = Path(__file__).parent.parent
SITE = SiteFacts("The <dam>", "What broke", "https://dam.example/", '<a href="https://lic.example/by/">CC BY 4.0</a>')
DOSSIERS = {"first": PROJECT, "flood": PROJECT / "tests/dossiers/flood"}
HOSTILE = "x'); DROP TABLE claims; --"


def exported(corpus: Corpus) -> Mapping[str, bytes]:
    return files(Telling(corpus, Agreement(corpus), SITE), only=("sqlite",))


def corpus_of(name: str) -> Corpus:
    return for_readers(open_dossier(DOSSIERS[name]).corpus) if name in DOSSIERS else hostile()


def hostile() -> Corpus:
    """Quotes of SQL and HTML, names with marks of all kinds, half a character, a number that no program counts to."""
    corpus = small_corpus()
    id, entry = next(iter(corpus.entries.items()))
    claim = replace(
        entry.claims[0], note=f'{HOSTILE} \ud800 \x00 "', quantities=(Quantity("too many", "9" * 400),), medium="NUL"
    )
    titled = replace(entry, title=HOSTILE, claims=(claim, *entry.claims[1:]))
    return replace(corpus, entries={**corpus.entries, id: titled})


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    made = {}
    for name in (*DOSSIERS, "hostile"):
        folder = tmp_path_factory.mktemp(name)
        for path, content in exported(corpus_of(name)).items():
            (folder / path.removeprefix("data/")).write_bytes(content)
        made[name] = folder / "dossier.sqlite"
    return made


def asked(database: Path, sql: str, *values: str) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(sql, values).fetchall()
    finally:
        connection.close()


@pytest.mark.parametrize("name", [*DOSSIERS, "hostile"])
def test_the_database_is_sound_and_every_reference_arrives(name: str, databases: Mapping[str, Path]) -> None:
    assert asked(databases[name], "PRAGMA integrity_check") == [("ok",)]
    assert asked(databases[name], "PRAGMA foreign_key_check") == []
    corpus = corpus_of(name)
    assert asked(databases[name], "SELECT count(*) FROM claims") == [(len(corpus.claims),)]
    assert asked(databases[name], "SELECT count(*) FROM entries") == [(len(corpus.entries),)]


def test_the_same_dossier_gives_the_same_bytes_whatever_version_of_the_library_is_noted() -> None:
    content = exported(small_corpus())["data/dossier.sqlite"]
    assert content == exported(small_corpus())["data/dossier.sqlite"]
    assert content.startswith(b"SQLite format 3\x00")
    assert (content[24:28], content[92:96], content[96:100]) == (
        b"\0\0\0\1",
        b"\0\0\0\1",
        (3_037_000).to_bytes(4, "big"),
    )


def test_hostile_text_comes_out_as_it_went_in(databases: Mapping[str, Path]) -> None:
    (entry,) = asked(databases["hostile"], "SELECT title FROM entries WHERE id = 'first-clash'")
    assert entry == (HOSTILE,)
    (note, medium) = asked(databases["hostile"], "SELECT note, medium FROM claims WHERE medium IS NOT NULL")[0]
    assert (note, medium) == (f'{HOSTILE} \\ud800 \x00 "', "NUL")
    assert asked(databases["hostile"], "SELECT value, low FROM claim_quantities") == [("9" * 400, None)]


@pytest.mark.parametrize("words", ["kaspiysk", "ВІДБИЛИ", "defence forces", "zelensky", "drones wednesday"])
def test_words_are_found_whatever_their_capitals(words: str, databases: Mapping[str, Path]) -> None:
    assert asked(databases["hostile"], "SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?", words)


def test_names_are_found_without_their_accents_and_also_after_a_vacuum(tmp_path: Path) -> None:
    corpus = small_corpus()
    place = replace(corpus.places["dagestan"], name="Dağıstan Özerk")
    content = exported(replace(corpus, places={**corpus.places, "dagestan": place}))["data/dossier.sqlite"]
    (tmp_path / "d.sqlite").write_bytes(content)
    connection = sqlite3.connect(tmp_path / "d.sqlite")
    connection.execute("VACUUM")
    connection.close()
    found = "SELECT names.id FROM names_fts JOIN names ON names.rowid = names_fts.rowid WHERE names_fts MATCH ?"
    assert asked(tmp_path / "d.sqlite", found, "ozerk") == [("dagestan",)]


# ── served by Datasette ─────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def served(databases: Mapping[str, Path]) -> Iterator[Server]:
    server = Server(databases["first"])
    yield server
    server.close()


PARAMETERS = {"speaker": "Zelensk", "day": "2024-11-09", "question": "Kursk", "words": "North Korean", "place": "Kursk"}
PARAMETERS |= {"name": "Zelen"}


@pytest.mark.parametrize("query", queries())
def test_every_ready_question_runs_and_has_words_for_people(query: str, served: Server) -> None:
    told = queries()[query]
    assert told["title"] and told["description"].endswith(".")
    assert served.rows(query, **PARAMETERS), "the first dossier has an answer to each"
    assert served.get(f"/dossier/{query}").status_code == 200


def test_what_somebody_said_on_a_day_is_what_the_records_say(served: Server) -> None:
    corpus = corpus_of("first")
    held = corpus.claims_by_speaker["andrii-kovalenko"]
    assert len(served.rows("said_by", speaker="Kovalenko", day="")) == len(held)
    on_the_day = [one for one in held if one.claim.said == "2024-11-04"]
    found = served.rows("said_by", speaker="andrii-kovalenko", day="2024-11-04")
    assert on_the_day and {row["quote"] for row in found} == {one.claim.quote for one in on_the_day}
    assert served.rows("said_by", speaker="Kovalenko", day="1999-01-01") == []


def test_what_was_known_on_a_day_is_what_was_surely_published_by_then(served: Server) -> None:
    corpus = corpus_of("first")
    last_days = {id: edtf.parse(source.published).latest for id, source in corpus.sources.items()}
    first, *_, last = sorted(day.isoformat() for day in last_days.values() if day)
    by_first = [one for one in corpus.claims if str(last_days[one.claim.source]) <= first]
    assert 0 < len(served.rows("known_on", day=first)) == len(by_first) < len(corpus.claims)
    assert len(served.rows("known_on", day=last)) == len(corpus.claims)
    assert served.rows("known_on", day="2020-01-01") == []


def test_contradictions_are_those_of_the_site(served: Server) -> None:
    corpus = corpus_of("first")
    pairs = [pair for finding in Agreement(corpus).findings.values() for pair in finding.contradictions]
    found = {frozenset((row["quote"], row["other_quote"])) for row in served.rows("contradictions")}
    assert found == {frozenset(answer.claim.quote for answer in pair) for pair in pairs} != set()


def test_places_within_a_place_belong_to_it(served: Server) -> None:
    corpus = corpus_of("first")
    found = {row["title"] for row in served.rows("events_at", place="kursk-oblast")}
    assert found == {entry.title for entry in corpus.entries_by_place["kursk-oblast"]} != set()


def test_a_search_takes_any_signs_for_words(served: Server) -> None:
    assert served.rows("words", words='Kursk "AND (') == served.rows("words", words="Kursk and")
    assert all(row["quote"] for row in served.rows("words", words="artillery"))


def test_the_pages_tell_whose_data_it_is_and_show_tables_views_and_facets(served: Server) -> None:
    home = served.get("/dossier").text
    assert "The &lt;dam&gt;" in served.get("/").text and "CC BY 4.0" in home
    assert all(f"/dossier/{table}" in home for table in (*TABLES, "claims_told"))
    claims = served.get("/dossier/claims?_search=Kursk")
    assert claims.status_code == 200 and "The words of the source, verbatim" in claims.text
    facets = served.get("/dossier/claims.json?_shape=objects").json()["facet_results"]
    assert facets.keys() == {"stance", "root", "source"}


def test_nobody_can_write_through_it(served: Server) -> None:
    answer = served.get("/dossier.json?sql=delete+from+claims")
    assert answer.status_code == 400 and "SELECT" in answer.text
