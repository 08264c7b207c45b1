"""``timeline.json`` for TimelineJS 3 (Knight Lab; its JSON format as documented for version 3.9).

TimelineJS shows every string as HTML: all are escaped. It wants days: the first and the last that a date may mean, with
the date in words as what readers see. Entries without any day are left out, and the title slide counts them.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from build_tools.exports import attribution, voice
from build_tools.exports.telling import Telling, ToldClaim, ToldEntry
from build_tools.text import date_words
from build_tools.text.languages import is_foreign

Json = dict[str, Any]
_QUOTES_SHOWN = 3


class Writer:
    """Makes a slide of each entry that stands and has a day."""

    def __init__(self, telling: Telling) -> None:
        self._telling = telling
        self._slides: list[Json] = []
        self._left_out = 0

    def take(self, told: ToldEntry) -> None:
        """Take in an entry; a retracted one is no part of the timeline."""
        if told.entry.status == "retracted":
            return
        if told.date.earliest or told.date.latest:
            self._slides.append(_slide(told, self._telling))
        else:
            self._left_out += 1

    def files(self) -> Iterator[tuple[str, bytes]]:
        """The file; none where there is no slide, which TimelineJS refuses."""
        if self._slides:
            whole = {"title": _title(self._telling, self._left_out), "events": self._slides}
            text = json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
            yield "data/timeline.json", text.encode(errors="backslashreplace")


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
