"""What records, roots and ways are called in a report: names, as the corpus knows them, and ids where it does not."""

from __future__ import annotations

from collections.abc import Iterable

from build_tools.corpus import Corpus
from build_tools.model import Actor, Claim, Entry, EventType, Place, Question, Record, Source, Unnamed
from build_tools.problems import location_of
from build_tools.review.report import Line, Span, Spot, line
from build_tools.roots import Root

_LONGEST = 320


def actor(id: str, corpus: Corpus) -> str:
    """An actor's name; its id where there is no record of it."""
    return corpus.actors[id].name if id in corpus.actors else str(id)


def title_of(record: Record) -> str:
    """What a record is called by people."""
    if isinstance(record, Entry | Source | Question):
        return record.title or record.id
    if isinstance(record, Actor | Place):
        return record.name or record.id
    return record.label if isinstance(record, EventType) else record.id


def speaker(claim: Claim, corpus: Corpus) -> str:
    """Who is said to have said it; the source itself where it names nobody."""
    if isinstance(claim.speaker, Unnamed):
        within = f" ({actor(claim.speaker.within, corpus)})" if claim.speaker.within else ""
        return f"“{claim.speaker.words}”{within}"
    return actor(claim.speaker, corpus) if claim.speaker else "in its own voice"


def chain(claim: Claim, corpus: Corpus) -> str:
    """The way a claim came: “Ida Moss ← via Alder Radio ← The Herald”."""
    source = corpus.sources.get(claim.source)
    publisher = actor(source.publisher, corpus) if source and source.publisher else f"source {claim.source}"
    if claim.speaker is None and not claim.via:
        return f"{publisher}, in its own voice"
    via = [f"via {actor(id, corpus)}" for id in claim.via if actor(id, corpus) != publisher]
    return " ← ".join([speaker(claim, corpus), *via, publisher])


def root(one: Root, corpus: Corpus) -> str:
    """Who stands behind claims in the end."""
    if one.kind == "unnamed":
        return f"“{one.who}” ({one.source})"
    if one.kind == "voice":
        return f"{actor(one.who, corpus) if one.who else one.source}, in its own voice"
    return actor(one.who, corpus)


def span_of_roots(count: tuple[int, int]) -> str:
    """How many roots: “2” or “2–3”."""
    low, high = count
    return str(low) if low == high else f"{low}–{high}"


def spot(value: object, record: Record, *, was: bool = False) -> Spot:
    """Where a value stands; the first line of its record if it does not know."""
    where = location_of(value, record.path)
    return Spot(where.path, where.line, was)


def placed(value: object, record: Record, *, was: bool = False) -> Line:
    """A link to where something stands."""
    where = spot(value, record, was=was)
    return line(" (", Span(f"{where.path}:{where.line}", spot=where), ")") if where.path else ()


def short(text: str, longest: int = _LONGEST) -> str:
    """A text cut off at a word where it is long, and on one line."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else flat[:longest].rsplit(" ", 1)[0] + " …"


def listed(words: Iterable[str]) -> str:
    """“a, b and c”."""
    *most, last = list(words) or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, noun: str) -> str:
    """“1 entry”, “2 entries”."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"
