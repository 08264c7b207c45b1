"""What an entry is made of: its claims, each with what it names, and the label or heading above them. Knows no text.

Any of the claims can be left out: title, date, type, places and actors are then those of the claims that are left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries import titles
from build_tools.extract.entries.event_types import STATEMENT, event_type
from build_tools.extract.entries.voiced import Voiced
from build_tools.model import Claim, Entry, Unnamed
from build_tools.text import edtf

_MOST_PLACES, _MOST_ACTORS = 6, 12
Why = tuple[str, str]


class Facts(NamedTuple):
    """What a telling comes to."""

    title: Why
    date: Why
    type: Why


@dataclass(frozen=True, slots=True)
class Telling:
    """The claims of one happening with what stands above them. ``allowed``: ids of event types, empty for all."""

    told: tuple[Voiced, ...]
    label: str
    heading: str
    published: str
    allowed: tuple[str, ...]

    def entry(self, identity: str) -> Entry:
        """The draft entry of all claims."""
        return self.entry_of(identity, self.facts())

    def facts(self) -> Facts:
        """Title, date and type, each with its reason: to be worked out once and used often."""
        kind = self.type()
        return Facts(self.title(), self._date(kind[0]), kind)

    def entry_of(self, identity: str, facts: Facts) -> Entry:
        """The draft entry of all claims, with the facts of this telling."""
        return Entry(
            id=identity,
            title=facts.title[0],
            date=facts.date[0],
            type=facts.type[0],
            places=self._ids("places")[:_MOST_PLACES],
            actors=self._ids("actors")[:_MOST_ACTORS],
            status="draft",
            claims=tuple(one.item.claim for one in self.told),
        )

    def of(self, claims: Iterable[Claim]) -> Telling:
        """The same of those claims only that are given, as they are given."""
        given = {claim.quote: claim for claim in claims}
        left = (one for one in self.told if one.item.claim.quote in given)
        return replace(self, told=tuple(one.with_claim(given[one.item.claim.quote]) for one in left))

    def title(self) -> Why:
        """The title and where it comes from."""
        return titles.title_of(self.told, label=self.label, heading=self.heading)

    def type(self) -> Why:
        """The type and why. What is all quotation is a statement, whatever it is about."""
        if (not self.allowed or STATEMENT in self.allowed) and all(one.item.direct for one in self.told):
            return STATEMENT, "all of it is quoted"
        texts = [one.item.content for one in self.told if not one.item.is_aside]
        return event_type(texts or [one.item.content for one in self.told], self.allowed)

    def date(self) -> Why:
        """The most exact date of its claims, and why."""
        return self._date(self.type()[0])

    def _date(self, kind: str) -> Why:
        """The most exact date of its claims; not of asides and of what is still expected, if there are others."""
        claims = [one.item.claim for one in self.told]
        dated = [one.item for one in self.told if one.item.claim.when]
        said = next((claim.said for claim in claims if claim.said), "")
        if said and kind == STATEMENT:
            return said, "the day on which it was said"
        if dated and (
            any(item.claim.stance != "expects" for item in dated) or all(one.stance == "expects" for one in claims)
        ):
            best = min(dated, key=_exactness).claim.when
            return best, f"the most exact date that its claims give: {best}"
        bound = said or self.published
        try:
            latest = edtf.parse(bound).latest
        except edtf.NotEdtf:
            return "", "no claim is dated and the date of publication is unknown"
        if latest is None:
            return bound, "no claim is dated; what is known of the date of publication stands in"
        whence = "it was said" if said else "of publication"
        return f"[..{latest}]", f"no claim dates it; it is not after the day {whence}"

    def ids_beyond(self, other: Telling) -> frozenset[str]:
        """Ids of places and actors that these claims name and those of the other do not."""
        mine, theirs = ({*one._ids("places"), *one._ids("actors")} for one in (self, other))
        return frozenset(mine - theirs)

    def _ids(self, kind: str) -> tuple[str, ...]:
        named: Sequence[str] = [id for one in self.told for id in getattr(one, kind)]
        return tuple(dict.fromkeys([*(self._speakers() if kind == "actors" else ()), *named]))

    def _speakers(self) -> list[str]:
        claims = [one.item.claim for one in self.told]
        within = [claim.speaker.within for claim in claims if isinstance(claim.speaker, Unnamed)]
        return [*(claim.named_speaker for claim in claims if claim.named_speaker), *filter(None, within)]


def _exactness(item: Drafted) -> tuple[bool, bool, int]:
    return item.is_aside, item.claim.stance == "expects", _breadth(item.claim.when)


def _breadth(date: str) -> int:
    """How many days a date leaves open; an open end counts as a generation."""
    try:
        parsed = edtf.parse(date)
    except edtf.NotEdtf:
        return 10**6
    first, last = parsed.earliest, parsed.latest
    return (last - first).days if first and last else 10**4
