"""Whose word a claim is and where it stands, as one line of plain text for formats that have one."""

from __future__ import annotations

from build_tools.corpus import Corpus
from build_tools.exports.telling import ToldClaim
from build_tools.model import Entry, Unnamed
from build_tools.text import date_words

_STATUS = {
    "draft": "Draft: nobody has reviewed this entry yet.",
    "retracted": "Retracted: this entry no longer stands.",
}


def speaker(told: ToldClaim, corpus: Corpus) -> str:
    """Who is said to have said it, and through whom: “officials, within The Agency, via Evening Post”."""
    said = told.claim.speaker
    if isinstance(said, Unnamed):
        within = f", within {actor_name(said.within, corpus)}" if said.within else ""
        who = f"{said.words}{within}"
    else:
        who = actor_name(said, corpus) if said else f"{publisher(told, corpus)}, in its own voice"
    via = ", ".join(actor_name(one, corpus) for one in told.claim.via)
    return f"{who}, via {via}" if via else who


def publisher(told: ToldClaim, corpus: Corpus) -> str:
    """Who published the source of a claim; the source's id where that is not known."""
    source = told.source
    return actor_name(source.publisher, corpus) if source and source.publisher else str(told.claim.source)


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
