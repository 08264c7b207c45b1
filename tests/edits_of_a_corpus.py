"""Edits that curators make, one function each, on the records of a corpus: for tests that hold two ways against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from build_tools.corpus import Corpus, entry_order
from build_tools.model import Actor, Alias, Change, Claim, Entry, History, Place, Question, Role, Source
from build_tools.seeds import read_document

State = tuple[Corpus, History]
DAYS = ("2030-12-31", "2031-01", "2031-03-02", "2031-03-04", "2031-03-05/2031-03-06", "2031-04-01", "2031-03-04?", "")


def _choice(random: Random, held: Mapping[str, object]) -> str:
    return random.choice([*held]) if held else ""


def _with(corpus: Corpus, *records: Entry | Source | Actor | Place | Question) -> Corpus:
    """The corpus with these records in the place of those of the same kind and id, everything in its order."""
    told: dict[str, dict[str, object]] = {}
    for record in records:
        if isinstance(record, Entry):
            both = {**corpus.entries, **corpus.withheld, record.id: record}
            ordered = sorted(both.values(), key=entry_order)
            told["entries"] = {one.id: one for one in ordered if one.sensitivity != "person-at-risk"}
            told["withheld"] = {one.id: one for one in ordered if one.sensitivity == "person-at-risk"}
        elif isinstance(record, Actor | Place):
            group = "actors" if isinstance(record, Actor) else "places"
            held = {**getattr(corpus, group), record.id: record}
            told[group] = {one.id: one for one in sorted(held.values(), key=lambda one: (one.name.casefold(), one.id))}
        elif isinstance(record, Question):
            both_ = {**corpus.questions, **corpus.drafted_questions, record.id: record}
            ordered_ = sorted(both_.values(), key=lambda one: one.id)
            told["questions"] = {one.id: one for one in ordered_ if one.status != "draft"}
            told["drafted_questions"] = {one.id: one for one in ordered_ if one.status == "draft"}
        else:
            held_ = {**corpus.sources, record.id: record}
            told["sources"] = {one.id: one for one in sorted(held_.values(), key=lambda one: one.id)}
        corpus = replace(corpus, **told)  # type: ignore[arg-type]
    return corpus


def _entry(corpus: Corpus, random: Random) -> Entry | None:
    return corpus.entries[_choice(random, corpus.entries)] if corpus.entries else None


def _changed_entry(change: Callable[[Entry, Corpus, Random], Entry]) -> Callable[[State, Random], State]:
    def edit(state: State, random: Random) -> State:
        corpus, history = state
        entry = _entry(corpus, random)
        return (_with(corpus, change(entry, corpus, random)), history) if entry else state

    return edit


def _changed_claim(change: Callable[[Claim, Corpus, Random], Claim | None]) -> Callable[[State, Random], State]:
    def of_entry(entry: Entry, corpus: Corpus, random: Random) -> Entry:
        if not entry.claims:
            return entry
        at = random.randrange(len(entry.claims))
        claim = change(entry.claims[at], corpus, random)
        return replace(entry, claims=(*entry.claims[:at], *((claim,) if claim else ()), *entry.claims[at + 1 :]))

    return _changed_entry(of_entry)


def _changed(group: str, change: Callable[[object, Corpus, Random], object]) -> Callable[[State, Random], State]:
    def edit(state: State, random: Random) -> State:
        corpus, history = state
        held = getattr(corpus, group)
        if not held:
            return state
        return _with(corpus, change(held[_choice(random, held)], corpus, random)), history  # type: ignore[arg-type]

    return edit


def _added_claim(entry: Entry, corpus: Corpus, random: Random) -> Entry:
    source = _choice(random, corpus.sources)
    speaker = random.choice([None, *corpus.actors])
    questions = {_choice(random, corpus.questions): random.choice(["300", "450", "no", "2031-03-04"])}
    claim = Claim(f"added {random.randrange(99)}", source, speaker=speaker, said=random.choice(DAYS), answers=questions)
    return replace(entry, claims=(*entry.claims, claim))


def _moved_between(state: State, random: Random) -> State:
    """A claim taken from one entry into another."""
    corpus, history = state
    givers = [one for one in corpus.entries.values() if one.claims]
    if not givers or len(corpus.entries) < 2:
        return state
    giver = random.choice(givers)
    taker = random.choice([one for one in corpus.entries.values() if one.id != giver.id])
    left = replace(giver, claims=giver.claims[1:])
    return _with(corpus, left, replace(taker, claims=(*taker.claims, giver.claims[0]))), history


def _created(state: State, random: Random) -> State:
    corpus, history = state
    entry = Entry(
        f"new-{random.randrange(99)}",
        path="content/timeline/2031/new.md",
        title=f"Something new {random.randrange(9)}",
        date=random.choice(DAYS[:-1]),
        places=(_choice(random, corpus.places),),
        actors=(_choice(random, corpus.actors),),
        status=random.choice(["draft", "reviewed"]),
    )
    return _with(corpus, _added_claim(entry, corpus, random)), history


def _deleted(state: State, random: Random) -> State:
    corpus, history = state
    group = random.choice(["entries", "questions", "entries", "sources", "actors", "places"])
    held = dict(getattr(corpus, group))
    held.pop(_choice(random, held), None)
    documents = {id: one for id, one in corpus.documents.items() if group != "sources" or id in held}
    return replace(corpus, **{group: held, "documents": documents}), history


def _released(state: State, random: Random) -> State:
    corpus, history = state
    if not corpus.withheld:
        return state
    return _with(corpus, replace(corpus.withheld[_choice(random, corpus.withheld)], sensitivity="none")), history


def _text_changed(state: State, random: Random) -> State:
    corpus, history = state
    source = _choice(random, corpus.documents)
    if not source:
        return state
    text = f"{corpus.documents[source].text}\n\nMore was told on {random.choice(DAYS[:3])}.\n"
    return replace(corpus, documents={**corpus.documents, source: read_document(text, f"{source}.txt")}), history


def _text_gone(state: State, random: Random) -> State:
    corpus, history = state
    held = dict(corpus.documents)
    held.pop(_choice(random, held), None)
    return replace(corpus, documents=held), history


def _committed(state: State, random: Random) -> State:
    corpus, history = state
    records = [one for one in corpus.entries.values() if one.path] or [*corpus.entries.values()]
    if not records:
        return state
    path, number = str(random.choice(records).path), random.randrange(10**6)
    change = Change(
        f"{number:040x}", f"2031-05-{number % 28 + 1:02}", "Ada", "A correction", "2031-05-01T10:00:00+00:00"
    )
    return corpus, History({**history.changes, path: (change, *history.changes.get(path, ()))})


def _other(random: Random, corpus: Corpus, group: str) -> str:
    return _choice(random, getattr(corpus, group))


EDITS: Mapping[str, Callable[[State, Random], State]] = {
    "prose": _changed_entry(lambda one, _, random: replace(one, body=f"{one.body}\n\nMore {random.randrange(9)}.")),
    "title": _changed_entry(lambda one, _, random: replace(one, title=f"{one.title} {random.randrange(9)}")),
    "date": _changed_entry(lambda one, _, random: replace(one, date=random.choice(DAYS))),
    "place of an entry": _changed_entry(
        lambda one, corpus, random: replace(one, places=(_other(random, corpus, "places"),))
    ),
    "actors of an entry": _changed_entry(
        lambda one, corpus, random: replace(one, actors=(_other(random, corpus, "actors"),))
    ),
    "see also": _changed_entry(lambda one, corpus, random: replace(one, see_also=(_other(random, corpus, "entries"),))),
    "status": _changed_entry(
        lambda one, _, random: replace(one, status=random.choice(["draft", "reviewed", "retracted"]))
    ),
    "withheld": _changed_entry(lambda one, _, random: replace(one, sensitivity="person-at-risk")),
    "graphic": _changed_entry(lambda one, _, random: replace(one, sensitivity=random.choice(["graphic", "none"]))),
    "released": _released,
    "claim added": _changed_entry(_added_claim),
    "claim removed": _changed_claim(lambda one, corpus, random: None),
    "claim moved": _moved_between,
    "order of claims": _changed_entry(lambda one, _, random: replace(one, claims=one.claims[::-1])),
    "speaker": _changed_claim(lambda one, corpus, random: replace(one, speaker=_other(random, corpus, "actors"))),
    "via": _changed_claim(lambda one, corpus, random: replace(one, via=(_other(random, corpus, "actors"),))),
    "stance": _changed_claim(
        lambda one, _, random: replace(one, stance=random.choice(["asserts", "denies", "declines"]))
    ),
    "said": _changed_claim(lambda one, _, random: replace(one, said=random.choice(DAYS))),
    "source of a claim": _changed_claim(
        lambda one, corpus, random: replace(one, source=_other(random, corpus, "sources"))
    ),
    "order of answers": _changed_claim(lambda one, _, random: replace(one, answers=dict([*one.answers.items()][::-1]))),
    "answer": _changed_claim(
        lambda one, corpus, random: replace(
            one, answers={_other(random, corpus, "questions"): random.choice(["300", "310"])}
        )
    ),
    "name of an actor": _changed(
        "actors", lambda one, _, random: replace(one, name=f"{random.choice('AZ')}{one.name}")
    ),  # type: ignore[type-var, attr-defined]
    "alias": _changed("actors", lambda one, _, random: replace(one, aliases=(Alias("Water Board"), Alias("Ada")))),  # type: ignore[type-var]
    "role": _changed(
        "actors", lambda one, corpus, random: replace(one, roles=(Role("head", _other(random, corpus, "actors")),))
    ),  # type: ignore[type-var]
    "part of": _changed("actors", lambda one, corpus, random: replace(one, part_of=_other(random, corpus, "actors"))),  # type: ignore[type-var]
    "prose of an actor": _changed("actors", lambda one, _, random: replace(one, body=f"Known {random.randrange(9)}.")),  # type: ignore[type-var]
    "place within another": _changed(
        "places", lambda one, corpus, random: replace(one, within=_other(random, corpus, "places"))
    ),  # type: ignore[type-var]
    "place moved": _changed(
        "places", lambda one, _, random: replace(one, coordinates=(f"{random.randrange(50)}.5", "30.5"))
    ),  # type: ignore[type-var]
    "name of a place": _changed("places", lambda one, _, random: replace(one, name=f"{random.choice('AZ')}{one.name}")),  # type: ignore[type-var, attr-defined]
    "question": _changed("questions", lambda one, _, random: replace(one, title=f"{one.title}?")),  # type: ignore[type-var, attr-defined]
    "tolerance": _changed(
        "questions", lambda one, _, random: replace(one, tolerance=random.choice(["", "200", "50 %"]))
    ),  # type: ignore[type-var]
    "question drafted": _changed("questions", lambda one, _, random: replace(one, status="draft")),  # type: ignore[type-var]
    "question declared": _changed("drafted_questions", lambda one, _, random: replace(one, status="reviewed")),  # type: ignore[type-var]
    "republishes": _changed(
        "sources", lambda one, corpus, random: replace(one, republishes=_other(random, corpus, "sources"))
    ),  # type: ignore[type-var]
    "updates": _changed("sources", lambda one, corpus, random: replace(one, updates=_other(random, corpus, "sources"))),  # type: ignore[type-var]
    "published": _changed("sources", lambda one, _, random: replace(one, published=random.choice(DAYS))),  # type: ignore[type-var]
    "publisher": _changed(
        "sources", lambda one, corpus, random: replace(one, publisher=_other(random, corpus, "actors"))
    ),  # type: ignore[type-var]
    "title of a source": _changed("sources", lambda one, _, random: replace(one, title=f"{one.title}!")),  # type: ignore[type-var, attr-defined]
    "created": _created,
    "deleted": _deleted,
    "text": _text_changed,
    "text gone": _text_gone,
    "home": lambda state, random: (
        replace(state[0], home=state[0].home and replace(state[0].home, body=f"# Home {random.randrange(9)}")),
        state[1],
    ),
    "commit": _committed,
}
