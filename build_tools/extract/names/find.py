"""Finds names in a document and says who is who in it: full names, short forms, abbreviations, spellings.

Known names come through the lexicon, new ones from runs of capitals. Makes entities; knows no claims.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.names import kinds, listed_names, odd_names, runs
from build_tools.extract.names.candidates import Candidate, label_end
from build_tools.extract.names.evidence import pooled
from build_tools.extract.names.generic_names import of_the_right_state
from build_tools.extract.names.kind_rules import decide
from build_tools.extract.names.kinds import Kind
from build_tools.extract.names.lexicon import Lexicon, Listed, Match
from build_tools.extract.names.own_outlet import as_publisher
from build_tools.extract.names.people import People
from build_tools.extract.names.registry import Registry
from build_tools.extract.names.runs import Run
from build_tools.extract.names.short_forms import find_bodies, head_words, with_abbreviations
from build_tools.extract.reading import Entity, KnownName, NameMention
from build_tools.model import Document
from build_tools.text.names import fold
from build_tools.text.tokens import tokens


@dataclass(frozen=True)
class Names:
    """The mentions in order, without overlap, and the entities by id with the candidates that made them."""

    mentions: tuple[NameMention, ...]
    entities: Mapping[str, Entity]
    candidates: tuple[Candidate, ...]


def find_names(document: Document, known: Sequence[KnownName] | Lexicon) -> Names:
    """All names of the body, and in headings those that are known by then."""
    lexicon = known if isinstance(known, Lexicon) else Lexicon(known)
    found = list(lexicon.find(document.text))
    odd = tuple(odd_names.runs_of(document, found, lexicon))
    found = list(odd_names.others(document.text, found, odd)) if odd else found
    listed = list(of_the_right_state(document.text, found, lexicon))
    candidates = tuple(pooled(tuple(_candidates(document, listed, {run.start for run in odd}))))
    people = People(candidates, _people_met(listed, lexicon))
    registry = Registry(document, people, {match.listed.id for match in listed if match.listed.kind == "state"})
    mentions = [*listed_names.mentions(document.text, listed, candidates, registry)]
    mentions += [found for candidate in candidates if (found := registry.mention(candidate))]
    mentions += find_bodies(document, registry)
    mentions += odd_names.mentions(document.text, odd)
    chosen = tuple(_without_overlap(mentions))
    chosen = tuple(with_abbreviations(document.text, chosen, registry))
    chosen = tuple(_without_overlap([*chosen, *head_words(document, chosen)]))
    chosen = tuple(as_publisher(document, chosen, registry, lexicon)) if document.publisher else chosen
    entities = {key: _under_dossier(entity, lexicon) for key, entity in registry.entities.items()}
    return Names(chosen, entities, candidates)


def _under_dossier(entity: Entity, lexicon: Lexicon) -> Entity:
    """With the dossier's id for its state."""
    country = entity.country and lexicon.state_id(entity.country)
    return entity if country == entity.country else entity._replace(country=country)


def _people_met(listed: Iterable[Match], lexicon: Lexicon) -> dict[str, str]:
    """The dossier's people that this text names, by every form of their names: a surname alone calls up nobody else."""
    met = {match.listed: None for match in listed if match.listed.kind == "person"}
    names = (name for one in met if (name := lexicon.name_of(one)))
    return {fold(form): name.id for name in names for form in name.names}


# ── Candidates ──────────────────────────────────────────────────────────────────────────────────────────────


def _candidates(document: Document, listed: Sequence[Match], odd: Container[int]) -> Iterator[Candidate]:
    spans = [(match.start, match.end, match.listed) for match in listed]
    cursor = 0
    for sentence in document.sentences:
        block = document.blocks[sentence.block]
        if not block.is_body and block.part != "dateline":
            continue
        start = max(sentence.start, label_end(document.text, block) if sentence.start == block.start else 0)
        if block.is_body and _is_headline(document.text[start : sentence.end]):
            continue
        for run in runs.runs(document.text, start, sentence.end):
            while cursor < len(spans) and spans[cursor][1] <= run.start:
                cursor += 1
            found = None if run.start in odd else _candidate(document.text, run, _within(spans, cursor, run))
            if found:
                yield found


def _is_headline(sentence: str) -> bool:
    """Whether nearly all words have a capital, so that capitals show no names; what is known is found there anyway."""
    if sentence.endswith((".", "”", '"', ". ")) or not sentence[:1].isalnum():
        return False
    words = [word for word in sentence.split() if word[0].isalpha() and len(word) > 3]
    if len(words) < 4 or sentence.rstrip().endswith((".", "”", '"')):
        return False
    return sum(word[0].isupper() for word in words) >= 0.9 * len(words)


def _within(spans: Sequence[tuple[int, int, Listed]], cursor: int, run: Run) -> Sequence[tuple[int, int, Listed]]:
    """The names from the cursor on, all of which end behind the run's start, that begin before its end."""
    stop = cursor
    while stop < len(spans) and spans[stop][0] < run.end:
        stop += 1
    return spans[cursor:stop]


def _candidate(text: str, run: Run, inside: Sequence[tuple[int, int, Listed]]) -> Candidate | None:
    """What a run comes to beside the names of the lexicon that it holds; None where it names nothing."""
    if inside:
        return _beside_listed(text, run, inside)
    return _unless_title(text, run, decide(run, text))


def _beside_listed(text: str, run: Run, inside: Sequence[tuple[int, int, Listed]]) -> Candidate | None:
    """None for what the lexicon covers; without the demonym in front where what follows has no head of its own."""
    covered = any(start <= run.start and end >= run.end for start, end, _ in inside)
    if covered and inside[0][2].way != "capital":
        return None
    kind = decide(run, text)
    if covered:
        return _made(text, run, kind) if kind.place_kind in ("region", "district") else None
    if _is_state(run, inside):
        return None
    whole = kind.weight == 3 and kind.kind in ("organisation", "unit", "outlet", "place", "work")
    whole = whole or kind.kind == "person" and inside[0][2].way == "name" and bool(run.titles)
    if inside[0][0] == run.start and not whole:
        run = _cut_front(text, run, inside[0][1])
        if not run.words or not run.words[0][0].isupper():
            return None
        kind = decide(run, text)
    return _unless_title(text, run, kind)


def _unless_title(text: str, run: Run, kind: Kind) -> Candidate | None:
    """None for words of titles that stand alone or that nothing tells anything of."""
    may_be_title = kind == kinds.NONE or len(run.words) == 1
    return None if may_be_title and _title_words().issuperset(run.words) else _made(text, run, kind)


def _is_state(run: Run, inside: Sequence[tuple[int, int, Listed]]) -> bool:
    """“the Republic of STATE”: no region, the state itself."""
    ends = inside[-1][1] == run.end and inside[-1][2].kind == "state"
    return (
        ends
        and len(run.words) > 2
        and run.words[-2] == "of"
        and run.words[-3] in gazetteer.listed("run_words.tsv", "state-form")
    )


@lru_cache(maxsize=1)
def _title_words() -> frozenset[str]:
    return frozenset(word for title in gazetteer.titles() for word in title)


def _made(text: str, run: Run, kind: Kind) -> Candidate:
    written = text[run.start : run.end + kind.tail]
    name = " ".join((f"{text[run.start : run.end]} {kind.shared}" if kind.shared else written).split())
    return Candidate(run, kind, run.start, run.end + kind.tail, name, written)


def _cut_front(text: str, run: Run, stop: int) -> Run:
    while stop < run.end and not text[stop].isalnum():
        stop += 1
    rest = tuple(token.text for token in tokens(text, stop, run.end))
    return run._replace(start=stop, words=rest, opens=False)


def _without_overlap(mentions: list[NameMention]) -> Iterator[NameMention]:
    end = 0
    for mention in sorted(mentions, key=lambda item: (item.start, -item.end)):
        if mention.start >= end:
            yield mention
            end = mention.end
