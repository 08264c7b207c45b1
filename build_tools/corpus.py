"""The indexed whole: every record and every document of a dossier, with the ways from one to another.

Pure and immutable; knows neither disk nor YAML nor Markdown. ``dossier.py`` makes one from a folder.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from build_tools.model import (
    Actor,
    Capture,
    Claim,
    Document,
    Entry,
    EventType,
    Place,
    Question,
    Record,
    Sentence,
    Source,
    Unnamed,
)
from build_tools.quotes import Found, find_in, is_within_marks
from build_tools.text import edtf
from build_tools.tracing.table import ByKey, as_table, by_key, single, single_field, table

if TYPE_CHECKING:
    from build_tools.text.times.find import TimeExpression

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim together with the entry that holds it and its position there (from 0)."""

    claim: Claim
    entry: Entry
    position: int

    @property
    def id(self) -> str:
        """The claim's computed id."""
        return self.claim.id

    @property
    def is_draft(self) -> bool:
        """Whether it stands in an entry that nobody has reviewed yet."""
        return self.entry.status == "draft"


@dataclass(frozen=True)
class Corpus:
    """All records by id, and the documents by source id (absent where a text is not at hand); ``captures``, by source id
    too, tell of which original a text was made.

    ``entries`` holds what may be published: nothing marked ``person-at-risk`` (those are in ``withheld``).
    ``questions`` holds what a person has declared comparable; what an import only proposes is in ``drafted_questions``.
    ``home`` is ``content/index.md``, ``about`` is ``content/about.md``. ``put_away``: names that
    curators no longer go by, each with the one in its place. Mappings are in reading order: entries by date, the rest by name.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    actors: Mapping[str, Actor] = field(default_factory=dict)
    places: Mapping[str, Place] = field(default_factory=dict)
    questions: Mapping[str, Question] = field(default_factory=dict)
    types: Mapping[str, EventType] = field(default_factory=dict)
    documents: Mapping[str, Document] = field(default_factory=dict)
    captures: Mapping[str, Capture] = field(default_factory=dict)
    withheld: Mapping[str, Entry] = field(default_factory=dict)
    drafted_questions: Mapping[str, Question] = field(default_factory=dict)
    home: single_field[Record | None] = single_field(None)  # noqa: RUF009 (a descriptor, which holds nothing)
    about: single_field[Record | None] = single_field(None)  # noqa: RUF009 (a descriptor, which holds nothing)
    put_away: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Records by id are tables like any other: who reads which is noted."""
        for name, held in self.__dict__.items():
            if isinstance(held, Mapping):
                self.__dict__[name] = as_table(f"Corpus.{name}", held)

    # ── claims ──────────────────────────────────────────────────────────────────────────────────────────────

    @single
    def claims(self) -> tuple[PlacedClaim, ...]:
        """Every claim of every entry that is not retracted, in timeline order."""
        return tuple(
            placed for entry in self.entries.values() if entry.status != "retracted" for placed in placed_claims(entry)
        )

    @table
    def claims_by_speaker(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """By the actor id of a named speaker."""
        return _grouped((placed.claim.named_speaker, placed) for placed in self.claims if placed.claim.named_speaker)

    @table
    def unnamed_within(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """Claims of unnamed speakers, by the actor within which the source places them."""
        return _grouped(
            (placed.claim.speaker.within, placed)
            for placed in self.claims
            if isinstance(placed.claim.speaker, Unnamed) and placed.claim.speaker.within
        )

    @table
    def claims_via(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """By each actor who passed the claim on."""
        return _grouped((actor, placed) for placed in self.claims for actor in placed.claim.via)

    @table
    def claims_by_source(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """By source id, in the order in which the quotes stand in the text."""
        grouped = _grouped((placed.claim.source, placed) for placed in self.claims)

        def in_order(source: str) -> tuple[PlacedClaim, ...]:
            return tuple(sorted(grouped[source], key=lambda placed: self.find(placed.claim).start))

        return ByKey(grouped, in_order)

    @table
    def claims_by_question(self) -> Mapping[str, tuple[PlacedClaim, ...]]:
        """By each question that the claim answers (or declines to answer), a drafted one too."""
        return _grouped((question, placed) for placed in self.claims for question in placed.claim.answers)

    def language_of(self, claim: Claim) -> str:
        """The language of a quote (BCP 47): its own, else that of its source."""
        source = self.sources.get(claim.source)
        return str(claim.lang or (source.language if source else "en"))

    def answers_of(self, claim: Claim) -> dict[str, str]:
        """What the claim answers to questions that a person has declared; a drafted question's answers wait with it."""
        return {id: answer for id, answer in claim.answers.items() if id not in self.drafted_questions}

    # ── entries ─────────────────────────────────────────────────────────────────────────────────────────────

    @single
    def timeline(self) -> tuple[Entry, ...]:
        """Entries that stand (not retracted), by date."""
        return tuple(entry for entry in self.entries.values() if entry.status != "retracted")

    @table
    def entries_by_actor(self) -> Mapping[str, tuple[Entry, ...]]:
        """By each actor that took part."""
        return _grouped((actor, entry) for entry in self.timeline for actor in entry.actors)

    @table
    def entries_by_place(self) -> Mapping[str, tuple[Entry, ...]]:
        """By each place, those of the places within it included."""
        pairs = (
            (place, entry)
            for entry in self.timeline
            for place in dict.fromkeys(above for named in entry.places for above in self.place_and_above(named))
        )
        return _grouped(pairs)

    # ── sources ─────────────────────────────────────────────────────────────────────────────────────────────

    @table
    def sources_by_publisher(self) -> Mapping[str, tuple[Source, ...]]:
        """By the actor id of the publisher."""
        return _grouped((source.publisher, source) for source in self.sources.values() if source.publisher)

    @table
    def copies(self) -> Mapping[str, tuple[Source, ...]]:
        """By source id: the sources that republish it."""
        return _grouped((source.republishes, source) for source in self.sources.values() if source.republishes)

    @table
    def later_versions(self) -> Mapping[str, tuple[Source, ...]]:
        """By source id: the sources that update it."""
        return _grouped((source.updates, source) for source in self.sources.values() if source.updates)

    def origin_of(self, source: str) -> str:
        """The source that this one republishes or updates, at the end of the line: its roots are counted there. Safe against
        loops.
        """
        seen = {source}
        while record := self.sources.get(source):
            above = str(record.republishes or record.updates)
            if not above or above in seen:
                break
            source = above
            seen.add(source)
        return source

    def versions_of(self, source: str) -> frozenset[str]:
        """The source, what it updates and what updates it, however far: the versions of one article."""
        found, waiting = set(), [self.first_version(source), source]
        while waiting:
            if (current := waiting.pop()) not in found:
                found.add(current)
                waiting += [later.id for later in self.later_versions.get(current, ())]
        return frozenset(found)

    def first_version(self, source: str) -> str:
        """The source that this one updates, at the end of the line; itself where it updates none. Safe against loops."""
        seen = {source}
        while (record := self.sources.get(source)) and record.updates and record.updates not in seen:
            source = str(record.updates)
            seen.add(source)
        return source

    # ── actors and places ───────────────────────────────────────────────────────────────────────────────────

    @table
    def parts(self) -> Mapping[str, tuple[Actor, ...]]:
        """By actor id: the actors that are part of it."""
        return _grouped((actor.part_of, actor) for actor in self.actors.values() if actor.part_of)

    @table
    def places_within(self) -> Mapping[str, tuple[Place, ...]]:
        """By place id: the places directly within it."""
        return _grouped((place.within, place) for place in self.places.values() if place.within)

    def place_and_above(self, place: str) -> tuple[str, ...]:
        """A place id and the ids of all that it lies within, nearest first; safe against loops."""
        chain: dict[str, None] = {}
        while place and place not in chain:
            chain[place] = None
            place = self.places[place].within if place in self.places else ""
        return tuple(chain)

    @by_key  # every count of roots asks for the bodies of the same speakers
    def bodies_of(self, actor: str) -> frozenset[str]:
        """The actor and every body it belongs to by role, ``part_of`` or country, however far up."""
        known, waiting = set(), [actor]
        while waiting:
            current = waiting.pop()
            if current in known:
                continue
            known.add(current)
            if record := self.actors.get(current):
                waiting += [body for body in (record.part_of, record.country) if body]
                waiting += [role.of for role in record.roles if role.of]
        return frozenset(known)

    # ── quotes ──────────────────────────────────────────────────────────────────────────────────────────────

    def find(self, claim: Claim) -> Found:
        """Where a claim's quote stands in its source."""
        return self.find_quote(claim.source, claim.quote, after=claim.after)

    def find_quote(self, source: str, quote: str, *, after: str = "") -> Found:
        """Where words stand in a source: by exact search, ``after`` deciding between several (DESIGN.md § 4)."""
        document = self.documents.get(source)  # also where the place is known: whoever asks depends on the text
        key = (source, quote, after)
        if key not in self._found:
            found = find_in(document.text, quote, after=after) if document else Found("text unavailable")
            self._found[key] = found
        return self._found[key]

    @cached_property
    def _found(self) -> dict[tuple[str, str, str], Found]:
        """What was looked for already: rules, pages, search and downloads all ask for the same quotes."""
        return {}

    def sentence_of(self, claim: Claim) -> Sentence | None:
        """The sentence in which a claim's quote begins, None where the text is not at hand."""
        found = self.find(claim)
        if found.outcome != "exact":
            return None
        sentences = self.documents[claim.source].sentences
        at = bisect_right(sentences, found.start, key=lambda sentence: sentence.start) - 1
        return sentences[at] if at >= 0 and found.start < sentences[at].end else None

    def context_of(self, claim: Claim) -> Sentence | None:
        """The sentence that may be shown around a quote: none where a withheld claim has letters of it."""
        sentence = self.sentence_of(claim)
        return sentence if sentence and not self._is_withheld(claim.source, sentence.start, sentence.end) else None

    def withheld_spans(self, source: str) -> tuple[tuple[int, int], ...]:
        """Where claims of withheld entries stand in a source."""
        return self._withheld.get(source, ())

    def _is_withheld(self, source: str, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.withheld_spans(source))

    @table
    def _withheld(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        claims = (claim for entry in self.withheld.values() for claim in entry.claims)
        found = ((claim.source, self.find(claim)) for claim in claims)
        return _grouped((source, (one.start, one.end)) for source, one in found if one.outcome == "exact")

    def time_words(self, placed: PlacedClaim) -> tuple[tuple[str, str, str], ...]:
        """The time expressions of the sentence a quote stands in: as written, as EDTF (empty if unresolved), and why.

        What somebody is quoted with counts from the day on which it was said; where that is not known, it is unresolved.
        """
        sentence = self.sentence_of(placed.claim)
        if sentence is None:
            return ()
        times = self.times_of(placed.claim.source)
        held = (
            time
            for time in times
            if sentence.start <= time.start < sentence.end
            and not self._is_withheld(placed.claim.source, time.start, time.end)
        )
        return tuple(self._as_said(time, placed.claim) for time in held)

    def _as_said(self, time: TimeExpression, claim: Claim) -> tuple[str, str, str]:
        document = self.documents[claim.source]
        if not (time.edtf and time.anchor) or not is_within_marks(document.text, time.start):
            return time.text, time.edtf, time.why
        spoken = self._times_as_said(claim.source, str(claim.said)) if claim.speaker and _is_day(claim.said) else ()
        again = next((one for one in spoken if one.start == time.start), None)
        return (again.text, again.edtf, again.why) if again else (time.text, "", "")

    @by_key
    def _times_as_said(self, source: str, said: str) -> tuple[TimeExpression, ...]:
        return self._counted(source, said, called="the day on which it was said")

    @by_key
    def times_of(self, source: str) -> tuple[TimeExpression, ...]:
        """The time expressions of a source's text, counted from its date of publication; read when first asked for."""
        return self._counted(source, self.sources[source].published)

    def _counted(self, source: str, day: str, *, called: str = "the date of publication") -> tuple[TimeExpression, ...]:
        from build_tools.text.times.find import Anchor, find_times  # a big room, and most checks need nothing of it

        return find_times(self.documents[source], Anchor(day, f"the source: {called}", called))


def _is_day(written: str) -> bool:
    return bool(_DAY.fullmatch(str(written)))


def placed_claims(entry: Entry) -> tuple[PlacedClaim, ...]:
    """The claims of an entry, each with its position."""
    return tuple(PlacedClaim(claim, entry, position) for position, claim in enumerate(entry.claims))


def entry_order(entry: Entry) -> tuple[object, ...]:
    """Sort key of the timeline; an unreadable date sorts last (a check reports it)."""
    try:
        return (0, *edtf.parse(entry.date).sort_key, entry.id)
    except edtf.NotEdtf:
        return (1, entry.id)


def _grouped(pairs: Iterable[tuple[str, object]]) -> dict[str, tuple]:  # type: ignore[type-arg]
    groups: dict[str, list[object]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return {key: tuple(values) for key, values in groups.items()}
