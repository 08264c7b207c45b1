"""Ids of new records: made of a name, never one that a record of the kind has or had."""

from __future__ import annotations

from collections.abc import Container

from build_tools.checks.rule import Case
from build_tools.curation.finding import refused
from build_tools.dossier import Dossier
from build_tools.model import Record
from build_tools.records import layout
from build_tools.text.names import slug


def free_id(dossier: Dossier, kind: type[Record], name: str, *, code: str) -> str:
    """The id that a name comes to, with a number behind it where one had it before. Raises ProblemsFound with ``code``."""
    stem = slug(name)
    if not stem:
        raise refused(code, f"no id can be made of “{name}”", "Give one: --id, in small letters, digits and hyphens.")
    return numbered(stem, taken(dossier, kind))


def numbered(stem: str, others: Container[str]) -> str:
    """The stem, with the first number from 2 behind it that makes it an id of its own."""
    id, number = stem, 2
    while id in others:
        id, number = f"{stem}-{number}", number + 1
    return id


def require_free(dossier: Dossier, kind: type[Record], id: str, *, code: str) -> None:
    """Raises ProblemsFound with ``code`` where an id is none, or somebody else's."""
    if not layout.is_id(id):
        raise refused(code, f"“{id}” cannot be an id", "Small letters, digits and single hyphens.")
    if id in taken(dossier, kind):
        raise refused(code, f"“{id}” is or was the id of another record", "Choose another id.")


def taken(dossier: Dossier, kind: type[Record]) -> set[str]:
    """The ids that records of a kind have or had, those that cannot be read included."""
    same = (record for record in Case(dossier.corpus).records() if type(record) is kind)
    had = {id for record in same for id in (record.id, *record.was)}
    return had | {id for one, id in dossier.broken if one is kind}
