"""The whole index made anew: every block is read once, in the order of the numbers, and what all of them tell is put together."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.search.merging import Merging
from build_tools.search.shelf import Shelf
from build_tools.search.state import Readings, State
from build_tools.search.storage import as_json
from build_tools.search.word_files import CARDS, LISTS, File, files_of, in_order, pair_files, spelling


def whole(shelf: Shelf, state: State, readings: Readings) -> Iterator[tuple[str, bytes]]:
    """Each file as soon as it is known. ``state``, empty at first, holds in the end what was made."""
    merging = Merging(shelf.blocks.buckets)
    state.buckets, state.numbers = shelf.blocks.buckets, dict(shelf.blocks.numbers)
    for key, number in shelf.blocks.numbers.items():
        reading = shelf.read(key)
        readings.put(key, reading)
        merging.add(number, reading)
        state.columns[key] = reading.columns
        yield state.named(f"{CARDS}{number}", reading.cards)
    for key, content in _merged(merging, state):
        yield state.named(key, as_json(content))
    yield from told_of_all(shelf, state, readings)


def _merged(merging: Merging, state: State) -> Iterator[File]:
    for kind in LISTS:
        listed = (spelling(kind, word, places) for word, places in merging.words())
        for first, file in files_of(kind, in_order(one for one in listed if one)):
            state.firsts[kind].append(first)
            yield file
    yield from pair_files(merging.pairs())


def told_of_all(shelf: Shelf, state: State, readings: Readings) -> Iterator[tuple[str, bytes]]:
    """The files that hold something of everything: what is made again after each edit, since it costs little."""
    yield state.named("facets", as_json(shelf.facets(state.columns)))
    starts = ""
    for letter, key, content in shelf.beginnings(readings.get):
        starts += letter
        yield state.named(key, as_json(content))
    manifest = {**shelf.manifest(state.columns), "starts": starts, **state.lists()}
    yield state.named("manifest", as_json(manifest))
