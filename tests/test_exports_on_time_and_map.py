"""Calendar, TimelineJS and maps: each read by a program of that format, and no uncertain day or place made to look certain."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_corpus import small_corpus
from validation.calendars import calendar
from validation.maps import features

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.exports.all import files
from build_tools.exports.formats.timeline_ics import days_of
from build_tools.exports.points import Point, box, own_point, point_of
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.model import Entry, EventType, Place
from build_tools.text import date_words

DOSSIERS = ("first", "flood", "ferry")
NASTY = "Backslash \\, semicolon; “comma”, <b>bold</b>\r\nline & Überschwemmung in 南京 " * 4
Exported = Mapping[str, Mapping[str, bytes]]
Tellings = Mapping[str, Telling]


def telling(*entries: Entry, site: SiteFacts | None = None, **records: Any) -> Telling:
    corpus = Corpus(entries={one.id: one for one in entries}, **records)
    return Telling(corpus, Agreement(corpus), site or SiteFacts("A dossier"))


def written(word: str, told: Telling) -> Mapping[str, bytes]:
    return files(told, only=[word])


# ── The calendar ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_the_calendar_holds_the_entries_whose_day_is_known_and_counts_the_others(
    dossier: str, exported: Exported, tellings: Tellings
) -> None:
    entries = tellings[dossier].corpus.entries.values()
    certain = {one.title: one for one in entries if days_of(one.date)}
    made = calendar(exported[dossier]["data/timeline.ics"])
    assert [str(event["SUMMARY"]) for event in made.walk("VEVENT")] == list(certain)
    left = len(entries) - len(certain)
    assert (f"{left} entr" in str(made["X-WR-CALDESC"])) == bool(left)
    for event in made.walk("VEVENT"):
        assert str(event["X-CLAIMLINE-EDTF"]) == certain[str(event["SUMMARY"])].date
        assert event.uid and event.DTSTAMP.tzinfo and event.DTSTAMP == event.LAST_MODIFIED > event.CREATED


@pytest.mark.parametrize("described", ["The flood and its trial", "The flood and its trial."])
def test_what_is_left_out_is_told_in_a_sentence_of_its_own(described: str) -> None:
    known, unknown = Entry(id="a", title="A", date="2024-11-05"), Entry(id="b", title="B", date="2024-11")
    made = calendar(written("calendar", telling(known, unknown, site=SiteFacts("A", described)))["data/timeline.ics"])
    assert str(made["DESCRIPTION"]).startswith("The flood and its trial. 1 entry is not in this calendar")


@pytest.mark.parametrize(
    ("date", "first", "end"),
    [
        ("2024-11-06", "2024-11-06", "2024-11-07"),
        ("2024-11-06T21:15:00Z", "2024-11-06", "2024-11-07"),
        ("2024-12-30/2024-12-31", "2024-12-30", "2025-01-01"),
        ("0988-07-28", "0988-07-28", "0988-07-29"),
    ],
)
def test_a_day_ends_on_the_next_one_which_is_no_part_of_it(date: str, first: str, end: str) -> None:
    told = telling(Entry("flood", title="A flood", date=date, status="reviewed"))
    (event,) = calendar(written("calendar", told)["data/timeline.ics"]).walk("VEVENT")
    assert (event.DTSTART, event.DTEND) == (dt.date.fromisoformat(first), dt.date.fromisoformat(end))
    assert event["DTSTART"].params["VALUE"] == event["DTEND"].params["VALUE"] == "DATE"


@pytest.mark.parametrize(
    "date",
    [
        "2024-11",
        "2024",
        "2024-11-06?",
        "2024-11-06~",
        "[2024-11-06,2024-11-07]",
        "{2024-11-06,2024-11-09}",
        "../2024-11-06",
    ]
    + ["2024-11-06/..", "2024-11-06/2024-12", "2024-11-06/2024-11-08?", "2024-11-XX", "soon", ""],
)
def test_a_calendar_shows_no_day_that_is_not_certain(date: str) -> None:
    certain = Entry("known", title="Known", date="2024-11-01")
    told = telling(certain, Entry("flood", title="A flood", date=date))
    made = calendar(written("calendar", told)["data/timeline.ics"])
    assert [str(event["SUMMARY"]) for event in made.walk("VEVENT")] == ["Known"]
    assert "1 entry is not in this calendar" in str(made["X-WR-CALDESC"])


def test_without_a_single_known_day_there_is_no_calendar() -> None:
    assert not written("calendar", telling(Entry("flood", date="2024")))


@pytest.mark.parametrize(("status", "shown"), [("draft", "TENTATIVE"), ("reviewed", None), ("retracted", "CANCELLED")])
def test_a_calendar_tells_drafts_and_what_was_taken_back(status: str, shown: str | None) -> None:
    told = telling(Entry("flood", title="A flood", date="2024-11-06", status=status))
    (event,) = calendar(written("calendar", told)["data/timeline.ics"]).walk("VEVENT")
    assert event.get("STATUS") == shown


def test_an_event_leads_to_its_page_and_keeps_its_name_when_its_title_changes() -> None:
    site = SiteFacts("A dossier", url="https://dam.example/dossier/")
    events = []
    for title in ("A flood", "A great flood"):
        told = telling(Entry("flood", title=title, date="2024-11-06"), site=site)
        events += calendar(written("calendar", told)["data/timeline.ics"]).walk("VEVENT")
    assert {str(event["URL"]) for event in events} == {"https://dam.example/dossier/timeline/flood.html"}
    assert {str(event["UID"]) for event in events} == {"timeline-flood@dam.example"}


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=200))
def test_any_title_comes_out_of_the_calendar_as_it_went_in(title: str) -> None:
    told = telling(Entry("flood", title=title, date="2024-11-06"))
    made = written("calendar", told)["data/timeline.ics"]
    (event,) = calendar(made).walk("VEVENT")
    assert str(event["SUMMARY"]) == (title or "flood").replace("\t", " ")
    assert max(map(len, made.split(b"\r\n"))) <= 75


def test_an_event_names_its_places_its_type_and_where_it_was_told() -> None:
    corpus = small_corpus()
    made = calendar(written("calendar", Telling(corpus, Agreement(corpus)))["data/timeline.ics"])
    event = made.walk("VEVENT")[-1]
    assert (str(event["LOCATION"]), event["CATEGORIES"].cats) == ("Kaspiysk", ["Attack"])
    assert "Draft: nobody has reviewed this entry yet." in str(event["DESCRIPTION"])
    assert "Evening Post: Harbour attacked, 7 November 2024" in str(event["DESCRIPTION"])


# ── TimelineJS ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_timelinejs_gets_a_slide_for_every_entry_with_its_date_in_words(
    dossier: str, exported: Exported, tellings: Tellings
) -> None:
    made = json.loads(exported[dossier]["data/timeline.json"])
    standing = tellings[dossier].corpus.timeline
    assert [one["unique_id"] for one in made["events"]] == [one.id for one in standing]
    words = [html.unescape(one["display_date"]) for one in made["events"]]
    assert words == [date_words.in_words(one.date) for one in standing]


@pytest.mark.parametrize(
    ("date", "start", "end"),
    [
        ("2024-11-06", (2024, 11, 6), None),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("../2024-11-04", (2024, 11, 4), None),
        ("2023-08/..", (2023, 8, 1), None),
        ("[2024-11-06,2024-11-08]", (2024, 11, 6), (2024, 11, 8)),
    ],
)
def test_a_slide_stands_on_the_days_that_its_date_may_mean(
    date: str, start: tuple[int, ...], end: tuple[int, ...] | None
) -> None:
    told = telling(Entry("flood", title="A flood", date=date))
    (slide,) = json.loads(written("timeline", told)["data/timeline.json"])["events"]
    assert tuple(slide["start_date"].values()) == start
    assert (tuple(slide["end_date"].values()) if "end_date" in slide else None) == end


def test_what_timelinejs_would_run_is_escaped_and_what_it_cannot_place_is_counted() -> None:
    hostile = Entry("bad", title="<img src=x onerror=alert(1)>", date="2024-11-06", type="x")
    told = telling(
        hostile, Entry("lost", title="Lost", date=""), types={"x": EventType("x", label="<script>1</script>")}
    )
    made = written("timeline", told)["data/timeline.json"].decode()
    assert "<img" not in made and "<script" not in made
    assert "1 more without a date" in json.loads(made)["title"]["text"]["text"]


def test_timelinejs_is_told_who_said_it_through_whom_and_where() -> None:
    corpus = small_corpus()
    made = written("timeline", Telling(corpus, Agreement(corpus)))["data/timeline.json"].decode()
    first, attack = (re.sub("<[^>]+>", "", one["text"]["text"]) for one in json.loads(made)["events"])
    assert "“12,000 soldiers had been sent”Volodymyr Zelensky: asserts, via Evening Post. Evening Post:" in first
    assert "a source in the agency (The Agency): asserts" in attack and "Draft: nobody" in attack
    assert "<script>alert(1)" not in made


# ── Maps ────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_every_place_and_every_event_is_on_the_map_within_its_box(
    dossier: str, exported: Exported, tellings: Tellings
) -> None:
    corpus = tellings[dossier].corpus
    for name in ("places", "events"):
        made = exported[dossier][f"data/{name}.geojson"]
        west, south, east, north = json.loads(made)["bbox"]
        for one in features(made):
            if one["geometry"]:
                longitude, latitude = one["geometry"]["coordinates"]
                assert west <= longitude <= east and south <= latitude <= north
    placed = {(one["properties"]["entry"], one["properties"]["place"]) for one in features(made)}
    assert placed == {(one.id, place) for one in corpus.timeline for place in one.places or (None,)}


def test_longitude_comes_first_and_how_far_off_a_point_is_comes_with_it() -> None:
    corpus = small_corpus()
    made = written("geojson", Telling(corpus, Agreement(corpus)))
    dagestan, kaspiysk = features(made["data/places.geojson"])
    assert dagestan["geometry"] is None and dagestan["properties"]["radius_m"] is None
    assert kaspiysk["geometry"] == {"type": "Point", "coordinates": [47.6367, 42.8916]}
    assert (kaspiysk["properties"]["precision"], kaspiysk["properties"]["radius_m"]) == ("locality", 5000)


def test_what_has_no_point_stands_at_the_place_that_holds_it_and_is_as_vague_as_that() -> None:
    region = Place("shire", name="Shire", coordinates=("51.5", "-2.2"), precision="region")
    hamlet = Place("hamlet", name="Hamlet", within="shire")
    corpus = Corpus(places={one.id: one for one in (region, hamlet)})
    found = point_of("hamlet", corpus)
    assert found == Point(-2.2, 51.5, region, 75_000)
    assert own_point(hamlet) is None and point_of("nowhere", corpus) is None
    told = telling(Entry("flood", date="2024", places=("hamlet", "shire")), places=corpus.places)
    both = features(written("geojson", told)["data/events.geojson"])
    assert [one["id"] for one in both] == ["flood@hamlet", "flood@shire"]
    assert {(one["properties"]["point_of"], one["properties"]["radius_m"]) for one in both} == {("shire", 75_000)}


@pytest.mark.parametrize(
    "coordinates", [(), ("91", "0"), ("0", "181"), ("nan", "0"), ("north", "east"), ("1", "2", "3")]
)
def test_coordinates_that_are_none_give_no_point(coordinates: tuple[str, ...]) -> None:
    assert own_point(Place("x", coordinates=coordinates)) is None


@pytest.mark.parametrize(
    ("longitudes", "west", "east"),
    [
        ((10, 20, 30), 10, 30),
        ((179, -179), 179, -179),
        ((-170, 160, 175), 160, -170),
        ((5,), 5, 5),
        ((-97, 127), 127, -97),
    ],
)
def test_a_box_goes_the_short_way_round_the_earth(longitudes: tuple[float, ...], west: float, east: float) -> None:
    points = [Point(longitude, 1.0, Place("x"), None) for longitude in longitudes]
    assert box(points) == [west, 1.0, east, 1.0]


def test_a_retracted_event_is_on_no_map_and_on_no_timeline() -> None:
    flood = Entry("flood", title="A flood", date="2024-11-06", places=("shire",), status="retracted")
    told = telling(flood, dataclasses.replace(flood, id="other", status="reviewed"))
    assert [one["id"] for one in features(written("geojson", told)["data/events.geojson"])] == ["other@shire"]
    made = json.loads(written("timeline", told)["data/timeline.json"])
    assert [one["unique_id"] for one in made["events"]] == ["other"]
