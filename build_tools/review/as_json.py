"""A review for programs: the shape that ``review.schema.json`` describes. Words of entries at risk are left out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from build_tools.agreement import Finding
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Entry, Record
from build_tools.problems import Problem, location_of
from build_tools.review import naming
from build_tools.review.changes import KINDS, ClaimChange, FieldChange, RecordChange, State
from build_tools.review.discretion import Discretion
from build_tools.review.entry_turns import EntryTurn
from build_tools.review.plain import plain
from build_tools.review.question_turns import QuestionTurn
from build_tools.review.review import Review
from build_tools.review.waiver_turns import WaiverTurn, waiver_turns
from build_tools.roots import Root

FORMAT = 1
Held = dict[str, Any]


def as_json(one: Review) -> str:
    """The whole review."""
    return json.dumps(held(one), ensure_ascii=False, indent=1) + "\n"


def held(one: Review) -> Held:
    """The whole review as plain data."""
    files = one.files
    told = {
        "format": FORMAT,
        "before": _state(one.before),
        "after": _state(one.after),
        "empty": one.is_empty,
        "changes": one.changes,
        "records": [_record(change, one) for change in one.found.records],
        "claims": [_claim(change, one) for change in one.found.claims],
        "settings": [_field(change) for change in one.settings],
        "consequences": _consequences(one),
        "waivers": [_waiver(turn) for turn in waiver_turns(one)],
        "files": {each.name: _paths(getattr(files, each.name), one) for each in fields(files)},
    }
    return one.safe(told)  # type: ignore[no-any-return]


def _waiver(turn: WaiverTurn) -> Held:
    reference = _reference(turn.record, turn.is_hidden)
    told = {"given": turn.is_given, "withheld": turn.is_hidden, "rule": turn.waiver.rule}
    words = {} if turn.is_hidden else {"reason": turn.waiver.reason, "about": turn.waiver.about}
    return {**told, **words, "kind": KINDS[type(turn.record)], "record": reference}


def _state(state: State) -> Held:
    return {"name": state.name, "commit": state.commit}


def _record(change: RecordChange, one: Review) -> Held:
    hidden = one.hides(change)
    return {
        "kind": KINDS[change.kind],
        "became": change.became.value,
        "withheld": hidden,
        "before": _reference(change.before, hidden),
        "after": _reference(change.after, hidden),
        "other": "" if hidden and change.kind is not Entry else change.other,
        "fields": [] if hidden else [_field(field) for field in change.fields],
    }


def _reference(record: Record | None, hidden: bool = False) -> Held | None:
    if record is None:
        return None
    if hidden and not isinstance(record, Entry):  # its id is made of its name
        return {"id": "", "title": "", "path": ""}
    title = "" if hidden else naming.title_of(record)
    return {"id": record.id, "title": title, "path": _path(record.path)}


def _path(path: str) -> str:
    """A name that is no UTF-8, spelt so that it can be written as such."""
    return path.encode("utf-8", "backslashreplace").decode()


def _paths(paths: Sequence[str], one: Review) -> list[str]:
    return [_path(one.discretion.path(path)) for path in paths]


def _field(change: FieldChange) -> Held:
    return {"field": change.name, "before": change.before, "after": change.after}


def _claim(change: ClaimChange, one: Review) -> Held:
    hidden = one.hides(change)
    return {
        "became": change.became.value,
        "withheld": hidden,
        "before": _placed(change.before, one.before.corpus, hidden),
        "after": _placed(change.after, one.after.corpus, hidden),
        "fields": [] if hidden else [_field(field) for field in change.fields],
    }


def _placed(placed: PlacedClaim | None, corpus: Corpus, hidden: bool) -> Held | None:
    if placed is None:
        return None
    where = location_of(placed.claim.quote, placed.entry.path)
    told: Held = {"entry": placed.entry.id, "path": _path(where.path), "line": where.line}
    if hidden:
        return told
    sentence = corpus.context_of(placed.claim)
    text = corpus.documents[placed.claim.source].text[sentence.start : sentence.end] if sentence else ""
    chain = naming.chain(placed.claim, corpus)
    return told | {"id": placed.id, "claim": plain(placed.claim), "chain": chain, "sentence": text}


def _consequences(one: Review) -> Held:
    found, quiet = one.consequences, one.discretion.hides_record
    return {
        "questions": [_question(turn, one) for turn in found.questions if not quiet(turn.question)],
        "entries": [_entry(turn, one) for turn in found.entries if turn.after.id not in one.hidden],
        "actor_pages": [
            {"actor": record.id, "name": record.name, "before": page.had, "after": page.has}
            for page in found.pages
            if (record := page.after or page.before) and not quiet(record)
        ],
        "coverage": [
            {"source": turn.source.id, "before": turn.had, "after": turn.has}
            for turn in found.coverage
            if not quiet(turn.source)
        ],
        "withheld": _ids(found.withheld),
        "published": _ids(found.published),
        "retracted": _ids(found.retracted),
        "restored": _ids(found.restored),
        "vanished": _ids(found.vanished),
        "orphans": [{"kind": KINDS[type(record)], "id": record.id} for record in found.orphans if not quiet(record)],
        "problems_added": [_problem(problem, one) for problem in found.added_problems],
        "problems_solved": [_problem(problem, one) for problem in found.solved_problems],
    }


def _ids(entries: Sequence[Entry]) -> list[str]:
    return [entry.id for entry in entries]


def _question(turn: QuestionTurn, one: Review) -> Held:
    may = one.discretion
    return {
        "question": turn.question.id,
        "title": turn.question.title,
        "before": _finding(turn.before, one.before.corpus, may),
        "after": _finding(turn.after, one.after.corpus, may),
        "roots_came": _roots(may.roots_of(turn.after, turn.came), one.after.corpus),
        "roots_went": _roots(may.roots_of(turn.before, turn.went), one.before.corpus),
    }


def _finding(finding: Finding | None, corpus: Corpus, may: Discretion) -> Held | None:
    if finding is None:
        return None
    answers = [
        {"claim": one.claim.id, "answer": str(one.written), "root": naming.root(one.root, corpus)}
        for one in may.answers(finding)
    ]
    return {"state": finding.state.value, "roots": [finding.roots.low, finding.roots.high], "answers": answers}


def _entry(turn: EntryTurn, one: Review) -> Held:
    may = one.discretion
    return {
        "entry": turn.after.id,
        "title": turn.after.title,
        "roots_before": [*turn.had],
        "roots_after": [*turn.has],
        "roots_came": _roots(may.roots_in(turn.after, one.after.corpus, turn.came), one.after.corpus),
        "roots_went": _roots(may.roots_in(turn.before, one.before.corpus, turn.went), one.before.corpus),
        "disputed_before": turn.was_disputed,
        "disputed_after": turn.disputed,
    }


def _roots(roots: Sequence[Root], corpus: Corpus) -> list[str]:
    return [naming.root(root, corpus) for root in roots]


def _problem(problem: Problem, one: Review) -> Held:
    hidden = one.discretion.hides_problem(problem)
    return {
        "path": _path(one.discretion.path(problem.where.path)),
        "line": problem.where.line,
        "column": problem.where.column,
        "code": problem.code,
        "level": problem.level.value,
        "message": "" if hidden else problem.message,
        "tip": "" if hidden else problem.tip,
    }
