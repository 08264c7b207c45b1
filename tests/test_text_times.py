"""What time expressions mean, against a day of publication: TIMEX3 and EDTF, and why."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools import seeds
from build_tools.text import edtf
from build_tools.text.article.published import infer
from build_tools.text.times import find as times

THURSDAY = "2024-11-07"


def _times(text: str, published: str = THURSDAY) -> list[times.TimeExpression]:
    return list(times.find_times(seeds.read_document(text, "x"), times.Anchor(published)))


@pytest.mark.parametrize(
    ("text", "written", "value", "date"),
    [
        ("It happened on November 5.", "November 5", "2024-11-05", "2024-11-05"),
        ("He said so on Nov. 6.", "Nov. 6", "2024-11-06", "2024-11-06"),
        ("He spoke on 6 November 2023.", "6 November 2023", "2023-11-06", "2023-11-06"),
        ("As of Thursday, November 7: calm.", "Thursday, November 7", "2024-11-07", "2024-11-07"),
        ("It fell early on Thursday.", "Thursday", "2024-11-07", "2024-11-07"),
        ("They met on Tuesday.", "Tuesday", "2024-11-05", "2024-11-05"),
        ("They will meet on Tuesday.", "Tuesday", "2024-11-12", "2024-11-12"),
        ("Drones launched overnight Tuesday.", "overnight Tuesday", "2024-11-05TNI", "2024-11-05/2024-11-06"),
        ("It burned overnight into Wednesday.", "overnight into Wednesday", "2024-11-05TNI", "2024-11-05/2024-11-06"),
        ("It sank on the night of 2 November.", "the night of 2 November", "2024-11-02TNI", "2024-11-02/2024-11-03"),
        ("It was clear by Tuesday noon.", "Tuesday noon", "2024-11-05T12:00", "../2024-11-05"),
        ("It was clear by Tuesday night.", "Tuesday night", "2024-11-05TNI", "../2024-11-06"),
        ("Town will play United on Saturday.", "Saturday", "2024-11-09", "2024-11-09"),
        ("The case is due to be heard in February.", "February", "2025-02", "2025-02"),
        ("It passed last month.", "last month", "2024-10", "2024-10"),
        ("He warned last week.", "last week", "2024-W44", "2024-10-28/2024-11-03"),
        ("It was seen this week.", "this week", "2024-W45", "2024-11-04/2024-11-07"),
        ("They met in June.", "June", "2024-06", "2024-06"),
        ("It began since at least August 2023.", "August 2023", "2023-08", "2023-08/.."),
        ("It has lasted since October 23.", "October 23", "2024-10-23", "2024-10-23/.."),
        ("It will stay closed until November 18.", "November 18", "2024-11-18", "../2024-11-18"),
        ("Aid is sent before Ann Bell exits office in January.", "January", "2025-01", "2025-01"),
        ("She died in January.", "January", "2024-01", "2024-01"),
        ("On the morning of November 6, it rained.", "the morning of November 6", "2024-11-06TMO", "2024-11-06"),
        ("They left three weeks ago.", "three weeks ago", "2024-W42", "2024-10-14/2024-10-20"),
        ("Prices rose yesterday.", "yesterday", "2024-11-06", "2024-11-06"),
        ("In late March 2022 it ended.", "late March 2022", "2022-03", "[2022-03-21..2022-03-31]"),
        ("By mid-2023 it ended.", "mid-2023", "2023", "../2023-38"),
        ("In the third quarter it rose.", "the third quarter", "2024-Q3", "2024-35"),
        ("It began in the 1990s.", "the 1990s", "199", "199X"),
        ("It fell last summer.", "last summer", "2024-SU", "2024-22"),
        ("He slept for four years.", "four years", "P4Y", ""),
        ("It meets every Monday.", "every Monday", "XXXX-WXX-1", ""),
        ("It was built in 1987.", "1987", "1987", "1987"),
        ("At 3:30 p.m. on Tuesday it shook.", "3:30 p.m. on Tuesday", "2024-11-05T15:30", "2024-11-05"),
        ("It rains; “It will rain,” said the office in a statement Tuesday.", "Tuesday", "2024-11-05", "2024-11-05"),
        ("They are expected to vote on Friday.", "Friday", "2024-11-08", "2024-11-08"),
        ("They were to have met; the talks, announced Friday, will be long.", "Friday", "2024-11-01", "2024-11-01"),
        ("The vote is Sunday.", "Sunday", "2024-11-10", "2024-11-10"),
        ("It pays in full by Feb. 1.", "Feb. 1", "2025-02-01", "../2025-02-01"),
        ("It was found on Feb. 1.", "Feb. 1", "2024-02-01", "2024-02-01"),
        ("In June last year it fell.", "June last year", "2023-06", "2023-06"),
        ("It fell on 5 May last year.", "5 May last year", "2023-05-05", "2023-05-05"),
        ("It took a year and a half.", "a year and a half", "P1Y6M", ""),
        ("It took 2 1/2 hours.", "2 1/2 hours", "PT2H30M", ""),
        ("It lasted nearly two decades.", "nearly two decades", "P20Y", ""),
        ("It took just over an hour.", "over an hour", "PT1H", ""),
        ("In the nine months, sales rose.", "the nine months", "P9M", ""),
        ("It was lost late last year.", "late last year", "2023", "2023-39"),
        ("It was lost earlier this month.", "earlier this month", "2024-11", "[2024-11-01..2024-11-07]"),
        ("It will be held later this year.", "later this year", "2024", "[2024-11-07..2024-12-31]"),
        ("It froze last winter.", "last winter", "2023-WI", "2023-24"),
        ("The states that had waited vote in December.", "December", "2024-12", "2024-12"),
        ("They met on Good Friday.", "Good Friday", "2024-03-29", "2024-03-29"),
        ("They met last Thanksgiving.", "last Thanksgiving", "2023-11-23", "2023-11-23"),
        ("In the week of March 4 it froze.", "the week of March 4", "2024-W10", "2024-03-04/2024-03-10"),
        ("It fell for years in the eighties.", "the eighties", "198", "198X"),
        ("It closed at noon Tuesday.", "noon Tuesday", "2024-11-05T12:00", "2024-11-05"),
        ("They leave at 4 in the morning.", "4 in the morning", "2024-11-07T04:00", "2024-11-07"),
        ("Sales rose in the year-ago quarter.", "the year-ago quarter", "2023-Q3", "2023-35"),
        ("The weekend was calm.", "The weekend", "2024-W44-WE", "2024-11-02/2024-11-03"),
    ],
)
def test_words_are_resolved_against_the_day_of_publication(text: str, written: str, value: str, date: str) -> None:
    found = {time.text: time for time in _times(text)}
    assert written in found, list(found)
    assert (found[written].value, found[written].edtf) == (value, date)
    assert found[written].why


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It fell on November 2. A day earlier it shook.", ["2024-11-02", "2024-11-01"]),
        ("It shook on November 2. The next day it fell.", ["2024-11-02", "2024-11-03"]),
        ("Between May 3 and May 7, 2024 it rained.", ["2024-05-03/2024-05-07"] * 2),
        ("From 2019 to 2021 it rained.", ["2019/2021"] * 2),
        ("It shook on Tuesday. 72 hours later it fell.", ["2024-11-05", "2024-11-08"]),
        ("It shook on Monday. The law is of 1996. A day earlier it fell.", ["2024-11-04", "1996", "2024-11-03"]),
        ("It was 7% in March, up from 6% a year ago.", ["2024-03", "2023-03"]),
        ("In the third quarter it rose. A year earlier it fell.", ["2024-35", "2023-35"]),
        ("It fell on Monday, he said on Tuesday. It had cracked at 4 a.m.", ["2024-11-04", "2024-11-05", "2024-11-04"]),
        ("The fair opens on Monday, he said Tuesday. Doors open at 9 a.m.", ["2024-11-11", "2024-11-05", ""]),
        ("It began in May 2019. It stopped around Easter that year.", ["2019-05", "2019-04-21~", "2019"]),
        ("It met on May 3, May 5 and May 9.", ["2024-05-03", "2024-05-05", "2024-05-09"]),
        ("It shut in March, May and July of last year.", ["2023-03", "2023-05", "2023-07"]),
        ("They will vote on Friday next week.", ["2024-11-15", "2024-11-11/2024-11-17"]),
    ],
)
def test_expressions_lean_on_one_another(text: str, dates: list[str]) -> None:
    assert [time.edtf for time in _times(text)] == dates


@pytest.mark.parametrize(
    "text",
    [
        "He may leave.",
        "Troops march on.",
        "It had fallen.",
        "2000 people died.",
        "Clifford May spoke.",
        "a second man",
        "a 69-year-old man",
        "She is 52 years old.",
        "the fall of the wall",
        "a quarter of it",
        "The Sunday Times wrote.",
        "House Bill 1523 fell.",
    ],
)
def test_words_that_only_look_like_times_are_none(text: str) -> None:
    assert _times(text) == []


@pytest.mark.parametrize("text", ["on November 5", "a day earlier", "last month", "on Tuesday", "in the spring."])
def test_without_a_date_of_publication_nothing_is_resolved_and_it_says_why(text: str) -> None:
    (time,) = _times(f"It rained {text}", published="")
    assert time.edtf == ""
    assert "publication" in time.why


def test_a_publication_that_is_only_bounded_makes_dates_approximate() -> None:
    (time,) = _times("It passed last month.", published="[2024-11-06..]")
    assert time.edtf == "2024-10~"


LATEST = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Developments as of Thursday, November 7:\n• Rain.", "2024-11-07"),
        ("The war began in 2026. As of Thursday, November 7, it rained.", None),
        ("It rained on Wednesday, January 8, and on January 9.", "[2025-01-09..]"),
        ("KYIV, 3 March 2025 (AFP) - It rained.", "2025-03-03"),
        ("By Ann Bell\nMay 4, 2023\nIt rained in Rome on Monday.", "2023-05-04"),
        ("It rained on November 6, not since 2023.", None),
        ("It rained.", None),
        ("Published: 3 July 2030\n\nIt rained on Wednesday, January 8, and on January 9.", None),
    ],
)
def test_the_day_of_publication_is_inferred_where_the_words_fix_it(text: str, date: str | None) -> None:
    found = infer(seeds.read_document(text, "x"), LATEST)
    assert (found.edtf if found else None) == date
    assert found is None or found.inferred and found.why


WORDS = st.sampled_from(
    "on in May March 6 Nov. November Tuesday overnight last week early 2024 since until the a day earlier of third "
    "quarter "
    "99999 0 31 February 3:30 p.m. 1990s mid- ago two hours Christmas 12/31/99 2024-02-30 from to - every summer "
    "10000 years".split()
)


@given(
    st.lists(WORDS, max_size=14).map(" ".join),
    st.sampled_from([THURSDAY, "", "0001-01-01", "9999-12-31", "2024", "../2024-11-07"]),
)
def test_any_words_give_valid_dates_at_the_right_place(text: str, published: str) -> None:
    end = 0
    for time in _times(text, published):
        assert text[time.start : time.end] == time.text
        assert time.start >= end
        end = time.end
        assert time.type in ("DATE", "TIME", "DURATION", "SET")
        assert not time.edtf or edtf.parse(time.edtf)
