"""LangExtract's annotated documents: ``{document_id, text, extractions: [{extraction_class, extraction_text,
char_interval: {start_pos, end_pos}, alignment_status, attributes …}]}``, as ``save_annotated_documents`` writes them
(langextract 1.x, ``data_lib.annotated_document_to_dict``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from build_tools.brought.attributes import as_fields, names_no_claim
from build_tools.brought.brought_claim import BroughtClaim, BroughtEntry, BroughtFile, SourceHints
from build_tools.brought.fields import list_at, mapping_at, needed_text, span_at, text_at, wrong
from build_tools.brought.located_json import Node
from build_tools.problems import ProblemsFound
from build_tools.text.names import slug

LAYOUT = "LangExtract"
_ROUGH = ("match_greater", "match_lesser", "match_fuzzy")  # the interval holds more, less or something like the words
_MODEL_KEYS = ("model_id", "model", "model_name")
_TOLD = {"extraction_class", "extraction_text", "char_interval", "attributes"}
_MACHINERY = {"alignment_status", "extraction_index", "group_index", "token_interval"}


def is_document(held: Mapping[str, Any]) -> bool:
    """Whether an object is a document of this layout."""
    return "extractions" in held


def take(node: Node, into: BroughtFile) -> None:
    """The extractions of one document; each that is none becomes a problem, and the others count."""
    into.saw(LAYOUT)
    try:
        document, text = text_at(node, "document_id"), node.held.get("text")
        if text is not None and not isinstance(text, str):
            raise wrong(node, ("text",), "a text", text)
        hints = SourceHints((document,) if document else (), text)
        by = _by(node)
        held = list_at(node, "extractions")
    except ProblemsFound as found:
        into.note(found)
        return
    if held:
        for one in node.below("extractions").items():
            try:
                _extraction(one, hints, by, into)
            except ProblemsFound as found:
                into.note(found)


def _by(node: Node) -> str:
    model = next((text_at(node, key) for key in _MODEL_KEYS if node.held.get(key)), "")
    return f"{LAYOUT} ({model})" if model else LAYOUT


def _extraction(node: Node, source: SourceHints, by: str, into: BroughtFile) -> None:
    kind = text_at(node, "extraction_class")
    if names_no_claim(kind):
        into.leave_out(f"extraction of class “{kind}”")
        return
    spot = node.spot("extraction_text")
    given = mapping_at(node, "attributes")
    told, left = as_fields(given.items(), spot)
    besides = sorted(node.held.keys() - _TOLD - _MACHINERY)
    left |= {key: node.held[key] for key in besides if node.held[key] is not None}
    entry, title, type = (str(told.pop(key, "")) for key in ("entry", "title", "type"))
    entry = entry or slug(title)  # whoever names the event groups what belongs to it
    claim = BroughtClaim(
        spot,
        needed_text(node, "extraction_text"),
        source,
        position=span_at(node, ("char_interval", "start_pos"), ("char_interval", "end_pos")),
        is_rough=text_at(node, "alignment_status") in _ROUGH,
        by=by,
        entry=entry,
        left=left,
    )
    into.claims.append(replace(claim, **told))
    if entry and (title or type):
        into.entries.setdefault(entry, BroughtEntry(entry, title=title, type=type))
