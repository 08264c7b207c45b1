"""Actors: who they are, what they said and did, what others say of them, through whom their words reach us."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from build_tools import addresses, offices
from build_tools.making.maker import Maker, each
from build_tools.model import Actor, Source
from build_tools.pages.actor import actor_record, register
from build_tools.pages.actor.actor_record import ActorRecord, Item, outlines, sheets
from build_tools.pages.actor.actor_sentence import sentence
from build_tools.pages.desk import Desk, known
from build_tools.pages.drawings import strip
from build_tools.pages.entry.cards import cards
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.pages.spread import calendar
from build_tools.pages.spread.calendar import Period, Sheet
from build_tools.wording import terms, words

_MOST_STOPS = 45  # days on a strip, above which it shows months
_LATEST = 10
_MOST_BARS = 12
_SECTIONS = (
    ("said", "Said", "said"),
    ("voice", "Own voice", "voice"),
    ("of", "Said by others", "said-of"),
    ("did", "Entries", "did"),
    ("unnamed", "Unnamed within", "unnamed"),
    ("passed_on", "Passed on", "passed-on"),
)


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, then each actor, then each period of those of whom there is too much for one page."""
    yield from register.makers(desk)
    yield each("actor", desk.corpus.actors, lambda actor: (_page(actor, desk),), folder="actors/")
    yield Maker("period of an actor", lambda: desk.once(sheets), lambda key: (_period(key, desk),), folder="actors/")


# ── One actor ───────────────────────────────────────────────────────────────────────────────────────────────


def _page(actor: Actor, desk: Desk) -> Page:
    corpus = desk.corpus
    record = actor_record.record_of(actor, desk)
    periods = desk.once(outlines).get(actor.id, ())
    carried = actor_record.carriers(record.said, desk)
    published = sorted(corpus.sources_by_publisher.get(actor.id, ()), key=lambda one: one.published, reverse=True)
    shown = _latest(record, desk) if periods else record
    return desk.page(
        addresses.address_of(actor),
        "actor.html",
        title=words.name_of(actor),
        description=_description(actor, desk),
        actor=actor,
        other_scripts=[alias for alias in actor.aliases if not alias.name.isascii() and alias.lang],
        part_of=known([actor.part_of], corpus.actors),
        country=known([actor.country], corpus.actors),
        parts=corpus.parts.get(actor.id, ()),
        members=desk.office_holders.get(actor.id, ()),
        sentence=sentence(actor, record, desk),
        stances=speech.stances((*record.said, *record.voice)),
        strip=strip.strip(_stops(actor, record, periods, desk)),
        between=speech.shares(carried.between, corpus, most=_MOST_BARS),
        publishers=speech.shares(carried.publishers, corpus, most=_MOST_BARS),
        published=published,
        carries=_carried_by(published, desk),
        counts=record.counts(),
        kinds=_kinds(record.counts()),
        periods=periods,
        address_of_key=partial(_address, actor.id),
        **_sections(actor, shown, desk),
    )


def _sections(actor: Actor, record: ActorRecord, desk: Desk) -> dict[str, Any]:
    """What the lists of a page show."""
    corpus = desk.corpus
    return {
        "record": record,
        "said": speech.by_day(record.said, corpus),
        "voice": speech.by_day(record.voice, corpus, prefix="voice"),
        "did": [(one, actor_record.others_there(one.entry, actor.id, desk)) for one in cards(record.did, desk)],
        "said_of": speech.by_root(record.of, corpus),
        "unnamed": speech.by_root(record.unnamed, corpus),
        "passed_on": speech.by_root(record.passed_on, corpus),
    }


def _carried_by(published: Iterable[Source], desk: Desk) -> list[speech.Share]:
    """Whose words a publisher carries most."""
    of_source = desk.corpus.claims_by_source
    carried = (placed for source in published for placed in of_source.get(source.id, ()))
    return speech.voices(carried, desk.corpus, most=_LATEST)


def _latest(record: ActorRecord, desk: Desk) -> ActorRecord:
    """The last of what was said and done; the rest stands on the pages of the periods."""
    said, voice = (speech.in_order(held, desk.corpus)[-_LATEST:] for held in (record.said, record.voice))
    return ActorRecord(said=tuple(said), voice=tuple(voice), did=record.did[-_LATEST:])


def _stops(actor: Actor, record: ActorRecord, periods: Sequence[Period[Item]], desk: Desk) -> list[strip.Told]:
    """Where the strip leads: to the days on this page, or to the pages of the periods."""
    if periods:
        spoken = ((one, one.counts.get("said", 0) + one.counts.get("voice", 0)) for one in _finest(periods))
        return [strip.Told(one.date, _address(actor.id, one.key), number) for one, number in spoken if number]
    own = addresses.address_of(actor)
    kinds = (("said", record.said), ("voice", () if record.said else record.voice))
    days = [
        strip.Told(day.date, f"{own}#{day.anchor}", len(day.claims), published=day.published)
        for prefix, claims in kinds
        for day in speech.by_day(claims, desk.corpus, prefix=prefix)
    ]
    return days if len(days) <= _MOST_STOPS else strip.by_month(days)


def _finest(periods: Sequence[Period[Item]]) -> Sequence[Period[Item]]:
    """Quarters of a year where the strip has room for all of them; else years."""
    finer = [inner for one in periods for inner in one.within or (one,)]
    return finer if len(finer) <= _MOST_STOPS else periods


def _period(key: str, desk: Desk) -> Page:
    sheet = desk.once(sheets)[key]
    actor = desk.corpus.actors[key.split("/")[0]]
    period, record = sheet.period, actor_record.record_of_period(sheet.period)
    return desk.page(
        _address(actor.id, period.key),
        "actor_period.html",
        title=f"{words.name_of(actor)}: {period.label}",
        description=f"What {words.name_of(actor)} said and did, and what others say of it: {period.label}.",
        actor=actor,
        sheet=sheet,
        period=period,
        trail=_trail(actor, sheet),
        kinds=_kinds(period.counts),
        label_of_key=calendar.label,
        address_of_key=partial(_address, actor.id),
        counts=record.counts(),
        **_sections(actor, record, desk),
    )


def _trail(actor: Actor, sheet: Sheet[Item]) -> list[tuple[str, str]]:
    """The pages above that of a period."""
    above = [(calendar.label(key), _address(actor.id, key)) for key in sheet.above]
    return [("Actors", "actors/index.html"), (str(words.name_of(actor)), addresses.address_of(actor)), *above]


def _kinds(counts: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """The sections that hold anything: which, what it is called for short, and its anchor."""
    return [kind for kind in _SECTIONS if counts.get(kind[0])]


def _address(actor: str, key: str) -> str:
    return f"actors/{actor}/{key}.html"


def _description(actor: Actor, desk: Desk) -> str:
    """What the actor is, by its latest role or its kind."""
    if role := offices.leading(actor):
        return f"{actor.name}: {offices.in_words(role, desk.corpus.actors.get(role.of))}."
    return f"{actor.name}: {terms.term('actor', actor.kind).label.lower()}."
