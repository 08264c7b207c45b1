"""Where sentences end: stops, abbreviations, quotes and what follows them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.text.article import sentences


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences.split(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Maj. Gen. Pat Holt (Ret.) spoke in the U.S. Senate on Nov. 6.",
        "Mr. and Mrs. J. R. Bell left at 3 p.m. on Jan. 3.",
        "Growth was 3.5 percent vs. 2.1 percent a year ago.",
        "The plan… to leave… is dead.",
        "“They will fight in battle.” General Osei said.",
        "“Are you sure?” the judge asked.",
        "The group won in No. 10 and in e.g. two towns.",
        "“It ends here.” — Ann Bell, Director of the Center",
        "Yahoo! said it would sell.",
    ],
)
def test_one_sentence_stays_one(text: str) -> None:
    assert _split(text) == [text]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("He left the U.S. The next day he came back.", "The next day he came back."),
        ("They met at 5 p.m. No one spoke.", "No one spoke."),
        ("“We saw it all.” The road was empty.", "The road was empty."),
        ("“A new chapter.” He urged allies to help.", "He urged allies to help."),
        ("Prices rose 3.5%. Wages fell.", "Wages fell."),
        ("Is it over? “Not yet,” she said.", "“Not yet,” she said."),
        ("(It rained.) Then it stopped.", "Then it stopped."),
        ("It was over... Nobody knew.", "Nobody knew."),
        ("会议结束。他走了。", "他走了。"),
    ],
)
def test_two_sentences_are_told_apart(text: str, second: str) -> None:
    assert _split(text)[-1] == second
    assert len(_split(text)) == 2


@given(st.text(alphabet=st.sampled_from('aB .!?…”“"’()\n1é中—'), max_size=120))
def test_sentences_hold_every_letter_of_the_text_in_order(text: str) -> None:
    assert "".join(_split(text)).replace(" ", "").replace("\n", "") == text.replace(" ", "").replace("\n", "")


@pytest.mark.parametrize(
    "text",
    ["Das Feuer in der Nacht zum 12. Februar kostete elf Leben.", "Er lag im 3. Stock.", "Am 1. Mai ruhte die Arbeit."],
)
def test_a_german_ordinal_ends_no_sentence(text: str) -> None:
    assert _split(text) == [text]
