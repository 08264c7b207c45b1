"""Which record people mean by what they type: an id, with its kind before it where several records have it."""

from __future__ import annotations

from difflib import get_close_matches

from build_tools.checks.rule import Case
from build_tools.dossier import Dossier
from build_tools.model import Actor, Entry, Place, Question, Record, Source
from build_tools.problems import Location, Problem, ProblemsFound

KINDS: dict[str, type[Record]] = {
    "timeline": Entry,
    "sources": Source,
    "actors": Actor,
    "places": Place,
    "questions": Question,
}


def folder_of(record: Record | type[Record]) -> str:
    """The kind of a record as its folder and the ledgers spell it, such as ``actors``."""
    kind = record if isinstance(record, type) else type(record)
    return next(name for name, one in KINDS.items() if one is kind)


def key_of(record: Record) -> str:
    """``<kind>/<id>``."""
    return f"{folder_of(record)}/{record.id}"


def the_record(dossier: Dossier, meant: str, *kinds: type[Record], code: str) -> Record:
    """The record that ``meant`` names: its id, ``actors/nato`` or a path. Raises ProblemsFound with ``code``.

    ``kinds``: what it may be; anything if none are given.
    """
    folder, _, id = meant.removesuffix(".md").rpartition("/")
    named = next((kind for name, kind in KINDS.items() if name in folder.split("/")), None)
    wanted = [named] if named else [*(kinds or KINDS.values())]
    records = [record for record in Case(dossier.corpus).records() if type(record) in wanted]
    found = [record for record in records if record.id == id]
    if len(found) == 1:
        return found[0]
    if found:
        raise refused(code, f"“{id}” is the id of several records", f"Say which: {', '.join(map(key_of, found))}.")
    raise refused(code, f"there is no record “{meant}”", _tip(id, records))


def done_before(dossier: Dossier, old: str, new: str, *kinds: type[Record]) -> Record | None:
    """The record that has one id and had another that no record has now: whoever asks for that a second time has it."""
    folder, _, id = old.removesuffix(".md").rpartition("/")
    named = next((kind for name, kind in KINDS.items() if name in folder.split("/")), None)
    records = [
        one for one in Case(dossier.corpus).records() if type(one) in ([named] if named else kinds or KINDS.values())
    ]
    found = [one for one in records if one.id == new and id in one.was]
    return found[0] if len(found) == 1 and not any(one.id == id for one in records) else None


def _tip(id: str, records: list[Record]) -> str:
    renamed = next((record for record in records if id in record.was), None)
    if renamed:
        return f"It is {key_of(renamed)} now."
    near = get_close_matches(id, [record.id for record in records], n=3)
    return f"Did you mean {' or '.join(near)}?" if near else "An id is the file's name without “.md”."


def refused(code: str, message: str, tip: str, *, where: Location | None = None) -> ProblemsFound:
    """A command that cannot do what it is asked, with one reason; ``code`` begins with ``cannot-`` and the command.

    ``where``: the line that stands in the way, if there is one.
    """
    return ProblemsFound([Problem(where or Location(code.removeprefix("cannot-")), code, message, tip)])
