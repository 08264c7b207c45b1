"""Dates in words are never more precise than what was written."""

from __future__ import annotations

import pytest

from build_tools.text import date_words
from build_tools.wording import dates

WORDS = {
    "2024-11-06": "6 November 2024",
    "2024-11": "November 2024",
    "2024": "2024",
    "2024-11-06T12:30:00Z": "6 November 2024, 12:30 UTC",
    "2024-11-06T12:30:15+02:00": "6 November 2024, 12:30:15 (UTC+02:00)",
    "2024-11-06T12:30:00": "6 November 2024, 12:30",
    "2024-11-06?": "possibly 6 November 2024",
    "2024-11~": "about November 2024",
    "2024-11-06%": "possibly about 6 November 2024",
    "2024-11-XX": "a day in November 2024",
    "2024-XX-XX": "a date in 2024",
    "202X": "the 2020s",
    "20XX": "2000–2099",
    "2024-21": "spring 2024",
    "2024-34": "the second quarter of 2024",
    "2024-11-05/2024-11-06": "5–6 November 2024",
    "2024-11-06/2024-11-06": "6 November 2024",
    "2024-10-30/2024-11-02": "30 October – 2 November 2024",
    "2023-12-30/2024-01-02": "30 December 2023 – 2 January 2024",
    "2023-08/2023-10": "August–October 2023",
    "2022/2024": "2022–2024",
    "2024-11-05?/2024-11-06": "from possibly 5 November 2024 to 6 November 2024",
    "2024-11-05?/2024-11-06?": "possibly 5 to 6 November 2024",
    "2023-08/2023-10-05": "from August 2023 to 5 October 2023",
    "2023-08/..": "since August 2023",
    "2023-08~/..": "since about August 2023",
    "2023-08/": "from August 2023, end unknown",
    "../2024-11-07": "by 7 November 2024",
    "/2024-11-07": "until 7 November 2024, beginning unknown",
    "[2024-11-04,2024-11-05]": "4 or 5 November 2024",
    "[2024-11-04,2024-11-05,2024-11-07]": "4, 5 or 7 November 2024",
    "[2024-10-31,2024-11-01]": "31 October or 1 November 2024",
    "[2024-10,2024-11]": "October or November 2024",
    "[2023,2024]": "2023 or 2024",
    "[2024-11-04..2024-11-06]": "one day of 4–6 November 2024",
    "[2024-10..2024-12]": "one month of October–December 2024",
    "[..2024-11-07]": "on or before 7 November 2024",
    "[2024-11-06..]": "on or after 6 November 2024",
    "[2024-11..]": "in or after November 2024",
    "{2024-11-04,2024-11-06}": "4 and 6 November 2024",
    "[2024-11-01,2024-11-04..2024-11-06]": "1 November 2024 or one day of 4–6 November 2024",
    "last Tuesday": "last Tuesday",
    "": "",
}


@pytest.mark.parametrize(("edtf", "words"), WORDS.items())
def test_a_date_in_words_says_what_the_date_says(edtf: str, words: str) -> None:
    assert date_words.in_words(edtf) == words


@pytest.mark.parametrize("edtf", ["2024", "2024-11", "2024-11-06", "2024-11-06T12:30:00Z"])
def test_a_plain_date_tells_machines_the_same(edtf: str) -> None:
    assert f'<time datetime="{edtf}">' in dates.as_html(edtf)


@pytest.mark.parametrize("edtf", ["2024-11-06?", "[2024-11-04,2024-11-05]", "2023-08/..", "2024-21", "202X"])
def test_no_machine_date_is_given_for_what_html_cannot_say(edtf: str) -> None:
    assert "<time" not in dates.as_html(edtf)


def test_an_unreadable_date_is_escaped() -> None:
    assert "<b>" not in dates.as_html("<b>soon</b>")
