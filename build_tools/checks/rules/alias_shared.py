"""A name or alias means one actor, or one place, unless a curator has told the two apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.checks.concerning import forms_of
from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Place
from build_tools.problems import Level
from build_tools.text.names import fold

CODE = "alias-shared"
LEVEL = Level.WARNING
SCOPE = "dossier"
WAIVABLE = True
TIP = "Leave the alias with the one that it means, or write “not_same” into one of the two."


def find(case: Case) -> Iterator[Finding]:
    """Aliases that are a name or an alias of another actor too; of places the same. Two names alike are names-alike’s."""
    yield from _shared(case.corpus.actors, "actor", case)
    yield from _shared(case.corpus.places, "place", case)


def _shared(records: Mapping[str, Actor] | Mapping[str, Place], noun: str, case: Case) -> Iterator[Finding]:
    first: dict[str, tuple[Actor | Place, str]] = {}
    for record in records.values():
        for form in dict.fromkeys(forms_of(record)):
            other, others = first.setdefault(fold(form) or form, (record, form))
            if other.id == record.id or _told_apart(record, other, case):
                continue
            is_alias, is_others_alias = form != record.name, others != other.name
            if is_alias or is_others_alias:
                value = form if is_alias else others
                at, whose = (record, other) if is_alias else (other, record)
                yield _finding(at, value, whose, noun)


def _finding(record: Actor | Place, form: str, other: Actor | Place, noun: str) -> Finding:
    message = f"“{form}” is a name of the {noun} “{other.id}” too"
    tip = (
        f"Leave it with the one that it means. If both are called so, write “not_same: [{other.id}]” here: then nothing is "
        "asked again, and an import asks whom a text means. If they are one, join them."
    )
    return Finding(record, form, message, tip, beside=(other,))


def _told_apart(one: Actor | Place, other: Actor | Place, case: Case) -> bool:
    """By a curator, or since they belong to two countries: every state has its “Ministry of Defence”."""
    if other.id in one.not_same or one.id in other.not_same:
        return True
    if isinstance(one, Actor) and isinstance(other, Actor):
        return bool(one.country and other.country and one.country != other.country)
    above, others = case.corpus.place_and_above(one.id), case.corpus.place_and_above(other.id)
    return (
        len(above) > 1
        and len(others) > 1
        and above[1] != others[1]
        and not {one.id, other.id} & {*above[1:], *others[1:]}
    )
