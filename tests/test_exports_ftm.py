"""``ftm/``, read by ``followthemoney`` itself: its model, its statements, its catalogue of datasets."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from followthemoney.dataset import Dataset
from followthemoney.types import registry
from pages_corpus import dam
from rigour.langs import iso_639_alpha3
from small_corpus import small_corpus
from validation.follow_money import FOLLOW_THE_MONEY, Loaded
from validation.judging import judge

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.formats import follow_the_money
from build_tools.exports.ftm.naming import naming_of
from build_tools.exports.ftm.records import language
from build_tools.exports.ftm.statements import clean, type_of
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Alias, Entry, Place
from build_tools.published import for_readers

SITE = SiteFacts("The dam", url="https://dam.example/d/", rights='<a href="https://cc.example/by/">CC BY</a>')


def loaded(corpus: Corpus, site: SiteFacts = SITE) -> Loaded:
    given = for_readers(corpus)
    telling = Telling(given, Agreement(given), site)
    return Loaded.of(files(telling, only=["ftm"]))


@pytest.fixture(scope="module")
def invented() -> Loaded:
    return loaded(dam())


# ── What the model demands ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("corpus", [dam(), small_corpus(), Corpus()], ids=["invented", "small", "empty"])
def test_the_library_finds_nothing_wrong(corpus: Corpus) -> None:
    assert judge(FOLLOW_THE_MONEY, loaded(corpus).files).faults == ()


def test_we_name_the_types_of_properties_as_the_model_does(invented: Loaded) -> None:
    for one in invented.statements:
        assert one.prop_type == type_of(one.prop)


def test_languages_are_the_three_letters_that_the_standard_has() -> None:
    for code in ("en", "de", "uk", "ru", "fr", "ar", "zh", "fa", "pt-BR"):
        assert language(code) == iso_639_alpha3(code.partition("-")[0])
    assert language("xx") == language("") == ""


# ── Statements ──────────────────────────────────────────────────────────────────────────────────────────────


def test_the_catalogue_says_where_the_files_are(invented: Loaded) -> None:
    (whole,) = (one for one in invented.catalogue.datasets if one.is_collection)
    entities = whole.get_resource("entities.ftm.json")
    assert str(entities.url) == "https://dam.example/d/data/ftm/entities.ftm.json"
    assert entities.size == len(invented.files[follow_the_money.ENTITIES])


def test_a_value_that_had_to_change_stands_beside_what_was_recorded(invented: Loaded) -> None:
    moved = invented.at("timeline", "people-moved").id
    (first,) = (one for one in invented.statements if one.entity_id == moved and one.prop == "startDate")
    assert (first.value, first.original_value) == ("2031-03-04", "[2031-03-04..2031-03-05]")
    brief = invented.at("sources", "brief")
    assert brief.get("publishedAt") == [] and "2031-03?" in brief.first("notes")


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2024-21", "2024-03-01", "2024-05-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-34", "2024-04-01", "2024-06-30"),
    ],
)
def test_a_season_is_no_month(date: str, first: str, last: str) -> None:
    corpus = small_corpus()
    entries = {id: replace(one, date=date) for id, one in corpus.entries.items()}
    sources = {id: replace(one, published=date) for id, one in corpus.sources.items()}
    made = loaded(replace(corpus, entries=entries, sources=sources))
    for event in made.all("Event"):
        assert not event.get("date") and (event.first("startDate"), event.first("endDate")) == (first, last)
        assert f"Date as recorded (EDTF): {date}" in event.get("description")
    articles = made.all("Article")
    assert articles and all(date in " ".join(one.get("notes")) and not one.get("publishedAt") for one in articles)


@pytest.mark.parametrize("date", ["9999-12-31", "0001-01-01", "0987", "2024-11-06/9999-12-31"])
def test_a_year_that_the_library_does_not_take_is_told_in_words(date: str) -> None:
    corpus = small_corpus()
    entries = {id: replace(one, date=date) for id, one in corpus.entries.items()}
    for event in loaded(replace(corpus, entries=entries)).all("Event"):
        assert all(registry.date.validate(one) for key in ("date", "startDate", "endDate") for one in event.get(key))
        assert f"Date as recorded (EDTF): {date}" in event.get("description")


def test_a_statement_is_of_the_source_that_says_so(invented: Loaded) -> None:
    for note in invented.all("Note"):
        (dataset,) = invented.datasets[note.id]
        assert dataset == f"dam_example_d_source_{note.first('proof').rpartition('-')[2]}"
    burst = invented.at("timeline", "dam-bursts")
    proofs = {one.dataset for one in invented.statements if one.entity_id == burst.id and one.prop == "proof"}
    assert proofs == {"dam_example_d_source_ledger", "dam_example_d_source_brief"}
    names = [one for one in invented.statements if one.entity_id == burst.id and one.prop == "name"]
    assert [(one.dataset, one.origin) for one in names] == [
        ("dam_example_d_records", "content/timeline/2031/dam-bursts.md")
    ]


# ── What is said ────────────────────────────────────────────────────────────────────────────────────────────


def test_an_event_is_reported_and_a_denied_one_says_so(invented: Loaded) -> None:
    burst, repairs = (invented.at("timeline", one) for one in ("dam-bursts", "repairs"))
    assert burst.first("summary") == "Reported, by 2 roots in 2 sources; others deny it, or say otherwise."
    assert all("reported" in one.get("keywords") for one in invented.all("Event"))
    assert "draft" in repairs.get("keywords") and "graphic" in burst.get("keywords")


def test_who_denies_is_linked_to_the_event_as_one_who_denies(invented: Loaded) -> None:
    stands = {(one.first("subject").rpartition("actors-")[2], one.first("role")) for one in invented.all("UnknownLink")}
    assert {
        ("ministry", "denies"),
        ("water-board", "asserts"),
        ("mayor", "declines"),
        ("ada-finch", "expects"),
    } <= stands


def test_the_words_of_a_claim_are_a_note_on_the_event_and_on_who_says_so(invented: Loaded) -> None:
    notes = {one.first("description"): one for one in invented.all("Note")}
    assert notes["The ministry denied that the dam had burst"].first("summary") == "Ministry of Rivers: denies"
    entities = [one.rpartition("-")[0] for one in notes["some 200"].get("entity")]
    assert len(entities) == 1, "nobody is accused of an unnamed helper's words"
    (german,) = (one for one in invented.statements if one.value == "das Wehr ist gebrochen")
    assert german.lang == "deu"


def test_no_answer_becomes_a_value_of_an_event(invented: Loaded) -> None:
    allowed = {
        "name", "date", "startDate", "endDate", "summary", "description", "keywords", "location", "addressEntity",
        "involved", "recordId", "sourceUrl", "proof",
    }  # fmt: skip
    assert {prop.name for one in invented.all("Event") for prop in one.iterprops()} <= allowed


def test_an_office_is_a_membership_on_the_day_on_which_it_was_seen(invented: Loaded) -> None:
    (office,) = (one for one in invented.all("Membership") if one.get("role") == ["head"])
    assert office.get("date") == ["2031-03-05"] and not office.get("startDate")
    assert office.first("organization") == invented.at("actors", "water-board").id


def test_a_place_has_its_point_since_an_event_can_have_none(invented: Loaded) -> None:
    dam_ = invented.at("places", "brae-dam")
    assert (dam_.get("latitude"), dam_.get("longitude")) == (["12.5"], ["-3.25"])
    assert dam_.get("full") == ["Brae Dam, Brae Valley"]


def test_what_is_retracted_or_withheld_is_no_entity(invented: Loaded) -> None:
    plain = [gzip.decompress(held) if path.endswith(".gz") else held for path, held in invented.files.items()]
    written = b"".join(plain).decode()
    assert "rumour" not in written and "witness" not in written and "second dam" not in written


# ── What stays ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("site", "prefix"),
    [
        (SiteFacts("X", url="https://www.Dam.example/A-b/"), "www_dam_example_a_b"),
        (SiteFacts("X", repository="https://git.example/a/b.git"), "git_example_a_b_git"),
        (SiteFacts("Die Flut: ein Dossier"), "die_flut_ein_dossier"),
        (SiteFacts(), "dossier"),
    ],
)
def test_a_dossier_keeps_its_name_as_long_as_its_address(site: SiteFacts, prefix: str) -> None:
    assert naming_of(site).prefix == prefix
    Dataset.make({"name": naming_of(site).of_source("000-a-b"), "title": "x"})


def test_the_same_dossier_gives_the_same_bytes(invented: Loaded) -> None:
    assert loaded(dam()).files == invented.files


@pytest.mark.parametrize(
    "words",
    ["  a \n\t b ", "x" * 70_000, "a\x00b\x85c\u2028d", "\ufeffname", "=1+1", '“quoted”, "twice"\nand on', "\ud800"],
)
def test_any_words_stay_words_of_their_type(words: str) -> None:
    for kind in ("name", "string", "text", "address"):
        kept = clean(words, kind)
        assert kept == clean(kept, kind)
    corpus = dam()
    changed = replace(
        corpus,
        places={**corpus.places, "odd": Place("odd", name=words, aliases=(Alias(words, lang="xx"),))},
        entries={
            **corpus.entries,
            "odd": Entry("odd", title=words, date=words, places=("odd", "gone"), actors=("gone",)),
        },
    )
    read = loaded(changed)
    assert all(one.id == one.generate_key() for one in read.statements)
    assert read.at("timeline", "odd").caption
