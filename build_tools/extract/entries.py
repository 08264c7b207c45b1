"""Turns groups of claims into draft entries: title, date, type, places, actors."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from build_tools.extract import headlines
from build_tools.extract.candidates import label_end
from build_tools.extract.event_types import event_type
from build_tools.extract.grouping import Group
from build_tools.extract.reading import Reading
from build_tools.model import Claim, Entry, Unnamed
from build_tools.text import edtf, headings
from build_tools.text.names import slug


class EntryMaker:
    """Makes entries one after the other, with ids that are unique and reasons for what they hold."""

    def __init__(self, reading: Reading, allowed: Sequence[str]) -> None:
        self._reading = reading
        self._allowed = allowed
        self._taken: set[str] = set()
        self._told: set[str] = set()
        self.reasons: dict[str, str] = {}

    def make(self, group: Group) -> Entry:
        """The draft entry of one group."""
        claims = tuple(item.claim for item in group.claims)
        texts = [item.content for item in group.claims]
        kind, why_type = self._type(group, texts)
        title, why_title = self._title(group, kind)
        date, why_date = self._date(claims, kind)
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
        """A quotation of one speaker is a statement, whatever it is about."""
        speakers = {str(item.claim.speaker) for item in group.claims}
        allowed = not self._allowed or "statement" in self._allowed
        if allowed and len(speakers) == 1 and all(item.direct for item in group.claims):
            return "statement", "all of it is a quotation of one speaker"
        return event_type(texts, self._allowed)

    def _identity(self, title: str) -> str:
        base = slug(title) or f"event-{len(self._taken) + 1}"
        identity, number = base, 2
        while identity in self._taken:
            identity, number = f"{base}-{number}", number + 1
        self._taken.add(identity)
        return identity

    def _title(self, group: Group, kind: str) -> tuple[str, str]:
        document = self._reading.document
        block = document.blocks[group.claims[0].block]
        end = label_end(document.text, block)
        label = document.text[block.start : end].strip().rstrip(":").strip()
        if label and label not in self._told:
            self._told.add(label)
            return label, "the paragraph’s own label"
        heading = group.section
        if heading and heading not in self._told and not headings.is_label(heading):
            self._told.add(heading)
            return headlines.from_heading(heading), "the heading above"
        return self._title_from_words(group, kind)

    def _title_from_words(self, group: Group, kind: str) -> tuple[str, str]:
        """The first claim that asserts something, with its speaker where the words alone would be the source's own."""
        plain = (item for item in group.claims if item.claim.stance in ("asserts", "confirms", "denies", "expects"))
        best = next(plain, group.claims[0])
        words, speaker = headlines.from_words(best.content), self._speaker_name(best.claim)
        if speaker and best.claim.stance == "denies":
            return f"{speaker} denies: {words}", "the speaker and what is denied"
        if speaker and (kind == "statement" or best.direct) and speaker.split()[-1] not in words:
            return f"{speaker}: {words}", "the speaker and the words of its first claim"
        return words, "the words of its first claim"

    def _speaker_name(self, claim: Claim) -> str:
        if isinstance(claim.speaker, Unnamed):
            words = claim.speaker.words
            return words[:1].upper() + words[1:] if len(words) < 50 else ""
        entity = self._reading.entities.get(f"actor:{claim.speaker}")
        return entity.name if entity else ""

    def _date(self, claims: Sequence[Claim], kind: str) -> tuple[str, str]:
        dated = [claim for claim in claims if claim.when]
        if dated:
            best = min(dated, key=lambda claim: (_breadth(claim.when), claims.index(claim)))
            return best.when, f"the most exact date that its claims give: {best.when}"
        said = next((claim.said for claim in claims if claim.said), "")
        if said and kind in ("statement", "diplomacy"):
            return said, "the day on which it was said"
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
