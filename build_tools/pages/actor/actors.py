"""Actors: who they are, what they said and did, what others say of them, through whom their words reach us."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from build_tools import addresses, offices
from build_tools.making.maker import Maker, alone, each
from build_tools.model import ACTOR_KINDS, Actor, Source
from build_tools.pages.actor import actor_record
from build_tools.pages.actor.actor_record import ON_ONE_PAGE, ActorRecord, Period
from build_tools.pages.actor.actor_sentence import sentence
from build_tools.pages.desk import Desk, known
from build_tools.pages.drawings import strip
from build_tools.pages.entry.cards import cards
from build_tools.pages.lookups import speech
from build_tools.pages.page import Page
from build_tools.wording import terms, words

_MOST_STOPS = 45  # days on a strip, above which it shows months
_LATEST = 10
_LETTERS_FROM = 60  # actors of one kind, above which their list is cut by first letters


def makers(desk: Desk) -> Iterator[Maker[Page]]:
    """The index, then each actor, with a page for each period where there is too much for one."""
    yield alone("actors", partial(_index, desk))
    yield each("actor", desk.corpus.actors, partial(_pages, desk=desk))


def _pages(actor: Actor, desk: Desk) -> Iterator[Page]:
    record = actor_record.record_of(actor, desk)
    if record.size <= ON_ONE_PAGE:
        yield _page(actor, record, desk, [])
    else:
        cut = actor_record.periods(record, desk)
        yield _page(actor, record, desk, cut)
        for number, period in enumerate(cut):
            yield _period(actor, period, desk, around=(cut[number + 1 : number + 2], cut[:number][-1:]))


# ── The index ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Shelf:
    """Actors of one kind under the letters with which their names begin; one shelf without a letter if they are few."""

    kind: str
    number: int
    letters: list[tuple[str, list[Actor]]]


def _index(desk: Desk) -> Page:
    corpus = desk.corpus
    kinds = [*ACTOR_KINDS, *dict.fromkeys(a.kind for a in corpus.actors.values() if a.kind not in ACTOR_KINDS)]
    grouped: dict[str, list[Actor]] = {kind: [] for kind in kinds}
    for actor in corpus.actors.values():
        grouped[actor.kind].append(actor)
    voices = {id: len(actor_record.own_voice(held, desk)) for id, held in corpus.sources_by_publisher.items()}
    return desk.page(
        "actors/index.html",
        "actors.html",
        title="Actors",
        description=f"{terms.counted(len(corpus.actors), 'actor')}: who speaks and who acts.",
        shelves=[_shelf(kind, group) for kind, group in grouped.items() if group],
        said={id: len(corpus.claims_by_speaker.get(id, ())) + voices.get(id, 0) for id in corpus.actors},
        did={one: len(group) for one, group in corpus.entries_by_actor.items()},
        passed_on={one: len(group) for one, group in corpus.claims_via.items()},
    )


def _shelf(kind: str, actors: list[Actor]) -> Shelf:
    ordered = sorted(actors, key=lambda one: (_folded(str(one.name)), one.id))
    if len(ordered) <= _LETTERS_FROM:
        return Shelf(kind, len(ordered), [("", ordered)])
    letters: dict[str, list[Actor]] = {}
    for actor in ordered:
        first = _folded(str(actor.name))[:1].upper()
        letters.setdefault(first if first.isalpha() else "#", []).append(actor)
    return Shelf(kind, len(ordered), list(letters.items()))


def _folded(name: str) -> str:
    """A name without accents, for its place in the alphabet."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


# ── One actor ───────────────────────────────────────────────────────────────────────────────────────────────


def _page(actor: Actor, record: ActorRecord, desk: Desk, cut: list[Period]) -> Page:
    corpus = desk.corpus
    carried = actor_record.carriers(record.said, desk)
    published = sorted(corpus.sources_by_publisher.get(actor.id, ()), key=lambda one: one.published, reverse=True)
    shown = _latest(record, desk) if cut else record
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
        strip=strip.strip(_stops(actor, record, cut, desk)),
        between=speech.shares(carried.between, corpus),
        publishers=speech.shares(carried.publishers, corpus),
        published=published,
        carries=_carried_by(published, desk),
        counts=record.counts(),
        periods=[(period, _address(actor, period)) for period in cut],
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


def _stops(actor: Actor, record: ActorRecord, cut: list[Period], desk: Desk) -> list[strip.Told]:
    """Where the strip leads: to the days on this page, or to the pages of the periods."""
    if cut:
        spoken = ((period, len(period.record.said) + len(period.record.voice)) for period in sorted(cut, key=_by_key))
        return [strip.Told(period.key, _address(actor, period), number) for period, number in spoken if number]
    own = addresses.address_of(actor)
    kinds = (("said", record.said), ("voice", () if record.said else record.voice))
    days = [
        strip.Told(day.date, f"{own}#{day.anchor}", len(day.claims), published=day.published)
        for prefix, claims in kinds
        for day in speech.by_day(claims, desk.corpus, prefix=prefix)
    ]
    return days if len(days) <= _MOST_STOPS else strip.by_month(days)


def _by_key(period: Period) -> tuple[bool, str]:
    """The order of periods in time; what bears no day comes last."""
    return period.key == actor_record.UNDATED, period.key


def _period(actor: Actor, period: Period, desk: Desk, *, around: tuple[list[Period], list[Period]]) -> Page:
    before, after = ([(one, _address(actor, one)) for one in side] for side in around)
    return desk.page(
        _address(actor, period),
        "actor_period.html",
        title=f"{words.name_of(actor)}: {period.label}",
        description=f"What {words.name_of(actor)} said and did, and what others say of it: {period.label}.",
        actor=actor,
        period=period,
        counts=period.record.counts(),
        before=before,
        after=after,
        **_sections(actor, period.record, desk),
    )


def _address(actor: Actor, period: Period) -> str:
    return f"{addresses.address_of(actor).removesuffix('.html')}/{period.key}.html"


def _description(actor: Actor, desk: Desk) -> str:
    """What the actor is, by its latest role or its kind."""
    if role := offices.leading(actor):
        return f"{actor.name}: {offices.in_words(role, desk.corpus.actors.get(role.of))}."
    return f"{actor.name}: {terms.term('actor', actor.kind).label.lower()}."
