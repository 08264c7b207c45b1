"""schema.org in the pages: PyLD and rdflib read every block, and the vocabulary knows every word in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from linked_data import graph
from schema_org import faults

from .judging import Examination, Validator

FOLDER = "file:///site/"  # where a site is opened whose address nobody knows
VERDICTS = {"ClaimReview", "Rating", "Review", "AggregateRating", "reviewRating", "ratingValue", "acceptedAnswer"}


class _Scripts(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self._inside = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside = ("type", "application/ld+json") in attrs
        if self._inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = False

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.found[-1] += data


def scripts(html: str) -> list[str]:
    """The blocks of linked data on a page, as a parser of HTML finds them."""
    return _Scripts(html).found


def check(on: Examination) -> None:
    """What all pages say is read together: what one says must not be at odds with another."""
    told = [thing for path in on.paths() for thing in _things(on, path)]
    read = graph({"@context": "https://schema.org", "@graph": told})
    on.faults += sorted(set(faults(read)))
    words = {str(term).rpartition("/")[2] for triple in read for term in triple[1:]}
    on.must(not VERDICTS & words, f"{sorted(VERDICTS & words)}: nothing is rated here")
    on.counted.update({"things": len(told), "triples": len(read)})


def _things(on: Examination, path: str) -> Iterator[Any]:
    found = scripts(on.read(path).decode())
    on.must(len(found) == 1, f"{path} has {len(found)} blocks of linked data")
    page = path.rpartition(".")[0] + ".html"
    for thing in [one for block in found for one in json.loads(block)["@graph"]]:
        yield {"@context": {"@base": f"{FOLDER}{page}"}, **thing}


PAGES = Validator(
    "schema.org in each page",
    ("*.md", "*/*.md", "*/*/*.md"),
    ("PyLD", "rdflib", "schemaorg"),
    check,
    but=("report.md",),
)
