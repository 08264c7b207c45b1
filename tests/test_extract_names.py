"""Names of the dossier are found in any script; what the text calls a name decides what it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from work import STEADY, grows_with

from build_tools import seeds
from build_tools.extract.names.find import find_names
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.reading import KnownName

KNOWN = [
    KnownName("petrenko", "person", ("Olha Petrenko", "Ольга Петренко", "أولغا بيترينكو", "奥尔哈·彼得连科", "ओल्हा पेत्रेंको", "โอลฮา เปเตรนโก", "올하 페트렌코")),
    KnownName("relief", "organisation", ("Relief Now", "el-Nour", "eHelp", "ReliefNow Ltd.")),
    KnownName("who-else", "organisation", ("WELL",)),
    KnownName("akra", "place", ("Ákra", "Άκρα", "אקרה")),
]  # fmt: skip


def found(text: str, known: list[KnownName] = KNOWN) -> list[tuple[str, str]]:
    return [(text[match.start : match.end], match.listed.id) for match in Lexicon(known).find(text)]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Yesterday Olha Petrenko spoke.", "Olha Petrenko"),
        ("Вчора Ольга Петренко виступила.", "Ольга Петренко"),
        ("قالت أولغا بيترينكو أمس", "أولغا بيترينكو"),
        ("وأولغا بيترينكو قالت", "أولغا بيترينكو"),  # “and” is a letter before the word
        ("昨天奥尔哈·彼得连科说过", "奥尔哈·彼得连科"),
        ("कल ओल्हा पेत्रेंको ने कहा।", "ओल्हा पेत्रेंको"),
        ("เมื่อวานโอลฮา เปเตรนโกกล่าว", "โอลฮา เปเตรนโก"),
        ("어제 올하 페트렌코는 말했다", "올하 페트렌코"),
        ("The el-Nour fund and El-Nour again", "el-Nour"),
        ("Money from eHelp came.", "eHelp"),
        ("In אקרה today", "אקרה"),
        ("Στην Άκρα σήμερα", "Άκρα"),
    ],
)
def test_a_known_name_is_found_in_any_script(text: str, written: str) -> None:
    assert written in [name for name, _ in found(text)]


@pytest.mark.parametrize(
    "text", ["we do well here", "Well, no.", "relief now came", "Olha (Petrenko)", "Olha\n\nPetrenko"]
)
def test_other_words_are_not_taken_for_it(text: str) -> None:
    assert found(text) == []


def test_the_longest_of_several_names_is_meant() -> None:
    assert found("It is ReliefNow Ltd. that pays.", [KnownName("a", "organisation", ("ReliefNow",)), *KNOWN]) == [
        ("ReliefNow Ltd", "relief")
    ]


def test_a_surname_calls_up_nobody_whom_the_text_does_not_name() -> None:
    text = b"Mayor Taras Petrenko spoke on Monday. He was tired, Petrenko said."
    document = seeds.read_document(seeds.normalise(text, "t.txt"), "t.txt")
    assert {name.id for name in find_names(document, KNOWN).mentions} == {"taras-petrenko"}


def test_a_name_added_later_is_known_like_the_others() -> None:
    lexicon = Lexicon()
    lexicon.add(KnownName("kremlin-house", "organisation", ("Kremlin",)))
    (match,) = lexicon.find("The Kremlin denied it.")
    assert match.listed.id == "kremlin-house" and match.listed.known


@given(st.text(max_size=80), st.lists(st.text(min_size=1, max_size=12), max_size=4))
def test_whatever_is_found_is_one_of_the_names(text: str, names: list[str]) -> None:
    known = [KnownName(f"n{at}", "person", (name,)) for at, name in enumerate(names)]
    spans = [(match.start, match.end) for match in Lexicon(known).find(text)]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans) and all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))


MINISTRY = [
    KnownName("lorian-ministry", "organisation", ("Ministry of Defence", "General Staff"), "chad"),
    KnownName("chad", "state", ("Chad",)),
]


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Chad’s Ministry of Defence denied it.", {"lorian-ministry"}),
        ("Chad was calm. The Ministry of Defence denied it.", {"lorian-ministry"}),
        ("Kenya’s Ministry of Defence denied it.", {"kenyan-ministry-of-defence"}),
        ("Chad was calm. Kenya’s Ministry of Defence denied it.", {"kenyan-ministry-of-defence"}),
        ("Kenya was calm. The Ministry of Defence denied it.", {"kenyan-ministry-of-defence"}),
        ("Kenya and Peru were calm. The Ministry of Defence denied it.", {"ministry-of-defence"}),
    ],
)
def test_a_name_that_every_state_has_a_bearer_of_means_the_one_of_the_state_spoken_of(
    text: str, whose: set[str]
) -> None:
    document = seeds.read_document(seeds.normalise(text.encode(), "t.txt"), "t.txt")
    assert {name.id for name in find_names(document, MINISTRY).mentions if name.kind == "organisation"} == whose


@pytest.mark.parametrize(
    "words", ["U.S. U.S.A. ", "villages of Kano, ", "A. B. ", "King’s School’s ", "Mr. ", "the Ministry "]
)
def test_any_line_takes_work_in_proportion_to_its_length(words: str) -> None:
    def look(count: int) -> None:
        find_names(seeds.read_document(seeds.normalise((words * count).encode(), "t.txt"), "t.txt"), ())

    assert grows_with(5_000 // len(words), look) < STEADY
