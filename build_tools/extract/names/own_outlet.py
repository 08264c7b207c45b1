"""“told the Herald” in a text of the Northern Herald: who publishes a text calls itself by the end of its name.

Only behind a small “the”, as papers write of themselves: “The Times” in a text of the Financial Times is another one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.names.registry import Registry
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Document
from build_tools.text.names import fold, slug


def as_publisher(
    document: Document, mentions: Iterable[NameMention], registry: Registry, lexicon: Lexicon
) -> Iterator[NameMention]:
    """The mentions, with such a short form as the name of the publisher; none of a name that the dossier has."""
    whole = fold(document.publisher)
    for mention in mentions:
        if mention.kind == "outlet" and _is_short(document.text, mention, whole, registry):
            entity = _publisher(document.publisher, registry, lexicon)
            yield mention._replace(
                kind=entity.kind, id=entity.id, why=f"short for {entity.name}, which publishes the text"
            )
        else:
            yield mention


def _is_short(text: str, mention: NameMention, whole: str, registry: Registry) -> bool:
    entity = registry.entities.get(f"actor:{mention.id}")
    is_new = entity is None or not entity.known
    return is_new and text.endswith(" the ", 0, mention.start) and whole.endswith(f" {fold(mention.text)}")


def _publisher(name: str, registry: Registry, lexicon: Lexicon) -> Entity:
    known = lexicon.called(name)
    found = (
        Entity(known.id, known.kind, known.names[0], known=True, why="it publishes the text")
        if known
        else Entity(slug(name), "outlet", name, why="it publishes the text")
    )
    return registry.entities.setdefault(f"actor:{found.id}", found)
