"""``dossier.json``, its JSON Schema, and the same objects as JSON Lines (jsonlines.org), one file per kind.

Every object is one line of text, and ``dossier.json`` is made of these very lines. The layout is versioned: what is
added raises the second number, what is taken away or changes its meaning the first.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from build_tools.exports import objects
from build_tools.exports.held import Held
from build_tools.exports.objects import Json
from build_tools.exports.telling import Telling, ToldEntry

FORMAT, VERSION = "claimline-dossier", "1.2"
KINDS = ("entries", "claims", "sources", "actors", "places", "questions", "answers")
_LINE_ENDS = {"\x85": "\\u0085", "\u2028": "\\u2028", "\u2029": "\\u2029"}  # those that JSON leaves as they are
_SCHEMA = Path(__file__).parent.parent / "dossier.schema.json"


def schema() -> bytes:
    """The JSON Schema (draft 2020-12) of the file; each of its ``$defs`` describes the lines of one kind."""
    return _SCHEMA.read_bytes()


class Writer:
    """Holds the lines of entries and claims until the rest of the dossier joins them."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._entries, self._claims = Held(), Held()

    def take(self, told: ToldEntry) -> None:
        """Take in an entry and its claims."""
        self._entries.write(_line(objects.entry_as_json(told)))
        self._claims.writelines(_line(objects.claim_as_json(one, self._telling.corpus)) for one in told.claims)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The lines of each kind, then all in one file, then its schema."""
        kinds = self._kinds()
        for kind in KINDS:
            yield f"data/{kind}.jsonl", kinds[kind]
        yield "data/dossier.json", _dossier(kinds)
        yield "data/dossier.schema.json", schema()

    def _kinds(self) -> dict[str, bytes]:
        corpus, findings = self._telling.corpus, self._telling.agreement.findings
        questions = (
            objects.question_as_json(question, findings[question.id]) for question in corpus.questions.values()
        )
        answers = (
            objects.answer_as_json(finding.question, answer)
            for finding in findings.values()
            for answer in finding.answers
        )
        return {
            "entries": self._entries.content(),
            "claims": self._claims.content(),
            "sources": _lines(map(objects.source_as_json, corpus.sources.values())),
            "actors": _lines(map(objects.actor_as_json, corpus.actors.values())),
            "places": _lines(map(objects.place_as_json, corpus.places.values())),
            "questions": _lines(questions),
            "answers": _lines(answers),
            "types": _lines(map(objects.type_as_json, corpus.types.values())),
        }


def _dossier(kinds: dict[str, bytes]) -> bytes:
    """All kinds but the answers, which stand with their questions."""
    whole = BytesIO()
    whole.write(b"{\n")
    for key, value in {"$schema": _SCHEMA.name, "format": FORMAT, "version": VERSION}.items():
        whole.write(f'"{key}": {json.dumps(value)},\n'.encode())
    held = [kind for kind in kinds if kind != "answers"]
    for kind in held:
        comma = b",\n" if kind != held[-1] else b"\n"
        whole.write(f'"{kind}": [\n'.encode())
        whole.write(kinds[kind].rstrip(b"\n").replace(b"\n", b",\n"))
        whole.write(b"\n]" + comma)
    whole.write(b"}\n")
    return whole.getvalue()


def _lines(objects: Iterable[Json]) -> bytes:
    return b"".join(map(_line, objects))


def _line(value: Json) -> bytes:
    """One line, also for readers that take more than LF for its end. A lone surrogate is spelt as JSON spells it."""
    text = json.dumps(value, ensure_ascii=False)
    for sign, spelt in _LINE_ENDS.items():
        text = text.replace(sign, spelt)
    return text.encode(errors="backslashreplace") + b"\n"
