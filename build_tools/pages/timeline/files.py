"""The files that the page of a large timeline asks for once its reader filters or zooms: columns, and cards in pieces.

Each is a script that hands its data over, since a page on ``file://`` may load scripts from beside it and nothing else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence

from build_tools.making.maker import ALONE, Maker
from build_tools.pages import odd_letters
from build_tools.pages.desk import Desk
from build_tools.pages.entry.cards import Card
from build_tools.pages.timeline.columns import columns
from build_tools.pages.timeline.days import heading
from build_tools.pages.timeline.facets import facets
from build_tools.pages.timeline.whole import ADDRESS, whole

FOLDER = "assets/timeline/"
CARDS_EACH = 32
_NEXT = "<!--next-->"  # no text of a record holds it unescaped


def makers(desk: Desk) -> Iterator[Maker[tuple[str, bytes]]]:
    """All of them together."""
    yield Maker("files of the timeline", lambda: (ALONE,), lambda _: files(desk).items(), is_long=True, folder=FOLDER)


def files(desk: Desk) -> Mapping[str, bytes]:
    """The files by path; none where all entries stand on one page. The same corpus gives the same bytes."""
    timeline = desk.once(whole)
    if not timeline.stretches:
        return {}
    listed = timeline.cards
    groups = [listed[start : start + CARDS_EACH] for start in range(0, len(listed), CARDS_EACH)]
    made = {
        f"{FOLDER}cards-{number}.js": _script("takeCards", number, _rendered(group, desk))
        for number, group in enumerate(groups)
    }
    # Other bytes, other address: a page left open over a deployment never mixes two states of the timeline.
    digest = hashlib.sha256(b"".join(made.values())).hexdigest()[:12]
    table = {**columns(listed, facets(listed, desk.corpus)), "each": CARDS_EACH, "digest": digest}
    made[f"{FOLDER}columns.js"] = _script("takeColumns", table)
    return made


def _rendered(group: Sequence[Card], desk: Desk) -> list[list[str]]:
    """For each card: its heading's date, the heading's words, the card."""
    html = desk.html(ADDRESS, "timeline-cards.html", listed=[(heading(one.entry), one) for one in group], next=_NEXT)
    parts = [part.strip() for part in odd_letters.marked(html).split(_NEXT)]
    return [parts[at : at + 3] for at in range(0, len(group) * 3, 3)]


def _script(name: str, *arguments: object) -> bytes:
    told = ",".join(json.dumps(argument, ensure_ascii=False, separators=(",", ":")) for argument in arguments)
    told = told.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")  # no letters in older scripts
    return f"__claimline_timeline__.{name}({told});\n".encode(errors="backslashreplace")
