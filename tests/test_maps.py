"""A map says no more than its places' records do, draws only recognised lines, and works anywhere on the globe."""

from __future__ import annotations

import math
import re
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus
from build_tools.making.maker import all_made
from build_tools.model import Alias, Entry, Place
from build_tools.pages.desk import Desk
from build_tools.pages.drawings.map import Map, draw
from build_tools.pages.drawings.map_ground import ground, scale
from build_tools.pages.drawings.map_marks import marks
from build_tools.pages.drawings.map_shapes import Spot, shape_of
from build_tools.pages.drawings.map_view import WIDTH, around, distance, fitted, window, world
from build_tools.pages.page import Site
from build_tools.pages.place import places


def spot(name: str, latitude: float, longitude: float, precision: str = "locality", entries: int = 1) -> Spot:
    point = (longitude, latitude)
    return Spot(name.lower(), name, f"places/{name}.html", (name,), point, precision, entries)


def drawn(*spots: Spot) -> Map:
    picture = draw(spots)
    assert picture
    return picture


# ── precision ───────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        (spot("Kyiv", 50.45, 30.52), "point"),
        (spot("The bridge", 50.45, 30.52, "exact"), "point"),
        (spot("Donetsk Oblast", 48.14, 37.74, "region"), "area"),
        (spot("Nowhere Oblast", 48.14, 37.74, "region"), "around"),
        (spot("Some district", 48.14, 37.74, "district"), "around"),
        (spot("Ukraine", 49.0, 32.0, "country"), "country"),
        (spot("Ruritania", 49.0, 32.0, "country"), ""),
        (spot("No precision", 49.0, 32.0, ""), ""),
        (Spot("x", "No point", "x.html", ("No point",), None, "locality"), ""),
    ],
    ids=lambda value: value.name if isinstance(value, Spot) else "",
)
def test_a_place_is_drawn_as_precisely_as_it_is_known(place: Spot, kind: str) -> None:
    assert shape_of(place).kind == kind


def test_what_is_only_known_as_a_district_region_or_country_is_never_a_point() -> None:
    picture = drawn(
        spot("Ukraine", 49.0, 32.0, "country"),
        spot("Donetsk Oblast", 48.14, 37.74, "region"),
        spot("Some district", 49.9, 36.2, "district"),
        spot("Kyiv", 50.45, 30.52),
    )
    points = [mark for mark in picture.wide.marks if mark.kind == "point"]
    assert [mark.spots[0].name for mark in points] == ["Kyiv"]
    assert sorted(area.kind for area in picture.areas) == ["area", "around", "country"]


def test_what_cannot_be_drawn_is_told() -> None:
    picture = drawn(spot("Kyiv", 50.45, 30.52), Spot("east", "The east", "east.html", ("The east",)))
    assert [one.name for one in picture.unplaced] == ["The east"]


# ── the frame ───────────────────────────────────────────────────────────────────────────────────────────────

WORLD_TOUR = {
    "Sudan": [("Khartoum", 15.55, 32.53), ("El Fasher", 13.63, 25.35), ("Port Sudan", 19.6, 37.2)],
    "Taiwan": [("Taipei", 25.03, 121.56), ("Hualien", 23.98, 121.6)],
    "Mexico": [("Mexico City", 19.43, -99.13), ("Culiacán", 24.8, -107.39)],
    "Fiji": [("Suva", -18.14, 178.44), ("Lakeba", -18.2, -178.8)],
    "Svalbard": [("Longyearbyen", 78.22, 15.63), ("Ny-Ålesund", 78.92, 11.93)],
    "Bering Strait": [("Nome", 64.5, -165.4), ("Anadyr", 64.7, 177.5)],
    "all over": [("London", 51.5, -0.1), ("Tokyo", 35.7, 139.7), ("Lima", -12.0, -77.0), ("Sydney", -33.9, 151.2)],
}


@pytest.mark.parametrize("name", WORLD_TOUR)
def test_every_place_lies_in_the_frame_and_on_drawn_land(name: str) -> None:
    picture = drawn(*(spot(*place) for place in WORLD_TOUR[name]))
    marked = {one.name for mark in picture.wide.marks for one in mark.spots}
    assert marked == {place[0] for place in WORLD_TOUR[name]}
    assert not picture.outside
    assert picture.ground.land.startswith("M")
    assert picture.ground.weight < 30_000


def test_a_frame_across_the_180th_meridian_is_no_wider_than_what_it_shows() -> None:
    picture = drawn(*(spot(*place) for place in WORLD_TOUR["Fiji"]))
    assert picture.view.across < 1000


def test_a_place_far_from_all_others_is_told_apart_and_shown_on_the_small_world() -> None:
    near = [spot(f"Town {number}", 48 + number / 4, 36 + number / 3) for number in range(6)]
    picture = drawn(*near, spot("Pyongyang", 39.03, 125.75))
    assert [one.name for one in picture.outside] == ["Pyongyang"]
    assert picture.inset and len(picture.inset.outside) == 1
    assert picture.view.across < 1000


def test_inland_and_at_sea_the_ground_is_what_it_is() -> None:
    inland, at_sea = (around(point, across=300, height=500) for point in ((25.0, 15.0), (-30.0, 0.0)))
    assert ground(inland).land and not ground(at_sea).land


@given(st.floats(-180, 180), st.floats(-89, 89), st.floats(50, 8000))
def test_the_middle_of_a_frame_is_its_point_and_its_window_holds_its_edge(
    longitude: float, latitude: float, across: float
) -> None:
    view = around((longitude, latitude), across=across, height=560)
    x, y = view.place((view.longitude, view.latitude))
    assert math.isclose(x, WIDTH / 2, abs_tol=1e-6) and math.isclose(y, view.height / 2, abs_tol=1e-6)
    west, south, east, north = window(view)
    corner = view.globe((0.0, view.height))
    assert corner is None or (south <= corner[1] <= north and east - west <= 361)


@given(st.lists(st.tuples(st.floats(-179, 179), st.floats(-80, 80)), min_size=1, max_size=8))
def test_a_fitted_frame_shows_all_that_it_was_fitted_to(points: list[tuple[float, float]]) -> None:
    view = fitted(points, height=560, least=260)
    if not view.is_world:
        assert all(view.shows(point) for point in points)


@given(st.tuples(st.floats(-170, 170), st.floats(-70, 70)), st.floats(100, 1500))
def test_the_scale_holds_in_the_middle_of_the_map(point: tuple[float, float], across: float) -> None:
    view = around(point, across=across, height=560)
    bar = scale(view)
    left, right = (view.globe((WIDTH / 2 + side * bar.share * WIDTH / 2, view.height / 2)) for side in (-1, 1))
    assert left and right
    assert math.isclose(distance(left, right), bar.kilometres, rel_tol=0.02)
    assert 0.05 < bar.share <= 0.25


def test_a_large_frame_says_where_its_scale_holds() -> None:
    assert scale(world()).holds == "along the equator"
    assert scale(around((30, 50), across=4000, height=560)).holds == "in the middle of the map"
    assert not scale(around((30, 50), across=400, height=560)).holds


# ── marks ───────────────────────────────────────────────────────────────────────────────────────────────────


@given(st.lists(st.tuples(st.floats(28, 32), st.floats(48, 52)), min_size=1, max_size=40))
def test_no_two_marks_stand_too_close_to_be_hit_and_none_is_lost(points: list[tuple[float, float]]) -> None:
    spots = [spot(f"T{number}", latitude, longitude) for number, (longitude, latitude) in enumerate(points)]
    view = around((30.0, 50.0), across=900, height=560)
    for pixels in (720, 340):
        layer = marks(view, map(shape_of, spots), pixels=pixels)
        places = [(mark.x * pixels, mark.y * pixels * view.height / WIDTH) for mark in layer.marks]
        assert all(math.dist(one, other) >= 24 for one, other in combinations(places, 2))
        assert sorted(one.id for mark in layer.marks for one in mark.spots) == sorted(one.id for one in spots)


def test_two_thousand_places_make_a_map_of_bounded_size() -> None:
    spots = [spot(f"T{n}", 44 + (n * 7 % 800) / 100, 22 + (n * 13 % 1800) / 100) for n in range(2000)]
    picture = drawn(*spots)
    assert len(picture.wide.marks) <= 120
    assert sum(len(mark.spots) for mark in picture.wide.marks) == 2000


# ── pages ───────────────────────────────────────────────────────────────────────────────────────────────────

HOSTILE = '<script>alert(1)</script>"&'


def pages_of(*records: Place, entries: tuple[Entry, ...] = ()) -> dict[str, str]:
    corpus = Corpus(places={one.id: one for one in records}, entries={one.id: one for one in entries})
    return {
        page.path: page.html for page in all_made(places.makers(Desk(corpus, Agreement(corpus), Site("A dossier"))))
    }


def record(id: str, name: str, latitude: str = "50.45", longitude: str = "30.52", precision: str = "locality") -> Place:
    coordinates = (latitude, longitude) if latitude else ()
    return Place(id, name=name, kind="town", coordinates=coordinates, precision=precision, aliases=(Alias(name),))


def test_names_on_a_map_are_escaped() -> None:
    for html in pages_of(record("x", HOSTILE), record("y", HOSTILE, "48.14", "37.74", "region")).values():
        assert "<script>alert" not in html and "&lt;script&gt;" in html


@pytest.mark.parametrize("count", [60, 260])
def test_a_place_with_many_in_it_leads_to_where_all_are_listed(count: int) -> None:
    inner = [
        Place(f"mill-{number}", name=f"Mill {number}", kind="locality", within="county") for number in range(count)
    ]
    made = pages_of(Place("county", name="County", kind="region"), *inner)
    (fragment,) = re.findall(r'index\.html#([\w-]+)">[\d,]+ others', made["places/county.md"])
    assert f'id="{fragment}"' in made["places/index.md"]


def test_every_mark_leads_to_its_place_and_has_a_title() -> None:
    page = pages_of(record("kyiv", "Kyiv"), record("lviv", "Lviv", "49.84", "24.03"))["places/index.md"]
    links = re.findall(r'<a href="([^"]+)" class="is-[^"]*"><title>([^<]+)</title>', page)
    assert {("kyiv.html", "Kyiv"), ("lviv.html", "Lviv")} <= set(links)


def test_a_map_says_which_lines_it_draws_and_a_place_without_coordinates_says_so() -> None:
    found = pages_of(record("sev", "Sevastopol", "44.6", "33.53"), record("lost", "Lost", ""))
    assert "To draw a line is to take no position on a claim" in found["places/sev.md"]
    assert "Crimea is drawn as part of Ukraine" in found["places/sev.md"]
    assert "the record holds no coordinates" in found["places/lost.md"]
    assert "Not on the map" in found["places/index.md"]
    assert "68/262" in found["places/index.md"] and "Natural Earth 4.1.0" in found["places/index.md"]


@pytest.mark.parametrize("written", [("north", "east"), ("91", "0"), ("1", "2", "3"), ("nan", "nan"), ("inf", "0")])
def test_coordinates_that_cannot_be_read_are_drawn_nowhere(written: tuple[str, ...]) -> None:
    place = Place("x", name="X", kind="town", coordinates=written, precision="locality")
    assert "<figure" not in pages_of(place)["places/x.md"]


def test_a_place_page_tells_entries_here_from_entries_within() -> None:
    entries = tuple(
        Entry(id, path="", title=id, date="2024-01-01", places=(where,), status="reviewed")
        for id, where in (("in-town", "town"), ("in-country", "country"))
    )
    country = record("country", "Ukraine", "49", "32", "country")
    town = Place("town", name="Kyiv", kind="town", within="country")
    page = pages_of(country, town, entries=entries)["places/country.md"]
    here, _, within = page.partition('id="within"')
    assert "in-country" in here and "in-town" in within and "in-town" not in here
