"""Where an entry and its claims stand, in words: source, type, places, status; for formats that show words."""

from __future__ import annotations

from build_tools.corpus import Corpus
from build_tools.exports.telling import ToldClaim
from build_tools.model import Entry
from build_tools.text import date_words

_STATUS = {
    "draft": "Draft: nobody has reviewed this entry yet.",
    "retracted": "Retracted: this entry no longer stands.",
}


def source_line(told: ToldClaim, corpus: Corpus) -> str:
    """“Evening Post: Harbour attacked, 7 November 2024”."""
    source = told.source
    if source is None:
        return str(told.claim.source)
    title = str(source.title or source.id)
    by = f"{actor_name(source.publisher, corpus)}: " if source.publisher else ""
    return f"{by}{title}{f', {date_words.in_words(source.published)}' if source.published else ''}"


def actor_name(id: str, corpus: Corpus) -> str:
    """An actor's name, its id where there is no such record."""
    actor = corpus.actors.get(id)
    return str(actor.name if actor and actor.name else id)


def type_label(entry: Entry, corpus: Corpus) -> str:
    """What the vocabulary calls an entry's type."""
    known = corpus.types.get(entry.type)
    return str(known.label if known and known.label else entry.type)


def place_names(entry: Entry, corpus: Corpus) -> list[str]:
    """The names of an entry's places."""
    records = ((id, corpus.places.get(id)) for id in entry.places)
    return [str(place.name if place and place.name else id) for id, place in records]


def status_line(entry: Entry) -> str:
    """What has to be said of an entry that is a draft or retracted; nothing of a reviewed one."""
    return _STATUS.get(entry.status, "")
