"""What two records that become one say: names and lists are joined, gaps filled, contradictions put to a person."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from build_tools.checks.rule import Case
from build_tools.curation import pointers
from build_tools.curation.edits import Edits
from build_tools.dossier import Dossier
from build_tools.model import Actor, Entry, Place, Record
from build_tools.problems import Problem, ProblemsFound, location_of
from build_tools.records import front_matter, splice, splice_items
from build_tools.records.emit import plain
from build_tools.records.emit_yaml import OneLine

CODE = "cannot-merge"

# Keys with one value each, which two records of one thing cannot both have right where they differ.
_FACTS: Mapping[type[Record], tuple[str, ...]] = {
    Actor: ("kind", "part_of", "country"),
    Place: ("kind", "within", "coordinates"),
    Entry: (),
}
# What goes with a fact and is taken over with it only.
_WITH_FACT = {"coordinates": ("coordinates_from", "precision")}
# An event may be told under several titles: those of the entry that stays count, the others are told.
_TOLD = {Entry: ("title", "date", "type")}
_LISTS: Mapping[type[Record], tuple[str, ...]] = {
    Actor: ("not_same",),
    Place: ("not_same",),
    Entry: ("places", "actors", "see_also", "proposed_by"),
}
_STRICTNESS = ("none", "graphic", "person-at-risk")
_COMMENT = re.compile(r"(?:^|[ \t])(#[^\r\n]*)", re.MULTILINE)
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")


@dataclass(frozen=True)
class Pair:
    """The record that goes and the one that stays."""

    old: Record
    into: Record

    def said(self, record: Record) -> dict[str, Any]:
        """What one of them says, as it stands in its file, with the id that goes already led to the one that stays."""
        return {key: self._led(value) for key, value in plain(record).items()}

    def _led(self, value: Any) -> Any:
        if isinstance(value, list):
            return list(dict.fromkeys(self._led(one) for one in value)) if _all_words(value) else value
        return self.into.id if value == self.old.id else value


def _all_words(value: list[Any]) -> bool:
    return all(isinstance(one, str) for one in value)


# ── what becomes a knot when two are one ────────────────────────────────────────────────────────────────────


def untied(dossier: Dossier, edits: Edits, pair: Pair) -> list[str]:
    """Takes out what would point from the record to itself, or stand in a chain that it begins or ends; told one by one."""
    notes = [f"{pair.into.path}: {words}" for words in _own_knots(edits, pair)]
    both = {pair.old.id, pair.into.id}
    for entry in Case(dossier.corpus).entries() if isinstance(pair.old, Actor) else ():
        for position, claim in enumerate(entry.claims):
            source = dossier.corpus.sources.get(claim.source)
            ends = {source.publisher if source else "": "publisher", claim.named_speaker: "speaker"}
            is_end = next((name for id, name in ends.items() if id in both), "")
            if is_end and both & set(claim.via):
                _take_out(edits, entry.path, ("claims", position, "via"), both)
                notes.append(f"{entry.path}: “{_short(claim.quote)}” went through its own {is_end}: taken out of via")
    return notes


def _own_knots(edits: Edits, pair: Pair) -> Iterator[str]:
    """Pointers from the one that stays to the one that goes."""
    said = plain(pair.into)
    for key in ("part_of", "country", "within"):
        if said.get(key) == pair.old.id:
            edits.change(pair.into.path, splice_items.remove, (key,))
            yield f"{key} was {pair.old.id}, which is the same now: taken out"
    for key in ("see_also",):
        _take_out(edits, pair.into.path, (key,), (pair.old.id,))
    for position, role in enumerate(getattr(pair.into, "roles", ())):
        if role.of == pair.old.id:
            edits.change(pair.into.path, splice_items.remove, ("roles", position, "of"))
            yield f"the role “{role.title}” was of {pair.old.id}, which is the same now: “of” taken out"


def untied_plainly(claim: Mapping[str, Any], id: str) -> dict[str, Any]:
    """A claim of a ledger without its speaker among those who passed it on."""
    via = [one for one in claim.get("via", ()) if one != id or claim.get("speaker") != id]
    return {key: via if key == "via" else value for key, value in claim.items() if key != "via" or via}


def _take_out(edits: Edits, path: str, keys: tuple[str | int, ...], ids: Iterable[str]) -> None:
    held = splice.value_at(edits.text(path), keys)
    for position in reversed(range(len(held) if isinstance(held, list) else 0)):
        if held[position] in ids:  # type: ignore[index]
            edits.change(path, splice_items.remove, (*keys, position))


# ── what is taken over ──────────────────────────────────────────────────────────────────────────────────────


def taken_over(edits: Edits, pair: Pair, preferred: Record | None) -> list[str]:
    """Brings what the old record says into the file of the new one; gives what is told and not taken over.

    Raises ProblemsFound with all contradictions where nobody is preferred.
    """
    contradictions = list(_contradictions(pair))
    if contradictions and not preferred:
        raise ProblemsFound(_as_problem(pair, *one) for one in contradictions)
    notes = [_decided(pair, preferred, *one) for one in contradictions]
    if preferred is pair.old:
        for keys, value, _ in contradictions:
            edits.change(pair.into.path, splice.set_value, keys, value)
    _fill_gaps(edits, pair, {keys for keys, _, _ in contradictions}, preferred)
    _join_lists(edits, pair)
    if not isinstance(pair.old, Entry):
        _join_names(edits, pair)
        return notes
    return [*notes, *_told(edits, pair)]


def _contradictions(pair: Pair) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Key path, what the one that goes says, what the one that stays says."""
    old, into = pair.said(pair.old), pair.said(pair.into)
    for key in _FACTS[type(pair.old)]:
        if key in old and key in into and old[key] != into[key] and pair.into.id not in (old[key], into[key]):
            yield (key,), old[key], into[key]
    links = into.get("links", {})
    for key, value in old.get("links", {}).items():
        if links.get(key, value) != value:
            yield ("links", key), value, links[key]


def _as_problem(pair: Pair, keys: tuple[str, ...], old: Any, into: Any) -> Problem:
    held = getattr(pair.old, keys[0])
    where = location_of(held[keys[1]] if len(keys) > 1 else held[0] if isinstance(held, tuple) else held, pair.old.path)
    message = f"{'.'.join(keys)}: {pair.old.id} says {_shown(old)}, {pair.into.id} says {_shown(into)}"
    tip = f"Are they one? Then correct one of the two, or say whose values count: --prefer {pair.into.id}."
    return Problem(where, CODE, message, tip)


def _decided(pair: Pair, preferred: Record | None, keys: tuple[str, ...], old: Any, into: Any) -> str:
    dropped, by = (into, pair.into) if preferred is pair.old else (old, pair.old)
    return f"not kept: {'.'.join(keys)} {_shown(dropped)}, as {by.id} had it"


def _fill_gaps(edits: Edits, pair: Pair, decided: set[tuple[str, ...]], preferred: Record | None) -> None:
    old, into, path = pair.said(pair.old), pair.said(pair.into), pair.into.path
    for key in _FACTS[type(pair.old)]:
        with_it = _WITH_FACT.get(key, ())
        if key in old and key not in into and old[key] != pair.into.id:
            for name in (key, *(one for one in with_it if one in old and one not in into)):
                edits.change(path, splice.set_value, (name,), old[name])
        elif (key,) in decided and preferred is pair.old:
            for name in (one for one in with_it if one in old):
                edits.change(path, splice.set_value, (name,), old[name])
    new = {key: value for key, value in old.get("links", {}).items() if key not in into.get("links", {})}
    if new and "links" not in into:
        edits.change(path, splice.set_value, ("links",), OneLine(new))
    else:
        for key, value in new.items():
            edits.change(path, splice.set_value, ("links", key), value)


def _join_lists(edits: Edits, pair: Pair) -> None:
    old, path = pair.said(pair.old), pair.into.path
    for key in _LISTS[type(pair.old)]:
        held = splice.value_at(edits.text(path), (key,)) or []
        for id in old.get(key, ()):
            if id not in held and id not in (pair.into.id, pair.old.id):
                edits.change(path, splice.append_item, (key,), id)
    _move_items(edits, pair, "waivers")


def _join_names(edits: Edits, pair: Pair) -> None:
    """The name that goes becomes an alias; aliases and roles that are new come as they are written."""
    old, into = pair.old, pair.into
    assert isinstance(old, Actor | Place) and isinstance(into, Actor | Place)
    known = {into.name, *(alias.name for alias in into.aliases)}
    if old.name not in known:
        edits.change(into.path, splice.append_item, ("aliases",), str(old.name))
    known.add(old.name)
    for position, alias in enumerate(old.aliases):
        if alias.name not in known:
            block = splice_items.written_item(edits.text(old.path), ("aliases", position))
            edits.change(into.path, splice_items.append_written, ("aliases",), block)
    _move_items(edits, pair, "roles")


def _move_items(edits: Edits, pair: Pair, key: str) -> None:
    """The items of a list of mappings that are not there yet, with their comments."""
    text = edits.text(pair.old.path)
    for position, item in enumerate(plain(pair.old).get(key, ())):
        held = splice.value_at(edits.text(pair.into.path), (key,)) or []
        led = {name: pair.into.id if value == pair.old.id else value for name, value in item.items()}
        if led.get("of") == pair.into.id:
            del led["of"]
        if led in held:
            continue
        edits.change(
            pair.into.path, splice_items.append_written, (key,), splice_items.written_item(text, (key, position))
        )
        if "of" in item and "of" not in led:
            edits.change(pair.into.path, splice_items.remove, (key, len(held), "of"))


def _told(edits: Edits, pair: Pair) -> Iterator[str]:
    """Of an entry: what is its own and not taken over; and what has to be looked at again."""
    old, into = pair.old, pair.into
    assert isinstance(old, Entry) and isinstance(into, Entry)
    for key in _TOLD[Entry]:
        mine, other = getattr(into, key), getattr(old, key)
        if mine != other:
            yield f"not taken over: {key} {_shown(other)}; it stays {_shown(mine)}"
    if _STRICTNESS.index(old.sensitivity) > _STRICTNESS.index(into.sensitivity):
        edits.change(into.path, splice.set_value, ("sensitivity",), str(old.sensitivity))
        yield f"sensitivity is {old.sensitivity} now, the stricter of the two"
    if into.status == "reviewed" and old.status == "draft":
        edits.change(into.path, splice.set_value, ("status",), "draft")
        yield "status is draft now: what came from a draft has not been reviewed"


# ── pointers and prose ──────────────────────────────────────────────────────────────────────────────────────


def repoint(dossier: Dossier, edits: Edits, pair: Pair) -> None:
    """Lead what points to the one that goes to the one that stays; a list names it once."""
    found = [
        (record.path, pointer)
        for record, pointer in pointers.pointers_to(dossier, pair.old)
        if record.path != pair.old.path
    ]
    for path, pointer in reversed(found):  # from the end, so that positions hold while items go
        value = splice.value_at(edits.text(path), pointer.keys)
        if value != pair.old.id:
            continue  # taken out already
        beside = splice.value_at(edits.text(path), pointer.keys[:-1]) if isinstance(pointer.keys[-1], int) else None
        if isinstance(beside, list) and pair.into.id in beside:
            edits.change(path, splice_items.remove, pointer.keys)
        else:
            pointers.point(edits, path, pointer, pair.into.id)


def with_prose(text: str, old: Record) -> str:
    """The text with the prose of the record that goes behind its own."""
    prose = old.body.strip("\n")
    body = front_matter.split(text, "").body.replace("\r\n", "\n")
    if not prose.strip() or prose.strip() in body:
        return text
    newline = "\r\n" if "\r\n" in text else "\n"
    gap = newline if body.strip() else ""
    own = text if text.endswith("\n") else text + newline
    return own + gap + prose.replace("\n", newline) + newline


def comments_that_go(old: str, into: str, record: Record) -> Iterator[str]:
    """The comments of the file that goes which the other one does not hold."""
    for comment in _COMMENT.findall(_QUOTED.sub("", front_matter.split(old, "").yaml)):
        if comment.strip() not in into:
            yield f"goes with {record.path}: {comment.strip()}"


def _shown(value: Any) -> str:
    return f"“{', '.join(value) if isinstance(value, list) else value}”"


def _short(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"
