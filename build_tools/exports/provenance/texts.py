"""Sources: who published them, which original and which normalised text there is of them, and who made that text."""

from __future__ import annotations

from collections.abc import Iterator

from build_tools.corpus import Corpus
from build_tools.exports.provenance.agents import Agents
from build_tools.iris import SOFTWARE, Names, as_iri, compact
from build_tools.model import Capture, Source
from build_tools.sparse import Json, if_any


def source(one: Source, corpus: Corpus, agents: Agents, names: Names) -> Iterator[Json]:
    """A publication, then its original as received, then its text."""
    iri = compact(Source, one.id)
    by = [
        *([agents.actor(one.publisher)] if one.publisher else []),
        *(agents.author(name, one.id) for name in one.authors),
    ]
    yield from (agents.of_author(name, one.id) for name in dict.fromkeys(one.authors))
    yield _publication(one, iri, by)
    yield {
        "@id": f"{iri}#publication",
        "@type": ["Activity", "Publish"],
        **if_any("wasAssociatedWith", by[:1] if one.publisher else []),
        **if_any("date", str(one.published)),
    }
    if one.sha256:
        yield from _text(one, corpus.captures.get(one.id), agents, names)


def _publication(one: Source, iri: str, by: list[str]) -> Json:
    return {
        "@id": iri,
        "@type": "Entity",
        "label": str(one.title or one.id),
        **if_any("page", as_iri(one.url)),
        **if_any("wasAttributedTo", by),
        "wasGeneratedBy": f"{iri}#publication",
        **if_any("wasDerivedFrom", [compact(Source, before) for before in (one.republishes, one.updates) if before]),
        **if_any("wasRevisionOf", compact(Source, one.updates) if one.updates else ""),
    }


def _text(one: Source, capture: Capture | None, agents: Agents, names: Names) -> Iterator[Json]:
    """The text that is hashed and quoted, made by the program of what was received."""
    iri, text = compact(Source, one.id), names.text(one)
    made_of = f"urn:sha256:{capture.original_sha256}" if capture and capture.original_sha256 else iri
    if made_of not in (iri, text):
        yield {
            "@id": made_of,
            "@type": "Entity",
            "label": str(capture.original if capture else ""),
            "wasDerivedFrom": iri,
        }
    yield {
        "@id": f"{iri}#import",
        "@type": "Activity",
        "wasAssociatedWith": SOFTWARE,
        "used": made_of,
        **if_any("reader", str(capture.reader) if capture else ""),
    }
    yield {"@id": text, "@type": "Entity", "wasDerivedFrom": made_of, "wasGeneratedBy": f"{iri}#import"}
