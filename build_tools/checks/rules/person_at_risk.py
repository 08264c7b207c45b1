"""An entry that puts a person at risk is never published, and nothing published leads to it or to those whom it names alone."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from build_tools.checks.concerning import KINDS
from build_tools.checks.inside_links import Target, targets
from build_tools.checks.prose import written
from build_tools.checks.rule import Case, Finding
from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, Place, Record, SetAside, Source
from build_tools.problems import Level
from build_tools.withheld import Trace, Traces, known_alone, strings, traces
from build_tools.withheld_words import WithheldWords

CODE = "person-at-risk"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "What may put a person at risk stays out of the site, and so does what leads to it."

_TIP_STATUS = "Write “status: draft”: the entry stays in the dossier, and out of the site and the downloads."
_TIP_SEE_ALSO = "Take the id out of “see_also” here; the withheld entry may lead to this one."
_TIP_KNOWN = (
    "Delete this record and name it nowhere in the withheld entry (an unnamed speaker, say): "
    "its own page would tell what the entry is about."
)
_TIP_ASIDE = "Take the item out: the check counts the sentences of withheld claims as accounted for, without telling their words."
_TIP_CLAIM = "Take the claim out, or withhold its entry too: whoever reads it reads words of the withheld one."
_TIP_WORDS = "Take the words out: whoever reads them knows of the entry, or of whom it is about."
_OF_A_CLAIM = "the claim has words of a withheld one"
_PARAGRAPH = re.compile(r"(?:^[^\n]*\S[^\n]*\n?)+", re.MULTILINE)
_APART = "\n\0\n"  # between texts that are looked at together: no words reach across
_RUN_OF_QUOTES = 12  # words: two articles may both quote a shorter phrase


def find(case: Case) -> Iterator[Finding]:
    """Withheld entries marked for publication; links and ``see_also`` to them; records that only
    they name; and their titles, ids, speakers, people and the names in their notes in any published words.
    """
    corpus = case.corpus
    if not corpus.withheld:
        return
    hidden = {(type(record), record.id) for record in case.once(hidden_records)}
    for entry in case.entries():
        yield from _of_entry(entry, corpus)
    for record in case.records():
        if (type(record), record.id) in hidden:
            message = f"only withheld entries speak of this {KINDS[type(record)]}"
            yield Finding(record, _name(record), message, _TIP_KNOWN)
    yield from _in_words(case, hidden)


def _of_entry(entry: Entry, corpus: Corpus) -> Iterator[Finding]:
    if entry.id in corpus.withheld and entry.status == "reviewed":
        yield Finding(entry, entry.status, "the entry puts a person at risk and is marked for publication", _TIP_STATUS)
    for id in entry.see_also if entry.id in corpus.entries else ():
        if id in corpus.withheld:
            message = f"the entry leads to “{id}”, which is withheld for a person’s safety"
            yield Finding(entry, id, message, _TIP_SEE_ALSO)


def hidden_records(case: Case) -> tuple[Record, ...]:
    """Those that withheld entries alone name."""
    return known_alone(case.corpus)


def _name(record: Record) -> str:
    return record.name if isinstance(record, Actor | Place) else record.title  # type: ignore[attr-defined,no-any-return]


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────


def _in_words(case: Case, hidden: Collection[tuple[type[Record], str]]) -> Iterator[Finding]:
    """Where published prose, or any field of a published record, names what is withheld, or repeats its words. No message
    repeats those: reports are read by many.
    """
    looked_for, withheld = case.once(traces_of), case.once(_withheld_words)
    types = case.corpus.types.values() if case.only is None else ()
    for record in (*case.records(), *types):
        if isinstance(record, Source):
            yield from _set_aside(record, withheld)
        if isinstance(record, Entry) and record.id in case.corpus.withheld:
            continue
        texts = tuple(strings(record))
        together = _APART.join((*texts, record.body))
        if (type(record), record.id) not in hidden:
            led = [one for one in targets(record, case) if one.kind is Entry and one.id in case.corpus.withheld]
            yield from _leading(record, led)
            if looked_for.stand_in(together):
                yield from _naming(record, texts, led, looked_for)
        yield from _met(record, withheld) if isinstance(record, Entry) else ()
        if withheld.may_be_repeated_in(together):
            yield from _claimed(record, withheld) if isinstance(record, Entry) else ()
            yield from _repeated_by_people(record, texts, withheld)


def traces_of(case: Case) -> Traces:
    """What is looked for in published words."""
    return traces(case.corpus)


def _leading(record: Record, led: Iterable[Target]) -> Iterator[Finding]:
    for target in led:
        where = written(record, target.link.start, target.link.end)
        yield Finding(
            record, where, f"the link leads to “{target.id}”, which is withheld for a person’s safety", _TIP_WORDS
        )


def _naming(record: Record, texts: Iterable[str], led: Iterable[Target], looked_for: Traces) -> Iterator[Finding]:
    for trace, start, end in looked_for.find(record.body):
        if not any(target.link.start <= start < target.link.end for target in led):
            yield _named(record, written(record, start, end), record.body[start:end], trace)
    for words in texts:
        if found := next(looked_for.find(words), None):
            yield _named(record, words, words[found[1] : found[2]], found[0])


def _named(record: Record, value: str, words: str, trace: Trace) -> Finding:
    told = " ".join(words.split())
    if trace.is_sure:
        return Finding(record, value, f"“{told}” names {trace.leads_to}", _TIP_WORDS)
    return Finding(record, value, f"“{told}” may tell of {trace.leads_to}", _TIP_WORDS, level=Level.WARNING)


# ── words of the withheld claims ────────────────────────────────────────────────────────────────────────────


def _withheld_words(case: Case) -> WithheldWords:
    return WithheldWords.of(case.corpus)


def _set_aside(source: Source, withheld: WithheldWords) -> Iterator[Finding]:
    for item in source.set_aside:
        if withheld.are_met_by(source.id, item.quote, item.after):
            yield Finding(source, item.quote, "words of a withheld claim are set aside here", _TIP_ASIDE)


def _met(entry: Entry, withheld: WithheldWords) -> Iterator[Finding]:
    for claim in entry.claims:
        if withheld.are_met_by(claim.source, claim.quote, claim.after):
            yield Finding(entry, claim.quote, _OF_A_CLAIM, _TIP_CLAIM)


def _claimed(entry: Entry, withheld: WithheldWords) -> Iterator[Finding]:
    for claim in entry.claims:
        if withheld.repeated_in(claim.quote) >= _RUN_OF_QUOTES:
            yield Finding(entry, claim.quote, _OF_A_CLAIM, _TIP_CLAIM)


def _repeated_by_people(record: Record, texts: Iterable[str], withheld: WithheldWords) -> Iterator[Finding]:
    """In what people wrote, whichever field holds it, and in prose."""
    message = "words of a withheld claim are repeated here"
    quotes = {id(one.quote) for one in _quoting(record)}
    for words in texts:
        if id(words) not in quotes and withheld.repeated_in(words):
            yield Finding(record, words, message, _TIP_WORDS)
    for paragraph in _PARAGRAPH.finditer(record.body):
        if withheld.repeated_in(paragraph[0]):
            yield Finding(record, written(record, *paragraph.span()), message, _TIP_WORDS)


def _quoting(record: Record) -> tuple[Claim, ...] | tuple[SetAside, ...]:
    """What is judged by where its words stand in an article."""
    if isinstance(record, Entry):
        return record.claims
    return record.set_aside if isinstance(record, Source) else ()
