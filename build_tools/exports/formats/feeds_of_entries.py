"""Feeds of the entries (Atom, RFC 4287, and JSON Feed 1.1): of the whole dossier, of each actor and of each question.

The whole dossier's holds the latest entries with their claims; those of actors and questions are one line an entry, so
that thousands of them stay small. What is latest is what Git recorded last; without Git, what the youngest source tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from heapq import nlargest
from html import escape
from operator import attrgetter

from build_tools.addresses import address_of, feed_of
from build_tools.exports import recorded
from build_tools.exports.feeds import atom, items, json_feed
from build_tools.exports.feeds.feed import Feed, Item, paragraphs
from build_tools.exports.identity import tag
from build_tools.exports.pieces import Format, Piece
from build_tools.exports.recorded import Recorded
from build_tools.exports.telling import Telling
from build_tools.exports.voice import in_words
from build_tools.making.maker import ALONE, Maker
from build_tools.model import Actor, Entry, Question, Record

_OF_ALL, _OF_ONE = 60, 15  # items of a feed: of the whole dossier, of an actor or question
_OF_ACTOR = "Entries in which this actor took part, spoke or passed words on."


class Writer(Format):
    """A feed for the whole dossier, and for each actor and question a file of its own in both formats."""

    def of_record(self, record: Record) -> Iterator[Piece]:
        """The feeds of an actor or question."""
        if isinstance(record, Actor):
            taking_part = self.telling.entries_by_actor.get(record.id, ())
            latest = self._latest(taking_part, _OF_ONE, by=_begun)
            yield from self._files(self._feed(record, _OF_ACTOR, map(self._short, latest)))
        elif isinstance(record, Question):
            answering = self.telling.entries_by_question.get(record.id, ())
            latest = self._latest(answering, _OF_ONE, by=attrgetter("last"))
            made = (self._answering(record.id, entry) for entry in latest)
            yield from self._files(self._feed(record, _standing(record, self.telling), made))

    def makers(self) -> Iterator[Maker[Piece]]:
        """The feed of the whole dossier."""
        yield Maker("feed of entries", lambda: (ALONE,), lambda _: self._files(self._whole()))

    def _latest(self, entries: Iterable[Entry], limit: int, *, by: Callable[[Recorded], str]) -> list[Entry]:
        """Those recorded last, of several of one instant those that come last; the latest first."""
        recorded = self.telling.recorded
        found = [(by(recorded[entry.id]), number, entry) for number, entry in enumerate(entries)]
        return [entry for _, _, entry in nlargest(limit, found, key=lambda one: one[:2])]

    def _short(self, entry: Entry) -> Item:
        return items.short(entry, self.telling)

    def _answering(self, question: str, entry: Entry) -> Item:
        """An entry with what its claims answer to a question."""
        item, told = self._short(entry), self.telling.told(entry)
        answers = [claim for claim in told.claims if question in claim.answers]
        lines = [f"{_answer(claim.answers[question])} ({in_words(claim, self.telling.corpus)})" for claim in answers]
        html = paragraphs(map(escape, lines)) + "".join(items.quoted(claim, self.telling) for claim in answers[:3])
        return replace(item, summary="; ".join(lines), html=html)

    def _files(self, feed: Feed) -> Iterator[Piece]:
        yield atom.write(feed, self.telling.site)
        yield json_feed.write(feed, self.telling.site)

    def _whole(self) -> Feed:
        telling, site = self.telling, self.telling.site
        latest = self._latest(telling.corpus.entries.values(), _OF_ALL, by=_begun)
        return Feed(
            "data/feeds/entries",
            tag("feeds/entries", site),
            _titled("New entries", telling),
            site.described(_reserve(telling)),
            "timeline/index.html",
            tuple(items.long(telling.told(entry), telling) for entry in latest),
        )

    def _feed(self, record: Actor | Question, about: str, latest: Iterable[Item]) -> Feed:
        telling = self.telling
        name = record.name if isinstance(record, Actor) else record.title
        path, since = feed_of(record), recorded.of_changes(telling.history.of(record), telling.history)
        id = tag(path.removeprefix("data/"), telling.site)
        title = _titled(str(name or record.id), telling)
        return Feed(path, id, title, about, address_of(record), tuple(latest), since.last)


def _begun(known: Recorded) -> str:
    return known.first or known.last


def _titled(what: str, telling: Telling) -> str:
    return f"{what} – {telling.site.name}" if telling.site.name else what


def _reserve(telling: Telling) -> str:
    if not telling.history.complete:
        return "Built without the whole history: older entries may look younger."
    return "" if telling.history.changes else "Built outside Git: an entry is dated as its youngest source."


def _standing(question: Question, telling: Telling) -> str:
    """What the answers come to, in the words of the dossier; nobody's verdict."""
    finding = telling.agreement.findings[question.id]
    low, high = finding.roots.low, finding.roots.high
    roots = f", {low if low == high else f'{low}–{high}'} roots" if high > 1 else ""
    return f"{question.scope} Answers by now: {len(finding.answers)}, {finding.state.value}{roots}.".strip()


def _answer(written: str) -> str:
    return str(written) or "no answer"
