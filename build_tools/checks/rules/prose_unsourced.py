"""Prose on an actor, a place, a question or the dossier states what its claims bear, or leads to what bears it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from build_tools.checks import facts
from build_tools.checks.concerning import claims_about, entries_about
from build_tools.checks.evidence import Evidence, of_claims, plain
from build_tools.checks.inside_links import targets
from build_tools.checks.prose import paragraphs, without_code, written
from build_tools.checks.rule import Case, Finding
from build_tools.checks.rules.number_unborne import unborne
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Place, Question, Record
from build_tools.problems import Level, Written

CODE = "prose-unsourced"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
WAIVED_BY_WORDS = True
TIP = "Link the entry, source or claim that bears it, such as [the vote](../timeline/the-vote.html), or take it out."

_MOST_CLAIMS = 400  # of one record; about one that more speak of, nothing is said


def find(case: Case) -> Iterator[Finding]:
    """Paragraphs with a number, a date or quoted words that no claim about the record bears, and without a link to one."""
    corpus = case.corpus
    for group in (corpus.actors, corpus.places, corpus.questions):
        for record in group.values():
            if _states(without_code(record.body)):
                claims = list(claims_about(record, case))
                if len(claims) <= _MOST_CLAIMS:
                    yield from _in_record(record, of_claims(claims, record, corpus), case)
    for page in (corpus.home, corpus.about):
        if page and _states(without_code(page.body)):
            yield from _in_record(page, _of_dossier(page, corpus), case)


def texts(record: Record, case: Case) -> Iterator[str]:
    """The ids of the sources whose texts it takes to judge a record that is no entry."""
    claims: list[Claim] = []
    if isinstance(record, Actor | Place | Question) and _states(without_code(record.body)):
        claims = list(claims_about(record, case))
    elif record in (case.corpus.home, case.corpus.about) and _states(without_code(record.body)):
        claims = list(_of_dossier(record, case.corpus).claims)
    yield from (str(claim.source) for claim in claims if len(claims) <= _MOST_CLAIMS)


def is_stating(record: Record) -> bool:
    """Whether its prose says anything that has to be borne."""
    return _states(without_code(record.body))


def _states(prose: str) -> bool:
    return facts.has_number(prose) or any(mark in prose for mark in '“"„«')


def _in_record(record: Record, evidence: Evidence, case: Case) -> Iterator[Finding]:
    prose = without_code(record.body)
    leads = [target.link.start for target in targets(record, case) if target.kind]
    entries = case.once(entries_about).get((type(record), record.id), ())
    for start, end in paragraphs(prose):
        if not any(start <= at < end for at in leads):
            for words, value in _unborne(record, prose[start:end], start, evidence):
                yield Finding(
                    record,
                    value,
                    f"no claim about this record bears “{words}”, and its paragraph leads to none",
                    beside=entries or (record,),
                )


def _unborne(record: Record, text: str, offset: int, evidence: Evidence) -> Iterator[tuple[str, Written]]:
    for words, start, end, _ in unborne(text, evidence):
        yield words, written(record, offset + start, offset + end)
    articles = replace(evidence, with_texts=True)  # words may stand anywhere in them: asked only where all are at hand
    for words, start, end in facts.quoted(text) if articles.is_whole or not evidence.claims else ():
        if len(words.split()) > 1 and not articles.bears_words(words):
            yield words, written(record, offset + start, offset + end)


def _of_dossier(page: Record, corpus: Corpus) -> Evidence:
    """For a page on the whole: every claim, or of very many those that hold a word of what it states."""
    claims: list[Claim] = [placed.claim for placed in corpus.claims]
    if len(claims) > _MOST_CLAIMS:
        wanted = [plain(words) for words in _stated(without_code(page.body))]
        claims = [claim for claim in claims if any(words in plain(claim.quote) for words in wanted)][:_MOST_CLAIMS]
    groups = (corpus.entries, corpus.sources, corpus.actors, corpus.places, corpus.questions, corpus.claims)
    return Evidence(tuple(claims), (page,), corpus, tuple(_dates(corpus)), tuple(map(len, groups)), with_texts=False)


def _stated(prose: str) -> Iterator[str]:
    yield from (number.words for number in facts.numbers(prose))
    yield from (day.words for day in facts.days(prose))
    yield from (words for words, *_ in facts.quoted(prose))


def _dates(corpus: Corpus) -> Iterator[str]:
    yield from (entry.date for entry in corpus.timeline)
    yield from (source.published for source in corpus.sources.values() if source.published)
