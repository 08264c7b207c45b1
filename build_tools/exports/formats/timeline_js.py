"""``timeline.json`` for TimelineJS 3 (Knight Lab; its JSON format as documented for version 3.9).

TimelineJS shows every string as HTML: all are escaped. It wants days: the first and the last that a date may mean, with
the date in words as what readers see. Entries without any day are left out, and the title slide counts them.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from build_tools.exports import attribution, voice
from build_tools.exports.dates import bounds
from build_tools.exports.entry_sheet import EntrySheet
from build_tools.exports.json_lines import line
from build_tools.exports.pieces import Format, Layout, Piece, Run
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.model import Entry
from build_tools.text import date_words
from build_tools.text.languages import is_foreign

Json = dict[str, Any]
_QUOTES_SHOWN = 3
_STRAND = "slides"


class Writer(Format):
    """A strand of slides, one for each entry that stands and has a day."""

    def of_entry(self, sheet: EntrySheet) -> Iterator[Piece]:
        """The slide of an entry; a retracted one is no part of the timeline."""
        if _has_day(sheet.entry):
            yield _STRAND, line(_slide(sheet.told, self.telling))

    def layouts(self) -> Iterator[Layout]:
        """The file; none where there is no slide, which TimelineJS refuses."""
        timeline = self.telling.corpus.timeline
        if shown := sum(map(_has_day, timeline)):
            title = line({"title": _title(self.telling, len(timeline) - shown)})[:-1]
            yield Layout("data/timeline.json", (title + b',\n"events":[\n', Run((_STRAND,), b",\n"), b"\n]}\n"))


def _has_day(entry: Entry) -> bool:
    return entry.status != "retracted" and any(bounds(entry.date))


def _title(telling: Telling, left_out: int) -> Json:
    missing = f"{left_out} more without a date that could be placed." if left_out else ""
    told = telling.site.described(missing)
    return {
        "unique_id": "dossier",
        "text": {"headline": html.escape(telling.site.name or "Timeline"), "text": f"<p>{html.escape(told)}</p>"},
        "autolink": False,
    }


def _slide(told: ToldEntry, telling: Telling) -> Json:
    entry, (earliest, latest) = told.entry, told.date
    first, last = earliest or latest, latest or earliest
    return {
        "unique_id": entry.id,
        "start_date": _date(first),
        **({"end_date": _date(last)} if last != first else {}),
        "display_date": html.escape(date_words.in_words(entry.date)),
        "group": html.escape(attribution.type_label(entry, telling.corpus)),
        "text": {"headline": _headline(told, telling), "text": _text(told, telling)},
        "autolink": False,
    }


def _date(day: str) -> Json:
    year, month, date = (int(part) for part in day.split("-"))
    return {"year": year, "month": month, "day": date}


def _headline(told: ToldEntry, telling: Telling) -> str:
    title = html.escape(str(told.entry.title or told.entry.id))
    where = telling.site.absolute(told.address)
    return f'<a href="{html.escape(where)}">{title}</a>' if telling.site.url else title


def _text(told: ToldEntry, telling: Telling) -> str:
    note = attribution.status_line(told.entry)
    shown = "".join(_quote(claim, telling) for claim in told.claims[:_QUOTES_SHOWN])
    more = len(told.claims) - _QUOTES_SHOWN
    rest = f"<p>{more} more {'claim' if more == 1 else 'claims'}.</p>" if more > 0 else ""
    return (f"<p><em>{html.escape(note)}</em></p>" if note else "") + shown + rest


def _quote(claim: ToldClaim, telling: Telling) -> str:
    who, source = voice.in_words(claim, telling.corpus), attribution.source_line(claim, telling.corpus)
    language = telling.corpus.language_of(claim.claim)
    lang = f' lang="{html.escape(language)}"' if is_foreign(language) else ""
    return (
        f"<blockquote{lang}>“{html.escape(str(claim.claim.quote))}”</blockquote>"
        f"<p>{html.escape(who)}. {html.escape(source)}</p>"
    )
