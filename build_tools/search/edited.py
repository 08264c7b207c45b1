"""What an edit changes in an index: which words and pairs stand elsewhere now, and which files thereby become others.

The files come out as the whole index made anew would have them, to the byte. Knows blocks, no record.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from build_tools.search.merging import patched
from build_tools.search.reading import Reading
from build_tools.search.state import State, hashed, path_of
from build_tools.search.storage import Listed, browser_order, data_of, file_key, stretches
from build_tools.search.word_files import (
    BUCKETS_EACH,
    LISTS,
    PAIRS,
    WORDS,
    File,
    file_of,
    listed_in,
    spelling,
)  # fmt: skip

Written = Callable[[str], bytes | None]  # what lies at a path of the site
ByNumber = Mapping[int, Reading]
Edits = Mapping[str, Listed | None]  # a word as it is listed now, None where it is no longer


class NotAsRemembered(Exception):
    """A file of the index is not there, or not as it was made."""


class Edited:
    """The files of words and pairs after some blocks have become others: by their numbers, as they were and as they are."""

    def __init__(self, state: State, written: Written, *, was: ByNumber, now: ByNumber) -> None:
        self._state, self._written, self._was, self._now = state, written, was, now

    def files(self) -> Iterator[File]:
        """Those that may be others now; the state learns their first words."""
        places = self._places()
        for kind in LISTS:
            yield from self._lists(kind, _edits(kind, places))
        yield from self._pairs()

    def _content(self, key: str) -> Any:
        data = self._written(path_of(key))
        if data is None or hashed(data) != self._state.hashes.get(path_of(key)):
            raise NotAsRemembered(key)
        return data_of(data)

    # ── words ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _places(self) -> Mapping[str, tuple[str, str]]:
        """Every word that stands elsewhere than before, with its places as they were and as they are."""
        changes = _changes((n, self._words(self._was, n), self._words(self._now, n)) for n in self._numbers())
        held: dict[int, Mapping[str, str]] = {}
        firsts = _Firsts(self._state.firsts[WORDS])
        found = {}
        for word, pieces in changes.items():
            at = firsts.file_of(word)
            if at is not None and at not in held:
                held[at] = dict(self._listed(WORDS, at))
            before = held[at].get(word, "") if at is not None else ""
            found[word] = before, patched(before, pieces)
        return found

    def _numbers(self) -> Iterable[int]:
        return self._was.keys() | self._now.keys()

    def _words(self, readings: ByNumber, number: int) -> Mapping[str, str]:
        return readings[number].words if number in readings else {}

    def _listed(self, kind: str, at: int) -> list[Listed]:
        return listed_in(self._content(file_key(kind, self._state.firsts[kind][at])))

    def _lists(self, kind: str, edits: Edits) -> Iterator[File]:
        """Only where something changed are the words cut anew: from the beginning of such a file to where a cut falls as
        it did.
        """
        firsts, touched = self._state.firsts[kind], _Firsts(self._state.firsts[kind]).touched_by(edits)
        kept, at = list[str](), 0
        while at < len(firsts) or touched:
            if at not in touched:
                kept.append(firsts[at])
                at += 1
                continue
            behind, groups = self._stretch(kind, at, touched)
            for group in groups:
                kept.append(group[0][0])
                yield file_of(kind, group)
            touched = {number: words for number, words in touched.items() if number >= behind}
            at = behind
        self._state.firsts[kind] = kept

    def _stretch(self, kind: str, at: int, touched: Mapping[int, Edits]) -> tuple[int, list[list[Listed]]]:
        """The words from the beginning of a file to the next cut that stays, cut, and the number of the file behind it."""
        firsts, listed = self._state.firsts[kind], list[Listed]()
        while True:
            listed += _merged(self._listed(kind, at) if firsts else [], touched.get(at, {}))
            at += 1
            following = self._listed(kind, at)[:1] if at < len(firsts) else []
            if at in touched:
                continue
            groups = [*stretches([*listed, *following])]
            if not following or groups[-1] == following:
                return at, groups[: len(groups) - len(following)]

    # ── pairs ───────────────────────────────────────────────────────────────────────────────────────────────────────

    def _pairs(self) -> Iterator[File]:
        def pairs(readings: ByNumber, number: int) -> Mapping[int, str]:
            return readings[number].pairs if number in readings else {}

        files: defaultdict[int, dict[int, Mapping[int, str]]] = defaultdict(dict)
        changed = _changes((number, pairs(self._was, number), pairs(self._now, number)) for number in self._numbers())
        for bucket, held in changed.items():
            files[bucket // BUCKETS_EACH][bucket % BUCKETS_EACH] = held
        for number, buckets in files.items():
            content = self._content(f"{PAIRS}{number}")
            for at, pieces in buckets.items():
                content[at] = patched(content[at], pieces)
            yield f"{PAIRS}{number}", content


def _changes(blocks: Iterable[tuple[int, Mapping[Any, str], Mapping[Any, str]]]) -> Mapping[Any, dict[int, str]]:
    """What is another: for each word or bucket the blocks that hold it otherwise, with what they hold now."""
    changes: defaultdict[Any, dict[int, str]] = defaultdict(dict)
    for number, was, now in blocks:
        for one in was.keys() | now.keys():
            if was.get(one) != now.get(one):
                changes[one][number] = now.get(one, "")
    return changes


def _edits(kind: str, places: Mapping[str, tuple[str, str]]) -> Edits:
    """What a kind of file lists otherwise."""
    edits: dict[str, Listed | None] = {}
    for word, (before, now) in places.items():
        was, listed = spelling(kind, word, before), spelling(kind, word, now)
        if was and was != listed:
            edits[was[0]] = None
        if listed and was != listed:
            edits[listed[0]] = listed
    return edits


def _merged(listed: list[Listed], edits: Edits) -> list[Listed]:
    """Words in order with what changes among them."""
    merged = [item for item in listed if item[0] not in edits]
    for item in filter(None, edits.values()):
        insort(merged, item, key=lambda one: browser_order(one[0]))
    return merged


class _Firsts:
    """Files by their first words."""

    def __init__(self, firsts: list[str]) -> None:
        self._firsts = firsts
        self._orders = [browser_order(first) for first in firsts]

    def file_of(self, word: str) -> int | None:
        """The number of the file that holds a word, or would; None where there is no file yet."""
        return max(0, bisect_right(self._orders, browser_order(word)) - 1) if self._firsts else None

    def touched_by(self, edits: Edits) -> dict[int, dict[str, Listed | None]]:
        """The files to be cut anew, with what changes in each: those, and the one before where a first word changes."""
        touched: defaultdict[int, dict[str, Listed | None]] = defaultdict(dict)
        for word, item in edits.items():
            at = self.file_of(word) or 0
            touched[at][word] = item
            if at and word == self._firsts[at]:
                touched[at - 1].update()
        return dict(touched)
