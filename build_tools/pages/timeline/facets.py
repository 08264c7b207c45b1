"""The ways to filter the timeline, and what their choices are called. Counts nothing but how often each is met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from build_tools.corpus import Corpus
from build_tools.pages.entry.cards import Card
from build_tools.wording import terms, words


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to filter: its ``choices`` as key and label, the most frequent first.

    ``box`` is its name in the address and in the form: two facets may share one, and are then chosen side by side.
    """

    key: str
    box: str
    label: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class _Way:
    """``key`` is that of ``Card.facets``; ``name`` words one choice."""

    key: str
    label: str
    name: Callable[[str, Corpus], str]
    box: str = ""


def facets(listed: Sequence[Card], corpus: Corpus) -> list[Facet]:
    """The filters that could leave some entries out."""
    made = [_facet(way, listed, corpus) for way in _WAYS]
    return [facet for facet in made if facet]


def _facet(way: _Way, listed: Sequence[Card], corpus: Corpus) -> Facet | None:
    counts = Counter(str(value) for one in listed for value in one.facets[way.key])
    if not counts or (len(counts) == 1 and counts.total() == len(listed)):
        return None
    named = ((value, str(way.name(value, corpus))) for value in counts)
    choices = sorted(named, key=lambda choice: (-counts[choice[0]], choice[1].casefold(), choice[0]))
    return Facet(way.key, way.box or way.key, way.label, tuple(choices))


def boxes(made: Iterable[Facet]) -> dict[str, str]:
    """The boxes of the form with what each is called, in order."""
    return {facet.box: _BOXES.get(facet.box, facet.label) for facet in made}


def _actor(key: str, corpus: Corpus) -> str:
    return words.actor(key, corpus).text


def _place(key: str, corpus: Corpus) -> str:
    return words.name_of(corpus.places[key]) if key in corpus.places else key


def _source(key: str, corpus: Corpus) -> str:
    return words.source_title(key, corpus).text


def _question(key: str, corpus: Corpus) -> str:
    return words.name_of(corpus.questions[key])


def _agreement(key: str, _: Corpus) -> str:
    return "Disputed" if key == "disputed" else terms.term("entry-state", key).label


def _review(key: str, _: Corpus) -> str:
    return terms.term("status", key).label


_BOXES = {"status": "Status"}
_WAYS = (
    _Way("actor", "Actor", _actor),
    _Way("place", "Place", _place),
    _Way("type", "Kind", words.event_type),
    _Way("source", "Source", _source),
    _Way("question", "Question", _question),
    _Way("agreement", "What its sources come to", _agreement, box="status"),
    _Way("review", "Review", _review, box="status"),
)
