"""One commented record of each kind, to be copied: as ``claimline new`` writes it, with examples where values stand."""

from __future__ import annotations

from collections.abc import Mapping

from build_tools.curation.skeletons import skeleton
from build_tools.records.emit import Plain

_WHERE = {
    "entry": "content/timeline/<year>/<id>.md, such as content/timeline/2031/bridge-closed.md",
    "source": "content/sources/<id>.md, such as content/sources/gazette-bridge.md; an import makes it of an article",
    "actor": "content/actors/<id>.md, such as content/actors/ida-moss.md",
    "place": "content/places/<id>.md, such as content/places/millbrook.md",
    "question": "content/questions/<id>.md, such as content/questions/people-hurt.md",
}
_GIVEN: Mapping[str, Mapping[str, Plain]] = {
    "entry": {
        "title": "The bridge at Millbrook is closed",
        "date": "2031-03-04",
        "places": ["millbrook"],
        "actors": ["ida-moss"],
        "status": "draft",
        "claims": [
            {
                "quote": "Words of the source, letter by letter",
                "source": "gazette-bridge",
                "speaker": "ida-moss",
                "stance": "asserts",
                "said": "2031-03-04",
                "when": "2031-03-04",
            }
        ],
    },
    "source": {
        "title": "Bridge closed until summer",
        "publisher": "alder-gazette",
        "authors": ["Tom Reed"],
        "published": "2031-03-04",
        "url": "https://example.org/bridge",
        "language": "en",
        "kind": "news-report",
        "rights": "quotes-only",
    },
    "actor": {"name": "Ida Moss", "kind": "person"},
    "place": {"name": "Millbrook", "kind": "village", "precision": "locality"},
    "question": {
        "title": "How many people were hurt on the bridge, by whose count?",
        "kind": "quantity",
        "unit": "people",
        "scope": "Hurt on the bridge itself on 4 March 2031, as known that evening.",
    },
}


def example(kind: str, vocabulary: str) -> str:
    """The whole file; a comment says where a copy of it belongs. ``vocabulary``: the one that the dossier began with."""
    given = dict(_GIVEN[kind])
    if kind == "entry":
        given = {"title": given.pop("title"), "date": given.pop("date"), "type": "statement", **given}
    opening = (
        f"# A template: no page is made of it. Copy it to {_WHERE[kind]}.\n"
        f"# `claimline new {kind}` writes one with your own values. Delete the lines that you do not need.\n"
    )
    return skeleton(kind, given).replace("---\n", f"---\n{opening}", 1)
