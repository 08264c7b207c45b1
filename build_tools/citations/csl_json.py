"""Works as CSL-JSON 1.0 (csl-data.json of the Citation Style Language), which Zotero, Pandoc and citeproc read.

Names are literal, since nobody has split them; a span of days stands as two dates, and what cannot be said so in words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from build_tools.citations.dates import lasted, told
from build_tools.citations.forms import csl_type
from build_tools.citations.work import Work
from build_tools.text import date_words

Json = dict[str, Any]


def write(works: Iterable[Work]) -> str:
    """An array with an item for each, a line for each of its variables."""
    return f"[{items(works)}]\n"


def items(works: Iterable[Work]) -> str:
    """The items without the array around them."""
    return ",\n".join(map(_text, works))


def _text(work: Work) -> str:
    lines = (f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}" for key, value in _item(work).items())
    return "{\n" + ",\n".join(lines) + "\n}"


def _item(work: Work) -> Json:
    item = {
        "id": work.key,
        "type": csl_type(work),
        "title": work.title,
        "author": [{"literal": author} for author in work.authors],
        "container-title": _container(work),
        "publisher": work.publisher,
        "issued": date(work.issued),
        "accessed": date(work.accessed),
        "URL": work.url,
        "archive_location": work.archived,
        "language": work.language,
        "note": " ".join([*work.remarks, *filter(None, [work.whereabouts])]),
    }
    return {key: value for key, value in item.items() if value}


def _container(work: Work) -> str:
    """A newspaper article stands in what its publisher is called; other sources stand for themselves."""
    return work.publisher if csl_type(work) == "article-newspaper" else ", ".join(work.container)


def date(issued: str) -> Json | None:
    """One date or, for what lasted, two; one of several days and what is open have words only."""
    known = told(issued)
    if known.exact:
        return {"date-parts": [list(known.parts)]}
    if span := lasted(issued):
        return {"date-parts": [list(day) for day in span]}
    if known.parts and issued[:1] not in "[{" and "/" not in issued:
        return {"date-parts": [list(known.parts)], "circa": True}
    return {"literal": date_words.in_words(issued)} if issued else None
