"""A dossier as readers get it: without remarks that nobody has settled, and without what leads to withheld words.

Pages, search and downloads are all made from this; the rules and the curators' commands see the whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Place, Question, Record, Source
from build_tools.remarks import is_remark, without_remark, without_remarks
from build_tools.withheld_words import WithheldWords

Kept = TypeVar("Kept", bound=Record)
Named = TypeVar("Named", Actor, Place)


def for_readers(corpus: Corpus) -> Corpus:
    """The same dossier, of which only that is left which may be published."""
    withheld = WithheldWords.of(corpus)
    return replace(
        corpus,
        entries={id: _entry(entry) for id, entry in corpus.entries.items()},
        sources={id: _source(source, withheld) for id, source in corpus.sources.items()},
        actors=_settled_names(corpus.actors),
        places=_settled_names(corpus.places),
        questions={id: _question(question, corpus) for id, question in corpus.questions.items()},
        home=_without_remarks(corpus.home) if corpus.home else None,
        about=_without_remarks(corpus.about) if corpus.about else None,
    )


def _entry(entry: Entry) -> Entry:
    if any(is_remark(claim.note) for claim in entry.claims):
        entry = replace(entry, claims=tuple(map(_claim, entry.claims)))
    return _without_remarks(entry)


def _claim(claim: Claim) -> Claim:
    return replace(claim, note=without_remark(claim.note)) if is_remark(claim.note) else claim


def _source(source: Source, withheld: WithheldWords) -> Source:
    kept = tuple(one for one in source.set_aside if not withheld.are_met_by(source.id, one.quote, one.after))
    return _without_remarks(replace(source, set_aside=kept) if kept != source.set_aside else source)


def _question(question: Question, corpus: Corpus) -> Question:
    if question.deaths_of in corpus.withheld:
        question = replace(question, deaths_of="")
    return _without_remarks(question)


def _settled_names(group: Mapping[str, Named]) -> dict[str, Named]:
    """Without the names that somebody only proposes."""
    return {id: _without_remarks(_with_settled_names(record)) for id, record in group.items()}


def _with_settled_names(record: Named) -> Named:
    settled = tuple(alias for alias in record.aliases if not is_remark(alias.note))
    return replace(record, aliases=settled) if settled != record.aliases else record


def _without_remarks(record: Kept) -> Kept:
    return replace(record, body=without_remarks(record.body)) if is_remark(record.body) else record
