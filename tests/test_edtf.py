"""EDTF dates: what they may mean in days, and what is refused. Held against the ``edtf`` package."""

from __future__ import annotations

import datetime as dt

import edtf as reference
import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.text import edtf

SPANS = {
    "2024-11-06": ("2024-11-06", "2024-11-06"),
    "2024-11": ("2024-11-01", "2024-11-30"),
    "2024": ("2024-01-01", "2024-12-31"),
    "2024-11-06?": ("2024-11-06", "2024-11-06"),
    "2024-02": ("2024-02-01", "2024-02-29"),
    "2024-11-04/2024-11-06": ("2024-11-04", "2024-11-06"),
    "2023-08/..": ("2023-08-01", None),
    "../2024-11-07": (None, "2024-11-07"),
    "/2024-11-07": (None, "2024-11-07"),
    "[2024-11-04..2024-11-05]": ("2024-11-04", "2024-11-05"),
    "[2024-11-06..]": ("2024-11-06", None),
    "[..2024-11-06]": (None, "2024-11-06"),
    "[2024-11-04,2024-11-09]": ("2024-11-04", "2024-11-09"),
    "{2024-01,2024-03}": ("2024-01-01", "2024-03-31"),
    "202X": ("2020-01-01", "2029-12-31"),
    "19XX": ("1900-01-01", "1999-12-31"),
    "2024-11-XX": ("2024-11-01", "2024-11-30"),
    "2024-XX": ("2024-01-01", "2024-12-31"),
    "2024-23": ("2024-09-01", "2024-11-30"),
    "2023-24": ("2023-12-01", "2024-02-29"),
    "2024-34": ("2024-04-01", "2024-06-30"),
    "2024-11-07T08:30:00Z": ("2024-11-07", "2024-11-07"),
}
REFUSED = [
    "", "yesterday", "2024-13", "2024-02-30", "2023-02-29", "24-11-06", "2024/11/06", "06-11-2024", "2024-11-06T25:00:00",
    "2024-11-07/2024-11-04", "../..", "[2024-11-04", "[..]", "[2024-11-05..2024-11-04]", "0000", "202X-05", "2024-XX-05",
    "2024-23-01", "2024-11T10:00:00", "2024-1-1", "²024-11-06",
]  # fmt: skip


@pytest.mark.parametrize("text", SPANS)
def test_a_date_spans_the_days_it_may_mean(text: str) -> None:
    date = edtf.parse(text)
    first, last = (day and dt.date.fromisoformat(day) for day in SPANS[text])
    assert (date.earliest, date.latest) == (first, last)


@pytest.mark.parametrize("text", REFUSED)
def test_what_is_no_date_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(edtf.NotEdtf) as refusal:
        edtf.parse(text)
    assert str(refusal.value)


@pytest.mark.parametrize("text", [text for text in SPANS if text != "2023-24"])
def test_what_we_read_the_reference_reads_too(text: str) -> None:
    assert reference.parse_edtf(text)


days = st.dates(dt.date(1000, 1, 1), dt.date(2999, 12, 31))
forms = st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"])


@given(days, forms)
def test_plain_dates_have_the_limits_that_the_reference_gives(day: dt.date, form: str) -> None:
    text = day.strftime(form).rjust(len(form), "0")
    theirs = reference.parse_edtf(text)
    ours = edtf.parse(text)
    assert ours.earliest and ours.latest
    assert tuple(theirs.lower_strict())[:3] == ours.earliest.timetuple()[:3]
    assert tuple(theirs.upper_strict())[:3] == ours.latest.timetuple()[:3]


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert edtf.parse(text).text == text
    except edtf.NotEdtf as reason:
        assert str(reason)


def test_a_month_sorts_before_its_second_day_and_what_has_no_beginning_sorts_by_its_end() -> None:
    texts = ["2024-11-02", "2024-11", "../2024-10", "2023-08/.."]
    assert sorted(texts, key=lambda text: edtf.parse(text).sort_key) == [
        "2023-08/..",
        "../2024-10",
        "2024-11",
        "2024-11-02",
    ]
