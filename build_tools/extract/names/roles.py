"""Offices of people and the bodies around bodies: “Anna Bell, the head of the Center (ABC) of the Council”.

Adds roles (as of the day of publication), ``part_of`` and ``within`` to entities. Finds no names itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names import belonging
from build_tools.extract.names.candidates import Candidate
from build_tools.extract.names.find import Names
from build_tools.extract.names.kinds_of_people import signs
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Role
from build_tools.text import edtf, tables

_REACH = 160


def with_roles(text: str, names: Names, published: str) -> Mapping[str, Entity]:
    """The entities with what the words around their names tell of offices and of where they belong."""
    entities = dict(names.entities)
    ranks = {candidate.start: candidate for candidate in names.candidates}
    as_of = published if _is_date(published) else ""
    for index, mention in enumerate(names.mentions):
        if mention.kind == "person" and mention.id:
            for role in _roles(text, names.mentions, index, ranks.get(mention.start)):
                _add(entities, f"actor:{mention.id}", replace(role, as_of=as_of))
        elif mention.id:
            belonging.place(text, names.mentions, index, entities)
    return entities


def _is_date(published: str) -> bool:
    try:
        return bool(edtf.parse(published))
    except edtf.NotEdtf:
        return False


def _add(entities: dict[str, Entity], key: str, role: Role) -> None:
    entity = entities.get(key)
    if (
        entity
        and not any(held.title.casefold() == role.title.casefold() for held in entity.roles)
        and len(entity.roles) < 4
    ):
        entities[key] = entity._replace(roles=(*entity.roles, role))


@lru_cache(maxsize=1)
def _office() -> str:
    small = gazetteer.any_of("kind_words.tsv", "no-adjective")
    return rf"(?:(?!{small} )[a-z-]+ ){{0,3}}?(?:{tables.alternatives(gazetteer.lower_titles())})(?![\w-])"


@lru_cache(maxsize=1)
def _office_before() -> re.Pattern[str]:
    ranks = tables.alternatives(
        title[0] for title, kind in gazetteer.titles().items() if (kind, len(title)) == ("rank", 1)
    )
    return re.compile(rf"(?<![\w’'-])(?P<office>{_office()})(?: {ranks}\.?| \(Ret\.\)){{0,3}},? \Z")


def _may_be_behind_office(text: str, start: int) -> bool:
    """A first, cheap test: whether the last word is none that no office or rank ends with."""
    last = text[max(0, start - 30) : start - 1].rpartition(" ")[2].rstrip(",.")
    return text[start - 1 : start] == " " and (last in _last_words() or not last.isalpha())


@lru_cache(maxsize=1)
def _last_words() -> frozenset[str]:
    return frozenset(title[-1] for title, kind in gazetteer.titles().items() if kind in ("lower", "rank"))


@lru_cache(maxsize=1)
def _office_behind() -> re.Pattern[str]:
    return re.compile(
        rf"(?: \([^()\n]{{1,40}}\))?, (?:the |a |an |its |his |her )?(?P<former>(?:former|then|outgoing|acting|"
        rf"incoming|current|late) )?(?P<body>(?:[A-Z][\w.-]*(?:[’']s)? ){{0,3}}(?:[A-Z]+ )?)"
        rf"(?P<office>{_office()})(?P<rest>(?: (?:of|at|for|in|with) [^,.;“”]{{2,110}})?)"
    )


def _roles(text: str, mentions: tuple[NameMention, ...], index: int, candidate: Candidate | None) -> list[Role]:
    found = []
    if candidate and candidate.run.titles:
        title = " ".join(candidate.run.titles)
        if not all(gazetteer.titles().get((word,)) in ("rank", "label") for word in candidate.run.titles):
            found.append(Role(title, of=_body_before(text, mentions, index, candidate)))
    found += _lower_before(text, mentions, index)
    found += _behind(text, mentions, index) + _signed(text, mentions, index)
    return found


def _body_before(text: str, mentions: tuple[NameMention, ...], index: int, candidate: Candidate) -> str:
    """The body or state directly before a title: “NATO Secretary General”, “Ukrainian President”."""
    before = mentions[index - 1] if index else None
    if not before or before.kind == "place" or mentions[index].start - before.end >= 60:
        return ""
    gap = text[before.end : mentions[index].start].replace("’s", " ").replace("'s", " ")
    if "\n" in gap or ". " in gap and not any(f"{title}. " in gap for title in candidate.run.titles):
        return ""
    known = {word for title in candidate.run.titles for word in title.split()} | {"Ret", "s"}
    return before.id if all(word in known for word in re.sub(r"[^\w -]", " ", gap).split()) else ""


def _lower_before(text: str, mentions: tuple[NameMention, ...], index: int) -> list[Role]:
    """“Army spokesman Maj. Gen. NAME”, “former US special envoy NAME”."""
    mention = mentions[index]
    if not _may_be_behind_office(text, mention.start):
        return []
    before = text[max(0, mention.start - 90) : mention.start].rpartition("\n")[2]
    found = _office_before().search(before)
    if not found:
        return []
    previous = mentions[index - 1] if index else None
    start = mention.start - len(before) + found.start("office")
    of = previous.id if previous and 0 <= start - previous.end <= 3 and previous.kind not in ("place", "person") else ""
    return [Role(found["office"].strip(), of=of)]


def _behind(text: str, mentions: tuple[NameMention, ...], index: int) -> list[Role]:
    """“NAME, the head of the BODY (ABC) of BODY”, “NAME, former US special representative for …”."""
    mention = mentions[index]
    if not text.startswith((",", " ("), mention.end):
        return []
    after = text[mention.end : mention.end + _REACH].partition("\n")[0]
    found = _office_behind().match(after)
    if not found:
        return []
    limit = mention.end + found.end()
    near = [
        name for name in mentions[index + 1 : index + 4] if name.start < limit and name.kind not in ("place", "person")
    ]
    title = re.sub(r"\s+", " ", (found["former"] or "") + found["office"]).strip()
    return [Role(title, of=near[0].id if near else "")]


def _signed(text: str, mentions: tuple[NameMention, ...], index: int) -> list[Role]:
    """“— NAME, TITLE” under a quotation: everything behind the name is the title."""
    mention = mentions[index]
    if not signs(text[max(0, mention.start - 30) : mention.start]):
        return []
    after = re.match(r", ([A-Z][^\n]{2,150})", text[mention.end : mention.end + _REACH])
    if not after:
        return []
    limit = mention.end + after.end()
    bodies = [name for name in mentions[index + 1 : index + 4] if name.end <= limit and name.kind == "organisation"]
    title = re.split(r" of |, ", after[1])[0] if bodies else after[1]
    return [Role(title.strip(), of=bodies[-1].id if bodies else "")]
