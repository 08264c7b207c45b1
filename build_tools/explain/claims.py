"""Explains one claim: its words in the seed, who speaks by which cue, which words date it, how its answers compare."""

from __future__ import annotations

import json
from collections.abc import Iterator

from build_tools.agreement import Answer, Finding, relate
from build_tools.corpus import PlacedClaim
from build_tools.explain.account import Account, Words
from build_tools.explain.desk import Desk
from build_tools.explain.provenance import values_of
from build_tools.explain.roots import root_in_words
from build_tools.extract.reading import Attribution, Reading
from build_tools.ingest.brought_memory import ABOUT
from build_tools.ingest.ledger import Plain
from build_tools.model import Claim
from build_tools.problems import location_of
from build_tools.quotes import find_in
from build_tools.records.emit import plain_claim
from build_tools.roots import root_of
from build_tools.values import parse_tolerance

_WHO = ("speaker", "via", "stance", "medium")
_WHEN = ("said", "when")


def explain_claim(placed: PlacedClaim, desk: Desk) -> Account:
    """Where each value of a claim came from."""
    claim, where = placed.claim, location_of(placed.claim.quote, placed.entry.path)
    brought = desk.brought(claim)
    base = _with_answers(brought or _proposed(claim, desk), claim, desk)
    words, why = (_words(claim, desk), _why(claim, desk)) if not brought else ({}, {})
    following = placed.entry.claims[placed.position + 1 :]
    last = location_of(following[0].quote, "").line - 1 if following else None
    return Account(
        kind="claim",
        id=claim.id,
        where=f"{where.path}:{where.line}",
        title=claim.quote,
        values=tuple(
            values_of(
                plain_claim(claim), _of_claim(base), why=why, words=words, brought_by=(brought or {}).get("from", "")
            )
        ),
        remarks=tuple(_remarks(placed, base, desk)),
        problems=desk.problems_of(placed.entry, first=where.line, last=last),
    )


def _of_claim(base: Plain | None) -> Plain | None:
    """What was proposed of the claim itself."""
    return base and {key: value for key, value in base.items() if key not in ABOUT}


def _proposed(claim: Claim, desk: Desk) -> Plain | None:
    """What was proposed for these words: the same quote, else the quote of the ledger that shares most of its stretch."""
    ledger = desk.ledger_of(claim.source)
    document = desk.corpus.documents.get(claim.source)
    claims = [{key: value for key, value in one.items() if key != "entry"} for one in (ledger.claims if ledger else ())]
    same = next((one for one in claims if one["quote"] == claim.quote), None)
    span = _span(document.text, claim.quote, claim.after) if document else None
    if same or document is None or span is None:
        return same
    shared = [(_shared(span, _span(document.text, one["quote"], one.get("after", ""))), one) for one in claims]
    most, best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best if most else None


def _with_answers(base: Plain | None, claim: Claim, desk: Desk) -> Plain | None:
    """With the answers that the import of another seed has proposed, together with its question."""
    proposed = {id: answer for id, answer in claim.answers.items() if desk.proposals_of(f"questions/{id}")}
    if base is None or "answers" in base or not proposed:
        return base
    return {**base, "answers": proposed}


def _span(text: str, quote: str, after: str) -> tuple[int, int] | None:
    found = find_in(text, quote, after=after)
    return (found.start, found.end) if found.outcome == "exact" else None


def _shared(first: tuple[int, int], second: tuple[int, int] | None) -> int:
    return max(0, min(first[1], second[1]) - max(first[0], second[0])) if second else 0


# ── the words and rules behind it ───────────────────────────────────────────────────────────────────────────


def _words(claim: Claim, desk: Desk) -> dict[str, tuple[Words, ...]]:
    """By key: the words of the seed that the value was read from."""
    found = desk.corpus.find(claim)
    again = desk.read_again(claim.source)
    if found.outcome != "exact" or again is None:
        return {}
    reading, sentence = again[0], desk.corpus.sentence_of(claim)
    spans: dict[str, list[tuple[int, int]]] = {"quote": [(found.start, found.end)]}
    if (said_by := _attribution(found.start, found.end, reading)) is not None:
        spans |= {key: [*said_by.source, *said_by.cue] for key in _WHO}
    first, last = (sentence.start, sentence.end) if sentence else (found.start, found.end)
    times = [(time.start, time.end) for time in reading.times if first <= time.start < last]
    spans |= {key: times for key in _WHEN}
    spans["quantities"] = [
        (one.start, one.end) for one in reading.quantities if found.start <= one.start and one.end <= found.end
    ]
    return {key: tuple(desk.words(claim.source, *span) for span in held) for key, held in spans.items()}


def _attribution(start: int, end: int, reading: Reading) -> Attribution | None:
    """The attribution whose content shares most with the claim."""

    def shared(one: Attribution) -> int:
        return sum(_shared((start, end), span) for span in (*one.content, *one.source, *one.cue))

    best = max(reading.attributions, key=shared, default=None)
    return best if best and shared(best) else None


def _why(claim: Claim, desk: Desk) -> dict[str, tuple[str, ...]]:
    """By key: the rule, as the reader tells it when it reads the seed again."""
    again, found = desk.read_again(claim.source), desk.corpus.find(claim)
    if again is None or found.outcome != "exact":
        return {}
    reading, proposal = again
    said_by = _attribution(found.start, found.end, reading)
    whole = tuple(why for one in _claims_there(claim, desk) if (why := proposal.reasons.get(one.id)))
    sentence = desk.corpus.sentence_of(claim)
    first, last = (sentence.start, sentence.end) if sentence else (found.start, found.end)
    times = tuple(
        f"“{time.text}” → {time.edtf or 'unresolved'}: {time.why}"
        for time in reading.times
        if first <= time.start < last
    )
    counted = tuple(
        f"“{one.text}” = {' '.join(part for part in (one.value, one.unit, one.of) if part)}{f': {one.why}' if one.why else ''}"
        for one in reading.quantities
        if found.start <= one.start and one.end <= found.end
    )
    who = (said_by.why,) if said_by and said_by.why else whole
    return {**{key: who for key in _WHO}, **{key: times for key in _WHEN}, "quantities": counted, "quote": whole}


def _claims_there(claim: Claim, desk: Desk) -> Iterator[Claim]:
    """The claims that the reader makes of the same words today."""
    again, found = desk.read_again(claim.source), desk.corpus.find(claim)
    for entry in again[1].entries if again else ():
        for one in entry.claims:
            span = _span(again[0].document.text, one.quote, one.after) if again else None
            if _shared((found.start, found.end), span):
                yield one


# ── what follows from it ────────────────────────────────────────────────────────────────────────────────────


def _remarks(placed: PlacedClaim, base: Plain | None, desk: Desk) -> Iterator[str]:
    claim, corpus = placed.claim, desk.corpus
    yield f"It stands in the entry {placed.entry.id} ({placed.entry.status})."
    for one in desk.across(entry=placed.entry.id):
        if base and base["quote"] in one.get("quotes", ()):
            yield f"It was proposed into this entry because: {one['why']}."
    if base and "from" in base:
        by = f" ({base['by']})" if base.get("by") else ""
        left = f", which also says {json.dumps(base['left'], ensure_ascii=False)}" if base.get("left") else ""
        yield f"It was brought by the file {base['from']}{by}{left}."
    if base is None:
        yield "No ledger proposes these words: a person made the claim, or its seed was never imported."
    found = corpus.find(claim)
    if found.outcome != "exact":
        yield f"Its quote is not found in the seed: {found.outcome}."
    yield f"Its root is {root_in_words(root_of(claim, corpus))}."
    source = corpus.sources.get(claim.source)
    if source and source.republishes:
        yield f"Its source is a copy of {source.republishes}: whoever speaks is counted as in the original."
    for question, written in claim.answers.items():
        yield from _answer(question, written, placed, desk)


def _answer(question: str, written: str, placed: PlacedClaim, desk: Desk) -> Iterator[str]:
    """How an answer of the claim stands to every other answer to the question."""
    finding = desk.agreement.findings.get(question)
    mine = next((one for one in finding.answers if one.placed.id == placed.id), None) if finding else None
    if question in desk.corpus.drafted_questions:
        told = "; ".join(one["why"] for one in desk.across(question=question))
        yield f"At the question {question}, which an import proposes and no person has declared, it answers {written} ({told})."
        return
    if finding is None or mine is None:
        reason = "it declines, so nothing is counted" if placed.claim.stance == "declines" else "not counted"
        yield f"At the question {question} it answers {written}: {reason}."
        return
    yield f"At the question {question} it answers {written}; the answers come to: {finding.state.value}."
    yield from (_relation(mine, other, finding, desk) for other in finding.answers if other is not mine)


def _relation(mine: Answer, other: Answer, finding: Finding, desk: Desk) -> str:
    if mine.root == other.root:
        return f"  {other.claim.id} answers {other.written}: the same root, not compared."
    tolerance = parse_tolerance(finding.question.tolerance) if finding.question.tolerance else None
    relation = relate(mine, other, corpus=desk.corpus, tolerance=tolerance).value
    return f"  {other.claim.id} answers {other.written}: the two {relation}{'' if relation != 'compatible' else ' (are compatible)'}."
