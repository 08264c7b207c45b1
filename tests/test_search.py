"""The search index: what can be found by which words, and how it is stored."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import small_corpus

from build_tools.corpus import Corpus
from build_tools.search.fields import KINDS, NAME, Searchable, searchables
from build_tools.search.index import assets, index_files
from build_tools.search.inverted import beginnings, invert
from build_tools.search.storage import FOLDER, cut, encode, script
from build_tools.search.words import extras, sequence, stem, stop_words
from build_tools.text.names import fold

_LETTERS = [chr(code) for code in range(35, 126) if chr(code) != "\\"]


def decode(text: str) -> list[int]:
    """The twin of ``encode``, as engine.js has it."""
    numbers, number, gap = [], 0, 0
    for letter in text:
        digit = _LETTERS.index(letter)
        gap = gap * 45 + digit % 45
        if digit < 45:
            number, gap = number + gap, 0
            numbers.append(number)
    return numbers


@given(st.lists(st.integers(0, 5_000_000), unique=True).map(sorted))
def test_rising_numbers_survive_their_spelling(numbers: list[int]) -> None:
    assert decode(encode(numbers)) == numbers


@given(st.lists(st.text(max_size=9)), st.integers(1, 20))
def test_cutting_loses_nothing_and_keeps_the_order(items: list[str], size: int) -> None:
    pieces = list(cut(items, size, weigh=len))
    assert [item for piece in pieces for item in piece] == items
    assert all(sum(map(len, piece)) <= size or sum(map(bool, piece)) == 1 for piece in pieces)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,000 soldiers", ["12000", "soldiers"]),
        ("12.000", ["12000"]),
        ("12 000 men", ["12000", "men"]),
        ("1,234,567", ["1234567"]),
        ("38/63", ["38", "63"]),
        ("6.11.2024", ["6", "11", "2024"]),
        ("in 2024 600 men", ["in", "2024", "600", "men"]),
        ("N'Djamena’s", ["ndjamenas"]),
        ("Зеленський", ["zelenskyi"]),
        ("Yoon Suk-yeol", ["yoon", "suk", "yeol"]),
    ],
)
def test_a_text_is_read_as_these_words(text: str, words: list[str]) -> None:
    assert sequence(text) == words


@given(st.text(alphabet=st.characters(exclude_characters="0123456789", exclude_categories=["Nd", "Cs"])))
def test_words_are_folded_as_names_are(text: str) -> None:
    assert " ".join(sequence(text)) == " ".join(fold(text).split())


def test_compounds_are_found_as_one_word_too_and_spaced_numbers_by_their_parts() -> None:
    assert extras("Suk-yeol and 12 000") == ["sukyeol", "12", "000"]
    assert extras("7,600") == []


@pytest.mark.parametrize(
    "forms",
    [
        ("attack", "attacks", "attacked", "attacking"),
        ("capture", "captured", "captures", "capturing"),
        ("stop", "stopped", "stopping", "stops"),
        ("agency", "agencies"),
        ("launch", "launches", "launched"),
        ("russia", "russias"),
        ("pass", "passes", "passed"),
    ],
)
def test_forms_of_one_word_have_one_stem_that_they_all_begin_with(forms: tuple[str, ...]) -> None:
    stems = {stem(form) for form in forms}
    assert len(stems) == 1
    assert all(form.startswith(stems.pop()[:-1] if stems else "") for form in forms)


@given(st.text(alphabet="abcdeginprstuy", min_size=1, max_size=12))
def test_a_word_begins_with_its_stem_but_for_the_last_letter(word: str) -> None:
    assert word.startswith(stem(word)[:-1])


# ── What can be found ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def things() -> list[Searchable]:
    return searchables(small_corpus())


def found(things: list[Searchable], word: str) -> set[str]:
    places = invert(things).words.get(word, ([], [], []))
    return {things[number].card.address for numbers in places for number in numbers}


def test_an_alias_finds_the_actor_the_entries_and_the_claims(things: list[Searchable]) -> None:
    for word in ("zelensky", "zelenskyy", "zelenskyi"):
        kinds = {address.split("/")[0] + ("#" if "#" in address else "") for address in found(things, word)}
        assert kinds == {"actors", "timeline", "timeline#"}


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("12000", "timeline/first-clash.html#claim-"),
        ("dagestan", "timeline/harbour-attacked.html"),
        ("vidbyly", "timeline/harbour-attacked.html#claim-"),
        ("repelled", "timeline/harbour-attacked.html#claim-"),
        ("2024", "timeline/first-clash.html"),
        ("president", "actors/volodymyr-zelensky.html"),
        ("evening", "sources/000-harbour.html"),
    ],
)
def test_things_are_found_by(things: list[Searchable], word: str, address: str) -> None:
    assert any(one.startswith(address) for one in found(things, word))


def test_what_is_withheld_cannot_be_found_and_what_is_retracted_says_so(things: list[Searchable]) -> None:
    assert not found(things, "hidden")
    (retracted,) = (thing.card for thing in things if "rumour" in thing.card.address)
    assert "retracted" in retracted.about


def test_a_claim_shows_its_speaker_and_date(things: list[Searchable]) -> None:
    cards = {thing.card.text: thing.card for thing in things if thing.kind == "claim"}
    assert cards["“12,000 soldiers had been sent”"].title == "Volodymyr Zelensky"
    assert cards["“12,000 soldiers had been sent”"].about[0] == "2024-11-04"
    assert cards["“about ten thousand”"].title == "“officials” (The Agency)"
    assert cards["“The harbour of Kaspiysk was attacked by drones on Wednesday.”"].title == "Evening Post"


def test_one_letter_finds_a_few_names_of_each_kind(things: list[Searchable]) -> None:
    starts = beginnings(invert(things), [thing.kind for thing in things], most=1)
    assert {things[number].kind for number in starts["k"]} == {"place", "entry"}
    assert all(NAME in {field.weight for field in things[number].fields} for number in starts["k"])


# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────


def read(data: bytes) -> object:
    text = data.decode()
    assert text.startswith("__claimline_search__.part(") and text.endswith(");\n")
    return json.loads(f"[{text[len('__claimline_search__.part(') : -3]}]")[1]


def test_the_index_is_scripts_that_hand_data_over_and_the_same_for_the_same_corpus() -> None:
    files = index_files(small_corpus())
    assert all(name.startswith(FOLDER) and name.endswith(".js") for name in files)
    assert [read(data) for data in files.values()]
    assert index_files(small_corpus()) == files


def test_the_manifest_counts_the_things_of_each_kind() -> None:
    manifest = read(index_files(small_corpus())[FOLDER + "manifest.js"])
    assert [kind for kind, _ in manifest["kinds"]] == list(KINDS)  # type: ignore[index]
    assert dict(manifest["kinds"])["claim"] == 6  # type: ignore[index]


def test_an_empty_dossier_has_an_index() -> None:
    assert read(index_files(Corpus())[FOLDER + "manifest.js"])["words"] == []  # type: ignore[index]


def test_a_script_survives_every_text() -> None:
    hostile = "</script>\u2028\u2029\ud800\"\\'"
    data = script("c0", [hostile])
    assert b"\xe2\x80\xa8" not in data
    assert read(data) == [hostile]


FORBIDDEN = "innerHTML outerHTML insertAdjacentHTML document.write eval( console. fetch( http:// https://".split()


def test_the_scripts_never_write_markup_nor_to_the_console_nor_fetch() -> None:
    for name, data in assets().items():
        text = data.decode()
        for forbidden in FORBIDDEN:
            assert forbidden not in text.replace("http://www.w3.org/2000/svg", ""), (name, forbidden)


def test_stop_words_are_folded_words() -> None:
    assert all(sequence(word) == [word] and unicodedata.is_normalized("NFC", word) for word in stop_words())
