"""The sources as references: BibTeX, RIS and CSL-JSON, each read by a program that keeps or formats references."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import bibtexparser
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from lxml import etree

from .judging import Examination, Validator

BIB, RIS, CSL = "data/sources.bib", "data/sources.ris", "data/sources.csl.json"
_SCHEMA = "citeproc/data/schema/schemas/styles/csl.rng"


def check_bib(on: Examination) -> None:
    """Every entry is read whole, has a title, and its key is no other's."""
    text = on.read(BIB).decode()
    library = bibtexparser.parse_string(text)
    on.faults += [f"{BIB}: {block.start_line}: {block.error}" for block in library.failed_blocks]
    on.must(text.count("\n@") + text.startswith("@") == len(library.entries), f"{BIB}: not every entry was read")
    on.faults += [f"{BIB}: {one.key} has no title" for one in library.entries if not one.get("title")]
    on.counted["references"] += len(library.entries)


def check_ris(on: Examination) -> None:
    """Every reference is read whole: it has a kind that is one, an id and a title, and no tag that nobody knows."""
    read = rispy.loads(on.read(RIS).decode())
    for one in read:
        on.must(one.get("type_of_reference") in rispy.TYPE_OF_REFERENCE_MAPPING, f"{RIS}: {one} has no known kind")
        on.must(one.get("id") and one.get("title"), f"{RIS}: {one} has no id or title")
        on.must("unknown_tag" not in one, f"{RIS}: {one.get('id')}: {one.get('unknown_tag')}")
    on.must(on.read(RIS).count(b"TY  - ") == len(read), f"{RIS}: not every reference was read")
    on.counted["references"] += len(read)


def check_csl(on: Examination) -> None:
    """Kinds and variables are those of CSL, dates are numbers, names are whole, and a citation processor formats each."""
    items = on.load(CSL)
    for item in items:
        on.faults += [f"{CSL}: {item.get('id')}: {fault}" for fault in _of_item(item)]
    on.must(len({item["id"] for item in items}) == len(items), f"{CSL}: two items have one id")
    for item, told in zip(items, formatted(items), strict=True):
        on.must(item["title"] in told, f"{CSL}: {item['id']} is formatted as {told!r}")
    on.counted["references"] += len(items)


def _of_item(item: dict[str, Any]) -> Iterator[str]:
    if item["type"] not in csl_words("item-types"):
        yield f"{item['type']} is no kind of CSL's"
    dates, names = csl_words("variables.dates"), csl_words("variables.names")
    other = csl_words("variables.standard") | csl_words("variables.titles") | csl_words("variables.numbers")
    yield from (
        f"{key} is no variable of CSL's" for key in item.keys() - {"id", "type", "language"} - dates - names - other
    )
    for name, date in ((key, item[key]) for key in dates & item.keys()):
        parts = [part for day in date.get("date-parts", []) for part in day]
        if not date.keys() <= {"date-parts", "circa", "literal"} or not all(type(one) is int for one in parts):
            yield f"{name} cannot be {date}"
    yield from (
        f"{one} is taken apart" for key in names & item.keys() for one in item[key] if one.keys() != {"literal"}
    )


@cache
def csl_words(define: str) -> frozenset[str]:
    """The words of one group in the schema of CSL 1.0.2 itself, as citeproc-py ships it."""
    path = Path(str(distribution("citeproc-py").locate_file(_SCHEMA)))
    names = {"r": "http://relaxng.org/ns/structure/1.0"}
    (group, *_) = etree.parse(str(path)).xpath(f"//r:define[@name='{define}']", namespaces=names)
    refs = [one.get("name") for one in group.iterfind(".//r:ref", names)]
    return frozenset(one.text for one in group.iterfind(".//r:value", names)).union(*map(csl_words, refs))


def formatted(items: list[dict[str, Any]]) -> list[str]:
    """Each item as the style of a university has it."""
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatter.plain)
    for item in items:
        bibliography.register(Citation([CitationItem(item["id"])]))
    return [str(one) for one in bibliography.bibliography()]


REFERENCES = (
    Validator("BibTeX", (BIB,), ("bibtexparser",), check_bib),
    Validator("RIS", (RIS,), ("rispy",), check_ris),
    Validator("CSL-JSON", (CSL,), ("citeproc-py",), check_csl),
)
