"""What reading a document gives: names, entities, quantities, attributions, all with offsets. Only nouns, no rules."""

from __future__ import annotations

import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple, Protocol

from build_tools.model import Document, Role, Unnamed
from build_tools.text.quantities.find import FoundQuantity
from build_tools.text.times.find import TimeExpression

Span = tuple[int, int]


class Known(Protocol):
    """The names that the dossier knows, by (id, ``actor`` or ``place``), and who is called so."""

    @property
    def names(self) -> Mapping[tuple[str, str], KnownName]: ...

    def called(self, written: str) -> KnownName | None: ...


class _Nobody:
    """A dossier without names."""

    names: Mapping[tuple[str, str], KnownName] = {}

    def called(self, written: str) -> KnownName | None:
        return None


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name the dossier knows: the record's id, its kind (an actor kind or ``place``) and all forms of the name.

    ``country``: the id of the state that the record says it belongs to, empty if it says none.
    """

    id: str
    kind: str
    names: tuple[str, ...]
    country: str = ""


class NameMention(NamedTuple):
    """A name in the text: half-open offsets in code points. ``id``: whose it is, empty if that is not resolved."""

    start: int
    end: int
    text: str
    kind: str
    id: str = ""
    why: str = ""


class Entity(NamedTuple):
    """Somebody, some body or some place that the text names. ``known``: the dossier has its record already.

    ``country``, ``part_of``, ``within``: ids of other entities. ``place_kind``: village, region … of a place.
    ``coordinates``: latitude and longitude in decimal degrees, of a city that can be only one.
    """

    id: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    known: bool = False
    country: str = ""
    part_of: str = ""
    within: str = ""
    place_kind: str = ""
    why: str = ""
    coordinates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said what: spans of source, cue and content, and what they come to.

    ``kind``: ``speech`` (said), ``act`` (praised, promised), ``thought`` (believes, expects), ``attitude`` (wants),
    ``deed`` (sentenced, appointed).
    ``speaker`` None: nobody is named, the words only hedge (“are said to”). ``direct``: content is a quotation.
    ``own_stance``: what the cue alone gives, whatever the words say that it leads in.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    speaker: str | Unnamed | None
    via: tuple[str, ...] = ()
    stance: str = "asserts"
    direct: bool = False
    medium: str = ""
    sentence: int = 0
    why: str = ""
    kind: str = "speech"
    own_stance: str = "asserts"


@dataclass(frozen=True)
class Reading:
    """All that was read in one document. Offsets are code points of ``document.text``, half-open.

    ``stances``: position, stance and words of what changes a stance, and whether it stands in a quotation.
    ``published_why``: how the date of publication was inferred, or why the one that the text carries was not taken; empty
    where somebody stated it, or nothing tells it.
    """

    document: Document
    published: str
    times: tuple[TimeExpression, ...] = ()
    names: tuple[NameMention, ...] = ()
    quantities: tuple[FoundQuantity, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    entities: Mapping[str, Entity] = field(default_factory=dict)
    stances: tuple[tuple[int, str, str, bool], ...] = ()
    known: Known = field(default_factory=_Nobody)
    published_why: str = ""

    def stance_of(self, start: int, end: int, *, quoted: bool = False) -> tuple[str, str]:
        """The stance that words of the span give it, and those words; empty if none does.

        Words inside quotations count where the span is a quotation itself (``quoted``).
        """
        first, last = (bisect.bisect_left(self.stances, (position,)) for position in (start, end))
        inside = (self.stances[index] for index in range(first, last))
        return next(((stance, words) for _, stance, words, is_quoted in inside if quoted or not is_quoted), ("", ""))

    @cached_property
    def _name_starts(self) -> list[int]:
        return [name.start for name in self.names]

    def names_in(self, start: int, end: int) -> tuple[NameMention, ...]:
        """The names that begin inside the span."""
        return self.names[bisect.bisect_left(self._name_starts, start) : bisect.bisect_left(self._name_starts, end)]

    def names_touching(self, start: int, end: int) -> tuple[NameMention, ...]:
        """The names that share a letter with the span."""
        first = bisect.bisect_right(self._name_starts, start)
        first -= first > 0 and self.names[first - 1].end > start
        return self.names[first : bisect.bisect_left(self._name_starts, end)]

    @cached_property
    def attributions_by_sentence(self) -> Mapping[int, tuple[Attribution, ...]]:
        """The attributions of each sentence, by its index in ``document.sentences``; each with what is said there.

        Where a quotation goes on, the further sentences hold it without source and cue.
        """
        starts = [sentence.start for sentence in self.document.sentences]
        found: dict[int, list[Attribution]] = {}
        for attribution in self.attributions:
            parts: dict[int, list[Span]] = {attribution.sentence: []}
            for begin, end in attribution.content:
                first, behind = bisect.bisect_right(starts, begin) - 1, bisect.bisect_left(starts, end)
                for index in range(max(first, 0), behind):
                    held = self.document.sentences[index]
                    parts.setdefault(index, []).append((max(begin, held.start), min(end, held.end)))
            for index, spans in parts.items():
                found.setdefault(index, []).append(_part(attribution, index, tuple(spans)))
        return {index: tuple(group) for index, group in found.items()}


def _part(attribution: Attribution, sentence: int, content: tuple[Span, ...]) -> Attribution:
    if sentence == attribution.sentence:
        return replace(attribution, content=content)
    return replace(
        attribution, source=(), cue=(), content=content, sentence=sentence, direct=True, own_stance="asserts"
    )
