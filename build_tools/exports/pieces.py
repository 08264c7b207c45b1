"""How a large file is told in pieces: what stands before, a piece for each entry or record, what stands behind.

A piece is made from its key alone, so that after an edit a few are made anew and the rest is copied. Knows no format.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from build_tools.exports.checksums import Finished
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.telling import Telling
from build_tools.making.maker import Maker
from build_tools.model import Record

Piece = tuple[str, bytes]  # the strand that it belongs to, or the path of a file of its own; its octets
Where = Callable[[str], Path]  # where a finished file lies, by its path on the site
FOLDERS = ("data/", "api/")  # where files lie on the site: no strand is called so


@dataclass(frozen=True, slots=True)
class Run:
    """The pieces of strands, strand after strand, in the order of their keys; ``between`` stands between two that are not
    empty. A strand is in one run of one file.
    """

    strands: tuple[str, ...]
    between: bytes = b""


@dataclass(frozen=True, slots=True)
class Layout:
    """A file of the site: runs of pieces, and the octets around them, which are few."""

    path: str
    parts: tuple[bytes | Run, ...]

    @property
    def runs(self) -> Iterator[Run]:
        """Its runs of pieces."""
        return (part for part in self.parts if isinstance(part, Run))


@dataclass(frozen=True, slots=True)
class Composed:
    """A file that is made of others, which are finished: ``write`` finds them, by their paths on the site, and fills it."""

    path: str
    of: tuple[str, ...]
    write: Callable[[Mapping[str, Path], Path], None]


class Format:
    """What writes one format: pieces of entries and records, and how files are laid out of them.

    Whatever it does follows from the telling and the key, and leaves nothing behind for the next key.
    """

    made_of: ClassVar[tuple[str, ...]] = ()  # the words of formats whose files it is made of

    def __init__(self, telling: Telling) -> None:
        self.telling = telling

    def of_entry(self, sheet: EntrySheet) -> Iterable[Piece]:
        """The pieces of an entry with its claims, and the files that are its own."""
        return ()

    def of_record(self, record: Record) -> Iterable[Piece]:
        """The same of a source, actor, place or question."""
        return ()

    def makers(self) -> Iterable[Maker[Piece]]:
        """Who makes what belongs neither to an entry nor to another record."""
        return ()

    def layouts(self) -> Iterable[Layout]:
        """The files that are made of pieces."""
        return ()

    def composed(self) -> Iterable[Composed]:
        """The files that are made of finished ones."""
        return ()

    def behind(self, finished: Mapping[str, Finished], place: Where) -> Iterable[Piece]:
        """Files that tell of finished ones, which lie where ``place`` says."""
        return ()
