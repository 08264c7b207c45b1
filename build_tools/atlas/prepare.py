"""Makes the file of boundaries from Natural Earth, once, while developing: ``python -m build_tools.atlas.prepare FILE``.

FILE is ``world_map.gpkg`` of Debian's package qgis-common 3.22.16 (Natural Earth 4.1.0, 1:10m, admin 0 and 1).
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from build_tools.atlas import decisions, geopackage, packing
from build_tools.atlas.lines import box_of, clipped_ring, holds, joined, simplified
from build_tools.atlas.topology import Arc, Vertex, arcs

OUT = Path(__file__).parent / "data" / "boundaries.bin.gz"
KINDS = ("coast", "region", "border", "unsettled", "seam")
FINE, FINE_REGION, COARSE = 4.0, 8.0, 60.0  # tolerances in thousandths of a degree
_SMALLEST_COARSE = 150  # an island less wide and high than this is left out of the coarse level
_SEAM = -1  # stands for the edge of the map where an area goes on beyond it
_EDGE = 179_900  # Natural Earth as packaged ends here, on both sides of the 180th meridian
_SOURCE = {
    "source": "Natural Earth",
    "version": "4.1.0",
    "scale": "1:10m, admin 0 and admin 1",
    "licence": "public domain",
    "through": "Debian package qgis-common 3.22.16+dfsg-1 (world_map.gpkg)",
    "address": "https://www.naturalearthdata.com/",
}


@dataclass
class Region:
    """A region on its way into the file: the country it is drawn as, its names, its rings."""

    country: str
    names: list[str]
    rings: list[list[Vertex]] = field(default_factory=list)
    decided: list[tuple[str, str]] = field(default_factory=list)  # what readers are told of it, on whose word


def main(arguments: list[str]) -> int:
    """Read, decide, pack, write; says what it made."""
    package = Path(arguments[0])
    claims = {int(str(row[0])): lines for row, lines in geopackage.rows(package, "disputed_borders", ("fid",))}
    regions = list(_decided(_regions(package), claims))
    countries = _countries(package, regions)
    body = _file(regions, countries, claims)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(body)
    print(f"{OUT}: {len(regions)} regions, {len(countries)} countries, {len(body):,} bytes")
    return 0


def _regions(package: Path) -> Iterator[tuple[str, Region]]:
    """Natural Earth's country code and each region as it stands there, on whole thousandths of a degree."""
    columns = ("adm0_a3", "name", "gn_name", "woe_name", "admin")
    for (code, *names, country), rings in geopackage.rows(package, "states_provinces", columns):
        told = [str(name) for name in names if name] or [str(country)]
        whole = [ring for ring in (_whole(ring) for ring in rings) if len(ring) > 3]
        yield str(code), Region(str(code), list(dict.fromkeys(told)), whole)


def _whole(ring: Iterable[tuple[float, float]]) -> list[Vertex]:
    found: list[Vertex] = []
    for x, y in ring:
        vertex = (_healed(round(x * packing.STEPS_PER_DEGREE)), round(y * packing.STEPS_PER_DEGREE))
        if not found or found[-1] != vertex:
            found.append(vertex)
    return found


def _healed(x: int) -> int:
    """The 180th meridian itself, for what was cut a tenth of a degree before it."""
    return (180_000 if x > 0 else -180_000) if abs(x) >= _EDGE - 1 else x


# ── What is drawn as whose ──────────────────────────────────────────────────────────────────────────────────


def _decided(regions: Iterable[tuple[str, Region]], claims: dict[int, list[geopackage.Ring]]) -> Iterator[Region]:
    """The regions, cut and given to the countries that they are drawn as."""
    waiting = {(one.country, one.region): one for one in decisions.reassigned()}
    cuts = {(one.country, one.region): one for one in decisions.cuts()}
    used: set[tuple[str, str]] = set()
    made: dict[tuple[str, str], Region] = {}
    for code, region in regions:
        for key in ((code, region.names[0]), (code, "*")):
            if key in waiting:
                used.add(key)
                region.country = waiting[key].drawn_as
                region.decided.append((waiting[key].told, waiting[key].source))
        if cut := cuts.get((code, region.names[0])):
            used.add((code, region.names[0]))
            piece = Region(cut.drawn_as, [cut.joins], _cut_off(region, cut, claims), [(cut.told, cut.source)])
            _join(piece, made)
        if region.rings:
            _join(region, made)
    if missing := (waiting.keys() | cuts.keys()) - used:
        raise SystemExit(f"no such region in Natural Earth: {sorted(missing)}")
    yield from made.values()


def _join(region: Region, made: dict[tuple[str, str], Region]) -> None:
    """Into the region of the same country and name where there is one: those edges vanish that both have."""
    further = decisions.names("region").get((region.country, region.names[0]), ())
    region.names += [name for name in further if name not in region.names]
    there = made.setdefault((region.country, region.names[0]), region)
    if there is not region:
        there.rings += region.rings
        there.decided += region.decided
        there.names += [name for name in region.names if name not in there.names]


def _cut_off(region: Region, cut: decisions.Cut, claims: dict[int, list[geopackage.Ring]]) -> list[list[Vertex]]:
    """Takes what is cut off out of a region and returns it."""
    how, _, which = cut.line.partition(" ")
    if how == "whole":
        pieces, region.rings = region.rings, []
        return pieces
    inside = _steps(cut.inside)
    gone: list[list[Vertex]] = []
    stay: list[list[Vertex]] = []
    for ring in region.rings:
        halves = _halved(ring, float(which)) if how == "parallel" else _split(ring, claims[int(which)], inside)
        for half, is_gone in halves:
            (gone if is_gone else stay).append(half)
    if not gone or not stay:
        raise SystemExit(f"the line does not cut {cut.region}")
    region.rings = stay
    return gone


def _halved(ring: list[Vertex], latitude: float) -> Iterator[tuple[list[Vertex], bool]]:
    """What of a ring lies north of a parallel, and what south of it; the south is cut off."""
    at = round(latitude * packing.STEPS_PER_DEGREE)
    for south, north, is_gone in ((-90_000, at, True), (at, 90_000, False)):
        half = clipped_ring(ring[:-1], (-180_000, south, 180_000, north))
        whole = [(round(x), round(y)) for x, y in half]
        if len(whole) > 2:
            yield [*whole, whole[0]], is_gone


def _split(
    ring: list[Vertex], claim: list[geopackage.Ring], inside: tuple[float, float]
) -> Iterator[tuple[list[Vertex], bool]]:
    """The two sides of a ring that a line cuts; a ring that it does not reach is returned as it is."""
    line = max(joined(_whole(piece) for piece in claim), key=len)
    start, end = (_nearest(ring, line[0]), _nearest(ring, line[-1]))
    reach = max(_distance(ring[start], line[0]), _distance(ring[end], line[-1]))
    if reach > 60 or start == end:
        yield ring, False
        return
    path = [(round(x), round(y)) for x, y in line[1:-1]]
    if start > end:
        start, end, path = end, start, path[::-1]
    one = [*ring[start : end + 1], *path[::-1], ring[start]]
    other = [*ring[:-1][end:], *ring[: start + 1], *path, ring[end]]
    for half in (one, other):
        yield half, holds([half], inside)


def _nearest(ring: list[Vertex], point: tuple[float, float]) -> int:
    return min(range(len(ring) - 1), key=lambda at: _distance(ring[at], point))


def _distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    return max(abs(one[0] - other[0]), abs(one[1] - other[1]))


def _countries(package: Path, regions: list[Region]) -> dict[str, list[str]]:
    """Code → names, the first for labels: our own table, then Natural Earth's."""
    found: dict[str, list[str]] = defaultdict(list)
    for (code,), names in decisions.names("country").items():
        found[code] += names
    for layer, columns in (("countries", ("ISO_A3", "NAME")), ("states_provinces", ("adm0_a3", "admin"))):
        for (written, name), _ in geopackage.rows(package, layer, columns):
            if written and name:
                found[str(written)].append(str(name))
    return {code: list(dict.fromkeys(found[code])) for code in sorted({region.country for region in regions})}


# ── The file ────────────────────────────────────────────────────────────────────────────────────────────────


def _file(regions: list[Region], countries: dict[str, list[str]], claims: dict[int, list[geopackage.Ring]]) -> bytes:
    codes = list(countries)
    areas = {number: region.rings for number, region in enumerate(regions)}
    drawn = arcs({**areas, _SEAM: list(_seams(regions))})
    kinds = [_kind(arc, regions) for arc in drawn]
    extra = [[(round(x), round(y)) for x, y in line] for line in _extra_lines(claims)]
    lines = [*(list(arc.line) for arc in drawn), *extra]
    kinds += ["unsettled"] * len(extra)
    fine = [_fine(line, kind) for line, kind in zip(lines, kinds, strict=True)]
    coarse = [_coarse(line, kind) for line, kind in zip(fine, kinds, strict=True)]
    columns = {
        "kind": [KINDS.index(kind) for kind in kinds],
        "one": [*(arc.sides[0] for arc in drawn), *(-1 for _ in extra)],
        "other": [*(arc.sides[1] if len(arc.sides) > 1 else -1 for arc in drawn), *(-1 for _ in extra)],
        "fine": [len(packing.encoded(line)) for line in fine],
        "coarse": [len(packing.encoded(line)) for line in coarse],
        "west": [_west(line) // packing.STEPS_OF_BOX for line in fine],
        "south": [_south(line) // packing.STEPS_OF_BOX for line in fine],
        "width": [_east(line) // packing.STEPS_OF_BOX + 1 - _west(line) // packing.STEPS_OF_BOX for line in fine],
        "height": [_north(line) // packing.STEPS_OF_BOX + 1 - _south(line) // packing.STEPS_OF_BOX for line in fine],
    }
    columns["land"] = list(_land(fine, kinds))
    head = {
        **_SOURCE,
        "told": _told(regions, drawn, claims),
        "countries": [[code, *names] for code, names in countries.items()],
        "regions": [[codes.index(region.country), *region.names] for region in regions],
    }
    bodies = {
        "fine": b"".join(packing.encoded(line) for line in fine),
        "coarse": b"".join(packing.encoded(line) for line in coarse),
    }
    return packing.packed(head, columns, bodies)


def _west(line: list[Vertex]) -> int:
    return min(x for x, _ in line)


def _south(line: list[Vertex]) -> int:
    return min(y for _, y in line)


def _east(line: list[Vertex]) -> int:
    return max(x for x, _ in line)


def _north(line: list[Vertex]) -> int:
    return max(y for _, y in line)


def _whole_again(line: Iterable[tuple[float, float]]) -> list[Vertex]:
    return [(round(x), round(y)) for x, y in line]


def _land(lines: list[list[Vertex]], kinds: list[str]) -> Iterator[int]:
    """The closed lines around all land, as numbers of arcs from 1 (negative: walked backwards), each closed by 0."""
    shores = [number for number, kind in enumerate(kinds) if kind in ("coast", "seam")]
    ends: dict[Vertex, list[int]] = defaultdict(list)
    for number in shores:
        for end in (lines[number][0], lines[number][-1]):
            ends[end].append(number)
    free = dict.fromkeys(shores)
    while free:
        following: int | None = next(iter(free))
        at = lines[next(iter(free))][0]
        while following is not None:
            del free[following]
            line = lines[following]
            yield following + 1 if line[0] == at else -following - 1
            at = line[-1] if line[0] == at else line[0]
            following = next((other for other in ends[at] if other in free), None)
        yield 0


def _fine(line: list[Vertex], kind: str) -> list[Vertex]:
    return _whole_again(simplified(line, FINE_REGION if kind == "region" else FINE))


def _coarse(line: list[Vertex], kind: str) -> list[Vertex]:
    """Far away nobody looks for the borders of regions: they have no coarse form."""
    if kind == "region":
        return []
    if line[0] == line[-1] and max(_east(line) - _west(line), _north(line) - _south(line)) < _SMALLEST_COARSE:
        return []
    return _whole_again(simplified(line, COARSE))


def _seams(regions: list[Region]) -> Iterator[list[Vertex]]:
    for region in regions:
        for ring in region.rings:
            yield from ([one, other] for one, other in pairwise(ring) if _is_seam(one, other))


def _is_seam(one: Vertex, other: Vertex) -> bool:
    return abs(one[0]) == 180_000 and one[0] == other[0] or one[1] <= -89_800 and other[1] <= -89_800


def _kind(arc: Arc, regions: list[Region]) -> str:
    if _SEAM in arc.sides:
        return "seam"
    if len(arc.sides) == 1:
        return "coast"
    one, other = (regions[side] for side in arc.sides)
    if any(_is_unsettled(row.line, one, other, arc) for row in decisions.unsettled()):
        return "unsettled"
    return "region" if one.country == other.country else "border"


def _is_unsettled(line: tuple[str, ...], one: Region, other: Region, arc: Arc) -> bool:
    how, *words = line
    if how == "within":
        between = one.country == other.country == words[0]
        return between and (one.names[0] == " ".join(words[1:])) != (other.names[0] == " ".join(words[1:]))
    return how == "between" and {one.country, other.country} == set(words[:2]) and _in_box(arc, words[2:])


def _in_box(arc: Arc, words: list[str]) -> bool:
    if not words:
        return True
    west, south, east, north = (float(word) * packing.STEPS_PER_DEGREE for word in words)
    return all(west <= x <= east and south <= y <= north for x, y in arc.line)


def _extra_lines(claims: dict[int, list[geopackage.Ring]]) -> Iterator[list[tuple[float, float]]]:
    """Broken lines that bound no region: claims that Natural Earth knows."""
    for row in decisions.unsettled():
        yield from _extra(row.line, claims)


def _extra(line: tuple[str, ...], claims: dict[int, list[geopackage.Ring]]) -> list[list[tuple[float, float]]]:
    how, *words = line
    if how == "claim":
        return joined(_whole(piece) for piece in claims[int(words[0])])
    return []


def _told(
    regions: list[Region], drawn: list[Arc], claims: dict[int, list[geopackage.Ring]]
) -> list[tuple[str, str, list[float]]]:
    """Each statement on a contested area or line, its source, and boxes (degrees) around what it speaks of."""
    found: dict[tuple[str, str], list[float]] = defaultdict(list)
    for region in regions:
        for told in region.decided:
            found[told] += _box(vertex for ring in region.rings for vertex in ring)
    for row in decisions.unsettled():
        lines = [*_extra(row.line, claims), *(arc.line for arc in drawn if _is_told(row, arc, regions))]
        if not lines:
            raise SystemExit(f"no such line in Natural Earth: {' '.join(row.line)}")
        found[row.told, row.source] += _box(vertex for line in lines for vertex in line)
    for kept in decisions.kept():
        there = next((one for one in regions if holds(one.rings, _steps(kept.inside))), None)
        if there is None or there.country != kept.drawn_as:
            raise SystemExit(f"not so: {kept.told}")
        found[kept.told, kept.source] += _box(vertex for ring in there.rings for vertex in ring)
    return [(told, source, boxes) for (told, source), boxes in found.items()]


def _is_told(row: decisions.Unsettled, arc: Arc, regions: list[Region]) -> bool:
    if len(arc.sides) < 2 or _SEAM in arc.sides:
        return False
    return _is_unsettled(row.line, regions[arc.sides[0]], regions[arc.sides[1]], arc)


def _box(vertices: Iterable[tuple[float, float]]) -> list[float]:
    box = box_of(vertices)
    return [round(number / packing.STEPS_PER_DEGREE, 1) for number in box]


def _steps(point: tuple[float, float]) -> tuple[float, float]:
    return point[0] * packing.STEPS_PER_DEGREE, point[1] * packing.STEPS_PER_DEGREE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
