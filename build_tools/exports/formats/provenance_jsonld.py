"""``provenance.jsonld``: where every word and every record comes from, and who made what of it.

PROV-O (W3C Recommendation of 30 April 2013) as JSON-LD 1.1 with its context inside. A day is no instant: dates that are
no more than that stand as EDTF under ``date`` (dcterms:date), only commits have a time of PROV's own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from build_tools.exports.held import Held
from build_tools.exports.identity import unpublished_base
from build_tools.exports.provenance import claims, texts
from build_tools.exports.provenance.agents import Agents
from build_tools.exports.provenance.versions import Versions
from build_tools.exports.telling import Telling, ToldEntry
from build_tools.iris import compact, names_of
from build_tools.model import Entry

PATH = "data/provenance.jsonld"
_CONTEXT = Path(__file__).parent.parent / "provenance" / "context.json"


class Writer:
    """Holds what is told as lines of JSON."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._names = names_of(telling.site.url or unpublished_base(telling.site))
        self._agents = Agents(telling.corpus, self._names)
        self._versions = Versions(self._agents)
        self._lines = Held()

    def take(self, told: ToldEntry) -> None:
        """Take in an entry with its claims."""
        entry = compact(Entry, told.entry.id)
        quotes = [f"{entry}#quote-{one.address.rpartition('#claim-')[2]}" for one in told.claims]
        self._write(self._versions.record(told.entry, told.changes, quotes=quotes))
        for one in told.claims:
            self._write(claims.claim(one, self._agents, self._names))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file: one thing on each line."""
        corpus, history = self._telling.corpus, self._telling.history
        for source in corpus.sources.values():
            self._write(texts.source(source, corpus, self._agents, self._names))
        for group in (corpus.sources, corpus.actors, corpus.places, corpus.questions):
            for record in group.values():
                self._write(self._versions.record(record, history.of(record)))
        self._write(self._agents.told())
        context = {**self._names.prefixes, **json.loads(_CONTEXT.read_text(encoding="utf-8"))}
        head = b'{"@context":' + _line(context) + b',\n"@graph":[\n'
        yield PATH, head + self._lines.content() + b"\n]}\n"

    def _write(self, things: Iterable[dict[str, Any]]) -> None:
        for thing in things:
            self._lines.write((b",\n" if self._lines.size else b"") + _line(thing))


def _line(thing: dict[str, Any]) -> bytes:
    return json.dumps(thing, ensure_ascii=False, separators=(",", ":")).encode(errors="backslashreplace")
