"""A link in prose that stays inside the dossier arrives: at the page of a record, and at a claim that is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches

from build_tools import addresses
from build_tools.checks.inside_links import Target, is_record, page_of, record_of, targets
from build_tools.checks.prose import without_code, written
from build_tools.checks.rule import Case, Finding
from build_tools.corpus import placed_claims
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.problems import Level

CODE = "link-to-nothing"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "Links are those of the site’s pages: “../actors/nato.html”, from the first page “actors/nato.html”; a claim’s ends in “#claim-1a2b3c4d”."

_WIKI = re.compile(r"\[\[(?P<name>[^\[\]\n]+)\]\](?![(\[:])")
_SECTIONS = {"timeline": Entry, "sources": Source, "actors": Actor, "places": Place, "questions": Question}
_CLAIM = "claim-"


def find(case: Case) -> Iterator[Finding]:
    """Links to records that do not exist or have no page, to claims that an entry does not hold, from the server’s root,
    to a record’s file instead of its page, and in double brackets, which are no links here.
    """
    for record in case.records():
        for target in targets(record, case):
            if found := _judged(target, record, case):
                message, tip = found
                yield Finding(
                    record, written(record, target.link.start, target.link.end), message, tip, beside=(record,)
                )
        if "[[" in record.body:
            yield from _in_double_brackets(record, case)


def _judged(target: Target, record: Record, case: Case) -> tuple[str, str] | None:
    address = target.link.address
    if target.path.startswith("/"):
        return f"“{address}” begins at the server’s root, where the site need not be", ""
    if target.path.startswith(".."):
        return f"“{address}” leads out of the site", ""
    if target.is_file:
        return _of_file(target, record, case)
    if target.kind:
        return _at_page(target, case)
    section, _, name = target.path.partition("/")
    if section not in _SECTIONS or not name.endswith(".html"):
        return (f"“{address}” leads to a folder", "") if section in _SECTIONS and name in ("", ".") else None
    id = name.removesuffix(".html")
    if id == "index" or section == "timeline" and re.fullmatch(r"[\d-]+", id):  # pages of the site that are no record's
        return None
    return f"“{address}” leads to nothing: {_no_record(section, id)}", _near(section, id, case)


def _no_record(section: str, id: str) -> str:
    return f"there is no {_NOUNS[section]} “{id}”"


_NOUNS = {"timeline": "entry", "sources": "source", "actors": "actor", "places": "place", "questions": "question"}


def _near(section: str, id: str, case: Case) -> str:
    corpus, kind = case.corpus, _SECTIONS[section]
    groups = {
        Entry: corpus.entries,
        Source: corpus.sources,
        Actor: corpus.actors,
        Place: corpus.places,
        Question: corpus.questions,
    }
    group: dict[str, Record] = dict(groups[kind])  # type: ignore[arg-type]
    renamed = next((other.id for other in group.values() if id in other.was), "")
    if renamed:
        return f"It is called “{renamed}” now."
    near = get_close_matches(id, group, n=1)
    return f"Did you mean “{near[0]}”?" if near else ""


def _of_file(target: Target, record: Record, case: Case) -> tuple[str, str] | None:
    address = target.link.address
    if target.kind and is_record(target.kind, target.id, case):
        found = record_of(target.kind, target.id, case)
        page = addresses.relative(addresses.address_of(found), page=page_of(record)) if found else "its page"
        return (
            f"“{address}” is a record’s file, which is no page of the site",
            f"Write “{page}{'#' if target.fragment else ''}{target.fragment}”.",
        )
    return f"“{address}” is no page of the site", ""


def _at_page(target: Target, case: Case) -> tuple[str, str] | None:
    assert target.kind
    if target.kind is Question and target.id in case.corpus.drafted_questions:
        return (
            f"question “{target.id}” is a draft and has no page",
            "Review the question (delete “status: draft”), or take the link out.",
        )
    record = record_of(target.kind, target.id, case)
    if not isinstance(record, Entry) or not target.fragment.startswith(_CLAIM):
        return None
    anchors = [addresses.anchor_of(placed) for placed in placed_claims(record)]
    if target.fragment in anchors:
        return None
    moved = next((placed for placed in case.corpus.claims if addresses.anchor_of(placed) == target.fragment), None)
    tip = (
        f"The claim stands in entry “{moved.entry.id}” now."
        if moved
        else f"Its claims are {', '.join(f'#{one}' for one in anchors[:8])}."
    )
    return f"entry “{target.id}” holds no claim “#{target.fragment}”", tip


def _in_double_brackets(record: Record, case: Case) -> Iterator[Finding]:
    for match in _WIKI.finditer(without_code(record.body)):
        name = match["name"].partition("|")[0].strip()
        kind = next((kind for kind in _SECTIONS.values() if is_record(kind, name, case)), None)
        found = record_of(kind, name, case) if kind else None
        tip = (
            f"Write [words]({addresses.relative(addresses.address_of(found), page=page_of(record))})." if found else ""
        )
        yield Finding(
            record, written(record, *match.span()), f"“{match[0]}” is no link here and would show as it stands", tip
        )
