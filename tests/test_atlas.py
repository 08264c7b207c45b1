"""The atlas draws recognised borders, keeps neighbours together, and finds what a record names."""

from __future__ import annotations

import gzip
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_tools.atlas import boundaries as atlas
from build_tools.atlas import packing
from build_tools.atlas.lines import box_of, clipped_line, clipped_ring, holds, joined, simplified
from build_tools.atlas.naming import country_named, region_named
from build_tools.atlas.topology import arcs

RECOGNISED = [
    ("Simferopol", 44.95, 34.10, "UKR"),
    ("Sevastopol", 44.60, 33.53, "UKR"),
    ("Kerch", 45.35, 36.40, "UKR"),
    ("Donetsk", 48.00, 37.80, "UKR"),
    ("Luhansk", 48.57, 39.30, "UKR"),
    ("Mariupol", 47.13, 37.56, "UKR"),
    ("Melitopol", 46.85, 35.37, "UKR"),
    ("Krasnodar", 45.03, 38.97, "RUS"),
    ("the Golan Heights", 33.00, 35.78, "SYR"),
    ("Quneitra", 33.126, 35.824, "SYR"),
    ("Safed", 32.97, 35.50, "ISR"),
    ("Hebron", 31.53, 35.10, "PSE"),
    ("Gaza", 31.50, 34.46, "PSE"),
    ("Famagusta's hinterland", 35.25, 33.80, "CYP"),
    ("Laayoune", 27.15, -13.20, "ESH"),
    ("Smara", 26.70, -11.70, "ESH"),
    ("Tan-Tan", 28.40, -11.10, "MAR"),
    ("Sukhumi's hinterland", 43.00, 41.00, "GEO"),
    ("Tskhinvali", 42.23, 43.97, "GEO"),
    ("Tiraspol", 46.84, 29.63, "MDA"),
    ("Stepanakert", 39.82, 46.75, "AZE"),
    ("Hargeisa", 9.56, 44.06, "SOM"),
    ("Pristina", 42.66, 21.16, "KOS"),
    ("Taipei", 25.03, 121.56, "TWN"),
    ("Srinagar", 34.08, 74.80, "X-KASHMIR"),
    ("Muzaffarabad", 34.37, 73.47, "X-KASHMIR"),
    ("Hong Kong", 22.40, 114.15, "CHN"),
    ("Suva", -18.00, 178.30, "FJI"),
]


@pytest.mark.parametrize(("name", "latitude", "longitude", "code"), RECOGNISED, ids=[row[0] for row in RECOGNISED])
def test_a_town_lies_in_the_country_that_it_is_recognised_to_lie_in(
    name: str, latitude: float, longitude: float, code: str
) -> None:
    found = atlas.boundaries().country_at((longitude, latitude))
    assert found and found.code == code


def test_no_border_runs_between_crimea_and_the_rest_of_ukraine() -> None:
    world = atlas.boundaries()
    isthmus = (33.2, 45.9, 34.2, 46.4)
    assert world.lines(atlas.REGION, isthmus)
    for kind in (atlas.BORDER, atlas.UNSETTLED):
        assert not [part for line in world.lines(kind, isthmus) for part in clipped_line(line, isthmus)]


@pytest.mark.parametrize(
    ("where", "box"),
    [
        ("Kashmir, at the Line of Control", (74.0, 34.0, 75.0, 35.0)),
        ("Western Sahara, at its northern line", (-12.0, 27.5, -10.0, 27.8)),
        ("the West Bank", (34.9, 31.3, 35.3, 32.0)),
        ("Kosovo and Serbia", (20.9, 42.9, 21.4, 43.4)),
        ("the southern Kuril Islands", (148.8, 45.1, 149.5, 46.3)),
    ],
)
def test_where_no_line_is_settled_it_is_drawn_broken(where: str, box: tuple[float, float, float, float]) -> None:
    lines = atlas.boundaries().lines(atlas.UNSETTLED, box)
    assert [part for line in lines for part in clipped_line(line, box)], where


def test_every_decision_has_words_a_source_and_a_place() -> None:
    for decision in atlas.boundaries().decisions:
        assert decision.told.endswith(".") and decision.source and decision.boxes


def test_the_file_names_its_source_version_and_licence_and_is_small() -> None:
    origin = atlas.boundaries().origin
    assert (origin["source"], origin["version"], origin["licence"]) == ("Natural Earth", "4.1.0", "public domain")
    path = atlas.resources.files("build_tools.atlas") / "data" / "boundaries.bin.gz"
    assert len(path.read_bytes()) < 1_100_000


def test_every_area_is_closed_at_every_level() -> None:
    world = atlas.boundaries()
    for region in world.regions[::40]:
        assert all(ring[0] == ring[-1] for ring in world.outline(region))
    for code in ("UKR", "RUS", "FJI", "USA", "ESH"):
        for level in (0, 3, 5, 9):
            assert all(ring[0] == ring[-1] for ring in world.outline(world.countries[code], level))


def test_neighbours_share_their_border_at_every_level_of_detail() -> None:
    world = atlas.boundaries()
    north, south = (world.region_at(point) for point in ((34.0, 46.6), (34.0, 45.3)))
    assert north and south and north != south
    for level in (0, 1, 2):
        edges = [
            {frozenset(edge) for ring in world.outline(one, level) for edge in pairwise(ring)} for one in (north, south)
        ]
        assert edges[0] & edges[1]


def test_what_is_outside_a_box_is_only_hinted_at() -> None:
    world = atlas.boundaries()
    box = (20.0, 44.0, 42.0, 53.0)
    whole = sum(len(ring) for ring in world.land((-180.0, -90.0, 180.0, 90.0), 1))
    near = sum(len(ring) for ring in world.land(box, 1))
    assert near < whole / 20


NAMED = [
    (("Donetsk Oblast", "Donetsk region"), (37.74, 48.14), "Donets'k"),
    (("Kyiv Oblast",), (30.6, 50.1), "Kiev"),
    (("Khartoum State",), (32.6, 15.6), "Khartoum"),
    (("Tanintharyi",), (99.0, 12.0), "Tanintharyi"),
    (("Texas",), (-99.0, 31.0), "Texas"),
    (("Donetsk Oblast",), (36.0, 51.7), None),
    (("Alder County",), (37.74, 48.14), None),
    (("The middle of the sea",), (-30.0, 0.0), None),
]


@pytest.mark.parametrize(("names", "point", "found"), NAMED, ids=[row[0][0] + str(row[1]) for row in NAMED])
def test_a_region_is_found_by_name_and_point_together(
    names: tuple[str, ...], point: tuple[float, float], found: str | None
) -> None:
    region = region_named(names, point)
    assert (region.names[0] if region else None) == found


def test_a_country_of_islands_is_found_though_its_point_lies_at_sea() -> None:
    found = country_named(("Fiji",), (178.0, -18.0)), country_named(("United States", "US"), (-97.0, 38.0))
    assert [one.code for one in found if one] == ["FJI", "USA"]
    assert country_named(("Ruritania",), (15.0, 47.0)) is None


# ── geometry ────────────────────────────────────────────────────────────────────────────────────────────────

POINTS = st.tuples(st.integers(-50, 50), st.integers(-50, 50))


@given(st.lists(POINTS, min_size=2, max_size=30), st.floats(0.1, 20))
def test_a_simplified_line_keeps_its_ends_and_only_its_own_points(line: list[tuple[int, int]], limit: float) -> None:
    short = simplified(line, limit)
    assert (short[0], short[-1]) == (line[0], line[-1])
    rest = iter(line)
    assert all(point in rest for point in short)


@given(st.lists(POINTS, min_size=3, max_size=12))
def test_clipping_leaves_nothing_outside_the_box(points: list[tuple[int, int]]) -> None:
    box = (-10.0, -10.0, 10.0, 10.0)
    parts = [*clipped_line(points, box), clipped_ring(points, box)]
    for x, y in (point for part in parts for point in part):
        assert -10.000001 <= x <= 10.000001 and -10.000001 <= y <= 10.000001


@given(st.lists(POINTS, max_size=40))
def test_packed_lines_come_out_as_they_went_in(line: list[tuple[int, int]]) -> None:
    body = packing.encoded(line)
    assert packing.decoded(body, 0, len(body)) == [(x / 1000, y / 1000) for x, y in line]


def test_a_packed_file_is_the_same_every_time() -> None:
    made = [packed_file() for _ in range(2)]
    assert made[0] == made[1] and gzip.decompress(made[0])
    head, columns, bodies = packing.unpacked(made[0])
    assert head["source"] == "x" and list(columns["kind"]) == [1, -2] and bodies["fine"] == b"abc"


def packed_file() -> bytes:
    return packing.packed({"source": "x"}, {"kind": [1, -2]}, {"fine": b"abc"})


def test_two_squares_side_by_side_share_one_arc() -> None:
    left = [(0, 0), (2, 0), (2, 2), (0, 2), (0, 0)]
    right = [(2, 0), (4, 0), (4, 2), (2, 2), (2, 0)]
    found = arcs({1: [left], 2: [right]})
    assert Counter(arc.sides for arc in found) == {(1,): 1, (2,): 1, (1, 2): 1}
    assert {arc.line for arc in found if arc.sides == (1, 2)} == {((2, 0), (2, 2))}
    rings = joined([list(arc.line) for arc in found if 1 in arc.sides])
    assert len(rings) == 1 and rings[0][0] == rings[0][-1]
    assert holds(rings, (1, 1)) and not holds(rings, (3, 1))
    assert box_of(rings[0]) == (0, 0, 2, 2)
