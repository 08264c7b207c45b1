"""Our own JSON: a line of ``claims.jsonl`` or ``entries.jsonl``, and ``dossier.json`` as a whole (``exports/formats``)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from build_tools.brought.brought_claim import BroughtClaim, BroughtEntry, BroughtFile, SourceHints, Speaker
from build_tools.brought.fields import held_at, list_at, mapping_at, needed_text, span_at, text_at, texts_at, wrong
from build_tools.brought.located_json import Node
from build_tools.brought.own_values import number_of, own_date, own_stance, translated
from build_tools.model import Quantity
from build_tools.problems import ProblemsFound

LAYOUT = "Claimline"
_OTHER_KINDS = ("publisher", "aliases", "finding", "coordinates", "label")  # keys of lines of our other files


def is_whole(held: Mapping[str, Any]) -> bool:
    """Whether an object is a ``dossier.json``."""
    return str(held.get("format", "")).startswith("claimline-dossier")


def is_claim(held: Mapping[str, Any]) -> bool:
    """Whether an object is a claim."""
    return "quote" in held


def is_entry(held: Mapping[str, Any]) -> bool:
    """Whether an object is an entry: it says of claims which they are, not what."""
    return "title" in held and "status" in held and "date" in held


def is_other_kind(held: Mapping[str, Any]) -> bool:
    """Whether an object is a source, an actor, a place, a question or a type of event."""
    return "id" in held and any(key in held for key in _OTHER_KINDS)


def take_whole(node: Node, into: BroughtFile) -> None:
    """Entries and claims of a whole dossier."""
    for key, take in (("entries", take_entry), ("claims", take_claim)):
        try:
            held = list_at(node, key)
        except ProblemsFound as found:
            into.note(found)
            continue
        for one in node.below(key).items() if held else ():
            take(one, into)


def take_claim(node: Node, into: BroughtFile) -> None:
    """One claim; what is wrong with it is noted."""
    into.saw(LAYOUT)
    try:
        claim = _claim(node)
        into.claims.append(claim)
        if claim.entry and node.held.get("entry_title"):
            title, type = " ".join(text_at(node, "entry_title").split()), text_at(node, "entry_type")
            told = BroughtEntry(claim.entry, title=title, date=_date(node, "entry_date"), type=type)
            into.entries.setdefault(claim.entry, told)
    except ProblemsFound as found:
        into.note(found)


def take_entry(node: Node, into: BroughtFile) -> None:
    """What is told of an entry, for the case that its claims come and it is not there."""
    try:
        entry = _entry(node)
        into.entries[entry.id] = entry
    except ProblemsFound as found:
        into.note(found)


def _claim(node: Node) -> BroughtClaim:
    quote = needed_text(node, "quote")
    text, by = translated(
        text_at(node, "translation", "text"), text_at(node, "translation", "by"), node.spot("translation")
    )
    return BroughtClaim(
        node.spot("quote"),
        quote,
        SourceHints(tuple(filter(None, (needed_text(node, "source"), text_at(node, "source_sha256"))))),
        position=span_at(node, ("position", "start"), ("position", "end")),
        after=text_at(node, "after"),
        id=text_at(node, "id"),
        entry=text_at(node, "entry"),
        is_own=True,
        speaker=_speaker(node),
        via=texts_at(node, "via"),
        stance=own_stance(text_at(node, "stance"), node.spot("stance")),
        said=_date(node, "said"),
        when=_date(node, "when"),
        medium=text_at(node, "medium"),
        quantities=_quantities(node),
        answers={key: text_at(node, "answers", key) for key in mapping_at(node, "answers")},
        note=text_at(node, "note"),
        lang=text_at(node, "lang"),
        translation=text,
        translation_by=by,
    )


def _speaker(node: Node) -> Speaker | None:
    held = held_at(node, "speaker")
    if held is None or held == "":
        return None
    if isinstance(held, str):
        return Speaker(id=text_at(node, "speaker"))
    if not isinstance(held, Mapping):
        raise wrong(node, ("speaker",), '{"actor": id} or {"unnamed": words}', held)
    found = Speaker(
        id=text_at(node, "speaker", "actor"),
        words=text_at(node, "speaker", "unnamed"),
        within=text_at(node, "speaker", "within"),
    )
    if bool(found.id) == bool(found.words):
        raise wrong(node, ("speaker",), '{"actor": id} or {"unnamed": words}', held)
    return found


def _date(node: Node, key: str) -> str:
    """``{edtf, earliest, latest}``, or the EDTF string alone."""
    keys = (key, "edtf") if isinstance(node.held.get(key), Mapping) else (key,)
    return own_date(text_at(node, *keys), node.spot(*keys))


def _quantities(node: Node) -> tuple[Quantity, ...]:
    if not list_at(node, "quantities"):
        return ()
    found = []
    for one in node.below("quantities").items():
        if not isinstance(one.held, Mapping):
            raise wrong(one, (), "{written, value, unit, of}", one.held)
        value = number_of(needed_text(one, "value"), one.spot("value"))
        found.append(Quantity(needed_text(one, "written"), value, text_at(one, "unit"), text_at(one, "of")))
    return tuple(found)


def _entry(node: Node) -> BroughtEntry:
    return BroughtEntry(
        needed_text(node, "id"),
        title=" ".join(text_at(node, "title").split()),
        date=_date(node, "date"),
        type=text_at(node, "type"),
        sensitivity=text_at(node, "sensitivity"),
        places=texts_at(node, "places"),
        actors=texts_at(node, "actors"),
        see_also=texts_at(node, "see_also"),
        body=text_at(node, "body"),
        is_whole=True,
    )
