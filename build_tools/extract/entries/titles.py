"""Gives a group of claims its title: a label or heading of the text, else its telling claim and who says so.

What only somebody says is never told as a fact: his name stands in the title.
"""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries import headlines
from build_tools.extract.entries.event_types import is_happening
from build_tools.extract.entries.grouping import Group, stems
from build_tools.extract.names.candidates import label_end
from build_tools.extract.reading import Reading
from build_tools.model import Claim, Unnamed
from build_tools.text.article import headings

_TELLING = ("asserts", "confirms", "denies", "expects")
_OF_HIMSELF = ("It ", "He ", "She ", "They ", "Its ", "His ", "Her ", "Their ")
_LONGEST_SPEAKER = 60
_MOST_NAMES = 3
Why = tuple[str, str]


class Titles:
    """Titles one after the other: no label or heading serves twice."""

    def __init__(self, reading: Reading, groups: Sequence[Group]) -> None:
        self._reading = reading
        self._told: set[str] = set()
        self._under: dict[str, Group] = {}
        for group in groups:
            best = self._under.setdefault(group.section, group)
            if _alike(group) > _alike(best):
                self._under[group.section] = group

    def of(self, group: Group) -> Why:
        """The title of one group, and where it comes from."""
        document = self._reading.document
        block = document.blocks[group.claims[0].block]
        label = document.text[block.start : label_end(document.text, block)].strip().rstrip(":").strip()
        if label and label not in self._told:
            self._told.add(label)
            return label, "the paragraph’s own label"
        heading = group.section
        if heading and self._under[heading] is group and _is_of(heading, group):
            return headlines.from_heading(heading), "the heading above"
        return self._of_voices(group.claims) or self._of_claim(_telling(group.claims), group.claims)

    def _of_voices(self, claims: Sequence[Drafted]) -> Why | None:
        """“A, B and C comment”: for quotations of several speakers and nothing else."""
        names = list(dict.fromkeys(self._speaker(item.claim) for item in claims))
        if not 1 < len(names) <= _MOST_NAMES or "" in names or not all(item.direct for item in claims):
            return None
        return f"{', '.join(names[:-1])} and {names[-1]} comment", "all of it is quoted from these speakers"

    def _of_claim(self, item: Drafted, claims: Sequence[Drafted]) -> Why:
        whole = item.content if item.acts else f"{item.subject} {item.content}".strip()
        words, speaker = headlines.from_words(whole), self._speaker(item.claim)
        if not speaker or any(other.claim.speaker is None and not other.is_aside for other in claims) and not item.acts:
            return words, "the words of its first telling claim"
        if item.acts:
            return f"{speaker} {words[:1].lower()}{words[1:]}", "the speaker and what he did"
        if item.direct:
            return f"{speaker}: {words}", "the speaker and the words of his first claim"
        if words.startswith(_OF_HIMSELF):
            return (
                f"{headlines.says(speaker)} {words[:1].lower()}{words[1:]}",
                "the speaker and what he says of himself",
            )
        if not is_happening(item.content):
            return f"{speaker}: {words}", "the speaker and the words of his first claim"
        lower = speaker if isinstance(item.claim.speaker, str) else f"{speaker[:1].lower()}{speaker[1:]}"
        return f"{words}, {headlines.says(lower)}", "the words of its first telling claim and who says so"

    def _speaker(self, claim: Claim) -> str:
        if isinstance(claim.speaker, Unnamed):
            words = claim.speaker.words
            return words[:1].upper() + words[1:] if len(words) < _LONGEST_SPEAKER else ""
        entity = self._reading.entities.get(f"actor:{claim.speaker}")
        return entity.name if entity else ""


def _is_of(heading: str, group: Group) -> bool:
    """A headline about these claims; the name of a part (“Key points”, “How it began”) is no title."""
    return not headings.is_label(heading) and headlines.tells_news(heading) and _alike(group) > 0


def _alike(group: Group) -> int:
    """How many words of the heading above a group has: a heading is of the claims that tell the same."""
    return len(stems(group.section) & group.words)


def _telling(claims: Sequence[Drafted]) -> Drafted:
    """The first claim that is more than an aside or a fragment; a happening before what is only said of it."""
    return min(
        claims, key=lambda item: (item.is_aside, _is_fragment(item), item.claim.stance not in _TELLING, item.direct)
    )


def _is_fragment(item: Drafted) -> bool:
    """Words without the subject that they belong to."""
    return item.content[:1].islower() and not item.subject and not item.acts and item.claim.speaker is None
