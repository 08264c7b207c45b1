"""Explains entries, sources, actors, places and questions: what the reader proposed, why, and what people made of it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from build_tools import versions
from build_tools.corpus import Corpus
from build_tools.coverage import coverage
from build_tools.explain.account import Account, Words
from build_tools.explain.desk import Desk
from build_tools.explain.provenance import values_of
from build_tools.explain.roots import count_in_words, root_in_words
from build_tools.ingest.ledger import Ledger, Plain
from build_tools.ingest.told import told_of
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.records.emit import plain
from build_tools.records.layout import FOLDERS
from build_tools.records.sidecar import path_beside
from build_tools.roots import backing
from build_tools.text.article.published import infer

NOUNS = {Entry: "entry", Source: "source", Actor: "actor", Place: "place", Question: "question"}
_MOST_SHOWN = 5
_MOST_PAIRS = 40


def explain_record(record: Record, desk: Desk) -> Account:
    """Where each value of a record came from, and what follows from it."""
    key = f"{FOLDERS[type(record)].rpartition('/')[2]}/{record.id}"
    proposals = desk.proposals_of(key)
    base = proposals[0][1] if proposals else None
    held = {name: value for name, value in plain(record).items() if name != "claims"}
    why, words = _behind(record, proposals, desk)
    return Account(
        kind=NOUNS[type(record)],
        id=record.id,
        where=record.path,
        title=str(getattr(record, "title", "") or getattr(record, "name", "")),
        values=tuple(values_of(held, base, why=why, words=words)),
        remarks=(*_origins(record, proposals, desk), *_remarks(record, desk)),
        problems=desk.problems_of(record),
    )


def _origins(record: Record, proposals: list[tuple[Ledger, Plain]], desk: Desk) -> Iterator[str]:
    files = ", ".join(desk.brought_into(record.id)) if isinstance(record, Entry) else ""
    if files:
        yield f"It holds claims that were brought by {files}."
    elif not proposals:
        yield "No ledger proposes it: a person made this record."
    for ledger, _ in proposals:
        yield f"Proposed from {ledger.seed} by reader {ledger.reader}."


# ── the rules and words behind it ───────────────────────────────────────────────────────────────────────────

_Behind = tuple[dict[str, tuple[str, ...]], dict[str, tuple[Words, ...]]]


def _behind(record: Record, proposals: list[tuple[Ledger, Plain]], desk: Desk) -> _Behind:
    """By key: the reader's reasons, and the words of the seed; from the first seed that proposed the record."""
    ledger = proposals[0][0] if proposals else None
    source = _source_of(ledger, desk.corpus) if ledger else ""
    if ledger is None or source not in desk.corpus.documents:
        return {}, {}
    if isinstance(record, Entry):
        return _of_entry(record, source, desk), {}
    if isinstance(record, Actor | Place):
        return _of_name(record, source, desk)
    return (_of_source(record, ledger, desk), {}) if isinstance(record, Source) else ({}, {})


def _of_name(record: Actor | Place, source: str, desk: Desk) -> _Behind:
    """Where the text names it, and by which rule it was taken for what it is."""
    kind = "actor" if isinstance(record, Actor) else "place"
    again = desk.read_again(source, without=record.id)
    assert again is not None
    reading = again[0]
    mentions = [one for one in reading.names if one.id == record.id and (one.kind == "place") == (kind == "place")]
    entity = reading.entities.get(f"{kind}:{record.id}")
    rules = [entity.why if entity else "", *(one.why for one in mentions)]
    why = tuple(dict.fromkeys(rule for rule in rules if rule))[:_MOST_SHOWN]
    return {"name": why}, {"name": tuple(desk.words(source, one.start, one.end) for one in mentions[:_MOST_SHOWN])}


def _of_source(source: Source, ledger: Ledger, desk: Desk) -> dict[str, tuple[str, ...]]:
    """What a sidecar says, what the original says of itself, what the text does, and what it was found to be a copy of."""
    document = desk.corpus.documents[source.id]
    inferred = infer(document, dt.date.max)
    told: dict[str, tuple[str, ...]] = {
        key: (f"the file beside it says so ({path_beside(ledger.seed)})",) for key in ledger.sidecar
    }
    told |= _of_original(source, ledger, desk)
    copied = tuple(one["why"] for one in desk.across(source=source.id) if one.get("republishes"))
    return {
        "title": ("the title of the text, or its first words",),
        "published": (inferred.why,) if inferred and inferred.edtf == source.published else (),
        "publisher": (f"the text names {document.publisher}",) if document.publisher else (),
        "authors": ("named in its byline",) if document.authors else (),
        "kind": ("by its form: bullets, a signature, a reading list",),
        "sha256": ("computed from the text",),
        "republishes": copied,
        "updates": tuple(one["why"] for one in desk.across(source=source.id) if one.get("updates")),
        **told,
    }


def _of_original(source: Source, ledger: Ledger, desk: Desk) -> dict[str, tuple[str, ...]]:
    """What the file says of itself of which the text was made, as far as no sidecar says otherwise."""
    capture = desk.corpus.captures.get(source.id)
    if capture is None:
        return {}
    told = told_of(desk.dossier.root, ledger.seed).for_text(desk.corpus.documents[source.id].text)
    keys = [*told.by_file, *(["publisher"] if told.publisher_name else [])]
    where = {key: capture.told_by.get(key) for key in keys}
    said = {key: (f"{capture.original} says so{f': {where[key]}' if where[key] else ''}",) for key in keys}
    if told.publisher_name:
        said["publisher"] = (f"{said['publisher'][0]}, “{told.publisher_name}”",)
    return {**said, "original": ("the file of which the text was made",)}


def _of_entry(entry: Entry, source: str, desk: Desk) -> dict[str, tuple[str, ...]]:
    """The reasons that the reader gives today for the entry which it makes of most of these claims."""
    again = desk.read_again(source)
    quotes = {claim.quote for claim in entry.claims}
    made = (
        Counter({one.id: len(quotes & {claim.quote for claim in one.claims}) for one in again[1].entries})
        if again
        else Counter()
    )
    best, number = made.most_common(1)[0] if made else ("", 0)
    reasons = again[1].reasons if again and number else {}
    why = {key: (reasons[f"{best}.{key}"],) for key in ("title", "date", "type") if reasons.get(f"{best}.{key}")}
    pointers = tuple(f"{one['see_also']}: {one['why']}" for one in desk.across(entry=entry.id) if one.get("see_also"))
    return {
        **why,
        "see_also": pointers,
        "actors": ("named in its claims, or speaking in them",),
        "places": ("named in its claims",),
    }


def _source_of(ledger: Ledger, corpus: Corpus) -> str:
    return next((one.id for one in corpus.sources.values() if one.seed and ledger.seed.endswith(f"/{one.seed}")), "")


# ── what follows from it ────────────────────────────────────────────────────────────────────────────────────


def _remarks(record: Record, desk: Desk) -> Iterator[str]:
    if isinstance(record, Entry):
        yield from _on_entry(record, desk)
    elif isinstance(record, Source):
        yield from _on_source(record, desk)
    elif isinstance(record, Question):
        yield from _on_question(record, desk)
    elif isinstance(record, Actor):
        said, took_part = (
            desk.corpus.claims_by_speaker.get(record.id, ()),
            desk.corpus.entries_by_actor.get(record.id, ()),
        )
        yield f"Speaks in {len(said)} claims, takes part in {len(took_part)} entries."
    elif isinstance(record, Place):
        yield f"{len(desk.corpus.entries_by_place.get(record.id, ()))} entries lie there or within."


def _on_entry(entry: Entry, desk: Desk) -> Iterator[str]:
    joined = [one for one in desk.across(entry=entry.id) if one.get("quotes")]
    for one in joined:
        yield f"{len(one['quotes'])} of its claims came from another article, because: {one['why']}."
    stances = backing(entry.claims, desk.corpus)
    for label, count in (
        ("Who speaks of it", stances.support),
        ("Who expects it", stances.expected),
        ("Who denies it", stances.denied),
        ("Who declines to say", stances.declined),
    ):
        if count.roots:
            first, *rest = count_in_words(count)
            yield f"{label}: {first}"
            yield from rest
    for claim in entry.claims:
        yield f"Claim {claim.id}: {_snippet(claim.quote)}"


def _on_source(source: Source, desk: Desk) -> Iterator[str]:
    if capture := desk.corpus.captures.get(source.id):
        part = f", of its part {capture.part}" if capture.part else ""
        yield f"Its text was made of {capture.original} ({capture.format}){part}, by {capture.reader}."
        yield f"SHA-256 of that file: {capture.original_sha256}."
        if capture.corrected:
            yield "A person has corrected the text since."
    for one in desk.across(source=source.id):
        if other := one.get("shares"):
            yield f"It shares a passage with {other}: {one['why']}."
        elif name := one.get("credits"):
            yield f"It credits {name}: {one['why']}."
    if step := versions.before(source, desk.corpus):
        yield f"It is a later version of {step.other.id}."
        yield from _changed(step)
    for step in versions.after(source, desk.corpus):
        yield f"It is superseded by {step.other.id}."
        yield from _changed(step)
    covered = coverage(desk.corpus).get(source.id)
    if covered:
        withheld = f", {covered.withheld} withheld" if covered.withheld else ""
        yield f"{covered.percent} % of its {covered.sentences} body sentences are accounted for ({covered.claimed} by claims, {covered.set_aside} set aside{withheld})."


def _changed(step: versions.Step) -> Iterator[str]:
    """The sentences that differ, for curators."""
    yield from (f"  + {sentence}" for sentence in step.added)
    yield from (f"  - {sentence}" for sentence in step.dropped)
    yield from (f"  Claim {placed.id} stands in the earlier version alone." for placed in step.gone)


def _on_question(question: Question, desk: Desk) -> Iterator[str]:
    finding = desk.agreement.findings.get(question.id)
    if finding is None:
        yield "An import proposes it: no person has declared it, so nothing is compared."
        yield from (f"  {one['why']}" for one in desk.across(question=question.id))
        for placed in desk.corpus.claims_by_question.get(question.id, ()):
            yield f"  {placed.claim.answers[question.id]}: {placed.id}"
        return
    yield f"The answers come to: {finding.state.value}."
    for answer in finding.answers:
        yield f"  {answer.written}: {answer.claim.id}, {root_in_words(answer.root)}"
    for placed in finding.declined:
        yield f"  declined: {placed.id}"
    for first, second in islice(finding.contradictions, _MOST_PAIRS):
        yield f"  {first.written} ({first.claim.id}) and {second.written} ({second.claim.id}) exclude each other"
    if (number := len(finding.contradictions)) > _MOST_PAIRS:
        yield f"  and {number - _MOST_PAIRS:,} more pairs exclude each other"
    if finding.roots.roots:
        yield from count_in_words(finding.roots)


def _snippet(quote: str) -> str:
    words = " ".join(quote.split())
    return f"“{words}”" if len(words) <= 80 else f"“{words[:80].rsplit(' ', 1)[0]} …”"
