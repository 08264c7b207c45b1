"""Feeds of the entries (Atom, RFC 4287, and JSON Feed 1.1): of the whole dossier, of each actor and of each question.

The whole dossier's holds the latest entries with their claims; those of actors and questions are one line an entry, so
that thousands of them stay small. What is latest is what Git recorded last; without Git, what the youngest source tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial
from html import escape

from build_tools.addresses import address_of, feed_of
from build_tools.exports import recorded
from build_tools.exports.feeds import atom, items, json_feed
from build_tools.exports.feeds.feed import Feed, Item, Latest, paragraphs
from build_tools.exports.identity import tag
from build_tools.exports.recorded import Recorded
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.exports.voice import in_words
from build_tools.model import Actor, Question, Unnamed

_OF_ALL, _OF_ONE = 60, 15  # items of a feed: of the whole dossier, of an actor or question
_OF_ACTOR = "Entries in which this actor took part, spoke or passed words on."


class Writer:
    """Keeps the latest of every feed."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._all = Latest(_OF_ALL)
        self._of_actor = {actor: Latest(_OF_ONE) for actor in telling.corpus.actors}
        self._of_question = {question: Latest(_OF_ONE) for question in telling.corpus.questions}

    def take(self, told: ToldEntry) -> None:
        """Offer an entry to the feeds that it belongs to."""
        known = recorded.of_entry(told, self._telling.history)
        since = known.first or known.last
        self._all.offer(since, partial(items.long, told, known, self._telling))
        short = cache(partial(items.short, told, known, self._telling))  # the same for all actors of the entry
        for actor in _actors(told) & self._of_actor.keys():
            self._of_actor[actor].offer(since, short)
        for question in _questions(told) & self._of_question.keys():
            make = partial(_answering, question, told, known, self._telling)
            self._of_question[question].offer(known.last, make)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each feed in both formats."""
        for feed in self._feeds():
            yield atom.write(feed, self._telling.site)
            yield json_feed.write(feed, self._telling.site)

    def _feeds(self) -> Iterator[Feed]:
        corpus, site = self._telling.corpus, self._telling.site
        about = site.described(_reserve(self._telling))
        title = _titled("New entries", self._telling)
        yield Feed(
            "data/feeds/entries", tag("feeds/entries", site), title, about, "timeline/index.html", self._all.items
        )
        for id, latest in self._of_actor.items():
            yield _feed(corpus.actors[id], _OF_ACTOR, latest, self._telling)
        for id, latest in self._of_question.items():
            question = corpus.questions[id]
            yield _feed(question, _standing(question, self._telling), latest, self._telling)


def _feed(record: Actor | Question, about: str, latest: Latest, telling: Telling) -> Feed:
    name = record.name if isinstance(record, Actor) else record.title
    path, since = feed_of(record), recorded.of_changes(telling.history.of(record), telling.history)
    id = tag(path.removeprefix("data/"), telling.site)
    title = _titled(str(name or record.id), telling)
    return Feed(path, id, title, about, address_of(record), latest.items, since.last)


def _titled(what: str, telling: Telling) -> str:
    return f"{what} – {telling.site.name}" if telling.site.name else what


def _reserve(telling: Telling) -> str:
    if not telling.history.complete:
        return "Built without the whole history: older entries may look younger."
    return "" if telling.history.changes else "Built outside Git: an entry is dated as its youngest source."


def _actors(told: ToldEntry) -> set[str]:
    """Who took part, spoke, is said to have a speaker within, or passed words on."""
    return {str(actor) for actor in told.entry.actors} | {id for claim in told.claims for id in _of_claim(claim)}


def _of_claim(claim: ToldClaim) -> Iterable[str]:
    said_by = claim.claim.speaker
    yield from map(str, claim.claim.via)
    if said_by:
        yield str(said_by.within if isinstance(said_by, Unnamed) else said_by)


def _questions(told: ToldEntry) -> set[str]:
    return {question for claim in told.claims for question in claim.answers}


def _standing(question: Question, telling: Telling) -> str:
    """What the answers come to, in the words of the dossier; nobody's verdict."""
    finding = telling.agreement.findings[question.id]
    low, high = finding.roots.low, finding.roots.high
    roots = f", {low if low == high else f'{low}–{high}'} roots" if high > 1 else ""
    return f"{question.scope} Answers by now: {len(finding.answers)}, {finding.state.value}{roots}.".strip()


def _answering(question: str, told: ToldEntry, known: Recorded, telling: Telling) -> Item:
    """An entry with what its claims answer to a question."""
    item = items.short(told, known, telling)
    answers = [claim for claim in told.claims if question in claim.answers]
    lines = [f"{_answer(claim.answers[question])} ({in_words(claim, telling.corpus)})" for claim in answers]
    html = paragraphs(map(escape, lines)) + "".join(items.quoted(claim, telling) for claim in answers[:3])
    return Item(item.id, item.title, item.address, known, "; ".join(lines), html, item.labels)


def _answer(written: str) -> str:
    return str(written) or "no answer"
