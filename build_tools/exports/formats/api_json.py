"""``api/v1/``: the dossier as static JSON, a file for each record and lists by actor, place, question, source and day, with a
description (OpenAPI 3.1). The objects are those of ``dossier.json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from build_tools.exports import objects
from build_tools.exports.api import openapi, replies
from build_tools.exports.api.replies import Json
from build_tools.exports.telling import Telling, ToldEntry
from build_tools.model import Entry

_ROOT = "api/v1"
_LISTS = ("entries", "actors", "places", "questions", "sources", "days")


class Writer:
    """Writes each entry as it is told; the rest comes from the corpus."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._entries: dict[str, bytes] = {}

    def take(self, told: ToldEntry) -> None:
        """Take in an entry."""
        self._entries[told.entry.id] = _text(replies.entry(told, self._telling.corpus))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The description, the lists, and every record."""
        by_day, wider = replies.days(self._telling.corpus.timeline)
        yield f"{_ROOT}/openapi.json", _text(openapi.description(self._telling.site))
        yield f"{_ROOT}/index.json", _text(self._index(len(by_day)))
        yield f"{_ROOT}/entries.json", _text({"entries": _summaries(self._telling.corpus.entries.values())})
        yield from ((f"{_ROOT}/entries/{id}.json", content) for id, content in self._entries.items())
        yield from self._records()
        yield from _days(by_day, wider)

    def _index(self, days: int) -> Json:
        site, corpus = self._telling.site, self._telling.corpus
        counts = {kind: days if kind == "days" else len(getattr(corpus, kind)) for kind in _LISTS}
        return {
            "format": "claimline-api",
            "version": openapi.VERSION,
            "site": {"name": site.name, "url": site.url},
            "openapi": "openapi.json",
            "lists": {kind: {"count": count, "href": f"{kind}.json"} for kind, count in counts.items()},
        }

    def _records(self) -> Iterator[tuple[str, bytes]]:
        yield from _kind("actors", self._actors())
        yield from _kind("places", self._places())
        yield from _kind("questions", self._questions())
        yield from _kind("sources", self._sources())

    def _actors(self) -> Iterator[tuple[str, str, int, Json]]:
        corpus = self._telling.corpus
        held = replies.entries_of_actors(corpus)
        for id, actor in corpus.actors.items():
            told = {"actor": objects.actor_as_json(actor), "entries": _summaries(held[id])}
            yield id, actor.name, len(held[id]), told | {"claims": replies.claims_of_actor(actor, corpus)}

    def _places(self) -> Iterator[tuple[str, str, int, Json]]:
        corpus = self._telling.corpus
        for id, place in corpus.places.items():
            held = corpus.entries_by_place.get(id, ())
            yield id, place.name, len(held), {"place": objects.place_as_json(place), "entries": _summaries(held)}

    def _questions(self) -> Iterator[tuple[str, str, int, Json]]:
        corpus, findings = self._telling.corpus, self._telling.agreement.findings
        for id, question in corpus.questions.items():
            held = list({one.entry.id: one.entry for one in corpus.claims_by_question.get(id, ())}.values())
            told = {"question": objects.question_as_json(question, findings[id]), "entries": _summaries(held)}
            yield id, question.title, len(held), told

    def _sources(self) -> Iterator[tuple[str, str, int, Json]]:
        corpus = self._telling.corpus
        for id, source in corpus.sources.items():
            held = replies.claims_of_source(source, corpus)
            told = {"source": objects.source_as_json(source), "claims": held}
            yield id, source.title, len({one["entry"] for one in held}), told


def _kind(kind: str, records: Iterator[tuple[str, str, int, Json]]) -> Iterator[tuple[str, bytes]]:
    """A file for each record, then the list of them."""
    listed = []
    for id, name, entries, reply in records:
        listed.append(replies.named(kind, id, name, entries))
        yield f"{_ROOT}/{kind}/{id}.json", _text(reply)
    yield f"{_ROOT}/{kind}.json", _text({"items": listed})


def _days(by_day: dict[str, list[Json]], wider: list[Json]) -> Iterator[tuple[str, bytes]]:
    for day, entries in by_day.items():
        yield f"{_ROOT}/days/{day}.json", _text({"day": day, "entries": entries})
    listed = [{"day": day, "entries": len(held), "href": f"days/{day}.json"} for day, held in by_day.items()]
    yield f"{_ROOT}/days.json", _text({"days": listed, "wider": wider})


def _summaries(entries: Iterable[Entry]) -> list[Json]:
    return [replies.summary(one) for one in entries]


def _text(value: Json) -> bytes:
    return (json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n").encode(errors="backslashreplace")
