"""What the rules of speech look at: the text, the actors named in it, and who spoke last. Decides nothing."""

from __future__ import annotations

import bisect
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from build_tools.extract import gazetteer
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Unnamed

_ACTORS = frozenset(("person", "organisation", "state", "unit", "outlet", "group"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the actor's id or words for somebody unnamed; the span of the words, and why it is he."""

    who: str | Unnamed
    start: int
    end: int
    why: str
    kind: str = ""


def clause_words(kind: str) -> str:
    """A regular expression for the small words of one kind."""
    return gazetteer.any_of("clause_words.tsv", kind)


_ONE = re.compile(r"(?:an?|one|another|his|her|its|the)\b(?: [\w’'-]+){1,6}", re.I)


def _is_one_person(who: str | Unnamed) -> bool:
    """“A former inspector”, whom “she” may lead back to; not “officials”, “a report” or “the agency”."""
    found = _ONE.match(who.words) if isinstance(who, Unnamed) else None
    if not found:
        return False
    nouns, things = gazetteer.speaker_nouns(), (*gazetteer.listed("clause_words.tsv", "paper"), "video", "jury")
    noun = next((word for word in found[0].casefold().split() if word in nouns), "")
    return nouns.get(noun) == "singular" and noun not in things


class Scene:
    """A text with its actors in order. ``last`` and ``last_person`` spoke last; rules read them, ``remember`` sets."""

    def __init__(self, text: str, mentions: Sequence[NameMention], entities: Mapping[str, Entity]) -> None:
        self.text = text
        self._mentions = [mention for mention in mentions if mention.id and mention.kind in _ACTORS]
        self._starts = [mention.start for mention in self._mentions]
        self._ends = [mention.end for mention in self._mentions]
        self._entities = entities
        self._within_by_noun: dict[str, str] = {}
        self.last: Speaker | None = None
        self.last_person: Speaker | None = None

    def remember(self, speaker: Speaker) -> None:
        """Makes him the one that “he” and “sources” lead back to."""
        self.last = speaker
        if isinstance(speaker.who, Unnamed) and speaker.who.within:
            for noun in re.findall(r"[a-z]+", speaker.who.words.casefold()):
                self._within_by_noun[noun.removesuffix("s")] = speaker.who.within
        if speaker.kind == "person" or _is_one_person(speaker.who):
            self.last_person = speaker

    def within_of(self, noun: str) -> str:
        """The body that the unnamed speakers of this noun belonged to before; empty if none did."""
        return self._within_by_noun.get(noun.removesuffix("s"), "")

    def inside(self, start: int, end: int) -> list[NameMention]:
        """The actors named wholly inside the span."""
        first, last = bisect.bisect_left(self._starts, start), bisect.bisect_left(self._starts, end)
        return [mention for mention in self._mentions[first:last] if mention.end <= end]

    def back_from(self, position: int, most: int) -> Iterator[NameMention]:
        """The actors named before the position, the nearest first, at most so many."""
        index = bisect.bisect_left(self._starts, position)
        return reversed(self._mentions[max(0, index - most) : index])

    @cached_property
    def _surnames(self) -> Mapping[str, str]:
        return {found.text.split()[-1]: found.id for found in self._mentions if found.kind == "person"}

    def person_called(self, words: str) -> str:
        """The person of the text whose name ends as the words do; empty if none does."""
        return self._surnames.get(words.split()[-1], "") if words.strip() else ""

    def last_of(self, kinds: Collection[str], *, before: int, most: int) -> NameMention | None:
        """The nearest actor of these kinds among so many before the position."""
        return next((found for found in self.back_from(before, most) if found.kind in kinds), None)

    def ended_at(self, position: int) -> NameMention | None:
        """The last actor named whose name has ended there."""
        index = bisect.bisect_right(self._ends, position) - 1
        return self._mentions[index] if index >= 0 else None

    def name_of(self, mention: NameMention) -> str:
        """The full name of the actor mentioned, empty if it is not known."""
        entity = self._entities.get(f"actor:{mention.id}")
        return entity.name if entity else ""
