"""What the program reads in the sentence that words stand in: the claim it would propose, and how a person can take it over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from build_tools.curation.words_of_source import Words
from build_tools.dossier import SEEDS, Dossier
from build_tools.ingest.alone import read_alone
from build_tools.model import Claim, Entry, Unnamed
from build_tools.records.emit import plain_claim
from build_tools.records.emit_yaml import in_flow


@dataclass(frozen=True)
class Read:
    """The proposed claim that shares most letters with the words; ``date`` and ``type`` of the entry it was proposed for."""

    claim: Claim | None = None
    date: str = ""
    type: str = ""
    why: str = ""


def as_read(root: Path, dossier: Dossier, words: Words, *, latest: date) -> Read:
    """Read the article as an import would, and find what it makes of these words."""
    seed = root / SEEDS / words.source.seed
    _, proposal = read_alone(root, seed, published=words.source.published, latest=latest)
    shared = {
        claim.id: min(end, words.end) - max(start, words.start)
        for entry in proposal.entries
        for claim in entry.claims
        for start, end in [proposal.spans[claim.id]]
    }
    best = max(shared, key=lambda id: shared[id], default="")
    if not best or shared[best] <= 0:
        return Read()
    entry, claim = next((entry, one) for entry in proposal.entries for one in entry.claims if one.id == best)
    return Read(_of_words(claim, words), entry.date, _type(entry, dossier), proposal.reasons.get(best, ""))


def _of_words(claim: Claim, words: Words) -> Claim:
    """Without numbers that the words leave out."""
    kept = tuple(one for one in claim.quantities if one.written in words.quote)
    return replace(claim, quote=words.quote, source=words.source.id, quantities=kept, after=words.after, answers={})


def _type(entry: Entry, dossier: Dossier) -> str:
    return entry.type if entry.type in dossier.corpus.types else ""


def shown(read: Read) -> Iterator[str]:
    """What was read, in the words of a record, and how to take it over."""
    if read.claim is None:
        yield "The program reads no statement in these words. Say what you see: --speaker, --stance, --when …"
        return
    fields = {key: value for key, value in plain_claim(read.claim).items() if key not in ("quote", "source", "after")}
    yield "As the program reads this sentence (--as-read takes it over):"
    if not isinstance(read.claim.speaker, str | Unnamed):
        yield "    no speaker: the source in its own voice"
    for key, value in fields.items():
        yield f"    {key}: {in_flow(value)}"
    if read.why:
        yield f"    because: {read.why}"
