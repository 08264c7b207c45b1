"""What became of each record and claim, in words: a section a kind, claims with the entry that holds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from build_tools.corpus import Corpus, PlacedClaim, entry_order
from build_tools.model import Actor, Claim, Entry, EventType, Place, Question, Record, Source
from build_tools.review import naming
from build_tools.review.changes import KINDS, Became, ClaimChange, RecordChange
from build_tools.review.report import Item, Line, Section, Span, code, items, line, strong
from build_tools.review.review import Review
from build_tools.review.telling_fields import told, told_of_claim
from build_tools.review.word_diff import marked
from build_tools.text.date_words import in_words

_TITLES = {
    Entry: "Entries and claims",
    Source: "Sources",
    Actor: "Actors",
    Place: "Places",
    Question: "Questions",
    EventType: "Types of events",
    Record: "Pages in your own words",
}
_UNFOLDED = 12
_SHOWN_OF_NEW = {
    Entry: ("date", "status"),
    Source: ("publisher", "published", "rights"),
    Actor: ("kind",),
    Place: ("kind", "within"),
    Question: ("kind", "status"),
    EventType: (),
    Record: (),
}
_IN_A_HEAD = {Became.UNREADABLE: "Cannot be read now", Became.READABLE: "Readable again"}
_IN_A_COUNT = {"unreadable": "that cannot be read now", "readable": "readable again"}
_AS_WORDS = ("date", "published")


def record_sections(one: Review) -> Iterator[Section]:
    """A section for every kind of which something differs."""
    claims = _by_entry(one)
    for kind, title in _TITLES.items():
        found = [(change.record, _record(change, claims, one)) for change in one.found.records if change.kind is kind]
        if kind is Entry:
            found += _entries_of_claims_alone(claims, one)
            found.sort(key=lambda told: entry_order(told[0]) if isinstance(told[0], Entry) else ())
        if found:
            yield Section(title, tuple(item for _, item in found), folded=len(found) > _UNFOLDED)
    if one.settings:
        yield Section("Settings of the site", items(*map(told, one.settings)))


Claims = dict[tuple[str, bool], list[ClaimChange]]


def _by_entry(one: Review) -> Claims:
    """Claims by their entry's id, and whether that is one of the earlier state that is there no more."""
    found: Claims = defaultdict(list)
    for change in one.found.claims:
        if change.after:
            found[change.after.entry.id, False].append(change)
        elif change.before:
            now = one.found.now(Entry, change.before.entry.id)
            gone = now not in one.after.corpus.entries and now not in one.after.corpus.withheld
            found[(change.before.entry.id, True) if gone else (now, False)].append(change)
    return found


def _record(change: RecordChange, claims: Claims, one: Review) -> Item:
    key = (change.after.id, False) if change.after else (change.record.id, True)
    inside = claims.pop(key, []) if change.kind is Entry else []
    if one.hides(change):
        return _hidden(change.record, was=change.after is None)
    was = change.after is None
    corpus = one.before.corpus if was else one.after.corpus
    verb = _IN_A_HEAD.get(change.became, change.became.capitalize())
    head = line(strong(verb), ": ", _named(change.record, was=was), _becoming(change, corpus))
    below = [told(field) for field in change.fields]
    if change.became is not Became.UNREADABLE and (change.after is None or change.before is None):
        below += list(_contents(change.record, corpus))
    return Item(head, (*items(*below), *_claims(inside, one, short=was)))


def _hidden(record: Record, *, was: bool) -> Item:
    if not isinstance(record, Entry):
        kind = KINDS[type(record)]
        return Item(line(f"A record ({kind}) that only an entry that puts a person at risk leads to: not told here."))
    where = naming.placed("", record, was=was)
    return Item(
        line("An entry that puts a person at risk: ", code(record.id), where, ". Its words are not repeated here.")
    )


def _named(record: Record, *, was: bool) -> Line:
    title = naming.short(naming.title_of(record))
    name = line("“", title, "” (", code(record.id), ")") if title != record.id else line(code(record.id))
    value = getattr(record, "title", "") or getattr(record, "name", "") or getattr(record, "label", "")
    return line(name, naming.placed(value, record, was=was))


def _becoming(change: RecordChange, corpus: Corpus) -> Line:
    if change.became is Became.RENAMED and change.before:
        return line(", until now ", code(change.before.id))
    if change.became is Became.MERGED:
        return line(", now part of ", code(change.other))
    return line(", taken out of ", code(change.other)) if change.became is Became.SPLIT else ()


def _contents(record: Record, corpus: Corpus) -> Iterator[Line]:
    """The little that tells what a record is which came or went."""
    values = [(key, str(getattr(record, key, "") or "")) for key in _SHOWN_OF_NEW[type(record)]]
    shown = [(key, in_words(value) if key in _AS_WORDS else value) for key, value in values if value]
    if isinstance(record, Source) and record.publisher:
        shown = [(key, naming.actor(value, corpus) if key == "publisher" else value) for key, value in shown]
    if shown:
        yield line("; ".join(f"{key}: {naming.short(value)}" for key, value in shown))


def _entries_of_claims_alone(claims: Claims, one: Review) -> Iterator[tuple[Entry, Item]]:
    """Entries of which nothing differs but their claims."""
    for (id, gone), inside in claims.items():
        state = one.before if gone else one.after
        entry = state.corpus.entries.get(id) or state.corpus.withheld[id]
        if id in one.hidden:
            yield entry, _hidden(entry, was=gone)
        else:
            head = line(strong("Changed"), ": ", _named(entry, was=gone))
            yield entry, Item(head, tuple(_claims(inside, one)))


def _claims(changes: list[ClaimChange], one: Review, *, short: bool = False) -> Iterator[Item]:
    """``short``: of an entry that went, its claims are counted."""
    for change in changes:
        if one.hides(change):
            yield Item(line("A claim with words of an entry that puts a person at risk: not repeated here."))
        elif change.before and change.after:
            yield _differing(change, one)
        elif not short:
            yield _come_or_gone(change, one)
    if short and changes:
        yield Item(line(f"with {naming.counted(len(changes), 'claim')}"))


def _differing(change: ClaimChange, one: Review) -> Item:
    assert change.before and change.after
    was, now = change.before.claim, change.after.claim
    moved: Line = ()
    if change.became is Became.MOVED:
        moved = line(", moved here from ", code(change.before.entry.id))
    where = naming.placed(now.quote, change.after.entry)
    if was.quote != now.quote:
        head = line("quote reworded", moved, ": “", marked(was.quote, now.quote), "”", where)
    else:
        head = line("claim", moved, ": “", naming.short(now.quote), "”", where)
    return Item(head, items(*told_of_claim(_without_quote(change), (one.before, one.after))))


def _without_quote(change: ClaimChange) -> ClaimChange:
    fields = tuple(field for field in change.fields if field.name != "quote")
    return ClaimChange(change.became, change.before, change.after, fields)


def _come_or_gone(change: ClaimChange, one: Review) -> Item:
    placed, was = change.placed, change.after is None
    corpus = one.before.corpus if was else one.after.corpus
    sign = Span("claim removed" if was else "new claim", "gone" if was else "new")
    where = naming.placed(placed.claim.quote, placed.entry, was=was)
    head = line(sign, ": “", naming.short(placed.claim.quote), "”", where)
    return Item(head, items(_said(placed, corpus), *_dated_and_counted(placed.claim)))


def _said(placed: PlacedClaim, corpus: Corpus) -> Line:
    """Who said it, in which manner, and what it answers."""
    claim = placed.claim
    stance = f" ({claim.stance})" if claim.stance != "asserts" else ""
    answers = "; ".join(f"{_question(id, corpus)} {value}" for id, value in claim.answers.items())
    return line(naming.chain(claim, corpus), stance, f"; answers: {naming.short(answers)}" if answers else "")


def _dated_and_counted(claim: Claim) -> Iterator[Line]:
    """Its dates and numbers, as the record has them: what a reviewer compares with the sentence."""
    dates = [f"{label} {in_words(date)}" for label, date in (("said", claim.said), ("when", claim.when)) if date]
    numbers = [
        " ".join(filter(None, (f"“{one.written}” = {one.value}", one.unit, one.of and f"({one.of})")))
        for one in claim.quantities
    ]
    if told := [*dates, *numbers]:
        yield line(naming.short("; ".join(told)))


def _question(id: str, corpus: Corpus) -> str:
    question = corpus.questions.get(id) or corpus.drafted_questions.get(id)
    return f"“{question.title}”" if question else str(id)


_ORDER = ("added", "changed", "reworded", "moved", "renamed", "merged", "split", "removed", "readable", "unreadable")


def counts(one: Review) -> list[str]:
    """How much came, went and changed: “2 sources added”, “1 claim changed”."""
    found = Counter((KINDS[change.kind], change.became.value) for change in one.found.records)
    told = {change.record.id for change in one.found.records if change.kind is Entry}
    held = {change.placed.entry.id for change in one.found.claims}
    if alone := len(held - told):
        found["entry", Became.CHANGED.value] += alone
    found.update(("claim", "reworded" if _is_reworded(claim) else claim.became.value) for claim in one.found.claims)
    kinds = ["entry", "claim", *(kind for kind in KINDS.values() if kind != "entry")]
    ordered = sorted(found.items(), key=lambda item: (kinds.index(item[0][0]), _ORDER.index(item[0][1])))
    return [f"{naming.counted(number, kind)} {_IN_A_COUNT.get(became, became)}" for (kind, became), number in ordered]


def _is_reworded(change: ClaimChange) -> bool:
    return change.became is Became.CHANGED and any(field.name == "quote" for field in change.fields)
