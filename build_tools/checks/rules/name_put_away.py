"""A curator is called as they chose to be: by no name that they have put away, and by no e-mail address."""

from __future__ import annotations

import re
from collections.abc import Iterator

from build_tools.checks.prose import written
from build_tools.checks.rule import Case, Finding, Mend
from build_tools.mailmap import pattern_of
from build_tools.model import Actor, Entry, Question, Record, Source
from build_tools.problems import Level
from build_tools.text.names import fold

CODE = "name-put-away"
LEVEL = Level.ERROR
SCOPE = "record"
WAIVABLE = False  # a waiver is published with the words that it is about
TIP = "Write the name that .mailmap has in its place; where it is a curator's own field, `claimline fix` does."

_TIP_ADDRESS = "Write a name, or what stands for one: whoever reads the site reads this too."
_ADDRESS = re.compile(r"(?<![^\s<>()])[^\s<>()@]+@[^\s<>()@.]+\.[^\s<>()@]")  # not “@lark@social.example”
_Keys = tuple[str | int, ...]


def find(case: Case) -> Iterator[Finding]:
    """Names that .mailmap puts others in the place of, where curators sign and in what they write; and e-mail addresses
    where they sign. Not in what sources say, and not where a record tells of an actor who has the same name. A name of
    one word is looked for only where curators sign.
    """
    away = {fold(name) for name, _ in case.corpus.put_away}
    for record in case.records():
        for _, name in signed(record):
            if _ADDRESS.search(name):
                yield Finding(record, name, "a curator is named by an e-mail address", _TIP_ADDRESS)
            elif fold(name) in away:
                yield Finding(record, name, _said(name))
        if away:
            yield from _in_prose(record, case)


def mend(case: Case) -> Iterator[Mend]:
    """Where curators sign, the chosen name takes the place of the other."""
    chosen = {fold(former): name for former, name in case.corpus.put_away}
    for record in case.records() if chosen else ():
        for keys, name in signed(record):
            if fold(name) in chosen:
                yield Mend(record, keys, chosen[fold(name)])


def signed(record: Record) -> Iterator[tuple[_Keys, str]]:
    """Where a curator is named in a record, with the key path of each."""
    if isinstance(record, Source) and record.graded_by:
        yield ("graded_by",), record.graded_by
    if isinstance(record, Entry):
        for key, names in (("proposed_by", record.proposed_by), ("reviewed_by", record.reviewed_by)):
            yield from (((key, at), name) for at, name in enumerate(names))
        for at, claim in enumerate(record.claims):
            if claim.translation:
                yield ("claims", at, "translation", "by"), claim.translation.by


def _in_prose(record: Record, case: Case) -> Iterator[Finding]:
    namesakes = {fold(form) for actor in _actors(record, case) for form in _forms(actor)}
    looked_for = pattern_of(name for name, _ in case.corpus.put_away if " " in name and fold(name) not in namesakes)
    if looked_for is None:
        return
    for found in looked_for.finditer(record.body):
        yield Finding(record, written(record, *found.span()), _said(found[0]))
    for text in _texts(record):
        if text and (first := looked_for.search(text)):
            yield Finding(record, text, _said(first[0]))


def _texts(record: Record) -> Iterator[str]:
    """What curators themselves have written, but the prose."""
    yield from (words for waiver in record.waivers for words in (waiver.reason, waiver.about))
    if isinstance(record, Question):
        yield from (record.title, record.scope)
    elif isinstance(record, Source):
        yield from (item.reason for item in record.set_aside)
    elif isinstance(record, Entry):
        yield record.title
        yield from (claim.note for claim in record.claims)


def _actors(record: Record, case: Case) -> Iterator[Actor]:
    if isinstance(record, Actor):
        yield record
    elif isinstance(record, Entry):
        ids = (*record.actors, *(id for claim in record.claims for id in (claim.named_speaker, *claim.via)))
        yield from (case.corpus.actors[id] for id in dict.fromkeys(map(str, ids)) if id in case.corpus.actors)


def _forms(actor: Actor) -> Iterator[str]:
    yield actor.name
    yield from (alias.name for alias in actor.aliases)


def _said(name: str) -> str:
    return f"“{' '.join(name.split())}” is a name that somebody has put away in .mailmap"
