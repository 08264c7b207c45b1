"""The feed of corrections (Atom, RFC 4287, and JSON Feed 1.1): what was changed, taken back or put up again after readers had
it as something that stands.

What a draft says may change without a word, and what is only added takes nothing back; what was removed altogether is not
told of, and no former words are repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from build_tools.addresses import address_of, section_of
from build_tools.citations.plain import quoted
from build_tools.exports import recorded
from build_tools.exports.feeds import atom, json_feed
from build_tools.exports.feeds.feed import Feed, Item, paragraphs
from build_tools.exports.identity import tag
from build_tools.exports.pieces import Format, Piece
from build_tools.exports.recorded import Recorded
from build_tools.exports.telling import Telling
from build_tools.making.maker import ALONE, Maker
from build_tools.model import Correction
from build_tools.text import date_words
from build_tools.text.instants import in_utc

_BECAME = {"changed": "Changed", "retracted": "Retracted", "restored": "Stands again", "draft": "A draft again"}
_ABOUT = (
    "Reviewed entries, questions, sources, actors and places that were changed or taken back after they were published. "
    "Drafts change without a note here."
)
_CUT_OFF = "Built without the whole history: older corrections may be missing."
_NO_HISTORY = "Built outside Git, where none can be known."


class Writer(Format):
    """Tells of each correction, in both formats."""

    def makers(self) -> Iterator[Maker[Piece]]:
        """The feed."""
        yield Maker("feed of corrections", lambda: (ALONE,), lambda _: self._files())

    def _files(self) -> Iterator[Piece]:
        telling = self.telling
        name = f"Corrections – {telling.site.name}" if telling.site.name else "Corrections"
        about = f"{_ABOUT} {_reserve(telling)}".strip()
        latest = telling.history.latest
        feed = Feed(
            "data/feeds/corrections",
            tag("feeds/corrections", telling.site),
            name,
            about,
            "index.html",
            tuple(_item(one, telling) for one in telling.corrections),
            recorded.instant(latest) if latest else recorded.NEVER,
        )
        yield atom.write(feed, telling.site)
        yield json_feed.write(feed, telling.site)


def _reserve(telling: Telling) -> str:
    if not telling.history.complete:
        return _CUT_OFF
    return "" if telling.history.changes else _NO_HISTORY


def _called(correction: Correction) -> str:
    """By its commit; one whose message may not be read by its time: the commit leads to what may not be read either."""
    change = correction.change
    return change.commit[:12] if change.message else in_utc(correction.at) or change.when


def _item(correction: Correction, telling: Telling) -> Item:
    record = correction.record
    when = in_utc(correction.at) or recorded.instant(correction.change)
    turn = _BECAME[correction.became]
    lines = [_what(correction, turn), _why(correction)]
    return Item(
        id=tag(f"corrections/{section_of(record)}/{record.id}/{_called(correction)}", telling.site),
        title=f"{turn}: {_name(correction)}",
        address=address_of(record),
        recorded=Recorded(when, when, is_known=True),
        summary=" ".join(filter(None, lines)),
        html=paragraphs(map(escape, lines)),
        labels=(turn,),
    )


def _name(correction: Correction) -> str:
    record = correction.record
    return str(getattr(record, "title", "") or getattr(record, "name", "") or record.id)


def _what(correction: Correction, turn: str) -> str:
    return f"{turn}: {'; '.join(correction.what)}." if correction.what else f"{turn}."


def _why(correction: Correction) -> str:
    """The message of the commit with its day, as its author has it; nothing where it may not be told."""
    change = correction.change
    return f"{quoted(change.message)}, {date_words.in_words(change.when)}." if change.message else ""
