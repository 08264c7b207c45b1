"""A selection in words, for a report's first line: nobody has to guess what it leaves out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_tools.corpus import Corpus
from build_tools.model import Record
from build_tools.text.date_words import in_words
from build_tools.wording import words
from build_tools.written_report.selection import Clock, Selection

_CLOCKS: Mapping[Clock, str] = {"event": "on events", "said": "said", "published": "published"}


def in_full(wanted: Selection, corpus: Corpus) -> str:
    """“A report on …”, without a full stop."""
    told = [*_records(wanted, corpus), _dates(wanted), "in reviewed entries only" if wanted.reviewed else ""]
    parts = [part for part in told if part]
    return (
        f"A report on the whole dossier{', ' + ', '.join(parts) if parts else ''}"
        if not any(_records(wanted, corpus))
        else f"A report on {', '.join(parts)}"
    )


def _records(wanted: Selection, corpus: Corpus) -> Iterator[str]:
    groups: Sequence[tuple[str, Sequence[str], Mapping[str, Record]]] = (
        ("what concerns ", wanted.actors, corpus.actors),
        ("claims of ", wanted.said_by, corpus.actors),
        ("what happened at ", wanted.places, corpus.places),
        ("answers to ", wanted.questions, corpus.questions),
        ("claims from ", wanted.sources, corpus.sources),
        ("entries of the kind ", wanted.types, corpus.types),
        ("", wanted.entries, corpus.entries),
    )
    for lead, ids, records in groups:
        if ids:
            yield lead + " or ".join(_name(id, records, corpus) for id in ids)


def _name(id: str, records: Mapping[str, Record], corpus: Corpus) -> str:
    if records is corpus.types:
        return words.event_type(id, corpus)
    name = words.name_of(records[id]) if id in records else id
    return name if records in (corpus.actors, corpus.places) else f"“{name}”"


def _dates(wanted: Selection) -> str:
    if not (wanted.since or wanted.until):
        return ""
    clock = _CLOCKS[wanted.clock]
    if wanted.since == wanted.until:
        return (
            f"{clock} of {in_words(wanted.since)}" if wanted.clock == "event" else f"{clock} {in_words(wanted.since)}"
        )
    since = f" from {in_words(wanted.since)}" if wanted.since else ""
    until = f" until {in_words(wanted.until)}" if wanted.until else ""
    return f"{clock}{since}{until}"
