"""``api/v2/``: the dossier as static JSON, a file for each record and each month, and a list of each kind, with a description
(OpenAPI 3.1). The objects are those of ``dossier.json``; what one record has to do with others is told by their ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from build_tools.exports import objects
from build_tools.exports.api import openapi, replies
from build_tools.exports.api.openapi import ROOT
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.json_lines import line
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.telling import SiteFacts, Telling
from build_tools.making.maker import Maker, alone
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.sparse import Json
from build_tools.tracing.table import derived

_LISTS = ("entries", "actors", "places", "questions", "sources", "days")


class Writer(Format):
    """A file for each record and month; the lists are strands."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """An entry with its claims in full, and in short for the list."""
        claims = b",".join(sheet.claim_lines)
        yield f"{ROOT}/entries/{sheet.entry.id}.json", b'{"entry":%s,"claims":[%s]}\n' % (sheet.entry_line, claims)
        yield _strand("entries"), line(replies.summary(sheet.entry))

    def of_record(self, record: Record) -> Iterator[Piece]:
        """The reply about another record, and a line of the list."""
        corpus, entries = self.telling.corpus, self._entries_of(record)
        if isinstance(record, Actor):
            told: Json = {"actor": objects.actor_as_json(record), "entries": entries}
            yield from _pieces("actors", record, told | {"claims": replies.claims_of_actor(record, corpus)})
        elif isinstance(record, Place):
            yield from _pieces("places", record, {"place": objects.place_as_json(record), "entries": entries})
        elif isinstance(record, Question):
            finding = self.telling.agreement.findings[record.id]
            told = {"question": objects.question_as_json(record, finding), "entries": entries}
            yield from _pieces("questions", record, told)
        elif isinstance(record, Source):
            claims = replies.claims_of_source(record, corpus)
            told = {"source": objects.source_as_json(record), "claims": claims}
            yield from _pieces("sources", record, told, entries=len({one["entry"] for one in claims}))

    def _entries_of(self, record: Record) -> list[str]:
        """The ids of the entries that stand and have to do with a record, in the order of the timeline."""
        if isinstance(record, Actor):
            found: Iterable[Entry] = self.telling.entries_by_actor.get(record.id, ())
            return [one.id for one in found if one.status != "retracted"]
        if isinstance(record, Place):
            return [one.id for one in self.telling.corpus.entries_by_place.get(record.id, ())]
        return [one.id for one in self.telling.entries_by_question.get(record.id, ())]

    def makers(self) -> Iterator[Maker[Piece]]:
        """The description, the first file, and the months."""
        yield alone("description of the api", lambda: (f"{ROOT}/openapi.json", _text(openapi.description(self._site))))
        yield alone("index of the api", lambda: (f"{ROOT}/index.json", _text(self._index())))
        yield Maker("days of the api", lambda: tuple(self._months), self._month)

    @property
    def _site(self) -> SiteFacts:
        return self.telling.site

    def _index(self) -> Json:
        corpus = self.telling.corpus
        days = {day for held in self._months.values() for day in held}
        counts = {kind: len(days) if kind == "days" else len(getattr(corpus, kind)) for kind in _LISTS}
        return {
            "format": "claimline-api",
            "version": openapi.VERSION,
            "site": {"name": self._site.name, "url": self._site.url},
            "openapi": "openapi.json",
            "lists": {kind: {"count": count, "href": f"{kind}.json"} for kind, count in counts.items()},
        }

    @property
    def _months(self) -> replies.Months:
        return derived(self.telling, _months)

    def _month(self, month: str) -> Iterator[Piece]:
        days = self._months[month]
        yield f"{ROOT}/days/{month}.json", _text({"month": month, "days": days})
        entries = len({one["entry"] for held in days.values() for one in held})
        yield _strand("days"), line({"month": month, "entries": entries, "href": f"days/{month}.json"})

    def layouts(self) -> Iterator[Layout]:
        """The lists."""
        wider = line(derived(self.telling, _wider))
        around: Mapping[str, tuple[bytes, bytes]] = {
            "entries": (b'{"entries":[\n', b"\n]}\n"),
            "days": (b'{"months":[\n', b'\n],"wider":%s}\n' % wider),
        }
        for kind in _LISTS:
            head, tail = around.get(kind, (b'{"items":[\n', b"\n]}\n"))
            yield Layout(f"{ROOT}/{kind}.json", (head, Run((_strand(kind),), b",\n"), tail))


def _months(telling: Telling) -> replies.Months:
    return replies.days(telling.corpus.timeline)[0]


def _wider(telling: Telling) -> list[str]:
    return replies.days(telling.corpus.timeline)[1]


def _strand(kind: str) -> str:
    return f"list of {kind}"


def _pieces(kind: str, record: Actor | Place | Question | Source, told: Json, *, entries: int = -1) -> Iterator[Piece]:
    """The file of a record, and its line in the list of its kind; ``entries``: in how many it has a part."""
    yield f"{ROOT}/{kind}/{record.id}.json", _text(told)
    name = record.name if isinstance(record, Actor | Place) else record.title
    count = len(told["entries"]) if entries < 0 else entries
    yield _strand(kind), line(replies.named(kind, record.id, str(name), count))


def _text(value: Json) -> bytes:
    return line(value) + b"\n"
