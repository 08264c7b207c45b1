"""Bodies named by a state and a common noun, and abbreviations of names. Adds mentions; decides no kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import NameMention
from build_tools.extract.registry import Registry, owner_ids
from build_tools.model import Document
from build_tools.text import tables


@lru_cache(maxsize=1)
def _body_pattern() -> re.Pattern[str]:
    owners = [form for state in gazetteer.states() for form in (state.name, *state.others, *state.demonyms)]
    nouns = tables.alternatives(gazetteer.body_nouns())
    return re.compile(
        rf"(?<!\w)(?P<owner>{tables.alternatives(owners)})(?:['’]s?)? (?P<noun>{nouns})(?!\w)(?P<next>\s[a-z]+)?"
    )


_MODIFIED = re.compile(
    r"\s(?:aid|uniforms?|train\w*|base|bases|operations?|personnel|officials?|officers?|sources?|leaders?|spokes\w+|forces|equipment|units?|bloggers?|chief|offensive|activity|action|hardware|jets?|planes?|installations?|targets?|experts?|assistance|presence|support|service|agency|buildings?|positions?|facilit\w+|infrastructure|commanders?|campaign|company|exercises?|headquarters|analysts?|parade|drills?|station)\Z"
)


def find_bodies(document: Document, registry: Registry) -> Iterator[NameMention]:
    """“Ukraine’s air force”, “the French government”: a state's body under its common noun."""
    owners = owner_ids()
    for block in document.blocks:
        if block.is_body:
            for found in _body_pattern().finditer(document.text, block.start, block.end):
                if not (found["next"] and _MODIFIED.match(found["next"])):
                    end = found.end("noun")
                    state = owners[re.sub(r"\s+", " ", found["owner"])]
                    entity = registry.body(state, re.sub(r"\s+", " ", found["noun"]))
                    why = f"a body of {gazetteer.state_by_id()[state].name}, by its common noun"
                    yield NameMention(
                        found.start(), end, document.text[found.start() : end], entity.kind, entity.id, why
                    )


def with_abbreviations(text: str, mentions: Sequence[NameMention], registry: Registry) -> Iterator[NameMention]:
    """“X (ABC)” makes ABC another name of X, from there on."""
    short: dict[str, str] = {}
    for mention in mentions:
        found = re.match(r" \((?:the )?[“\"]?([A-Z][A-Za-z&-]{1,9})[”\"]?\)", text[mention.end : mention.end + 20])
        fits = found and (
            _initials_agree(found[1], mention.text) or found[1].isupper() and mention.kind == "organisation"
        )
        if found and fits and mention.id and mention.kind not in ("place", "state") and found[1] not in owner_ids():
            short[found[1]] = f"actor:{mention.id}"
            registry.alias(f"actor:{mention.id}", found[1])
    by_initials: dict[str, str] = {}
    for mention in mentions:
        if mention.id and mention.kind in ("organisation", "unit", "group") and " " in mention.text:
            by_initials.setdefault(_initials(mention.text), f"actor:{mention.id}")
        key = (short.get(mention.text) or by_initials.get(mention.text)) if not mention.id else None
        if key and mention.text not in short:
            registry.alias(key, mention.text)
        if key and key in registry.entities:
            entity = registry.entities[key]
            yield replace(mention, kind=entity.kind, id=entity.id, why=f"the abbreviation of {entity.name}")
        else:
            yield mention


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())


def _initials_agree(short: str, name: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", name)).casefold()
    capitals = [letter.casefold() for letter in short if letter.isupper()]
    agreeing = sum(1 for letter in capitals if letter in initials)
    return len(capitals) >= 2 and capitals[0] == initials[:1] and 2 * agreeing > len(capitals)
