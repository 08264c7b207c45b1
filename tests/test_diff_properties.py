"""Promises of a comparison that hold whatever was edited: it sees every change, sees nothing where there is none, and
reads the same both ways.
"""

from __future__ import annotations

import os
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.model import (
    Actor,
    Alias,
    Entry,
    Place,
    Quantity,
    Question,
    Record,
    Role,
    SetAside,
    Source,
    Unnamed,
    Waiver,
)
from build_tools.review.changes import Became, State
from build_tools.review.escaping import escaped
from build_tools.review.markdown import as_markdown
from build_tools.review.pairing import records_of
from build_tools.review.review import Review, review
from build_tools.review.telling import report_on
from build_tools.review.terminal import as_text

HERE = Path(__file__).parent
EXAMPLES = 1000 if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else 60
KINDS: tuple[type[Record], ...] = (Entry, Source, Actor, Place, Question)
WORDS = st.text("abcé <@#|`*_\n[](){}$&\u202e", min_size=1, max_size=8)
LISTED: dict[str, Any] = {
    "aliases": st.builds(Alias, WORDS),
    "roles": st.builds(Role, WORDS),
    "set_aside": st.builds(SetAside, WORDS, WORDS),
    "waivers": st.builds(Waiver, WORDS, WORDS, WORDS),
    "quantities": st.builds(Quantity, WORDS, WORDS),
}
MAPPED = {"links", "answers"}
Records = dict[type[Record], dict[str, Any]]


def start() -> Corpus:
    """The small invented dossier and the few records more."""
    return open_dossier(HERE / "dossiers" / "flood").corpus


START = start()


def corpus_of(records: Records) -> Corpus:
    entries, questions = records[Entry], records[Question]
    return Corpus(
        entries={id: one for id, one in entries.items() if one.sensitivity != "person-at-risk"},
        withheld={id: one for id, one in entries.items() if one.sensitivity == "person-at-risk"},
        sources=records[Source],
        actors=records[Actor],
        places=records[Place],
        questions={id: one for id, one in questions.items() if one.status != "draft"},
        drafted_questions={id: one for id, one in questions.items() if one.status == "draft"},
        types=START.types,
        documents=START.documents,
        home=START.home,
        about=START.about,
    )


def value_for(name: str, held: Any) -> st.SearchStrategy[Any]:
    """Another value that the field may hold."""
    if name in LISTED:
        return st.lists(LISTED[name], max_size=2).map(tuple)
    if name in MAPPED:
        return st.dictionaries(WORDS, WORDS, max_size=2)
    if name == "status":
        return st.sampled_from(("draft", "reviewed", "retracted"))
    if name == "sensitivity":
        return st.sampled_from(("none", "graphic", "person-at-risk"))
    if name == "stance":
        return st.sampled_from(("asserts", "denies", "declines", "expects"))
    if name == "speaker":
        return st.one_of(st.none(), WORDS, st.builds(Unnamed, WORDS, WORDS))
    if name == "translation":
        return st.none()
    return st.lists(WORDS, max_size=2).map(tuple) if isinstance(held, tuple) else WORDS


@st.composite
def edited(draw: st.DrawFn) -> Corpus:
    """The start with one to four things done to it that people do."""
    records: Records = {kind: dict(group) for kind, group in records_of(START).items() if kind in KINDS}
    for _ in range(draw(st.integers(1, 4))):
        draw(st.sampled_from((set_field, set_field, set_claim, remove, rename, copy, move_claim)))(records, draw)
    return corpus_of(records)


def some(records: Records, draw: st.DrawFn, *kinds: type[Record]) -> tuple[type[Record], Any]:
    kind = draw(st.sampled_from([kind for kind in kinds or KINDS if records[kind]] or [Actor]))
    return kind, draw(st.sampled_from(sorted(records[kind].values(), key=lambda one: one.id) or [Actor("nobody")]))


def set_field(records: Records, draw: st.DrawFn) -> None:
    kind, record = some(records, draw)
    names = [one.name for one in fields(record) if one.name not in ("id", "path", "body_line", "claims")]
    name = draw(st.sampled_from(names))
    records[kind][record.id] = replace(record, **{name: draw(value_for(name, getattr(record, name)))})


def set_claim(records: Records, draw: st.DrawFn) -> None:
    _, entry = some(records, draw, Entry)
    if isinstance(entry, Entry) and entry.claims:
        at = draw(st.integers(0, len(entry.claims) - 1))
        name = draw(st.sampled_from([one.name for one in fields(entry.claims[at])]))
        claim = replace(entry.claims[at], **{name: draw(value_for(name, getattr(entry.claims[at], name)))})
        records[Entry][entry.id] = replace(entry, claims=(*entry.claims[:at], claim, *entry.claims[at + 1 :]))


def remove(records: Records, draw: st.DrawFn) -> None:
    kind, record = some(records, draw)
    records[kind].pop(record.id, None)


def rename(records: Records, draw: st.DrawFn) -> None:
    kind, record = some(records, draw)
    records[kind].pop(record.id, None)
    was = (record.id,) if draw(st.booleans()) else ()
    id = f"{record.id}-renamed"  # an id is never reused
    records[kind][id] = replace(record, id=id, was=was)


def copy(records: Records, draw: st.DrawFn) -> None:
    kind, record = some(records, draw)
    records[kind][f"{record.id}-copy"] = replace(record, id=f"{record.id}-copy")


def move_claim(records: Records, draw: st.DrawFn) -> None:
    (_, one), (_, other) = some(records, draw, Entry), some(records, draw, Entry)
    if isinstance(one, Entry) and isinstance(other, Entry) and one.claims and one.id != other.id:
        records[Entry][one.id] = replace(one, claims=one.claims[1:])
        records[Entry][other.id] = replace(other, claims=(*other.claims, one.claims[0]))


def compared(before: Corpus, after: Corpus) -> Review:
    return review(State(before, name="before"), State(after, name="after"))


def content(corpus: Corpus) -> object:
    groups = records_of(corpus)
    return {
        kind.__name__: {id: replace(one, body=one.body.strip()) for id, one in groups[kind].items()} for kind in KINDS
    }


MIRROR = {
    Became.ADDED: Became.REMOVED,
    Became.REMOVED: Became.ADDED,
    Became.MERGED: Became.SPLIT,
    Became.SPLIT: Became.MERGED,
}


def as_sets(one: Review, *, mirrored: bool = False) -> tuple[set[str], set[str]]:
    def turned(change: Any, name: Any) -> str:
        sides = [change.before and name(change.before), change.after and name(change.after)]
        held = sorted(
            (field.name, *map(str, (field.before, field.after)[:: -1 if mirrored else 1])) for field in change.fields
        )
        became = MIRROR.get(change.became, change.became) if mirrored else change.became
        return repr((became.value, sides[:: -1 if mirrored else 1], held))

    records = {turned(change, lambda record: (type(record).__name__, record.id)) for change in one.found.records}
    claims = {
        turned(change, lambda placed: (placed.entry.id, placed.id, placed.position)) for change in one.found.claims
    }
    return records, claims


def turned_questions(one: Review) -> set[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Of each question that is answered otherwise: what it was and is called, what its answers came and come to."""
    return {
        (tuple(side.question.id if side else "" for side in (turn.before, turn.after)), turn.states)
        for turn in one.consequences.questions
    }


@settings(max_examples=EXAMPLES)
@given(edited(), edited())
def test_a_comparison_reads_the_same_both_ways(before: Corpus, after: Corpus) -> None:
    forth, back = compared(before, after), compared(after, before)
    assert as_sets(forth) == as_sets(back, mirrored=True)
    assert turned_questions(forth) == {tuple(turn[::-1] for turn in turns) for turns in turned_questions(back)}


@settings(max_examples=EXAMPLES)
@given(edited())
def test_every_change_is_told_and_nothing_where_there_is_none(after: Corpus) -> None:
    assert compared(after, after).is_empty
    assert compared(START, after).is_empty == (content(START) == content(after))


@settings(max_examples=EXAMPLES)
@given(edited())
def test_any_change_can_be_written_down(after: Corpus) -> None:
    report = report_on(compared(START, after))
    assert as_text(report).startswith("What this change means: before → after\n")
    text = as_markdown(report)
    assert text.count("<details>") == text.count("</details>") and "\u202e" not in text
    assert all(tag in {"details", "summary", "strong", "ins", "del"} for tag in tags_in(text))


def tags_in(text: str) -> set[str]:
    return {part.split(">")[0].strip("/") for part in text.split("<")[1:]}


@settings(max_examples=EXAMPLES)
@given(st.text(max_size=40))
def test_what_is_escaped_holds_no_markup(text: str) -> None:
    told = escaped(text)
    assert "<" not in told and ">" not in told.replace("\\>", "") and "\n" not in told
    for sign in "`*_[]|~$":
        assert told.count(sign) == told.count(f"\\{sign}")
