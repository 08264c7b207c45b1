"""Bodies named by a state and a common noun, and abbreviations of names. Adds mentions; decides no kinds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names.owners import owner_ids
from build_tools.extract.names.registry import KNOWN_BEFOREHAND, Registry
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Document
from build_tools.text import tables


@lru_cache(maxsize=1)
def _body_pattern() -> re.Pattern[str]:
    owners = [form for state in gazetteer.states() for form in (state.name, *state.others, *state.demonyms)]
    nouns = tables.alternatives(gazetteer.body_nouns())
    return re.compile(rf"(?P<owner>{tables.searchable(owners)})(?:['’]s?)? (?P<noun>{nouns})(?!\w)(?P<next>\s[a-z]+)?")


@lru_cache(maxsize=1)
def _modified() -> re.Pattern[str]:
    return re.compile(rf"\s{gazetteer.any_of('kind_words.tsv', 'of-body')}\Z")


def find_bodies(document: Document, registry: Registry) -> Iterator[NameMention]:
    """“Ukraine’s air force”, “the French government”: a state's body under its common noun."""
    for block in document.blocks:
        if block.is_body:
            for found in _body_pattern().finditer(document.text, block.start, block.end):
                if not (found["next"] and _modified().match(found["next"])):
                    yield _body(document.text, found, registry)


def _body(text: str, found: re.Match[str], registry: Registry) -> NameMention:
    owner, noun = (re.sub(r"\s+", " ", found[group]) for group in ("owner", "noun"))
    state = owner_ids()[owner]
    entity = registry.body(state, noun)
    start, end = found.start(), found.end("noun")
    why = f"a body of {gazetteer.state_by_id()[state].name}, by its common noun"
    return NameMention(start, end, text[start:end], entity.kind, entity.id, why)


def head_words(document: Document, mentions: Sequence[NameMention]) -> Iterator[NameMention]:
    """“the Ministry”, “the Commission”: the body named last that is called so."""
    last: dict[str, NameMention] = {}
    index = 0
    for found in _head_word().finditer(document.text):
        while index < len(mentions) and mentions[index].end <= found.start():
            if mentions[index].id and mentions[index].kind in ("organisation", "unit"):
                last |= dict.fromkeys(mentions[index].text.split(), mentions[index])
            index += 1
        if (meant := last.get(found["head"])) and found["head"] != meant.text:
            why = f"short for {meant.text}, named before"
            yield meant._replace(start=found.start("head"), end=found.end("head"), text=found["head"], why=why)


@lru_cache(maxsize=1)
def _head_word() -> re.Pattern[str]:
    heads = (word for word, head in gazetteer.heads().items() if head.kind in ("organisation", "unit"))
    return re.compile(
        rf"[Tt](?<!\w.)he (?P<head>{tables.alternatives(heads)})(?!\w|-| (?:of|for|on) | [A-Z]|[’']s [A-Z])"
    )


_BRACKETED = re.compile(r" \((?:the )?[“\"]?([A-Z][A-Za-z&-]{1,9})[”\"]?\)")


def with_abbreviations(text: str, mentions: Sequence[NameMention], registry: Registry) -> Iterator[NameMention]:
    """“X (ABC)” makes ABC another name of X, from there on; so do the initials of a body named before."""
    introduced: dict[str, str] = {}
    beforehand = {found.text for found in mentions if found.why == KNOWN_BEFOREHAND}  # “UNITED NATIONS (AP)”
    by_initials: dict[str, str] = {}
    for mention in mentions:
        if (short := _introduced(text, mention)) and short not in beforehand:
            introduced[short] = f"actor:{mention.id}"
            registry.alias(f"actor:{mention.id}", short)
    for mention in mentions:
        if mention.id and mention.kind in ("organisation", "unit", "group") and " " in mention.text:
            by_initials.setdefault(_initials(mention.text), f"actor:{mention.id}")
        key = introduced.get(mention.text) or ("" if mention.id else by_initials.get(mention.text, ""))
        if key and mention.text not in introduced:
            registry.alias(key, mention.text)
        yield _standing_for(mention, registry.entities[key]) if key in registry.entities else mention


def _standing_for(mention: NameMention, entity: Entity) -> NameMention:
    return mention._replace(kind=entity.kind, id=entity.id, why=f"the abbreviation of {entity.name}")


def _introduced(text: str, mention: NameMention) -> str:
    """The abbreviation in brackets behind a name; empty where there is none that fits it."""
    found = _BRACKETED.match(text, mention.end, mention.end + 20)
    if not found or not mention.id or mention.kind in ("place", "state") or found[1] in owner_ids():
        return ""
    fits = _initials_agree(found[1], mention.text) or found[1].isupper() and mention.kind == "organisation"
    return found[1] if fits else ""


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W_]+", name) if word[0].isupper())


def _initials_agree(short: str, name: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[^\W_]+", name)).casefold()
    capitals = [letter.casefold() for letter in short if letter.isupper()]
    agreeing = sum(1 for letter in capitals if letter in initials)
    return len(capitals) >= 2 and capitals[0] == initials[:1] and 2 * agreeing > len(capitals)
