"""What a search result shows of each kind of record. Knows the corpus; knows no index and no markup."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from build_tools import offices, voicing
from build_tools.addresses import address_of, anchor_of
from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, PlacedClaim
from build_tools.model import Actor, Entry, EventType, Place, Question, Source
from build_tools.search.names import Names, all_names
from build_tools.search.things import DISPUTED, Card
from build_tools.text.languages import is_foreign
from build_tools.tracing.table import derived

_LONGEST_TEXT = 240  # of a record's prose on a search result, in code points
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^)\n]{0,2000}\)")
_MARKS = re.compile(r"[*_`#>|]+")

_WORDINGS = {"partly": "partly quoted", "reported": "in the outlet’s words", "unknown": "as printed"}

DateInWords = Callable[[str], str]


@dataclass(frozen=True)
class Cards:
    """Makes the card of a record."""

    corpus: Corpus
    agreement: Agreement
    in_words: DateInWords

    @cached_property
    def date_in_words(self) -> DateInWords:
        """The same, remembered: a day is told again and again."""
        return lru_cache(maxsize=16384)(self.in_words)

    @cached_property
    def _names(self) -> Names:
        return Names(self.corpus)

    def actor(self, actor: Actor) -> Card:
        """With the latest role."""
        role = offices.leading(actor)
        roles = [offices.in_words(role, self.corpus.actors.get(role.of))] if role else []
        about = (str(actor.kind).replace("-", " "), *roles)
        return Card(address_of(actor), actor.name, about, plain(actor.body), all_names(actor)[1:])

    def place(self, place: Place) -> Card:
        """With the places that it lies within."""
        above = ", ".join(map(self._names.place, self._names.above(place.id)))
        about = (str(place.kind).replace("-", " "), above)
        return Card(address_of(place), place.name, about, plain(place.body), all_names(place)[1:])

    def question(self, question: Question) -> Card:
        """With what its answers come to."""
        state = self.agreement.findings[question.id].state
        signs = (state.value.replace(" ", "-"),)
        return Card(address_of(question), question.title, (), question.scope or plain(question.body), signs=signs)

    def source(self, source: Source) -> Card:
        """With publisher and day."""
        about = (self._names.actor(source.publisher), self.date_in_words(source.published) if source.published else "")
        return Card(address_of(source), source.title or source.id, about, plain(source.body))

    def entry(self, entry: Entry) -> Card:
        """With date, places and kind of event."""
        kind = self.corpus.types.get(entry.type, EventType(entry.type)).label or entry.type
        places = ", ".join(map(self._names.place, entry.places))
        about = (self.date_in_words(entry.date), places, kind)
        return Card(address_of(entry), entry.title, about, plain(entry.body), signs=self._signs_of_entry(entry))

    def _signs_of_entry(self, entry: Entry) -> tuple[str, ...]:
        denied = any(claim.stance == "denies" for claim in entry.claims)
        disputed = entry.status != "retracted" and (denied or entry.id in self.agreement.disputed_as_reviewed)
        return (*((DISPUTED,) if disputed else ()), *((entry.status,) if entry.status != "reviewed" else ()))

    def claim(self, placed: PlacedClaim) -> Card:
        """With speaker, day and source, so that no words stand without those who said them."""
        claim = placed.claim
        said = self._names.said(claim)
        disputed = (DISPUTED,) if claim.id in derived(self.agreement, disputed_claims) else ()
        reported = tuple(filter(None, [_WORDINGS.get(voicing.voicing(claim, self.corpus), "")]))
        return Card(
            address_of(placed.entry),
            self._names.speaker(placed),
            (self.date_in_words(said) if said else "", *reported, self._names.source(claim.source)),
            f"“{voicing.within_marks(claim.quote)}”" if not reported else voicing.without_marks(claim.quote),
            (placed.entry.title, claim.translation.text) if claim.translation else (placed.entry.title,),
            language if is_foreign(language := self.corpus.language_of(claim)) else "",
            (
                *((claim.stance,) if claim.stance != "asserts" else ()),
                *disputed,
                *(("draft",) if placed.is_draft else ()),
            ),
            anchor_of(placed),
        )


def disputed_claims(agreement: Agreement) -> Mapping[str, bool]:
    """A table: the ids of the claims that some other contradicts."""
    findings = agreement.findings.values()
    return {answer.placed.id: True for finding in findings for answer in finding.contradictions.answering}


def prose(body: str) -> str:
    """A record's prose without its Markdown."""
    return _MARKS.sub(" ", _LINK.sub(r"\1", body))


def plain(body: str) -> str:
    """The beginning of a record's prose without its Markdown, cut at a word."""
    text = " ".join(_MARKS.sub("", _LINK.sub(r"\1", body)).split())
    return text if len(text) <= _LONGEST_TEXT else text[:_LONGEST_TEXT].rpartition(" ")[0] + " …"
