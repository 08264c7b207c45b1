"""Downloads are written: pieces made by one process or several, laid out to files, and after an edit only what it touched.

Knows no format. Whatever the number of processes, and whatever is kept from before, the bytes are those of a full write.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, TypedDict, Unpack

from build_tools.exports.checksums import Finished
from build_tools.exports.kept_pieces import Kept, KeptFile
from build_tools.exports.landing import OwnFiles, Places, Range, finished_at, land
from build_tools.exports.pieces import FOLDERS, Composed, Layout, Piece, Where
from build_tools.exports.spool import LENGTHS, Batch, Spool, Stretch
from build_tools.exports.strands import Family, Joined, KeptFamily, between_of, ranges
from build_tools.making.maker import Maker
from build_tools.processes import aside, give_back, side_by_side
from build_tools.tracing.notes import Note, essential, trace

_AT_ONCE = 64  # keys whose pieces are held in memory together
_MOST_TASKS = 120
_TASKS_OF_LONG = 16  # of a family of which one key alone may take long
_ROOM = 64  # MB that a copy may come to hold of its own

Changed = Mapping[str, Collection[str]]  # by the name of a maker: the keys to make again
Notes = MutableMapping[tuple[str, str], frozenset[Note]]


class Offer(Protocol):
    """What is to be written."""

    @property
    def makers(self) -> Sequence[Maker[Piece]]:
        """Who makes all pieces, and the files that stand alone."""

    @property
    def layouts(self) -> Iterator[Layout]:
        """The files that are made of pieces."""

    @property
    def composed(self) -> Iterator[Composed]:
        """The files that are made of other files."""

    def behind(self, finished: Mapping[str, Finished], place: Where) -> Iterator[Piece]:
        """The files that tell of finished ones, which lie where ``place`` says."""

    def is_wanted(self, path: str) -> bool:
        """Whether a file is to be there in the end."""


class How(TypedDict, total=False):
    """``jobs``: with so many processes. ``kept``: where it is remembered what the files are made of. ``changed``: what to make
    again, if all else is as it was when that was written; None where that is not known. ``scratch``: a folder for pieces, which
    is not published. ``notes``: takes in which parts of tables each key was made from, by the name of its maker and the key.
    """

    jobs: int
    kept: Path | None
    changed: Changed | None
    scratch: Path | None
    notes: Notes | None


def write(offer: Offer, out: Path, **how: Unpack[How]) -> dict[str, Finished]:
    """Write the files under ``out``, and tell what each came to."""
    with begin(offer, out, **how) as finish:
        return finish()


@contextmanager
def begin(
    offer: Offer,
    out: Path,
    *,
    jobs: int = 1,
    kept: Path | None = None,
    changed: Changed | None = None,
    scratch: Path | None = None,
    notes: Notes | None = None,
    meanwhile: bool = False,
    places: Places | None = None,
) -> Iterator[Callable[[], dict[str, Finished]]]:
    """The same in two steps (``How``): what is given finishes it. ``meanwhile``: what is made of other files is made by a copy of this
    process until then. ``places``: where new files wait, if they are not to be put into ``out`` at once.
    """
    out.mkdir(parents=True, exist_ok=True)
    before = Kept.read(kept, out) if kept and changed is not None else Kept()
    around = scratch or out.parent
    around.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pieces-", dir=around) as folder, ExitStack() as open_ones:
        writing = _Writing(offer, places or Places(out), Path(folder), before, notes)
        families = writing.families(changed or {})
        writing.make(families, jobs=jobs)
        writing.lay_out()
        made = open_ones.enter_context(aside(writing.composed)) if meanwhile else partial(writing.composed, jobs=jobs)

        def finish() -> dict[str, Finished]:
            writing.tell(made())
            if kept:
                writing.now.write(kept)
            return writing.finished

        yield finish


@dataclass(slots=True)
class _Laid:
    """A file as it is going to be: octets and ranges of other files; and where each of its strands begins."""

    parts: list[bytes | Range] = field(default_factory=list)
    starts: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def add(self, part: bytes | Range) -> None:
        self.size += len(part) if isinstance(part, bytes) else part.size
        self.parts.append(part)


class _Writing:
    def __init__(self, offer: Offer, places: Places, scratch: Path, before: Kept, notes: Notes | None) -> None:
        self._offer, self._places, self._scratch, self._before, self._notes = offer, places, scratch, before, notes
        self._layouts = tuple(offer.layouts)
        self._between = between_of(self._layouts)
        self._own = OwnFiles(places.for_new)
        self._joined: dict[str, Joined] = {}
        self.now = Kept()
        self.finished: dict[str, Finished] = {}

    def families(self, changed: Changed) -> list[Family]:
        """The keys of every maker, cut into what is made anew and what stays."""
        makers = self._offer.makers
        number = {one.name: len(tuple(one.keys())) for one in makers}
        of_most = max(_AT_ONCE, -(-sum(number.values()) // _MOST_TASKS))
        of_long = {one.name: -(-number[one.name] // _TASKS_OF_LONG) for one in makers if one.is_long}
        kept = self._before.families
        return [
            Family(
                one,
                kept.get(one.name, KeptFamily()),
                changed.get(one.name, ()),
                at_most=of_long.get(one.name, of_most),
            )
            for one in makers
        ]

    # ── pieces ──────────────────────────────────────────────────────────────────────────────────────────────

    def make(self, families: Sequence[Family], *, jobs: int) -> None:
        """Make what is new, and put it among what was there. Of much, one key of each family is made before the work is
        shared: the tables that it asks for are then worked out once. What may take long is begun first.
        """
        for family in (one for one in families if not one.maker.is_long):
            if first := next((one for one in family.segments if one.is_new and one.last - one.first >= _AT_ONCE), None):
                list(family.maker.make(family.keys[first.first]))
        in_turn = sorted(families, key=lambda one: not one.maker.is_long)
        give_back()
        results = iter(side_by_side(lambda: None, list(self._tasks(in_turn)), jobs=jobs, room=_ROOM)[1])
        made = {one.maker.name: [next(results) for part in one.segments if part.is_new] for one in in_turn}
        for family in families:
            name = family.maker.name
            self._joined[name] = joined = family.now(self._noted(family, iter(made[name])), self._between)
            self._drop(family.before, joined)
            for path, size, digest in (file for own in joined.own for file in own):
                self.finished[str(path)] = Finished(int(size), str(digest))

    def _noted(self, family: Family, results: Iterator[list[Batch]]) -> Iterator[list[Batch]]:
        """The same, with the notes of what was made put down."""
        for batches in results:
            if self._notes is not None:
                noted = ((key, notes) for batch in batches for key, notes in batch.notes.items())
                self._notes.update({(family.maker.name, key): notes for key, notes in noted})
            yield batches

    def _tasks(self, families: Sequence[Family]) -> Iterator[Callable[[], list[Batch]]]:
        for family in families:
            for one in family.segments:
                if one.is_new:
                    yield partial(self._made, family.maker, family.keys[one.first : one.last])

    def _made(self, maker: Maker[Piece], keys: Sequence[str]) -> list[Batch]:
        spool = Spool(self._scratch)
        return [self._batch(maker, keys[at : at + _AT_ONCE], spool) for at in range(0, len(keys), _AT_ONCE)]

    def _batch(self, maker: Maker[Piece], keys: Sequence[str], spool: Spool) -> Batch:
        pieces: dict[str, list[bytes]] = {}
        batch = Batch(len(keys))
        for at, key in enumerate(keys):
            batch.own.append([])
            for name, content in self._pieces(maker, key, batch):
                if name.startswith(FOLDERS):
                    batch.own[-1] += self._landed(name, content)
                elif content:
                    pieces.setdefault(name, [b""] * len(keys))[at] += content
        batch.stretches = spool.put(pieces, self._between)
        return batch

    def _pieces(self, maker: Maker[Piece], key: str, batch: Batch) -> Iterable[Piece]:
        if self._notes is None:
            return maker.make(key)
        with trace() as notes:
            made = list(maker.make(key))
        batch.notes[key] = essential(notes)
        return made

    def _landed(self, path: str, content: bytes) -> Iterator[list[str | int]]:
        if self._offer.is_wanted(path):
            finished = self._own.put(path, content)
            yield [path, finished.size, finished.sha256]

    def _drop(self, before: KeptFamily, joined: Joined) -> None:
        """Files of keys that are gone."""
        held = {str(file[0]) for own in joined.own for file in own}
        for path in {str(file[0]) for own in before.own for file in own} - held:
            self._places.drop(path)

    # ── files ───────────────────────────────────────────────────────────────────────────────────────────────

    def lay_out(self) -> None:
        """Write the files that are made of pieces."""
        strands = {name: held for joined in self._joined.values() for name, held in joined.strands.items()}
        starts: dict[str, tuple[str, int]] = {}
        for layout in self._layouts:
            laid = self._laid(layout, strands)
            starts |= {name: (layout.path, start) for name, start in laid.starts.items()}
            self._land(layout, laid)
        for name, joined in self._joined.items():
            self.now.families[name] = KeptFamily(joined.keys, _settled(joined.strands, starts), joined.own)

    def _laid(self, layout: Layout, strands: Mapping[str, Sequence[Stretch]]) -> _Laid:
        laid = _Laid()
        for part in layout.parts:
            if isinstance(part, bytes):
                laid.add(part)
                continue
            is_first = True
            for strand in part.strands:
                is_begun = False
                for found in ranges(strands.get(strand, ()), part.between):
                    if not is_first and part.between:
                        laid.add(part.between)
                    is_first = False
                    if not is_begun:
                        laid.starts[strand] = laid.size
                    is_begun = True
                    laid.add(found)
        return laid

    def _land(self, layout: Layout, laid: _Laid) -> None:
        around = _around(layout)
        held = self._before.files.get(layout.path)
        is_there = held and _is_as_before(held, laid, around, self._places.out / layout.path)
        finished = held.finished if held and is_there else land(self._new(layout.path), laid.parts)
        self._keep(layout.path, finished, around)

    def _new(self, path: str) -> Path:
        """Where a new file goes: one that nobody asked for is there for others only, and gone when they are made."""
        return (self._places.for_new if self._offer.is_wanted(path) else self._scratch / "for-others") / path

    def _place(self, path: str) -> Path:
        """Where a file is, new or not."""
        new = self._new(path)
        return new if new.exists() else self._places.out / path

    def _keep(self, path: str, finished: Finished, around: str) -> None:
        if self._offer.is_wanted(path):
            self.finished[path] = finished
            self.now.files[path] = KeptFile(finished, self._place(path).stat().st_mtime_ns, around)

    # ── files of files ──────────────────────────────────────────────────────────────────────────────────────

    def composed(self, *, jobs: int = 1) -> tuple[Finished, ...]:
        """Write the files that are made of others."""
        return side_by_side(lambda: None, [partial(self._composed, one) for one in self._offer.composed], jobs=jobs)[1]

    def tell(self, made: Sequence[Finished]) -> None:
        """Write the files that tell of finished ones."""
        for one, finished in zip(self._offer.composed, made, strict=True):
            self._keep(one.path, finished, self._origin(one))
        for path, content in self._offer.behind(self.finished, self._place):
            self._keep(path, land(self._new(path), [content]), "")
        for gone in self._before.files.keys() - self.finished.keys():
            self._places.drop(gone)

    def _composed(self, one: Composed) -> Finished:
        held = self._before.files.get(one.path)
        if held and held.around == self._origin(one):
            return held.finished
        target = self._new(one.path)
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = target.with_name(f".{target.name}.draft")
        one.write({path: self._place(path) for path in one.of}, draft)
        finished = finished_at(draft)
        os.replace(draft, target)
        return finished

    def _origin(self, one: Composed) -> str:
        """What tells a composed file from what it would be of other files; empty where these are not kept in mind."""
        told = [self.finished[path].sha256 for path in one.of if path in self.finished]
        return hashlib.sha256("\n".join(told).encode()).hexdigest() if len(told) == len(one.of) else ""


def _settled(strands: Mapping[str, Sequence[Stretch]], starts: Mapping[str, tuple[str, int]]) -> dict[str, Stretch]:
    """Each strand as one stretch of its finished file."""
    found = {}
    for name, held in strands.items():
        path, start = starts.get(name, ("", 0))
        lengths = array(LENGTHS)
        for one in held:
            lengths.extend(one.lengths)
        found[name] = Stretch(Path(path), start, lengths)
    return found


def _around(layout: Layout) -> str:
    literal = hashlib.sha256()
    for part in layout.parts:
        told = part if isinstance(part, bytes) else repr(part).encode()
        literal.update(b"%d:" % len(told) + told)
    return literal.hexdigest()


def _is_as_before(held: KeptFile, laid: _Laid, around: str, target: Path) -> bool:
    """Whether every octet stands already where it belongs."""
    if held.around != around or held.finished.size != laid.size:
        return False
    at = 0
    for part in laid.parts:
        if isinstance(part, Range) and (part.place, part.start) != (target, at):
            return False
        at += len(part) if isinstance(part, bytes) else part.size
    return True
