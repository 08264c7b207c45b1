"""Turns groups of claims into what draft entries are made of: claims with their names, labels and headings above."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries.grouping import Group, stems
from build_tools.extract.entries.telling import Telling
from build_tools.extract.entries.voiced import Voiced
from build_tools.extract.names.candidates import label_end
from build_tools.extract.reading import Reading
from build_tools.model import Claim, Entry, Unnamed
from build_tools.text.names import slug

_LONGEST_SPEAKER = 60


class EntryMaker:
    """Makes entries one after the other, with ids that are unique and reasons for what they hold.

    No label or heading serves twice; ``tellings``: what each entry was made of, in their order.
    """

    def __init__(self, reading: Reading, groups: Sequence[Group], allowed: Sequence[str]) -> None:
        self._reading = reading
        self._allowed = tuple(allowed)
        self._taken: set[str] = set()
        self._labels: set[str] = set()
        self._under: dict[str, Group] = {}
        for group in groups:
            best = self._under.setdefault(group.section, group)
            if _alike(group) > _alike(best):
                self._under[group.section] = group
        self.tellings: list[Telling] = []
        self.reasons: dict[str, str] = {}

    def make(self, group: Group) -> Entry:
        """The draft entry of one group."""
        told = tuple(self._voiced(item) for item in group.claims)
        heading = group.section if self._under[group.section] is group else ""
        telling = Telling(told, self._label(group), heading, self._reading.published, self._allowed)
        self.tellings.append(telling)
        facts = telling.facts()
        identity = self._identity(facts.title[0])
        why = {"type": facts.type[1], "title": facts.title[1], "date": facts.date[1]}
        self.reasons |= {f"{identity}.{field}": reason for field, reason in why.items()}
        return telling.entry_of(identity, facts)

    def _label(self, group: Group) -> str:
        document = self._reading.document
        block = document.blocks[group.claims[0].block]
        label = document.text[block.start : label_end(document.text, block)].strip().rstrip(":").strip()
        if label in self._labels:
            return ""
        self._labels.add(label)
        return label

    def _voiced(self, item: Drafted) -> Voiced:
        names = [name for name in self._reading.names_in(item.start, item.end) if name.id]
        places = dict.fromkeys(name.id for name in names if name.kind == "place")
        actors = dict.fromkeys(name.id for name in names if name.kind not in ("place", "outlet", ""))
        return Voiced(item, self._speaker(item.claim), tuple(places), tuple(actors))

    def _speaker(self, claim: Claim) -> str:
        if isinstance(claim.speaker, Unnamed):
            words = claim.speaker.words
            return words[:1].upper() + words[1:] if len(words) < _LONGEST_SPEAKER else ""
        entity = self._reading.entities.get(f"actor:{claim.speaker}")
        return entity.name if entity else ""

    def _identity(self, title: str) -> str:
        base = slug(title) or f"event-{len(self._taken) + 1}"
        identity, number = base, 2
        while identity in self._taken:
            identity, number = f"{base}-{number}", number + 1
        self._taken.add(identity)
        return identity


def _alike(group: Group) -> int:
    """How many words of the heading above a group has: a heading is of the claims that tell the same."""
    return len(stems(group.section) & group.words)
