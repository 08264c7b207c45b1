"""What is remembered of an index that was made: so much that it is known what an edit changes in it. Knows no corpus."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from build_tools.search.reading import Reading
from build_tools.search.storage import FOLDER, file_key, script
from build_tools.search.word_files import CARDS, LISTS, STARTS


@dataclass
class State:
    """``numbers`` and ``columns`` by the key of a block, ``firsts`` (the first word of every file) by kind of file,
    ``hashes`` of all files by path, below which number (``span``) blocks and in how many ``buckets`` pairs lie.
    ``early``: what the first letters typed need of blocks. Both are pickled one by one: most are never looked into.
    ``seals``: of what facets and first letters were made from. ``starts``: these letters. ``signs``: all that are told of
    things. ``folding``: how letters fold.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    columns: dict[str, bytes] = field(default_factory=dict)
    firsts: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in LISTS})
    hashes: dict[str, str] = field(default_factory=dict)
    early: dict[str, bytes] = field(default_factory=dict)
    seals: dict[str, str] = field(default_factory=dict)
    starts: str = ""
    signs: tuple[str, ...] = ()
    folding: Mapping[str, str] = field(default_factory=dict)
    span: int = 0
    buckets: int = 0

    def named(self, key: str, json: str) -> tuple[str, bytes]:
        """A file under its path; its hash is remembered."""
        path, data = path_of(key), script(key, json)
        self.hashes[path] = hashed(data)
        return path, data

    def forget_others(self) -> None:
        """Leave out files of cards and words that are not there any more."""
        lists = {path_of(file_key(kind, first)) for kind, firsts in self.firsts.items() for first in firsts}
        cards = {path_of(f"{CARDS}{number}") for number in self.numbers.values()}
        for path in [*self.hashes]:
            kind, is_list, _ = path.removeprefix(FOLDER).partition("-")
            is_card = kind[:1] == CARDS
            if (is_list and kind != STARTS and path not in lists) or (is_card and path not in cards):
                del self.hashes[path]

    def read(self, key: str, reading: Reading, *, is_early: bool) -> None:
        """Remember what a block tells of itself."""
        self.columns[key] = pickle.dumps(reading.columns, pickle.HIGHEST_PROTOCOL)
        if is_early:
            self.early[key] = names_of(reading)

    def seal(self, name: str, parts: Iterable[bytes]) -> bool:
        """Whether something must be made again: what it is made from is not what it was."""
        made = hashlib.sha256()
        for part in parts:
            made.update(hashlib.sha256(part).digest())
        was, self.seals[name] = self.seals.get(name), made.hexdigest()
        return was != self.seals[name]

    def lists(self) -> Mapping[str, object]:
        """How the manifest tells which files of words there are, and which state of the index it belongs to: other bytes,
        other address, so that a page left open over a deployment never mixes two states.
        """
        told = "".join(f"{path} {hash}\n" for path, hash in sorted(self.hashes.items()) if path != path_of("manifest"))
        digest = hashed(told.encode())[:12]
        return {**{LISTS[kind]: firsts for kind, firsts in self.firsts.items()}, "digest": digest}


def names_of(reading: Reading) -> bytes:
    """So much of a reading as the first letters typed need, pickled."""
    named = {word: piece for word, piece in reading.words.items() if " " in piece or "!" in piece}
    return pickle.dumps(replace(reading, words=named, pairs={}), pickle.HIGHEST_PROTOCOL)


def path_of(key: str) -> str:
    """Where the file of a key lies."""
    return f"{FOLDER}{key}.js"


def hashed(data: bytes) -> str:
    """The hash by which a file is known again."""
    return hashlib.sha256(data).hexdigest()
