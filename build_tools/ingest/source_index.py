"""The sources that are known while an import goes from seed to seed, and what of their texts is kept, so that a new one is
found among them without being compared with each. Judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from build_tools.ingest.kinship import VERSION_OF_A_PAGE, Pair
from build_tools.ingest.offered import Offered
from build_tools.ingest.proposed import Proposed
from build_tools.matching import versions
from build_tools.matching.copies import KnownTexts, Overlap
from build_tools.matching.credits import Credit, credit_of, forms
from build_tools.matching.web_addresses import page_key
from build_tools.model import Actor, Source

_MOST_COMPARED = 5  # texts that a new one is compared with sentence by sentence


@dataclass
class SourceIndex:
    """Sources with what is kept of their texts, while an import goes from seed to seed. ``text_of`` gives a whole one;
    ``offered``: what earlier imports have said of them.
    """

    text_of: Callable[[Source], str]
    offered: Offered = field(default_factory=Offered)
    texts: KnownTexts = field(default_factory=KnownTexts)
    sources: dict[str, Source] = field(default_factory=dict)
    credited: dict[str, Credit] = field(default_factory=dict)
    publishers: dict[str, tuple[str, ...]] = field(default_factory=dict)
    pages: dict[str, list[str]] = field(default_factory=dict)
    later: dict[str, list[str]] = field(default_factory=dict)

    def learn(self, publishers: Iterable[Actor]) -> None:
        """Adds the names of actors that may publish; of the names of one actor the last ones count."""
        for actor in publishers:
            self.publishers[actor.id] = (actor.name, *(alias.name for alias in actor.aliases))

    def add(self, source: Source, text: str) -> None:
        """Adds a source with its text, which may be empty where it is not at hand."""
        self.sources[source.id] = Source(
            source.id,
            source.path,
            publisher=source.publisher,
            published=source.published,
            retrieved=source.retrieved,
            url=source.url,
            seed=source.seed,
            republishes=source.republishes,
            updates=source.updates,
            not_same=source.not_same,
        )
        if source.updates:
            self.later.setdefault(source.updates, []).append(source.id)
        if key := page_key(source.url):
            self.pages.setdefault(key, []).append(source.id)
        if text:
            self.texts.add(source.id, text)
            if credit := credit_of(text):
                self.credited[source.id] = credit

    def overlaps(self, proposed: Proposed) -> list[Overlap]:
        """With other texts, but for those that a person has told apart from this one."""
        mine = proposed.source
        found = self.texts.overlaps(mine.id, proposed.document.text)
        return [one for one in found if not self.are_told_apart(mine, self.sources[one.other])]

    def are_told_apart(self, mine: Source, other: Source) -> bool:
        """Whether a person has said that two sources have nothing to do with each other; what goes for a source goes for its
        copies and versions.
        """
        return self._sets_apart(mine, other) or self._sets_apart(other, mine)

    def _sets_apart(self, one: Source, other: Source) -> bool:
        if other.id in one.not_same:
            return True
        family = self._first(other.id) if one.not_same else ""
        return bool(family) and family != self._first(one.id) and any(self._first(id) == family for id in one.not_same)

    def _first(self, source: str) -> str:
        """The source that another one goes back to, as copy or version; safe against loops."""
        seen: set[str] = set()
        while source not in seen and source in self.sources:
            seen.add(source)
            source = self.sources[source].republishes or self.sources[source].updates or source
        return source

    def pairs(self, proposed: Proposed) -> Iterator[Pair]:
        """The new text with every known one that may be the same article: of its outlet or address, or nearly the same."""
        mine, text = proposed.source, proposed.document.text
        overlaps = {one.other: one for one in self.overlaps(proposed)}
        credit = _name_of(credit_of(text))
        for id in self._near(proposed, overlaps):
            other = self.sources[id]
            if id != mine.id and not self.are_told_apart(mine, other) and (known := self.text_of(other)):
                same_credit = credit == _name_of(self.credited.get(id))
                yield Pair(mine, other, versions.compared(known, text), overlaps.get(id), same_credit)

    def _near(self, proposed: Proposed, overlaps: Mapping[str, Overlap]) -> dict[str, None]:
        """The sources that are worth a closer look: of the same text, of the same address, and those that share most."""
        same = self.texts.same(proposed.source.id, proposed.document.text)
        of_page = self.pages.get(page_key(proposed.source.url), [])[-_MOST_COMPARED:]
        near = [id for id, one in overlaps.items() if max(one.of_mine, one.of_other) >= VERSION_OF_A_PAGE]
        return dict.fromkeys([*filter(None, [same]), *of_page, *near[:_MOST_COMPARED]])

    def line(self, source: str) -> list[str]:
        """A source and what it updates, back to the first version; safe against loops."""
        line: list[str] = []
        while source and source not in line:
            line.append(source)
            source = self.sources[source].updates if source in self.sources else ""
        return line

    def after(self, source: str) -> set[str]:
        """What updates a source, however far."""
        found: set[str] = set()
        waiting = [source]
        while waiting:
            new = [id for id in self.later.get(waiting.pop(), ()) if id not in found]
            found.update(new)
            waiting += new
        return found

    def names(self, credit: Credit | None, source: Source) -> bool:
        """Whether a credit names the publisher of a source."""
        names = self.publishers.get(source.publisher) or (source.publisher.replace("-", " "),)
        return credit is not None and credit.names(forms(names))


def _name_of(credit: Credit | None) -> str:
    return credit.name if credit else ""
