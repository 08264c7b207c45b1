"""What a user typed → ids of records: an id, a name or another form of it, however it is capitalised. Pure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from build_tools.model import Actor, EventType, Place, Record
from build_tools.wording.words import name_of


class NotFound(ValueError):
    """No record is called so; the message names those that come near."""


def ids(written: Sequence[str], records: Mapping[str, Record], kind: str) -> tuple[str, ...]:
    """The id of each. Raises NotFound."""
    return tuple(_id(one, records, kind) for one in written)


def _id(written: str, records: Mapping[str, Record], kind: str) -> str:
    if written in records:
        return written
    called = [(name.casefold(), id) for id, record in records.items() for name in _names(record)]
    found = dict.fromkeys(id for name, id in called if name == written.casefold())
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise NotFound(f"“{written}” may be {', '.join(found)}: give the id.")
    near = difflib.get_close_matches(written.casefold(), [name for name, _ in called], 3, 0.6)
    meant = dict.fromkeys(id for one in near for name, id in called if name == one)
    tip = f" Did you mean {', '.join(meant)}?" if meant else f" The ids are the file names in content/ of each {kind}."
    raise NotFound(f"There is no {kind} “{written}”.{tip}")


def _names(record: Record) -> Iterable[str]:
    yield record.id
    yield record.label if isinstance(record, EventType) else name_of(record)
    if isinstance(record, Actor | Place):
        yield from (str(alias.name) for alias in record.aliases)
