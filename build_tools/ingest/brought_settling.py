"""Each claim of a file held against the texts of a dossier: anchored and made a claim of its own, or refused with its place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from build_tools.brought.anchoring import Anchor, Ground, NotAnchored, normalised
from build_tools.brought.attributes import takes
from build_tools.brought.brought_claim import PARTLY, SHAPE, TWICE, WORDS, BroughtClaim, BroughtFile
from build_tools.brought.fields import shown
from build_tools.brought.known_here import KnownHere
from build_tools.brought.making import Place, made
from build_tools.checks.rules.quote_too_long import BUDGET
from build_tools.dossier import SEEDS
from build_tools.extract.claims.quote_places import QuotePlaces
from build_tools.ingest.anchoring import Anchors
from build_tools.ingest.brought_sources import SourcesHere
from build_tools.ingest.values_in_words import shortened
from build_tools.model import Claim, Source
from build_tools.problems import Level, Problem, ProblemsFound
from build_tools.quotes import find_in
from build_tools.records import layout
from build_tools.seeds import read_document

_SHORTEST_TIP = 12  # characters; of fewer too much is alike
_LONGEST_ID = 200  # of what a name of a file may have, with room for endings
_MOST_TIPS = 40  # words that are nearly those that are sought are looked for so often in one file


@dataclass(frozen=True)
class Settled:
    """A claim of this dossier as a file brings it, and where its words stand in the text of its source."""

    brought: BroughtClaim
    claim: Claim
    source: Source
    start: int
    end: int


@dataclass
class Settling:
    """The claims of one file, one after the other. ``again``: how many say what one before them says."""

    file: BroughtFile
    sources: SourcesHere
    known: KnownHere
    settled: dict[str, Settled] = field(default_factory=dict)
    again: int = 0
    _tips: int = 0
    _places: dict[str, QuotePlaces] = field(default_factory=dict)
    _near: dict[str, Anchors] = field(default_factory=dict)

    def all(self) -> list[Settled]:
        """Every claim that has its place, in the order of the file; what is refused or left out is noted in the file."""
        for brought in self.file.claims:
            try:
                self._take(brought)
            except ProblemsFound as found:
                self.file.note(found)
        self.file.note(list(_left_over(self.file.claims)))
        return list(self.settled.values())

    def _take(self, brought: BroughtClaim) -> None:
        brought = self._under_entry_of_now(brought)
        source, found = self._anchored(brought)
        ground = self.sources.ground_of(source)
        assert ground
        quote = ground.text[found.start : found.end]
        self._require_short(brought, quote, source)
        after = self._after(brought, ground, found, quote)
        if brought.is_own and ground.cuts(found.start, found.end):
            tip = "Look whether the rest of the word says something else (“un-”, “-not”), and quote it whole."
            message = f"the quote begins or ends inside a word: “{shortened(quote, 80)}”"
            self.file.note([Problem(brought.spot.where, PARTLY, message, tip, Level.WARNING)])
        done = made(brought, Place(source, ground.text, quote, after), self.known)
        one = Settled(brought, done.claim, source, found.start, found.end)
        before = self.settled.setdefault(one.claim.id, one)
        if before is one:
            self.file.note(done.told)
        elif (before.claim, before.brought.entry) == (one.claim, one.brought.entry):
            self.again += 1
        else:
            first = before.brought.spot.where
            tip = "One quote of a source is one claim: keep one of the two in the file. The first one counts."
            raise brought.spot.refused(TWICE, f"line {first.line} says something else of the same words", tip)

    def _under_entry_of_now(self, brought: BroughtClaim) -> BroughtClaim:
        if brought.entry and not layout.is_id(brought.entry):
            tip = "Small letters, digits and single hyphens; or leave the entry out, and the claim finds its own."
            raise brought.spot.refused(SHAPE, f"{shown(brought.entry)} cannot be the id of an entry", tip)
        if len(brought.entry) > _LONGEST_ID:
            tip = f"{_LONGEST_ID} letters at most, since a file is called so; or leave the entry out, and the claim finds its own."
            raise brought.spot.refused(SHAPE, f"the entry's id has {len(brought.entry)} letters", tip)
        return replace(brought, entry=self.known.now("timeline", brought.entry)) if brought.entry else brought

    def _anchored(self, brought: BroughtClaim) -> tuple[Source, Anchor]:
        """The one source of those meant that holds the words, and where. Raises ProblemsFound."""
        outcomes = [(source, self._anchor(source, brought)) for source in self.sources.meant(brought)]
        found = [(source, one) for source, one in outcomes if isinstance(one, Anchor)]
        if len(found) > 1:
            names = ", ".join(source.id for source, _ in found)
            tip = "Name one of them in the file, by its id."
            raise brought.spot.refused(WORDS, f"these words stand in several sources: {names}", tip)
        if not found:
            source, why = outcomes[0]
            assert isinstance(why, NotAnchored)
            raise self._refused(brought, source, why)
        return found[0]

    def _anchor(self, source: Source, brought: BroughtClaim) -> Anchor | NotAnchored:
        ground = self.sources.ground_of(source)
        return ground.anchor(brought) if ground else NotAnchored("missing")

    def _after(self, brought: BroughtClaim, ground: Ground, found: Anchor, quote: str) -> str:
        """The words before a quote that stands in the text more than once. Raises ProblemsFound where none decide."""
        places = self._places.setdefault(ground.text, QuotePlaces(ground.text))
        after = places.words_before(found.start, quote)
        if find_in(ground.text, quote, after=after).start != found.start:
            raise self._twins(brought, quote)
        return after

    # ── what is refused ─────────────────────────────────────────────────────────────────────────────────────

    def _require_short(self, brought: BroughtClaim, quote: str, source: Source) -> None:
        """A claim quotes a statement, not a passage; of what people have claimed here before the check tells that."""
        number = len(quote.split())
        if not any(map(str.isalnum, quote)):
            tip = "Give the words that say it."
            raise brought.spot.refused(WORDS, f"{shown(quote)} has no word in it", tip)
        if number > BUDGET and source.rights != "full-text" and not brought.is_own:
            tip = "Let the tool quote the words that bear the statement, and split what asserts two things."
            raise brought.spot.refused(WORDS, f"the quote has {number} words; the budget is {BUDGET}", tip)

    def _refused(self, brought: BroughtClaim, source: Source, why: NotAnchored) -> ProblemsFound:
        seed, quote = f"{SEEDS}/{Path(source.seed).name}", shortened(normalised(brought.quote).strip(), 80)
        ground = self.sources.ground_of(source)
        if ground is None:
            tip = "Put its seed back as it was recorded; without the text no words can be found in it."
            return brought.spot.refused(WORDS, f"the text of source “{source.id}” is not at hand, or has changed", tip)
        if why.why == "missing":
            tip = self._tip(source, ground, normalised(brought.quote).strip())
            return brought.spot.refused(WORDS, f"these words are not in {seed}: “{quote}”", tip)
        if why.why == "within":
            tip = f"Quote whole words: “{shortened(why.there, 60)}”."
            return brought.spot.refused(WORDS, f"the quote begins or ends inside a word: “{quote}”", tip)
        if why.why == "elsewhere":
            tip = "If those are meant, write them as the quoted text; else correct or delete the offsets."
            return brought.spot.refused(WORDS, f"its offsets hold other words: “{shortened(why.there, 80)}”", tip)
        if why.why == "contradicted":
            tip = "Correct the offsets, or the words before and behind; they have to mean one and the same place."
            message = (
                f"these words stand {why.times} times in {seed}, and what the file tells of the place fits none of them"
            )
            return brought.spot.refused(WORDS, message, tip)
        tip = "Tell which is meant: offsets in the text, or some words before and behind (prefix, suffix)."
        return brought.spot.refused(WORDS, f"these words stand {why.times} times in {seed}: “{quote}”", tip)

    def _twins(self, brought: BroughtClaim, quote: str) -> ProblemsFound:
        tip = "Quote some words more, so that they stand there only once."
        message = f"the words before do not tell this place from another: “{shortened(quote, 80)}”"
        return brought.spot.refused(WORDS, message, tip)

    def _tip(self, source: Source, ground: Ground, quote: str) -> str:
        near = self._nearest(source, ground, quote)
        if near and "".join(near.split()) == "".join(quote.split()):
            return f"Only blanks or line breaks differ; in JSON the text has {json.dumps(near, ensure_ascii=False)}."
        if near:
            return f"The nearest there: “{shortened(near)}”"
        return "Only words that stand there letter by letter are taken."

    def _nearest(self, source: Source, ground: Ground, quote: str) -> str:
        self._tips += 1
        if self._tips > _MOST_TIPS or len(quote) < _SHORTEST_TIP:
            return ""
        if source.id not in self._near:
            self._near[source.id] = Anchors(read_document(ground.text, source.seed), {})
        return self._near[source.id].near(quote)


def _left_over(claims: Iterable[BroughtClaim]) -> Iterator[Problem]:
    """One warning for each name under which the claims of a file say what no field takes."""
    counted = Counter(name for claim in claims for name in claim.left)
    for name, number in counted.items():
        first = next(claim for claim in claims if name in claim.left)
        times = "once" if number == 1 else f"{number} times"
        what = "is not in the form that a claim takes" if takes(name) else "is no field of a claim"
        message = f"“{name[:60]}” ({times}, such as {shown(first.left[name])}) {what}"
        tip = "The claims are taken without it; what it says is kept beside the seed (NAME.brought.json)."
        yield Problem(first.spot.where, PARTLY, message, tip, Level.WARNING)
