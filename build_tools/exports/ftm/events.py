"""An entry → an event as reported, a note with the words of each claim, and who stands how towards it.

Nothing of what is contested is a value of the event: what a claim says stands in its note alone, and the event says
that it is reported, by how many, and whether others deny it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from build_tools.corpus import Corpus
from build_tools.exports.attribution import type_label
from build_tools.exports.ftm.records import Here, as_recorded, dated, in_full, language
from build_tools.exports.ftm.statements import Entity, Statement, says
from build_tools.exports.telling import ToldClaim, ToldEntry
from build_tools.exports.voice import in_words
from build_tools.model import Actor
from build_tools.roots import Root, root_of


def event(told: ToldEntry, here: Here, *, disputed: bool) -> Entity:
    """The event; each source that has claims on it knows it too, and is a proof of its being reported."""
    entry, naming, corpus = told.entry, here.naming, here.corpus
    id, dataset = naming.entity(entry), naming.records
    places = [corpus.places[one] for one in entry.places if one in corpus.places]
    actors = [corpus.actors[one] for one in entry.actors if one in corpus.actors]
    marks = [entry.status if entry.status == "draft" else "", entry.sensitivity if entry.sensitivity != "none" else ""]
    statements = [
        *says(dataset, "name", entry.title or entry.id),
        *dated(dataset, entry.date),
        *says(dataset, "summary", _standing(told, disputed=disputed)),
        *says(dataset, "description", as_recorded(entry.date)),
        *says(dataset, "keywords", type_label(entry, corpus), "reported", *marks),
        *says(dataset, "location", *(in_full(one, corpus) for one in places)),
        *says(dataset, "addressEntity", *map(naming.entity, places)),
        *says(dataset, "involved", *map(naming.entity, actors)),
        *says(dataset, "recordId", entry.id),
        *says(dataset, "sourceUrl", here.page(told.address)),
        *_proofs(told, here, id),
    ]
    return Entity(id, "Event", tuple(statements), str(entry.path))


def _proofs(told: ToldEntry, here: Here, id: str) -> Iterator[Statement]:
    for source in {one.claim.source: one.source for one in told.claims if one.source}.values():
        dataset = here.naming.of_source(source.id)
        yield from says(dataset, "proof", here.naming.entity(source))


def _standing(told: ToldEntry, *, disputed: bool) -> str:
    """“Reported, by 2–3 roots in 2 sources; others deny it, or say otherwise.”"""
    low, high, sources = told.roots.low, told.roots.high, len(told.roots.sources)
    roots = str(high) if low == high else f"{low}–{high}"
    by = f"by {_counted(roots, 'root')} in {_counted(str(sources), 'source')}" if high else "but nobody asserts it"
    return f"Reported, {by}{'; others deny it, or say otherwise' if disputed or _is_denied(told) else ''}."


def _counted(number: str, noun: str) -> str:
    return f"{number} {noun}{'' if number == '1' else 's'}"


def _is_denied(told: ToldEntry) -> bool:
    return any(one.claim.stance == "denies" for one in told.claims)


# ── Claims ──────────────────────────────────────────────────────────────────────────────────────────────────


def note(told: ToldClaim, here: Here) -> Entity:
    """The words of a claim, on the event and on who says so; by the dataset of its source."""
    claim, naming = told.claim, here.naming
    dataset = naming.of_source(told.source.id) if told.source else naming.records
    id = naming.of_parts("claim", told.entry.id, claim.id)
    spoken = claim.lang or (told.source.language if told.source else "")
    speaker = speaking(told, here)
    statements = [
        *says(dataset, "description", claim.quote, lang=language(spoken)),
        *says(dataset, "description", claim.translation.text if claim.translation else "", lang="eng"),
        *says(dataset, "summary", in_words(told, here.corpus), lang="eng"),
        *says(dataset, "entity", naming.entity(told.entry), naming.entity(speaker) if speaker else ""),
        *says(dataset, "proof", naming.entity(told.source) if told.source else ""),
        *says(dataset, "sourceUrl", here.page(told.address)),
    ]
    return Entity(id, "Note", tuple(statements), str(told.entry.path))


def speaking(told: ToldClaim, here: Here) -> Actor | None:
    """Who stands behind a claim, if that is somebody with a name."""
    return heard(told.root, here.corpus)


def heard(root: Root, corpus: Corpus) -> Actor | None:
    """Who a root is, if that is somebody with a name."""
    return corpus.actors.get(root.who) if root.kind in ("named", "voice") else None


def sources_by_speaker(corpus: Corpus) -> Mapping[str, frozenset[str]]:
    """By actor: the sources in which it speaks, by name or as a source's own voice."""
    found: dict[str, set[str]] = {}
    for placed in corpus.claims:
        if speaker := heard(root_of(placed.claim, corpus), corpus):
            found.setdefault(speaker.id, set()).add(str(placed.claim.source))
    return {id: frozenset(held) for id, held in found.items()}


def stands(told: ToldEntry, here: Here) -> Iterator[Entity]:
    """One link from each named speaker to the event for each stance: so that a network shows who asserts and who denies."""
    held: dict[tuple[str, str], list[ToldClaim]] = {}
    for one in told.claims:
        if speaker := speaking(one, here):
            held.setdefault((speaker.id, one.claim.stance), []).append(one)
    for (speaker_id, stance), claims in held.items():
        yield _stand(here.corpus.actors[speaker_id], stance, claims, here)


def _stand(speaker: Actor, stance: str, claims: list[ToldClaim], here: Here) -> Entity:
    naming, entry = here.naming, claims[0].entry
    id = naming.of_parts("stance", speaker.id, entry.id, stance)
    statements: list[Statement] = []
    for source, said in {(one.claim.source, str(one.claim.said)): None for one in claims}:
        record = here.corpus.sources.get(source)
        dataset = naming.of_source(source) if record else naming.records
        statements += [
            *says(dataset, "subject", naming.entity(speaker)),
            *says(dataset, "object", naming.entity(entry)),
            *says(dataset, "role", stance, lang="eng"),
            *dated(dataset, said, between=False),
            *says(dataset, "proof", naming.entity(record) if record else ""),
        ]
    return Entity(id, "UnknownLink", tuple(dict.fromkeys(statements)), str(entry.path))
