"""Whose word a claim is, in a sentence of plain English, for formats that show words and nothing else."""

from __future__ import annotations

from build_tools.corpus import Corpus
from build_tools.exports.telling import ToldClaim
from build_tools.model import Unnamed


def in_words(told: ToldClaim, corpus: Corpus) -> str:
    """“Ada Finch denies, via Night Wire”; “officials (Ministry of Rivers) asserts”."""
    via = [_name(one, corpus) for one in told.claim.via]
    return f"{speaker(told, corpus)}: {told.claim.stance}{', via ' + ', '.join(via) if via else ''}"


def speaker(told: ToldClaim, corpus: Corpus) -> str:
    """Who speaks: a name, the words for somebody unnamed, or the publisher in its own voice."""
    said_by = told.claim.speaker
    if isinstance(said_by, Unnamed):
        return f"{said_by.words} ({_name(said_by.within, corpus)})" if said_by.within else str(said_by.words)
    if said_by:
        return _name(said_by, corpus)
    publisher = told.source.publisher if told.source else ""
    return f"{_name(publisher, corpus) if publisher else 'the source'}, in its own voice"


def _name(actor: str, corpus: Corpus) -> str:
    record = corpus.actors.get(actor)
    return str(record.name) if record and record.name else str(actor)
