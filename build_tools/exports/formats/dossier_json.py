"""``dossier.json``, its JSON Schema, and the same objects as JSON Lines (jsonlines.org), one file per kind.

Every object is one line of text, and ``dossier.json`` is made of these very lines. The layout is versioned: what is
added raises the second number, what is taken away or changes its meaning the first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from build_tools.exports import objects
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.json_lines import line
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.making.maker import Maker, alone
from build_tools.model import Actor, Place, Question, Record, Source

FORMAT, VERSION = "claimline-dossier", "1.2"
KINDS = ("entries", "claims", "sources", "actors", "places", "questions", "answers")
_WHOLE = (*KINDS[:-1], "types")  # the answers stand with their questions
_SCHEMA = Path(__file__).parent.parent / "dossier.schema.json"


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of the file; each of its ``$defs`` describes the lines of one kind."""
    return _SCHEMA.read_bytes()


class Writer(Format):
    """Two strands for each kind: lines, and the same as members of an array."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """An entry and its claims."""
        yield from _pieces("entries", [sheet.entry_line])
        yield from _pieces("claims", sheet.claim_lines)

    def of_record(self, record: Record) -> Iterator[Piece]:
        """A source, actor or place; a question with its answers."""
        if isinstance(record, Source):
            yield from _pieces("sources", [line(objects.source_as_json(record))])
        elif isinstance(record, Actor):
            yield from _pieces("actors", [line(objects.actor_as_json(record))])
        elif isinstance(record, Place):
            yield from _pieces("places", [line(objects.place_as_json(record))])
        elif isinstance(record, Question):
            finding = self.telling.agreement.findings[record.id]
            yield from _pieces("questions", [line(objects.question_as_json(record, finding))])
            yield from _pieces("answers", [line(objects.answer_as_json(record, one)) for one in finding.answers])

    def makers(self) -> Iterator[Maker[Piece]]:
        """The schema."""
        yield alone("schema of the dossier", lambda: ("data/dossier.schema.json", schema()))

    def layouts(self) -> Iterator[Layout]:
        """The lines of each kind, and all in one file."""
        for kind in KINDS:
            yield Layout(f"data/{kind}.jsonl", (Run((f"lines {kind}",)),))
        yield Layout("data/dossier.json", tuple(self._whole()))

    def _whole(self) -> Iterator[bytes | Run]:
        types: Mapping[str, bytes] = {
            "types": b",\n".join(line(objects.type_as_json(one)) for one in self.telling.corpus.types.values())
        }
        head = {"$schema": _SCHEMA.name, "format": FORMAT, "version": VERSION}
        yield line(head)[:-1]
        for kind in _WHOLE:
            yield b',\n"%s":[\n' % kind.encode()
            yield types[kind] if kind in types else Run((f"members {kind}",), b",\n")
            yield b"\n]"
        yield b"}\n"


def _pieces(kind: str, lines: Sequence[bytes]) -> Iterator[Piece]:
    yield f"lines {kind}", b"".join(one + b"\n" for one in lines)
    if kind in _WHOLE:
        yield f"members {kind}", b",\n".join(lines)
