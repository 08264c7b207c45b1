"""Web Annotations (W3C Web Annotation Data Model, 2017): our own export, and what annotation tools hand out (the rows of
Hypothes.is, pages, collections, plain lists). The claim is the quoted words; a comment on them becomes its note.

A body of type Claim, as our export has it, gives every field; elsewhere tags do (“speaker: Jane Doe”, ``attributes.tsv``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from build_tools.brought.attributes import as_fields
from build_tools.brought.brought_claim import SHAPE, BroughtClaim, BroughtEntry, BroughtFile, SourceHints, Speaker
from build_tools.brought.fields import needed_text, span_at, text_at, texts_at, wrong
from build_tools.brought.located_json import Node
from build_tools.brought.own_values import number_of, own_date, own_stance, translated
from build_tools.model import Quantity
from build_tools.problems import ProblemsFound
from build_tools.text.names import slug

LAYOUT = "Web Annotation"
_CONTAINERS = ("items", "first", "rows", "annotations", "@graph")
_CLAIM = "Claim"
_TAGGING = ("tagging", "classifying", "oa:tagging")


def is_container(held: Mapping[str, Any]) -> str:
    """The key under which an object holds annotations, or a page of them; empty where it is no such object."""
    return next((key for key in _CONTAINERS if isinstance(held.get(key), list | Mapping)), "")


def is_annotation(held: Mapping[str, Any]) -> bool:
    """Whether an object is an annotation."""
    return "target" in held


def take(node: Node, into: BroughtFile) -> None:
    """One annotation with all its targets; what is wrong with it is noted."""
    into.saw(LAYOUT)
    if node.held.get("references") or node.held.get("target") in ([], None):
        into.leave_out("annotation without quoted words (a reply, or a note on the whole page)")
        return
    try:
        for target in _each(node, "target"):
            _target(node, target, into)
    except ProblemsFound as found:
        into.note(found)


def _each(node: Node, key: str) -> Iterator[Node]:
    """What stands under a key, be it one thing or a list."""
    held = node.held.get(key)
    if isinstance(held, list):
        yield from node.below(key).items() if held else ()
    elif held is not None:
        yield node.below(key)


def _target(node: Node, target: Node, into: BroughtFile) -> None:
    if not isinstance(target.held, Mapping) or not target.held.get("selector"):
        into.leave_out("annotation without quoted words (a reply, or a note on the whole page)")
        return
    selectors = list(_selectors(target))
    quoted = next((one for one in selectors if _kind(one.held) == "TextQuoteSelector"), None)
    if quoted is None:
        tip = "Only words can become a claim: export the annotation with its TextQuoteSelector."
        raise target.spot("selector").refused(SHAPE, "there is no TextQuoteSelector", tip)
    claim = BroughtClaim(
        quoted.spot("exact"),
        needed_text(quoted, "exact"),
        SourceHints(tuple(_sources(node, target))),
        position=next((span for one in selectors if (span := _position(one))), None),
        prefix=text_at(quoted, "prefix"),
        suffix=text_at(quoted, "suffix"),
        by=_by(node),
    )
    recorded = next((one for one in _each(node, "body") if _kind(one.held) == _CLAIM), None)
    into.claims.append(_as_recorded(claim, recorded, into) if recorded else _as_tagged(claim, node, into))


def _kind(held: Any) -> str:
    kind = held.get("type", held.get("@type", "")) if isinstance(held, Mapping) else ""
    return str(kind[0] if isinstance(kind, list) and kind else kind).rpartition(":")[2]


def _selectors(target: Node, key: str = "selector", depth: int = 0) -> Iterator[Node]:
    """Every selector, those that choose among others or narrow others down too."""
    for one in _each(target, key):
        if not isinstance(one.held, Mapping):
            raise wrong(one, (), "a selector {…}", one.held)
        yield one
        for below in ("items", "refinedBy"):
            if depth < 8 and one.held.get(below):
                yield from _selectors(one, below, depth + 1)


def _position(selector: Node) -> tuple[int, int] | None:
    return span_at(selector, ("start",), ("end",)) if _kind(selector.held) == "TextPositionSelector" else None


def _sources(node: Node, target: Node) -> Iterator[str]:
    """All names of the text that an annotation gives: its target's source and cached copies, and the page's address."""
    for held in (target.held.get("source"), target.held.get("state"), node.held.get("uri")):
        yield from _names(held)


def _names(held: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, list) and depth < 4:
        for one in held:
            yield from _names(one, depth + 1)
    elif isinstance(held, Mapping) and depth < 4:
        for key in ("id", "@id", "cached", "source", "value"):
            yield from _names(held.get(key), depth + 1)


def _by(node: Node) -> str:
    """Who made an annotation: a person's name, an account without its host, or the program."""
    for key in ("creator", "user", "generator"):
        for one in _each(node, key):
            name = text_at(one, "name") if isinstance(one.held, Mapping) else text_at(node, key)
            if name := name.removeprefix("acct:").partition("@")[0].strip():
                return name
    return ""


# ── what is said of the words ───────────────────────────────────────────────────────────────────────────────


def _as_tagged(claim: BroughtClaim, node: Node, into: BroughtFile) -> BroughtClaim:
    """An annotation of another tool: its comments are the note, its tags name fields."""
    comments, tags = [text_at(node, "text")], list(texts_at(node, "tags"))
    linked: list[str] = []
    for body in _each(node, "body"):
        if not isinstance(body.held, Mapping):
            linked.append(str(body.held))
        else:
            (tags if body.held.get("purpose") in _TAGGING else comments).append(text_at(body, "value"))
    pairs = [(name.strip(), value.strip()) for name, mark, value in map(_split, tags) if mark]
    told, left = as_fields(pairs, claim.spot)
    entry, title, type = (str(told.pop(key, "")) for key in ("entry", "title", "type"))
    entry = entry or slug(title)
    if entry and (title or type):
        into.entries.setdefault(entry, BroughtEntry(entry, title=title, type=type))
    if plain := [tag for tag in tags if tag and not _split(tag)[1]]:
        left["tags"] = plain
    if linked:
        left["body"] = linked
    note = "\n\n".join([one for one in (*comments, str(told.pop("note", ""))) if one.strip()])
    return replace(claim, entry=entry, note=note, left=left, **told)


def _split(tag: str) -> tuple[str, str, str]:
    return tag.partition("=" if "=" in tag and ":" not in tag else ":")


def _as_recorded(claim: BroughtClaim, body: Node, into: BroughtFile) -> BroughtClaim:
    """An annotation of our own export: its second body is the claim as recorded."""
    entry = _id(text_at(body, "entry"))
    if entry:
        into.entries.setdefault(entry, BroughtEntry(entry, sensitivity=text_at(body, "sensitivity")))
    text, by = translated(
        text_at(body, "translation", "text"), text_at(body, "translation", "by"), body.spot("translation")
    )
    return replace(
        claim,
        source=replace(claim.source, names=(_id(text_at(body, "source")), *claim.source.names)),
        is_own=True,
        entry=entry,
        speaker=_speaker(body),
        via=tuple(_id(one) for one in texts_at(body, "via")),
        stance=own_stance(text_at(body, "stance"), body.spot("stance")),
        said=own_date(text_at(body, "said"), body.spot("said")),
        when=own_date(text_at(body, "when"), body.spot("when")),
        medium=text_at(body, "medium"),
        quantities=tuple(_quantity(one) for one in _each(body, "quantities")),
        answers={_id(needed_text(one, "question")): needed_text(one, "answer") for one in _each(body, "answers")},
        after=text_at(body, "after"),
        note=text_at(body, "note"),
        lang=text_at(body, "lang"),
        translation=text,
        translation_by=by,
    )


def _quantity(node: Node) -> Quantity:
    value = number_of(needed_text(node, "value"), node.spot("value"))
    return Quantity(needed_text(node, "written"), value, text_at(node, "unit"), text_at(node, "of"))


def _speaker(body: Node) -> Speaker | None:
    held = body.held.get("speaker")
    if not held:
        return None
    if isinstance(held, Mapping):
        words = needed_text(body, "speaker", "unnamed")
        return Speaker(words=words, within=_id(text_at(body, "speaker", "within")))
    return Speaker(id=_id(text_at(body, "speaker")))


def _id(name: str) -> str:
    """The id in a compact or whole address: ``actors:mayor.html``, ``https://…/actors/mayor/``."""
    return name.rstrip("/").rpartition("/")[2].rpartition(":")[2].removesuffix(".html")
