"""Drawings say no more than the dates and values do."""

from __future__ import annotations

import pytest
from pages_corpus import dam

from build_tools.agreement import Agreement
from build_tools.pages.drawings import answers, days, density, marks
from build_tools.pages.drawings.axis import number_axis
from build_tools.text import edtf

SHAPES = [
    ("2024-11-06", "day", False, False),
    ("2024-11-06T12:00:00Z", "day", False, False),
    ("2024-11-06?", "within", False, False),
    ("2024-11~", "within", False, False),
    ("2024-11", "within", False, False),
    ("[2024-11-04,2024-11-06]", "within", False, False),
    ("2024-11-04/2024-11-06", "lasted", False, False),
    ("2024-11-04~/2024-11-06", "within", False, False),
    ("2024-11-04/..", "lasted", False, True),
    ("../2024-11-04", "lasted", True, False),
    ("[..2024-11-04]", "within", True, False),
]


def drawn(*dates: str) -> days.Drawing:
    return days.draw(days.Dated(edtf.parse(date), date, "x.html") for date in dates)


@pytest.mark.parametrize(("date", "shape", "open_left", "open_right"), SHAPES)
def test_a_mark_has_the_precision_of_its_date(date: str, shape: str, open_left: bool, open_right: bool) -> None:
    (mark,) = drawn(date).marks
    assert (mark.shape, mark.open_left, mark.open_right) == (shape, open_left, open_right)


def test_marks_stay_in_the_drawing_and_cover_no_other() -> None:
    picture = drawn(*(date for date, *_ in SHAPES), "2019", "2024-11-06", "2024-11-06")
    for mark in picture.marks:
        assert 0 <= mark.left < mark.right <= days.WIDTH
        others = [other for other in picture.marks if other is not mark and other.y == mark.y]
        assert all(other.right <= mark.left or other.left >= mark.right for other in others)


def test_names_cover_no_mark_and_no_other_name() -> None:
    dates = [*(date for date, *_ in SHAPES), "2019", "2024-11-06", "2025-03", "2024-11-06/.."]
    things = [days.Dated(edtf.parse(date), f"What is said to have happened on {date}", "x.html") for date in dates]
    picture = days.draw(things, named=True)
    assert {mark.name for mark in picture.marks} >= {"before", "behind"}
    for mark in picture.marks:
        left, right = _with_its_name(mark)
        assert left >= 0
        others = [_with_its_name(other) for other in picture.marks if other is not mark and other.y == mark.y]
        assert all(other_right <= left or other_left >= right for other_left, other_right in others)


def _with_its_name(mark: days.Mark) -> tuple[float, float]:
    room = len(mark.dated.label) * marks.LETTER
    if mark.name == "before":
        return mark.name_x - room, mark.right
    return mark.left, max(mark.right, mark.name_x + room)


def test_the_days_of_publication_stand_below_the_axis() -> None:
    published = [edtf.parse("2024-11-07"), edtf.parse("[2024-11-06..2024-11-30]"), edtf.parse("2024-11-07")]
    picture = days.draw([days.Dated(edtf.parse("2024-11-05"), "a", "x.html")], published=published)
    assert sorted((span.is_day, span.lane) for span in picture.published) == [(False, 0), (True, 1)]


def test_time_runs_from_left_to_right() -> None:
    picture = drawn("2019-01-01", "2023-06-05", "2024-11-04", "2024-11-05", "2024-11-07")
    assert [mark.dated.title for mark in sorted(picture.marks, key=lambda mark: mark.middle)] == sorted(
        mark.dated.title for mark in picture.marks
    )


def test_an_empty_stretch_is_shortened_and_says_so() -> None:
    assert len(drawn("2019-01-01", "2024-11-04").breaks) == 1
    assert not drawn("2024-11-01", "2024-11-09").breaks


def test_the_axis_names_a_month_where_only_the_month_is_known() -> None:
    assert [tick.label for tick in drawn("2024-06", "2024-08-06").ticks] == ["Jun 2024", "6 Aug"]
    assert drawn("2024-06-01").ticks[0].label == "1 Jun 2024"


def test_nothing_is_drawn_of_nothing() -> None:
    assert not drawn().marks


def test_many_entries_are_counted_by_the_stretch_in_which_they_began() -> None:
    dates = [f"{year}-{month:02}" for year in range(2000, 2020) for month in range(1, 13)] + ["../2024"]
    picture = density.draw([days.Dated(edtf.parse(date), date, "x.html", date.endswith("-05")) for date in dates])
    assert (picture.unit, picture.undated) == ("year", 1)
    assert {(column.count, column.disputed) for column in picture.columns} == {(12, 1)}
    assert all(column.x + column.width <= days.WIDTH for column in picture.columns)


# ── Answers ─────────────────────────────────────────────────────────────────────────────────────────────────


def plot(question: str) -> answers.Plot | None:
    return answers.plot(Agreement(dam()).findings[question], dam())


def test_a_bound_is_an_arrow_a_count_a_point_and_about_is_wide() -> None:
    shown = plot("moved")
    assert shown and shown.kind == "numbers"
    marks = {mark.answer.written: mark for row in shown.rows for mark in row.marks}
    assert marks[">=300"].open_high and not marks[">=300"].open_low
    assert marks["450"].is_point
    assert marks["~200"].about and not marks["~200"].is_point
    assert marks["~200"].high < marks[">=300"].low < marks["450"].low


def test_each_root_has_one_line_and_who_declines_has_one_without_a_mark() -> None:
    shown = plot("moved")
    assert shown and {row.root.who: len(row.marks) for row in shown.rows} == {
        "a helper": 1,
        "ada-finch": 1,
        "Officials of the ministry": 1,
        "mayor": 0,
    }
    assert shown.rows[-1].declined and "declines" in shown.uses


def test_yes_stands_before_no() -> None:
    shown = plot("burst")
    assert shown and [tick.label for tick in shown.ticks] == ["yes", "no"]


def test_what_nobody_answers_is_not_plotted() -> None:
    assert plot("cause") is None


AXES = [
    ([300.0, 450.0], (False, True), "300 350 400 450 500"),
    ([1.0, 2.0], (False, False), "1 2"),
    ([10000.0, 12000.0], (False, True), "10,000 10,500 11,000 11,500 12,000 12,500"),
    ([5.0, 5.0], (False, False), "4 5 6"),
    ([-3.0, 2.0], (False, False), "-3 -2 -1 0 1 2"),
    ([0.0, 0.0], (False, False), "0 1"),
    ([0.5, 0.7], (False, False), "0.5 0.55 0.6 0.65 0.7"),
    ([20.0, 60000.0], (False, True), "10 100 1,000 10,000 100,000"),
]


@pytest.mark.parametrize(("limits", "open_ends", "labels"), AXES)
def test_an_axis_has_round_ticks_around_what_it_shows(
    limits: list[float], open_ends: tuple[bool, bool], labels: str
) -> None:
    axis = number_axis(limits, open_ends)
    assert " ".join(tick.label for tick in axis.ticks) == labels
    assert axis.low <= min(limits) <= max(limits) <= axis.high
