"""Reads the words before or behind a cue as a speaker: a name, somebody without a name, or a pronoun.

Keeps what was said last in the text, so that “he”, “the ministry”, “sources” lead back. Knows no claims.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Entity, NameMention
from build_tools.model import Unnamed
from build_tools.text import tables

_ACTORS = frozenset(("person", "organisation", "state", "unit", "outlet", "group"))
_LEAD = re.compile(
    r"(?:(?:but|and|while|although|though|as|in addition|meanwhile|however|yet|also|earlier|later)[ ,]{1,2}){1,3}", re.I
)
_BREAK = re.compile(
    r"(?:[,;:—–“”\"()]|\b(?:that|but|while|although|though|whereas|because|since|when|if|after|before|until|which|"
    r"where|and|or|as|what|how|than|whether)\b)\s*"
)
_INSIDE = re.compile(r"\b(?:of|for|by|with|from|at|in|to) (?:the )?\Z")
_CLAUSED = re.compile(
    r"(?<![\w’])(?P<np>[A-Za-z][^,“”;:.\n]{2,90}), (?:who|whose|speaking|which|published|released|conducted|based|"
    r"led|funded|a|an|the)\b"
)
_PRONOUNS = {"he": "person", "she": "person", "they": "any", "it": "body", "who": "who", "we": "any", "i": "any"}
_AUXILIARY = re.compile(
    r"\s*\b(?:has|have|had|also|later|then|already|now|previously|repeatedly|further|however|earlier|recently|publicly|"
    r"officially|immediately|reportedly|first|still|both|all|even|just|since|once|again|is|was|are|were|too|itself|"
    r"himself|herself|"
    r"do|does|did|would|could|will|might|may|on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|yesterday|in turn)\s*\Z"
)


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the actor's id or words for somebody unnamed; the span of the words, and why it is he."""

    who: str | Unnamed
    start: int
    end: int
    why: str
    kind: str = ""


class Speakers:
    """Reads speakers one after the other, in the order of the text, and remembers them."""

    def __init__(self, text: str, mentions: Sequence[NameMention], entities: Mapping[str, Entity]) -> None:
        self._text = text
        self._mentions = [mention for mention in mentions if mention.id and mention.kind in _ACTORS]
        self._starts = [mention.start for mention in self._mentions]
        self._ends = [mention.end for mention in self._mentions]
        self._entities = entities
        self.last: Speaker | None = None
        self._last_person: Speaker | None = None
        self._within_by_noun: dict[str, str] = {}

    def remember(self, speaker: Speaker) -> None:
        """Makes him the one that “he” and “sources” lead back to."""
        self.last = speaker
        if isinstance(speaker.who, Unnamed) and speaker.who.within:
            for noun in re.findall(r"[a-z]+", speaker.who.words.casefold()):
                self._within_by_noun[noun.removesuffix("s")] = speaker.who.within
        if speaker.kind == "person":
            self._last_person = speaker

    def mentions_in(self, start: int, end: int) -> list[NameMention]:
        """The actors named wholly inside the span."""
        first = bisect.bisect_left(self._starts, start)
        last = bisect.bisect_left(self._starts, end)
        return [mention for mention in self._mentions[first:last] if mention.end <= end]

    def last_outlet(self, before: int) -> NameMention | None:
        """The outlet named last before the position (“told the publication”)."""
        index = bisect.bisect_left(self._starts, before)
        return next(
            (found for found in reversed(self._mentions[max(0, index - 60) : index]) if found.kind == "outlet"), None
        )

    # ── Before the cue ──────────────────────────────────────────────────────────────────────────────────────

    def before(self, start: int, end: int) -> Speaker | None:
        """The subject that ends at ``end`` (the cue's start) and begins not before ``start``."""
        start = max(start, end - 400)
        end = self._without_auxiliaries(start, end)
        if self._text[start:end].endswith(","):
            return self._apposed(start, end - 1) or self._with_clause(start, end - 1) or self._subject(start, end - 1)
        return self._subject(start, end)

    def _without_auxiliaries(self, start: int, end: int) -> int:
        for _ in range(4):
            piece = self._text[max(start, end - 40) : end]
            found = _AUXILIARY.search(piece)
            if not found or not piece[: found.start()].strip(" ,"):
                break
            end -= len(piece) - found.start()
        while end > start and self._text[end - 1].isspace():
            end -= 1
        aside = re.search(r"\s?\([^()\n]{1,40}\)\Z", self._text[max(start, end - 45) : end])
        return end - len(aside[0]) if aside else end

    def _apposed(self, start: int, end: int) -> Speaker | None:
        """“NAME, the head of …, reported”: the name before the apposition, not the last name inside it."""
        people = [name for name in self.mentions_in(start, end) if name.kind == "person"]
        for name in people:
            behind = self._text[name.end : end]
            if re.match(r"(?: of| from| at),? [A-Z][^,“”]{2,60}\Z", behind):
                return Speaker(
                    name.id, name.start, end, f"{name.text}, with where he belongs, before the cue", "person"
                )
        for mention in self.mentions_in(start, end):
            if _INSIDE.search(self._text[max(start, mention.start - 12) : mention.start]):
                whole = self._phrase(self._clause_start(start, mention.start), mention.end)
                if whole and isinstance(whole.who, Unnamed):
                    return whole
            clear = "“" not in self._text[mention.end : end] and "”" not in self._text[mention.end : end]
            if (
                re.match(r"(?: [a-z]+){0,2}(?:,| \()", self._text[mention.end : mention.end + 30])
                and clear
                and mention.kind in ("person", "organisation", "outlet", "group")
            ):
                return Speaker(
                    mention.id, mention.start, end, f"{mention.text}, with an apposition, before the cue", mention.kind
                )
        return None

    def _with_clause(self, start: int, end: int) -> Speaker | None:
        """“A ministry official, who asked not to be named, told …”, “A study, published in …, found …”."""
        found = _CLAUSED.search(self._text, start, end)
        if not found or self._text[found.end("np") : end].count(",") > 3:
            return None
        return self._phrase(found.start("np"), found.end("np"))

    def _subject(self, start: int, end: int) -> Speaker | None:
        begin = self._clause_start(start, end)
        return self._phrase(begin, end)

    def _clause_start(self, start: int, end: int) -> int:
        """Behind the last mark or joining word that is not inside a name."""
        begin = start
        names = self.mentions_in(start, end)
        for found in _BREAK.finditer(self._text, start, end):
            inside = any(name.start < found.end() and found.start() < name.end for name in names)
            if not inside and found.end() < end:
                begin = found.end()
        return begin

    def _phrase(self, begin: int, end: int) -> Speaker | None:
        """A noun phrase as a speaker, None where its head can say nothing."""
        while begin < end and self._text[begin].isspace():
            begin += 1
        words = self._text[begin:end].strip()
        if not words or len(words) > 220:
            return None
        lead = _LEAD.match(words)
        if lead and lead.end() < len(words):
            begin += lead.end()
            words = words[lead.end() :]
        if words.casefold() in _PRONOUNS:
            return self._pronoun(words, begin, end)
        names = self.mentions_in(begin, end)
        unnamed = self._unnamed(words, begin, end, names)
        if unnamed:
            return unnamed
        if names and self._is_head(names[-1], begin, end):
            name = names[-1]
            return Speaker(name.id, begin, end, f"{name.text} stands at the cue", name.kind)
        if names and self._text[begin : names[0].start].strip().casefold() in ("", "the"):
            name = names[0]
            return (
                Speaker(name.id, begin, end, f"{name.text} heads the words at the cue", name.kind)
                if self._can_speak(name, end)
                else None
            )
        return self._short_form(words, begin, end)

    def _is_head(self, name: NameMention, begin: int, end: int) -> bool:
        return not self._text[name.end : end].strip(" .") and not re.search(
            r"\b(?:in|at|near|to|into|over|against|with|from|on|by|than) (?:the )?\Z", self._text[begin : name.start]
        )

    def _can_speak(self, name: NameMention, end: int) -> bool:
        """“the NAME news channel claimed”, “General Staff of Ukraine’s military reported”."""
        tail = self._text[name.end : end].strip()
        return bool(
            re.fullmatch(
                r"(?:[’']s? )?(?:[a-z-]+ ){0,2}(?:channel|agency|newspaper|website|magazine|military|government|"
                r"broadcaster|ministry|police|army|spokes\w+|service|office|group|company|team|committee|department)",
                tail,
            )
        )

    def _pronoun(self, words: str, begin: int, end: int) -> Speaker | None:
        kind = _PRONOUNS[words.casefold()]
        if kind == "who":
            index = bisect.bisect_right(self._ends, begin) - 1
            near = self._mentions[index] if index >= 0 else None
            if near and begin - near.end <= 3:
                return Speaker(near.id, near.start, end, f"“who” stands for {near.text}", near.kind)
            return None
        before = self._last_person if kind == "person" else self.last
        if before is None or begin - before.end > 2500:
            before = self._recent_person(begin) if kind == "person" else None
        if before is None:
            return None
        return Speaker(before.who, begin, end, f"“{words}” leads back to who spoke last", before.kind)

    def _recent_person(self, begin: int) -> Speaker | None:
        index = bisect.bisect_left(self._starts, begin)
        for name in reversed(self._mentions[max(0, index - 8) : index]):
            if name.kind == "person":
                return Speaker(name.id, name.start, name.end, "", "person")
        return None

    def _unnamed(self, words: str, begin: int, end: int, names: list[NameMention]) -> Speaker | None:
        found = _unnamed_pattern().fullmatch(words)
        if not found:
            return None
        noun = found["noun"].casefold()
        if names and names[-1].end == end and not found["rest"]:
            return None
        shown = re.sub(r"\s+", " ", words).strip()
        definite = re.match(r"(?:the|this|that)\s", words, re.I) and not found["rest"]
        if definite and noun in ("statement", "report", "study", "document", "survey", "poll"):
            return self._by_kind(words, begin, end, ("organisation", "outlet")) or Speaker(
                Unnamed(shown), begin, end, "unnamed, by its noun"
            )
        within = self._within(names, words, begin)
        if not within and _bare(words):
            within = self._within_by_noun.get(noun.removesuffix("s"), "")
        return Speaker(Unnamed(shown, within), begin, end, f"somebody without a name, by “{found['noun']}”", "unnamed")

    def _within(self, names: list[NameMention], words: str, begin: int) -> str:
        for name in reversed(names):
            if name.kind in ("organisation", "state", "unit", "group"):
                return name.id
        if re.search(
            r"\b(?:in|at|of|from|with) the (?:agency|ministry|department|company|service|organi[sz]ation|office|"
            r"group)\b",
            words,
        ):
            near = self._by_kind(words, begin, begin, ("organisation", "unit"))
            return near.who if near and isinstance(near.who, str) else ""
        return ""

    def _short_form(self, words: str, begin: int, end: int) -> Speaker | None:
        """“the ministry”, “the agency”, “the group”: the body of that word named last, else the one that spoke last."""
        found = re.fullmatch(
            r"(?:the|this|a|an|his|her|its|their|local) (?:[\w’-]+ ){0,4}?(?P<noun>[a-z]+)", words, re.I
        )
        if not found:
            return None
        noun = found["noun"].casefold()
        index = bisect.bisect_left(self._starts, begin)
        for name in reversed(self._mentions[max(0, index - 80) : index]):
            if noun in name.text.casefold() or noun in self._name_of(name).casefold():
                return Speaker(name.id, begin, end, f"“{words}” stands for {name.text}", name.kind)
        definite = len(words.split()) == 2 and words[:2].casefold() == "th"
        known = self._by_kind(words, begin, end, _GENERAL[noun]) if definite and noun in _GENERAL else None
        if known is None and noun in _BODIES:
            return Speaker(Unnamed(words), begin, end, f"a body without a name, by “{noun}”", "unnamed")
        return known

    def _name_of(self, name: NameMention) -> str:
        entity = self._entities.get(f"actor:{name.id}")
        return entity.name if entity else ""

    def _by_kind(self, words: str, begin: int, end: int, wanted: Sequence[str]) -> Speaker | None:
        index = bisect.bisect_left(self._starts, begin)
        for name in reversed(self._mentions[max(0, index - 40) : index]):
            if name.kind in wanted:
                return Speaker(
                    name.id, begin, end, f"“{words}” stands for {name.text}, the last of its kind", name.kind
                )
        return None

    # ── Behind the cue ──────────────────────────────────────────────────────────────────────────────────────

    def behind(self, start: int, end: int) -> Speaker | None:
        """The subject that begins at ``start`` behind a cue (“…,” said NAME, TITLE) or “according to”."""
        while start < end and self._text[start].isspace():
            start += 1
        stop = self._phrase_end(start, min(end, start + 260))
        names = [name for name in self.mentions_in(start, stop)]
        if names and self._leads(names[0], start):
            name = names[0]
            if not _unnamed_pattern().fullmatch(self._text[start:stop].strip()):
                return Speaker(name.id, start, max(name.end, start), f"{name.text} stands behind the cue", name.kind)
        return self._phrase(start, stop)

    def _leads(self, name: NameMention, start: int) -> bool:
        lead = self._text[start : name.start]
        return (
            len(lead) <= 70
            and not re.search(r"[,;:]", lead)
            and (not lead.strip() or lead.casefold().startswith(("the ", "a ", "an ")) or lead[0].isalpha())
        )

    def _phrase_end(self, start: int, end: int) -> int:
        found = re.compile(
            r"[,.;:—“”\"](?:\s|\Z)|\b(?:on|in|at|during|after|when|who|as|while|that|told|to)\b\s"
        ).search(self._text, start + 1, end)
        return found.start() if found else end


_GENERAL: dict[str, tuple[str, ...]] = {
    "agency": ("organisation", "outlet"), "group": ("group", "organisation"), "company": ("organisation",),
    "organisation": ("organisation",), "organization": ("organisation",), "newspaper": ("outlet",),
    "outlet": ("outlet",),
    "publication": ("outlet",), "channel": ("outlet",), "body": ("organisation",), "office": ("organisation",),
    "president": ("person",), "minister": ("person",), "spokesman": ("person",), "spokeswoman": ("person",),
    "spokesperson": ("person",), "official": ("person",), "general": ("person",), "governor": ("person",),
    "mayor": ("person",), "diplomat": ("person",), "judge": ("person",), "commander": ("person",),
    "leader": ("person",),
    "court": ("organisation",), "ministry": ("organisation",), "commission": ("organisation",),
    "professor": ("person",),
    "researcher": ("person",), "secretary": ("person",), "chairman": ("person",), "analyst": ("person",),
}  # fmt: skip


_BODIES = frozenset(
    "agency department ministry court hospital company university government council office army military team "
    "family party "
    "union group operator airline firm bank charity service commission authority authorities institute "
    "observatory party "
    "parliament police brigade command administration mission embassy committee ministry association federation club "
    "organisation organization watchdog regulator".split()
)


def _bare(words: str) -> bool:
    return len(words.split()) <= 2 and words.casefold().removeprefix("the ") in gazetteer.speaker_nouns()


@lru_cache(maxsize=1)
def _unnamed_pattern() -> re.Pattern[str]:
    nouns = tables.alternatives(gazetteer.speaker_nouns())
    return re.compile(
        rf"(?:[\w’'.-]+,?\s){{0,9}}?(?P<noun>(?i:{nouns}))(?P<rest>\s(?:in|of|from|at|with|within|close to|familiar "
        rf"with|polled by|surveyed by|interviewed by|led by|cited by|quoted by|who|on|for|inside|"
        rf"briefed on)\s[^,;:“”]{{2,120}})?"
    )
