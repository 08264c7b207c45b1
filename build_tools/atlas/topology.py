"""Areas that share edges → arcs that each edge belongs to once, so that neighbours stay neighbours when simplified."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

Vertex = tuple[int, int]
Ring = list[Vertex]
_Edge = tuple[Vertex, Vertex]


@dataclass(frozen=True, slots=True)
class Arc:
    """A line between two nodes (or a closed one), and the one or two areas that it bounds."""

    line: tuple[Vertex, ...]
    sides: tuple[int, ...]


def arcs(areas: Mapping[int, Iterable[Ring]]) -> list[Arc]:
    """The arcs between areas. ``areas``: number → rings, closed (the first vertex again at the end)."""
    return list(_Walk(_sides(areas)).arcs())


def _sides(areas: Mapping[int, Iterable[Ring]]) -> dict[_Edge, tuple[int, ...]]:
    """Each edge and the areas that it bounds; an edge that one area walks twice bounds nothing."""
    found: dict[_Edge, set[int]] = {}
    for number, rings in areas.items():
        for ring in rings:
            for one, other in pairwise(ring):
                if one != other:
                    found.setdefault(_edge(one, other), set()).symmetric_difference_update({number})
    return {edge: tuple(sorted(sides)) for edge, sides in found.items() if sides}


def _edge(one: Vertex, other: Vertex) -> _Edge:
    return (one, other) if one < other else (other, one)


class _Walk:
    """Goes along edges from node to node: a node is where more or fewer than two edges meet, or the sides change."""

    def __init__(self, sides: dict[_Edge, tuple[int, ...]]) -> None:
        self.sides = sides
        self.beside: dict[Vertex, list[Vertex]] = {}
        for one, other in sides:
            self.beside.setdefault(one, []).append(other)
            self.beside.setdefault(other, []).append(one)
        self.walked: set[_Edge] = set()

    def arcs(self) -> Iterator[Arc]:
        nodes = [vertex for vertex in sorted(self.beside) if self._is_node(vertex)]
        starts = [(node, neighbour) for node in nodes for neighbour in sorted(self.beside[node])]
        for one, other in [*starts, *sorted(self.sides)]:
            if _edge(one, other) not in self.walked:
                yield self._arc(one, other)

    def _is_node(self, vertex: Vertex) -> bool:
        around = self.beside[vertex]
        return len(around) != 2 or self._sides(vertex, around[0]) != self._sides(vertex, around[1])

    def _sides(self, one: Vertex, other: Vertex) -> tuple[int, ...]:
        return self.sides[_edge(one, other)]

    def _arc(self, start: Vertex, towards: Vertex) -> Arc:
        line = [start, towards]
        self.walked.add(_edge(start, towards))
        while line[-1] != start and not self._is_node(line[-1]):
            following = next(vertex for vertex in self.beside[line[-1]] if vertex != line[-2])
            self.walked.add(_edge(line[-1], following))
            line.append(following)
        return Arc(tuple(line), self._sides(start, towards))
