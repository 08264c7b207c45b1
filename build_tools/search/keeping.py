"""The index from one build to the next: after an edit only what it changes is read and made again, to the same bytes.

Whoever calls knows which blocks must be read again (``shelf.read`` can be traced), and has the files of the last build.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from build_tools.search.edited import Edited, NotAsRemembered, Written
from build_tools.search.kept import Kept, Vault
from build_tools.search.reading import Reading
from build_tools.search.shelf import Shelf
from build_tools.search.state import State, hashed
from build_tools.search.storage import as_json
from build_tools.search.whole import Read, told_of_all, whole
from build_tools.search.word_files import CARDS

_MOST_TOUCHED = 0.2  # of all blocks; where an edit touches more, all is put together anew


class Keeping:
    """One build of the index. ``read`` reads a block (``shelf.read``, or the same with notes of what was read)."""

    def __init__(self, shelf: Shelf, vault: Vault, *, written: Written, read: Read | None = None) -> None:
        self._shelf, self._written, self._read = shelf, written, read or shelf.read
        self._kept = Kept(vault)
        self._before = self._kept.state()
        self._state = State()

    @property
    def is_known(self) -> bool:
        """Whether there is an index of an earlier build to go on from."""
        return self._before is not None

    def files(self, changed: Collection[str] | None) -> Iterator[tuple[str, bytes]]:
        """The files that are new or others than before. ``changed``: keys of the blocks to be read again; those that are new
        need not be among them. None: nobody knows, so all are.
        """
        hashes = self._before.hashes if self._before else {}
        for path, data in self._made(changed):
            if hashes.get(path) != hashed(data):
                yield path, data

    def anew(self) -> Iterator[tuple[str, bytes]]:
        """All files, whatever an earlier build has left; that is forgotten."""
        self._before = None
        self._kept.forget()
        yield from self._made(None)

    @property
    def paths(self) -> tuple[str, ...]:
        """Once all files are there: their paths."""
        return tuple(self._state.hashes)

    @property
    def gone(self) -> frozenset[str]:
        """Once all files are there: the paths of those that are no more."""
        return frozenset(self._before.hashes if self._before else ()) - self._state.hashes.keys()

    def keep(self) -> None:
        """Remember all this for the next build; to be called when the files are written."""
        self._kept.write(self._state)

    def _made(self, changed: Collection[str] | None) -> Iterator[tuple[str, bytes]]:
        if changed is not None and self._before and self._before.span:
            try:
                yield from [*self._edited(self._before, frozenset(changed))]
                return
            except (NotAsRemembered, KeyError):
                pass
        self._state = State()
        again = None if changed is None or not self._before else frozenset(changed)
        yield from whole(self._shelf, self._state, lambda key: self._reading(key, again))

    def _reading(self, key: str, again: frozenset[str] | None) -> Reading:
        """Kept where it holds still."""
        if again is not None and key not in again:
            try:
                return self._kept.get(key)
            except KeyError:
                pass
        return self._read_again(key)

    def _read_again(self, key: str) -> Reading:
        reading = self._read(key)
        self._kept.put(key, reading)
        return reading

    # ── after an edit ───────────────────────────────────────────────────────────────────────────────────────────────

    def _edited(self, before: State, changed: frozenset[str]) -> Iterator[tuple[str, bytes]]:
        """KeyError, NotAsRemembered: what is kept does not do."""
        blocks = self._shelf.blocks
        touched = {
            key for key in {*before.numbers, *blocks.numbers} if before.numbers.get(key) != blocks.numbers.get(key)
        }
        touched |= changed & blocks.numbers.keys()
        if (before.span, before.buckets) != (blocks.span, blocks.buckets) or len(touched) > _MOST_TOUCHED * blocks.span:
            raise NotAsRemembered
        was = {before.numbers[key]: self._kept.get(key) for key in touched if key in before.numbers}
        now = {key: self._reading(key, changed) for key in touched if key in blocks.numbers}
        state = self._state = self._begun(before, now)
        edited = Edited(state, self._written, was=was, now={blocks.numbers[key]: now[key] for key in now})
        for key, reading in now.items():
            yield state.named(f"{CARDS}{blocks.numbers[key]}", reading.cards)
        for key, content in edited.files():
            yield state.named(key, as_json(content))
        state.forget_others()
        yield from told_of_all(self._shelf, state)

    def _begun(self, before: State, now: Mapping[str, Reading]) -> State:
        """The state with what the readings alone tell."""
        numbers, early = dict(self._shelf.blocks.numbers), frozenset(self._shelf.shown_early)
        columns = {key: data for key, data in before.columns.items() if key in numbers}
        named = {key: data for key, data in before.early.items() if key in early}
        firsts, hashes, seals = dict(before.firsts), dict(before.hashes), dict(before.seals)
        state = replace(
            before, numbers=numbers, columns=columns, early=named, firsts=firsts, hashes=hashes, seals=seals
        )
        for key in {*now, *(early - named.keys())}:
            state.read(key, now[key] if key in now else self._kept.get(key), is_early=key in early)
        return state
