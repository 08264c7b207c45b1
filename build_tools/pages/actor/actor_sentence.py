"""The first sentence of an actor's page: how much of its words reaches us, through whom, and who contradicts it."""

from __future__ import annotations

from build_tools import addresses
from build_tools.agreement import Opponents
from build_tools.model import Actor
from build_tools.pages.actor.actor_record import ActorRecord
from build_tools.pages.desk import Desk
from build_tools.roots import Root, root_of
from build_tools.text import edtf
from build_tools.wording import words
from build_tools.wording.terms import counted
from build_tools.wording.words import Piece, Pieces

_MOST_TOLD = 3  # questions
_MOST_BODIES = 5


def sentence(actor: Actor, record: ActorRecord, desk: Desk) -> list[Pieces]:
    """The clauses, each for itself; the first begins with a capital."""
    bodies = _bodies(actor, desk)
    silent = _silent(actor, record, desk, bodies=bool(bodies))
    told = [
        *_spoken(record, desk),
        *_published(actor, record, desk),
        *_opposed(actor, desk),
        *bodies,
        *silent,
        *_named(record, desk),
    ]
    first, *rest = told or [(Piece("no claim or entry names this actor directly"),)]
    return [(Piece(first[0].text[:1].upper() + first[0].text[1:], first[0].address), *first[1:]), *rest]


def _spoken(record: ActorRecord, desk: Desk) -> list[Pieces]:
    if not record.said:
        return []
    sources = {one.claim.source for one in record.said}
    verb = "reaches" if len(record.said) == 1 else "reach"
    through = counted(len(sources), "source")
    return [
        (
            Piece(counted(len(record.said), "claim"), "", "strong"),
            Piece(f"{_on_days(record)} {verb} us through {through}"),
        )
    ]


def _on_days(record: ActorRecord) -> str:
    """On how many days; only those count of which the source tells that it spoke on that very day."""
    days = {one.claim.said for one in record.said if _is_day(one.claim.said)}
    if not days:
        return ""
    whole = all(_is_day(one.claim.said) for one in record.said)
    return f" on {counted(len(days), 'day')}" + ("" if whole else ", and some on days not told,")


def _is_day(date: str) -> bool:
    try:
        told = edtf.parse(date)
    except edtf.NotEdtf:
        return False
    certain = not (told.uncertain or told.approximate)
    return told.form == "date" and certain and told.precision in ("day", "time") and told.earliest == told.latest


def _published(actor: Actor, record: ActorRecord, desk: Desk) -> list[Pieces]:
    sources = desk.corpus.sources_by_publisher.get(actor.id, ())
    if not sources:
        return []
    carried = sum(len(desk.corpus.claims_by_source.get(source.id, ())) for source in sources)
    own = f", {len(record.voice):,} of them in its own voice" if record.voice else ""
    published = f"published {counted(len(sources), 'source')}, which "
    return [
        (
            Piece(published + ("carries " if len(sources) == 1 else "carry ")),
            Piece(counted(carried, "claim")),
            Piece(own),
        )
    ]


def _opposed(actor: Actor, desk: Desk) -> list[Pieces]:
    """Whom it is contradicted by, on which questions."""
    opposed = desk.agreement.opponents
    against = {**opposed.get(Root("voice", actor.id), {}), **opposed.get(Root("named", actor.id), {})}
    if not against:
        return []
    told = [_on_question(id, opponents, desk) for id, opponents in list(against.items())[:_MOST_TOLD]]
    more = f", and on {counted(len(against) - _MOST_TOLD, 'other question')}" if len(against) > _MOST_TOLD else ""
    return [(Piece("contradicted", "", "strong"), Piece(" by "), *words.joined(told, "; by ", " and by "), Piece(more))]


def _on_question(id: str, opponents: Opponents, desk: Desk) -> Pieces:
    corpus, question = desk.corpus, desk.corpus.questions[id]
    who = words.joined([words.root(root, corpus) for root in opponents.first], ", ", " and ")
    rest = opponents.number - len(opponents.first)
    more = f" and {rest:,} more" if rest else ""
    return (*who, Piece(f"{more} on "), Piece(f"“{question.title}”", addresses.address_of(question)))


def _bodies(actor: Actor, desk: Desk) -> list[Pieces]:
    """Its bodies that speak, by how much they say; each leads to its page."""
    by_speaker, unnamed = desk.corpus.claims_by_speaker, desk.corpus.unnamed_within
    counts = [
        (body, number)
        for body in desk.bodies_within(actor.id)
        if (number := len(by_speaker.get(body.id, ())) + len(unnamed.get(body.id, ())))
    ]
    if not counts:
        return []
    counts.sort(key=lambda counted_body: -counted_body[1])
    named: list[Pieces] = [
        (words.actor(body.id, desk.corpus), Piece(f" {number:,}")) for body, number in counts[:_MOST_BODIES]
    ]
    more = f" and {counted(len(counts) - _MOST_BODIES, 'other')}" if len(counts) > _MOST_BODIES else ""
    bodies = "a body" if len(counts) == 1 else "bodies"
    speak = f" {'speaks' if len(counts) == 1 else 'speak'} in "
    claims = counted(sum(number for _, number in counts), "claim")
    who = Piece(f"{bodies} of {words.name_of(actor)}{speak}")
    return [(who, Piece(claims, "", "strong"), Piece(": "), *words.joined(named), Piece(more))]


def _silent(actor: Actor, record: ActorRecord, desk: Desk, *, bodies: bool) -> list[Pieces]:
    """What there is where no claim bears the actor's name; unnamed speakers are told apart."""
    name = words.name_of(actor)
    told: list[Pieces] = []
    if not (record.said or record.voice or bodies) and (record.unnamed or record.of or record.did):
        told.append((Piece(f"no claim here is by {name}{' as such' if record.unnamed else ''}"),))
    if record.unnamed:
        who = len({root_of(one.claim, desk.corpus) for one in record.unnamed})
        speak = f"{'speaks' if who == 1 else 'speak'} in {counted(len(record.unnamed), 'claim')}"
        told.append((Piece(f"{counted(who, 'unnamed speaker')} within {name} {speak}"),))
    return told


def _named(record: ActorRecord, desk: Desk) -> list[Pieces]:
    told: list[Pieces] = []
    if record.of:
        voices = {root_of(one.claim, desk.corpus) for one in record.of}
        told.append((Piece(f"named in {counted(len(record.of), 'claim')} by {counted(len(voices), 'other')}"),))
    if record.did:
        told.append((Piece(f"named in {counted(len(record.did), 'entry', 'entries')}"),))
    return told
