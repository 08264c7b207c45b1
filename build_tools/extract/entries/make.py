"""Turns groups of claims into draft entries: title, date, type, places, actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from build_tools.extract.claims.draft import Drafted
from build_tools.extract.entries.event_types import STATEMENT, event_type
from build_tools.extract.entries.grouping import Group
from build_tools.extract.entries.titles import Titles
from build_tools.extract.reading import Reading
from build_tools.model import Claim, Entry, Unnamed
from build_tools.text import edtf
from build_tools.text.names import slug


class EntryMaker:
    """Makes entries one after the other, with ids that are unique and reasons for what they hold."""

    def __init__(self, reading: Reading, groups: Sequence[Group], allowed: Sequence[str]) -> None:
        self._reading = reading
        self._allowed = allowed
        self._taken: set[str] = set()
        self._titles = Titles(reading, groups)
        self.reasons: dict[str, str] = {}

    def make(self, group: Group) -> Entry:
        """The draft entry of one group."""
        claims = tuple(item.claim for item in group.claims)
        texts = [item.content for item in group.claims if not item.is_aside]
        texts = texts or [item.content for item in group.claims]
        kind, why_type = self._type(group, texts)
        title, why_title = self._titles.of(group)
        date, why_date = self._date(group.claims, kind)
        identity = self._identity(title)
        entry = Entry(
            id=identity,
            title=title,
            date=date,
            type=kind,
            places=self._places(group),
            actors=self._actors(group, claims),
            status="draft",
            claims=claims,
        )
        self.reasons |= {f"{identity}.type": why_type, f"{identity}.title": why_title, f"{identity}.date": why_date}
        return entry

    def _type(self, group: Group, texts: Sequence[str]) -> tuple[str, str]:
        """What is all quotation is a statement, whatever it is about."""
        allowed = not self._allowed or STATEMENT in self._allowed
        if allowed and all(item.direct for item in group.claims):
            return STATEMENT, "all of it is quoted"
        return event_type(texts, self._allowed)

    def _identity(self, title: str) -> str:
        base = slug(title) or f"event-{len(self._taken) + 1}"
        identity, number = base, 2
        while identity in self._taken:
            identity, number = f"{base}-{number}", number + 1
        self._taken.add(identity)
        return identity

    def _date(self, drafted: Sequence[Drafted], kind: str) -> tuple[str, str]:
        """The most exact date of its claims; not of asides and of what is still expected, if there are others."""
        dated = [item for item in drafted if item.claim.when]
        said = next((item.claim.said for item in drafted if item.claim.said), "")
        if said and kind == STATEMENT:
            return said, "the day on which it was said"
        if dated:
            best = min(
                dated, key=lambda item: (item.is_aside, item.claim.stance == "expects", _breadth(item.claim.when))
            )
            return best.claim.when, f"the most exact date that its claims give: {best.claim.when}"
        bound = said or self._reading.published
        try:
            latest = edtf.parse(bound).latest
        except edtf.NotEdtf:
            return "", "no claim is dated and the date of publication is unknown"
        if latest is None:
            return bound, "no claim is dated; what is known of the date of publication stands in"
        whence = "it was said" if said else "of publication"
        return f"[..{latest}]", f"no claim dates it; it is not after the day {whence}"

    def _places(self, group: Group) -> tuple[str, ...]:
        counted = self._in_claims(group, lambda kind: kind == "place")
        return tuple(counted)[:6]

    def _actors(self, group: Group, claims: Sequence[Claim]) -> tuple[str, ...]:
        speakers = [claim.named_speaker for claim in claims if claim.named_speaker]
        within = [
            claim.speaker.within for claim in claims if isinstance(claim.speaker, Unnamed) and claim.speaker.within
        ]
        named = self._in_claims(group, lambda kind: kind not in ("place", "outlet", ""))
        return tuple(dict.fromkeys([*speakers, *within, *named]))[:12]

    def _in_claims(self, group: Group, wanted: Callable[[str], bool]) -> Iterable[str]:
        spans = [(item.start, item.end) for item in group.claims]
        return dict.fromkeys(
            name.id
            for start, end in spans
            for name in self._reading.names_in(start, end)
            if name.id and wanted(name.kind)
        )


def _breadth(date: str) -> int:
    """How many days a date leaves open; an open end counts as a generation."""
    try:
        parsed = edtf.parse(date)
    except edtf.NotEdtf:
        return 10**6
    first, last = parsed.earliest, parsed.latest
    return (last - first).days if first and last else 10**4
