"""The search index: what can be found by which words, and how it is stored."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import small_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry
from build_tools.search.blocks import SLOTS, Blocks
from build_tools.search.card_files import packed, unpacked
from build_tools.search.collect import Collector
from build_tools.search.dates import date_tokens, date_words, first_day, number_of_day
from build_tools.search.index import assets, index_files
from build_tools.search.merging import joined, parted, patched
from build_tools.search.storage import ENDS, FOLDER, HALF, as_json, data_of, script, spell, steps, stretches
from build_tools.search.things import KINDS, Card, Searchable
from build_tools.search.words import extras, sequence, stem, stop_words
from build_tools.text.names import fold

_LETTERS = [chr(code) for code in range(35, 126) if chr(code) != "\\"]


def spelt(text: str) -> list[int]:
    """The twin of ``spell``, as lists.js has it."""
    numbers, number = [], 0
    for letter in text:
        digit = _LETTERS.index(letter)
        number = number * 45 + digit % 45
        if digit < 45:
            numbers.append(number)
            number = 0
    return numbers


@given(st.lists(st.integers(0, 5_000_000)))
def test_numbers_in_any_order_survive_their_spelling_and_their_steps(numbers: list[int]) -> None:
    assert spelt(spell(numbers)) == numbers
    assert list(accumulate(-(step + 1) // 2 if step % 2 else step // 2 for step in steps(numbers))) == numbers


_PIECES = st.dictionaries(
    st.integers(0, 200_000), st.sampled_from(["#", ENDS, " #$", "#!$~%", "~" + ENDS[-1], "!#"]), max_size=9
)


@given(_PIECES, _PIECES)
def test_what_blocks_hold_survives_being_joined_and_one_block_is_changed_alone(
    pieces: dict[int, str], others: dict[int, str]
) -> None:
    places = joined(sorted(pieces), [pieces[one] for one in sorted(pieces)])
    assert dict(zip(*parted(places), strict=True)) == pieces
    both = {**pieces, **others}
    assert patched(places, others) == joined(sorted(both), [both[one] for one in sorted(both)])
    assert patched(places, dict.fromkeys(pieces, "")) == ""


_WORDS = st.lists(st.tuples(st.text("abc", min_size=1, max_size=5), st.just("#" * 900)), unique_by=lambda item: item[0])


@given(_WORDS.map(sorted))
def test_cutting_loses_nothing_and_keeps_the_order(items: list[tuple[str, str]]) -> None:
    pieces = list(stretches(items))
    assert [item for piece in pieces for item in piece] == items
    assert all(sum(len(word) + len(text) + 4 for word, text in piece) <= 32_000 for piece in pieces)


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
        ("泽连斯基说", ["泽", "连", "斯", "基", "说"]),
    ],
)
def test_a_text_is_read_as_these_words(text: str, words: list[str]) -> None:
    assert sequence(text) == words


@given(st.text(alphabet=st.characters(exclude_characters="0123456789", exclude_categories=["Nd", "Cs"])))
def test_words_are_folded_as_names_are(text: str) -> None:
    assert "".join(sequence(text)) == "".join(fold(text).split())


def test_compounds_are_found_as_one_word_too_and_spaced_numbers_by_their_parts() -> None:
    assert extras("Suk-yeol and 12 000") == ["sukyeol", "12", "000"]
    assert extras("7,600") == []


@pytest.mark.parametrize(
    "text",
    ["on 6 November 2024", "November 6, 2024", "6th of Nov. 2024", "2024-11-06", "6.11.2024", "the Nov 6 2024 attack"],
)
def test_a_day_is_one_day_however_it_is_written(text: str) -> None:
    assert date_tokens(text) == ["--11-06", "2024-11", "2024-11-06"]


def test_what_only_looks_like_a_date_is_none() -> None:
    assert [
        date_tokens(text) for text in ("12 marched", "May I", "48 November", "2024-13-01", "6/63", "1.2.3.2024")
    ] == [[] for _ in range(6)]


@pytest.mark.parametrize(
    ("date", "words", "first"),
    [
        ("2024-11-04/2024-11-05", ["4 November 2024", "5 November 2024"], "2024-11-04"),
        ("2024-11?", ["November 2024"], "2024-11"),
        ("2023-12/2024-01", ["December 2023", "January 2024"], "2023-12"),
        ("2023", ["2023"], "2023"),
        ("2023-08/..", ["August 2023"], "2023-08"),
        ("../2024-11-07", ["7 November 2024"], "2024-11-07"),
        ("some day", [], ""),
    ],
)
def test_a_record_is_found_by_every_day_it_may_mean(date: str, words: list[str], first: str) -> None:
    assert (date_words(date), first_day(date)) == (words, first)


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


def things_of(corpus: Corpus) -> list[Searchable]:
    collector = Collector(corpus, Agreement(corpus))
    return [thing for block in Blocks(corpus).by_key.values() for thing in collector.things(block)]


@pytest.fixture(scope="module")
def things() -> list[Searchable]:
    return things_of(small_corpus())


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(dict(index_files(small_corpus())))


class Index:
    """The files of an index, read as the browser reads them."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files: dict[str, Any] = {
            name.removeprefix(FOLDER).removesuffix(".js"): data_of(data) for name, data in files.items()
        }
        self.manifest: dict[str, Any] = self.files["manifest"]

    def card(self, place: int) -> Card:
        texts, cards = self.files[f"c{place // HALF}"]
        return unpacked(texts, cards[place % HALF])

    def found(self, word: str) -> set[str]:
        return {address(self.card(place)) for place in self.places(word)}

    def places(self, word: str) -> list[int]:
        for name, (words, places, *_) in ((name, file) for name, file in self.files.items() if name[:2] == "w-"):
            if word in words.split(" "):
                pieces = zip(*parted(places[words.split(" ").index(word)]), strict=True)
                return [n * HALF + ENDS.index(slot) for n, piece in pieces for slot in piece if slot in ENDS]
        return []


def address(card: Card) -> str:
    return f"{card.page}#{card.anchor}" if card.anchor else card.page


def test_an_alias_finds_the_actor_the_entries_and_the_claims(index: Index) -> None:
    for word in ("zelensky", "zelenskyy", "zelenskyi"):
        kinds = {one.split("/")[0] + ("#" if "#" in one else "") for one in index.found(word)}
        assert kinds == {"actors", "timeline", "timeline#"}


@pytest.mark.parametrize(
    ("word", "address"),
    [
        ("12000", "timeline/first-clash.html#claim-"),
        ("dagestan", "timeline/harbour-attacked.html"),
        ("vidbyly", "timeline/harbour-attacked.html#claim-"),
        ("repelled", "timeline/harbour-attacked.html#claim-"),
        ("2024", "timeline/first-clash.html"),
        ("--11-06", "timeline/harbour-attacked.html"),
        ("2024-11-05", "timeline/first-clash.html"),
        ("president", "actors/volodymyr-zelensky.html"),
        ("evening", "sources/000-harbour.html"),
    ],
)
def test_things_are_found_by(index: Index, word: str, address: str) -> None:
    assert any(one.startswith(address) for one in index.found(word))


def test_what_is_withheld_cannot_be_found_and_what_is_retracted_says_so(index: Index, things: list[Searchable]) -> None:
    assert not index.found("hidden")
    (retracted,) = (thing.card for thing in things if "rumour" in thing.card.page)
    assert retracted.signs == ("retracted",)


def test_a_claim_shows_who_said_it_when_in_which_source_and_that_it_is_disputed(things: list[Searchable]) -> None:
    cards = {thing.card.text: thing.card for thing in things if thing.kind == "claim"}
    sent = cards["12,000 soldiers had been sent"]
    assert (sent.title, sent.about, sent.signs) == (
        "Volodymyr Zelensky",
        ("2024-11-04", "in the outlet’s words", "Harbour attacked"),
        ("disputed",),
    )
    assert cards["about ten thousand"].title == "“officials” (unnamed, within The Agency)"
    assert cards["Сили оборони відбили атаку"].signs == ("denies", "draft")
    assert cards["“The harbour of Kaspiysk was attacked by drones on Wednesday.”"].title == "Evening Post"


def test_a_question_is_signed_with_the_state_that_its_page_names(things: list[Searchable]) -> None:
    states = [one.state.value.replace(" ", "-") for one in Agreement(small_corpus()).findings.values()]
    signs = [thing.card.signs for thing in things if thing.kind == "question"]
    assert signs == [(state,) for state in states] and ("contradicted",) in signs


def test_one_letter_finds_a_few_names_of_each_kind_whole_names_first(index: Index) -> None:
    places, *_ = index.files["b-k"]
    found = [address(index.card(place)).split("/")[0] for place in places["k"]]
    assert found == ["places", "timeline"]


def test_things_are_counted_by_who_said_them_in_which_source_when_and_how(index: Index) -> None:
    table: dict[str, Any] = index.files["facets"]
    speakers = [one[0] for one in table["speakers"]]
    said = [(["", *speakers][one]) for one in spelt(table["speaker"])]
    assert said == ["evening-post", "unnamed", "agency", "volodymyr-zelensky", "unnamed", "agency"]
    assert ["agency", "The Agency"] in table["speakers"]
    assert spelt(table["claims"]) == [3, 0, 3]
    assert ["asserts", "disputed"] in table["signs"]


def test_days_known_less_exactly_keep_their_places_in_time() -> None:
    days = ["", "2023", "2024", "2024-11", "2024-11-06", "2024-11-07", "2024-12"]
    assert sorted(map(number_of_day, days)) == [*map(number_of_day, days)]


# ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_index_is_scripts_that_hand_data_over_and_the_same_for_the_same_corpus() -> None:
    files = dict(index_files(small_corpus()))
    assert all(name.startswith(FOLDER) and name.endswith(".js") for name in files)
    assert all(data.startswith(b"__claimline_search__.part(") and data.endswith(b");\n") for data in files.values())
    assert dict(index_files(small_corpus())) == files


def test_the_manifest_counts_the_things_of_each_kind(index: Index) -> None:
    assert [kind for kind, _ in index.manifest["kinds"]] == list(KINDS)
    assert dict(index.manifest["kinds"])["claim"] == 6


def test_a_text_that_recurs_lies_in_a_file_of_cards_once() -> None:
    cards = [Card("page.html", "Title", ("one",)), Card("page.html", "Other", anchor="x")]
    texts, rows = packed(cards)
    assert texts == ["page.html"]
    assert rows == [[0, "Title", ["one"]], [0, "Other", [], "", [], [], "", "x"]]
    assert [unpacked(texts, row) for row in rows] == cards


def test_an_empty_dossier_has_an_index() -> None:
    assert Index(dict(index_files(Corpus()))).manifest["words"] == []


def test_a_script_survives_every_text() -> None:
    hostile = "</script>\u2028\u2029\ud800\"\\'"
    data = script("c0", as_json([hostile]))
    assert b"\xe2\x80\xa8" not in data
    assert data_of(data) == [hostile]


# ── Blocks ──────────────────────────────────────────────────────────────────────────────────────────────────


def test_an_entry_with_more_claims_than_a_block_holds_goes_on_in_the_next_one() -> None:
    claims = tuple(Claim(f"quote {number}", "source") for number in range(100))
    entry = Entry("long", title="Long", date="2024", claims=claims, status="reviewed")
    blocks = Blocks(Corpus({"long": entry})).by_key
    assert [[(part.first, part.last) for part in block.parts] for block in blocks.values()] == [
        [(0, 44)],
        [(44, 89)],
        [(89, 100)],
    ]
    texts = [thing.card.text for thing in things_of(Corpus({"long": entry})) if thing.kind == "claim"]
    assert [text.strip("“”") for text in texts] == [claim.quote for claim in claims]


@given(st.integers(1, 400), st.integers(0, 399))
def test_one_record_more_moves_few_blocks(count: int, without: int) -> None:
    actors = {f"actor-{number}": Actor(f"actor-{number}", name="Name") for number in range(count)}
    fewer = {id: actor for id, actor in actors.items() if id != f"actor-{without}"}
    before, after = Blocks(Corpus(actors=fewer)), Blocks(Corpus(actors=actors))
    assert all(part.things == 1 for block in after.by_key.values() for part in block.parts)
    assert all(len(block.parts) <= SLOTS for block in after.by_key.values())
    if before.span == after.span:
        assert len(set(after.by_key.values()) - set(before.by_key.values())) <= 4


FORBIDDEN = "innerHTML outerHTML insertAdjacentHTML document.write eval( console. fetch( http:// https://".split()


def test_the_scripts_never_write_markup_nor_to_the_console_nor_fetch() -> None:
    for name, data in assets().items():
        text = data.decode()
        for forbidden in FORBIDDEN:
            assert forbidden not in text.replace("http://www.w3.org/2000/svg", ""), (name, forbidden)


def test_stop_words_are_folded_words() -> None:
    assert all(sequence(word) == [word] and unicodedata.is_normalized("NFC", word) for word in stop_words())
