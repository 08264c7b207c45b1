"""How much of a curated dossier a fresh import would have proposed: span, speaker, chain, stance, clocks, quantities.

Run ``python -m tests.benchmarks.score_dossier [--root DIR] [--cases DIR] [--errors]``. Reads every seed of the dossier
as a first import that knows its actors and places and no entry, and once more as one that knows no name at all. Writes
nothing. ``--cases`` scores the claims that the case files of a folder mark with ``quote`` instead.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from build_tools import seeds
from build_tools.corpus import Corpus
from build_tools.dossier import open_dossier
from build_tools.extract.propose import propose
from build_tools.extract.read import KnownName, read
from build_tools.ingest.known import names_of
from build_tools.ingest.sound import sound_entries
from build_tools.model import Actor, Claim, Document, Entry, EventType, Quantity, Unnamed
from build_tools.text.names import fold

from .matched_claims import NEAR_SPAN, RIGHT_SPAN, Match, Naming, Told, b_cubed, matched, share, told

FIELDS = ("speaker", "via", "stance", "when", "when told", "said", "values", "quantities")


@dataclass(frozen=True)
class Article:
    """One source with its curated claims (with their entries), and what else the reader is told."""

    document: Document
    published: str
    claims: tuple[tuple[str, Claim], ...]


@dataclass(frozen=True)
class Score:
    """What came of all articles: each curated claim's match, and the proposed claims, by article."""

    matches: list[Match]
    proposed: list[Told]
    needless: int


# ── What is scored ──────────────────────────────────────────────────────────────────────────────────────────


def of_dossier(corpus: Corpus) -> Iterator[Article]:
    """The sources whose text is at hand, with their curated claims."""
    for source_id, document in corpus.documents.items():
        own = [(entry.id, claim) for entry in corpus.entries.values() for claim in entry.claims]
        claims = tuple((entry, claim) for entry, claim in own if claim.source == source_id)
        yield Article(document, corpus.sources[source_id].published, claims)


def of_cases(folder: Path) -> Iterator[Article]:
    """The case files with claims that are marked with their whole quote."""
    for path in sorted(folder.glob("*.txt")):
        text, _, below = path.read_text(encoding="utf-8").partition("=====\n")
        expected = yaml.safe_load(below)
        marked = tuple((row.get("entry", ""), claim_of(row)) for row in expected["claims"] if "quote" in row)
        if marked:
            document = seeds.read_document(seeds.normalise(text.encode(), path.name), path.name)
            yield Article(document, str(expected["published"]), marked)


def claim_of(row: dict[str, Any]) -> Claim:
    """A claim as a case file marks it; what it leaves out is empty. Quantities are written “VALUE UNIT”."""
    speaker = row.get("speaker")
    amounts = (str(amount).partition(" ") for amount in row.get("quantities", ()))
    return Claim(
        quote=row["quote"],
        source="src",
        speaker=Unnamed(speaker["unnamed"], speaker.get("within", "")) if isinstance(speaker, dict) else speaker,
        via=tuple(row.get("via", ())),
        stance=row.get("stance", "asserts"),
        when=str(row.get("when", "")),
        said=str(row.get("said", "")),
        quantities=tuple(Quantity("", value, unit) for value, _, unit in amounts),
    )


# ── Scoring ─────────────────────────────────────────────────────────────────────────────────────────────────


def scored(
    articles: Iterable[Article], known: Sequence[KnownName], types: Sequence[EventType], *, naming: Naming | None
) -> Score:
    """Reads each article and matches its claims. ``naming``: names of curated actors; None where ids are compared."""
    matches: list[Match] = []
    proposed: list[Told] = []
    needless = 0
    for article in articles:
        entries, actors = _imported(article, known, types)
        text = article.document.text
        found = told(
            text, [(f"{article.document.name}:{entry.id}", claim) for entry in entries for claim in entry.claims]
        )
        wanted = told(text, [(f"{article.document.name}:{entry}", claim) for entry, claim in article.claims])
        named = _id if naming is None else by_name(actors)
        matches += matched(wanted, found, naming or _id, named)
        proposed += found
        needless += sum(1 for one in found if not any(share(one, other) >= NEAR_SPAN for other in wanted))
    return Score(matches, proposed, needless)


def _imported(
    article: Article, known: Sequence[KnownName], types: Sequence[EventType]
) -> tuple[Sequence[Entry], Sequence[Actor]]:
    reading = read(article.document, known=known, published=article.published)
    proposal = propose(reading, source_id="src", event_types=types)
    return sound_entries(proposal.entries, article.document, published=article.published), proposal.actors


def _id(actor: str) -> frozenset[str]:
    return frozenset((actor,))


def by_name(actors: Iterable[Actor]) -> Naming:
    """The folded names of each actor by its id."""
    known = {one.id: frozenset(fold(form) for form in (one.name, *(a.name for a in one.aliases))) for one in actors}
    return lambda actor: known.get(actor, frozenset((actor,)))


# ── Printing ────────────────────────────────────────────────────────────────────────────────────────────────


def table(score: Score) -> Iterator[str]:
    """The shares as lines: of all curated claims, and of those with a right span."""
    all_, right = score.matches, [match for match in score.matches if match.share >= RIGHT_SPAN]
    needless = _share(score.needless, len(score.proposed))
    yield f"  {len(all_)} curated claims; {len(score.proposed)} proposed, {needless} of them told by no curated claim"
    yield f"  span: {'; '.join(_spans(all_))}"
    yield f"  {'':<11}{'of all':>9}{'of all, span right too':>25}{'of those with a right span':>29}"
    for name in FIELDS:
        both = sum(name in match.right for match in right)
        anyway = sum(name in match.right for match in all_)
        yield f"  {name:<11}{_share(anyway, len(all_)):>9}{_share(both, len(all_)):>25}{_share(both, len(right)):>29}"
    yield from _grouping(score)


def _spans(matches: Sequence[Match]) -> Iterator[str]:
    """How many of the quotes are right: by words in common, and by what they leave out."""
    exact = (match.proposed is not None and match.proposed.words == match.curated.words for match in matches)
    counts = {
        f"right (≥ {RIGHT_SPAN} of the words)": sum(match.share >= RIGHT_SPAN for match in matches),
        "exact": sum(exact),
        f"≥ {NEAR_SPAN}": sum(match.share >= NEAR_SPAN for match in matches),
        "right, or wider and of no other claim": sum(match.share >= RIGHT_SPAN or match.is_wider for match in matches),
    }
    return (f"{label} {_share(count, len(matches))}" for label, count in counts.items())


def _grouping(score: Score) -> Iterator[str]:
    pairs = [(m.curated.entry, m.proposed.entry) for m in score.matches if m.proposed and m.share >= NEAR_SPAN]
    precision, recall, f1 = b_cubed(pairs)
    curated, proposed = len({m.curated.entry for m in score.matches}), len({one.entry for one in score.proposed})
    yield f"  entries    {proposed} proposed, {curated} curated (by source); B³ precision {precision:.2f} recall {recall:.2f} F1 {f1:.2f}"


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def errors(score: Score) -> Iterator[str]:
    """Each curated claim that is not proposed as it is, with the proposed one and what differs."""
    for match in score.matches:
        wrong = [name for name in FIELDS if name not in match.right]
        if match.share >= RIGHT_SPAN and not wrong:
            continue
        yield f"• {match.curated.claim.quote}"
        found = match.proposed.claim if match.proposed else None
        yield f"  {match.share:.2f} {found.quote if found else '—'}"
        for name in wrong if found else ():
            yield f"      {name}: {_shown(match.curated.claim, name)} ≠ {_shown(found, name)}"


def _shown(claim: Claim | None, name: str) -> object:
    name = "when" if name == "when told" else name
    if name in ("values", "quantities"):
        return [(one.value, one.unit, one.of) for one in claim.quantities] if claim else None
    return getattr(claim, name)


def main() -> None:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--root", type=Path, default=Path())
    parser.add_argument("--cases", type=Path)
    parser.add_argument("--errors", action="store_true")
    chosen = parser.parse_args()
    corpus = open_dossier(chosen.root).corpus
    articles = list(of_cases(chosen.cases) if chosen.cases else of_dossier(corpus))
    types = () if chosen.cases else tuple(corpus.types.values())
    scores = {"": scored(articles, [] if chosen.cases else names_of(corpus), types, naming=None)}
    if not chosen.cases:
        scores["knowing no name"] = scored(articles, [], types, naming=by_name(corpus.actors.values()))
    for label, score in scores.items():
        print(f"{len(articles)} articles, {label or 'as a first import'}")
        print("\n".join([*table(score), *(errors(score) if chosen.errors and not label else ())]))


if __name__ == "__main__":
    main()
