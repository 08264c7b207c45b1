"""The whole index made anew: every block is read once, in the order of the numbers, and what all of them tell is put together."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator

from build_tools.search.merging import Merging
from build_tools.search.reading import Reading
from build_tools.search.shelf import Shelf
from build_tools.search.state import State, path_of
from build_tools.search.storage import as_json, file_key, stretches
from build_tools.search.word_files import CARDS, LISTS, STARTS, File, file_of, in_order, pair_files, spelling
from build_tools.search.words import folding_table

Read = Callable[[str], Reading]  # by the key of a block


def whole(shelf: Shelf, state: State, read: Read) -> Iterator[tuple[str, bytes]]:
    """Each file as soon as it is known. ``state``, empty at first, holds in the end what was made."""
    blocks, early = shelf.blocks, frozenset(shelf.shown_early)
    merging = Merging(blocks.buckets)
    state.span, state.buckets, state.numbers = blocks.span, blocks.buckets, dict(blocks.numbers)
    state.folding = folding_table()
    for key, number in blocks.numbers.items():
        reading = read(key)
        merging.add(number, reading)
        state.read(key, reading, is_early=key in early)
        yield state.named(f"{CARDS}{number}", reading.cards)
    for key, content in _merged(merging, state):
        yield state.named(key, as_json(content))
    yield from told_of_all(shelf, state)


def _merged(merging: Merging, state: State) -> Iterator[File]:
    for kind in LISTS:
        listed = (spelling(kind, word, places) for word, places in merging.words())
        for group in stretches(in_order(one for one in listed if one)):
            state.firsts[kind].append(group[0][0])
            yield file_of(kind, group)
    yield from pair_files(merging.pairs())


def told_of_all(shelf: Shelf, state: State) -> Iterator[tuple[str, bytes]]:
    """The files that hold something of everything: little, and made again only where that is not what it was."""
    if state.seal("facets", [shelf.names.encode(), *map(state.columns.__getitem__, shelf.blocks.by_key)]):
        columns = {key: pickle.loads(data) for key, data in state.columns.items()}
        state.signs = tuple(sorted({sign for each in columns.values() for signs in each.signs for sign in signs}))
        yield state.named("facets", as_json(shelf.facets(columns)))
    manifest = shelf.manifest(state.signs)
    order = as_json([manifest["blocks"], shelf.shown_early])
    if state.seal("starts", [order.encode(), *map(state.early.__getitem__, shelf.shown_early)]):
        yield from _beginnings(shelf, state)
    told = {**manifest, "starts": state.starts, "fold": state.folding, **state.lists()}
    yield state.named("manifest", as_json(told))


def _beginnings(shelf: Shelf, state: State) -> Iterator[tuple[str, bytes]]:
    for letter in state.starts:
        del state.hashes[path_of(file_key(STARTS, letter))]
    state.starts = ""
    for letter, key, content in shelf.beginnings({key: pickle.loads(data) for key, data in state.early.items()}):
        state.starts += letter
        yield state.named(key, as_json(content))
