"""``provenance.jsonld``: where every word and every record comes from, and who made what of it.

PROV-O (W3C Recommendation of 30 April 2013) as JSON-LD 1.1 with its context inside. A day is no instant: dates that are
no more than that stand as EDTF under ``date`` (dcterms:date), only commits have a time of PROV's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from build_tools.addresses import section_of
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.identity import unpublished_base
from build_tools.exports.json_lines import line
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.provenance import claims, texts
from build_tools.exports.provenance.agents import Agents
from build_tools.exports.provenance.versions import Versions
from build_tools.exports.telling import Telling
from build_tools.iris import compact, names_of
from build_tools.making.maker import Maker, alone
from build_tools.model import Actor, Entry, Record, Source
from build_tools.sparse import Json

PATH = "data/provenance.jsonld"
_WORK = "work"
_SECTIONS = ("entries", "sources", "actors", "places", "questions", _WORK)
_CONTEXT = Path(__file__).parent.parent / "provenance" / "context.json"


class Writer(Format):
    """A strand for each kind of record, one for those who worked on them; a thing on each line."""

    def __init__(self, telling: Telling) -> None:
        super().__init__(telling)
        self._names = names_of(telling.site.url or unpublished_base(telling.site))
        self._agents = Agents(telling.corpus, self._names)
        self._versions = Versions(self._agents)

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """An entry with its versions and its claims."""
        told, entry = sheet.told, compact(Entry, sheet.entry.id)
        quotes = [f"{entry}#quote-{one.address.rpartition('#claim-')[2]}" for one in told.claims]
        agents = {one["@id"]: one for claim in told.claims for one in claims.agents_of(claim, self._agents)}
        yield _piece(
            "entries",
            chain(
                self._versions.record(told.entry, told.changes, quotes=quotes),
                *(claims.claim(one, self._agents, self._names) for one in told.claims),
                agents.values(),
            ),
        )

    def of_record(self, record: Record) -> Iterator[Piece]:
        """Another record with its versions; a source with its text, an actor as an agent."""
        things = self._versions.record(record, self.telling.history.of(record))
        if isinstance(record, Source):
            things = chain(texts.source(record, self.telling.corpus, self._agents, self._names), things)
        elif isinstance(record, Actor):
            things = chain([self._agents.of_actor(record.id)], things)
        yield _piece(section_of(record), things)

    def makers(self) -> Iterator[Maker[Piece]]:
        """Who tells of those who made the records."""
        yield alone("provenance of records", lambda: _piece(_WORK, self._work()))

    def _work(self) -> Iterator[Json]:
        """The commits and the curators, each once, and the program."""
        yield from map(self._versions.commit, self.telling.commits.values())
        yield from map(self._agents.of_curator, self.telling.curators)
        yield self._agents.of_software()

    def layouts(self) -> Iterator[Layout]:
        """The file: one thing on each line."""
        context = {**self._names.prefixes, **json.loads(_CONTEXT.read_text(encoding="utf-8"))}
        head = b'{"@context":' + line(context) + b',\n"@graph":[\n'
        strands = tuple(f"provenance {name}" for name in _SECTIONS)
        yield Layout(PATH, (head, Run(strands, b",\n"), b"\n]}\n"))


def _piece(name: str, things: Iterable[Json]) -> Piece:
    return f"provenance {name}", b",\n".join(map(line, things))
