"""Which stretches of the text are marked, in layers that may overlap, and the pieces that they cut the text into."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from build_tools.annotate.by_sentence import PlacedClaim, is_resolved
from build_tools.extract.reading import Reading

LAYERS = ("claim", "content", "source", "cue", "time", "name", "quantity")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked stretch, half-open; ``of`` names what it marks (“time-3”: the third time), counted from 1."""

    start: int
    end: int
    layer: str
    of: str
    is_resolved: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch under the same marks from end to end: of each layer the one that began last."""

    start: int
    end: int
    marks: tuple[Mark, ...]


def find_marks(reading: Reading, claims: Sequence[PlacedClaim]) -> list[Mark]:
    """All marks of a reading, numbered as in ``by_sentence.rows``, in the order of their beginnings."""
    found = [Mark(item.start, item.end, "claim", f"claim-{number}") for number, item in enumerate(claims, 1)]
    found += _of_speech(reading)
    for number, time in enumerate(reading.times, 1):
        found.append(Mark(time.start, time.end, "time", f"time-{number}", is_resolved(time)))
    for number, name in enumerate(reading.names, 1):
        found.append(Mark(name.start, name.end, "name", f"name-{number}", bool(name.id)))
    for number, quantity in enumerate(reading.quantities, 1):
        found.append(Mark(quantity.start, quantity.end, "quantity", f"quantity-{number}"))
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def _of_speech(reading: Reading) -> Iterator[Mark]:
    for number, item in enumerate(reading.attributions, 1):
        for layer, spans in (("source", item.source), ("cue", item.cue), ("content", item.content)):
            yield from (Mark(start, end, layer, f"said-{number}") for start, end in spans if start < end)


def pieces(marks: Sequence[Mark], length: int, cuts: Iterable[int] = ()) -> Iterator[Piece]:
    """The whole text from 0 to ``length`` in pieces, cut at every end of a mark and at ``cuts``.

    ``marks`` in the order of their beginnings. Each mark is put on and taken off once, however many overlap.
    """
    edges = {0, length, *cuts, *(mark.start for mark in marks), *(mark.end for mark in marks)}
    lying: dict[str, list[Mark]] = {layer: [] for layer in LAYERS}
    waiting = iter(marks)
    following = next(waiting, None)
    bounds = sorted(edges)
    for start, end in zip(bounds, bounds[1:], strict=False):
        while following is not None and following.start <= start:
            lying[following.layer].append(following)
            following = next(waiting, None)
        yield Piece(start, end, tuple(_tops(lying.values(), start)))


def _tops(stacks: Iterable[list[Mark]], position: int) -> Iterator[Mark]:
    for stack in stacks:
        while stack and stack[-1].end <= position:
            stack.pop()
        if stack:
            yield stack[-1]
