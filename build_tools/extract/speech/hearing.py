"""What a rule of attribution works with, and how it states its finding: who, via whom, where, with what stance."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract.reading import Attribution, Span
from build_tools.extract.speech import cues, speakers
from build_tools.extract.speech.clauses import trimmed_end
from build_tools.extract.speech.quotations import Quotations
from build_tools.extract.speech.scene import Scene, Speaker, clause_words
from build_tools.extract.speech.stances import Stances
from build_tools.model import Sentence, Unnamed

_REACH = 2000  # characters around a cue in which words are looked for that say where something was said


@dataclass(frozen=True, slots=True)
class Passage:
    """The sentence that is read: its index in the document, where it begins behind a label, and where it ends."""

    index: int
    start: int
    end: int
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class Hearing:
    """The document's text, with its actors, its quotations and the words that change a stance.

    Its methods put together what the rules found.
    """

    text: str
    scene: Scene
    quotations: Quotations
    stances: Stances

    def has_speech(self, start: int, end: int) -> bool:
        """Whether somebody's words are quoted in the span."""
        return self.quotations.has_speech(start, end)

    def rest(self, passage: Passage, start: int) -> tuple[Span, ...]:
        """The sentence from ``start`` on, as content."""
        end = trimmed_end(self.text, passage.end)
        return ((start, end - (self.text.endswith(".", start, end) and end - start > 1)),)

    def heard(
        self, passage: Passage, speaker: Speaker, *, cue: Span, content: Sequence[Span], stance: str = "asserts",
        direct: bool | None = None, kind: str = "speech",
    ) -> Attribution:  # fmt: skip
        """The attribution, with those who passed it on, the medium and a stance that the words may change.

        Its speaker is from now on the one who spoke last.
        """
        self.scene.remember(speaker)
        return self.repeated(passage, speaker, cue=cue, content=content, stance=stance, direct=direct, kind=kind)

    def repeated(
        self, passage: Passage, speaker: Speaker, *, cue: Span, content: Sequence[Span], stance: str = "asserts",
        direct: bool | None = None, kind: str = "speech",
    ) -> Attribution:  # fmt: skip
        """The same for a further statement of somebody who is remembered already."""
        who, via, chain = _chain(self.scene, speaker, cue, passage.sentence)
        spans = tuple([span for span in content if span[1] > span[0]])
        changed, words = ("", "") if stance != "asserts" else self.stance_in(spans)
        reasons = [speaker.why, chain, f"“{words}” changes the stance" if words else ""]
        return Attribution(
            source=((speaker.start, speaker.end),) if speaker.end > speaker.start else (),
            cue=(cue,),
            content=spans,
            speaker=who,
            via=via,
            stance=changed or stance,
            direct=any(self.has_speech(*span) for span in spans) if direct is None else direct,
            medium=cues.medium_within(self.text, *_near(passage, cue), self.quotations),
            sentence=passage.index,
            why="; ".join(reason for reason in reasons if reason),
            kind=kind,
            own_stance=stance,
        )

    def stance_in(self, spans: Sequence[Span]) -> tuple[str, str]:
        """The stance that the first words to do so give the spans, and those words; both empty if none do."""
        for start, end in spans:
            if (found := self.stances.within(start, end))[0]:
                return found
        return "", ""


def _near(passage: Passage, cue: Span) -> Span:
    """The sentence; of one that is longer than any prose, what lies around the cue."""
    return max(passage.sentence.start, cue[0] - _REACH), min(passage.end, cue[1] + _REACH)


# ── Via whom ────────────────────────────────────────────────────────────────────────────────────────────────


def _chain(scene: Scene, speaker: Speaker, cue: Span, sentence: Sentence) -> tuple[str | Unnamed, tuple[str, ...], str]:
    """Who it leads back to, via whom, and why: “told the X”, “in an interview with X”, “X, citing Y”."""
    origin = _cited(scene, speaker, cue, sentence)
    if origin is not None and isinstance(speaker.who, str):
        return origin.who, (speaker.who,), "cited by an outlet that passes it on"
    told = _told().search(scene.text, cue[0], sentence.end)
    told = told or _published().search(scene.text, speaker.start, speaker.end)
    outlet = _outlet_at(scene, told.end(), sentence.end) if told else ""
    if not outlet or outlet == speaker.who:
        return speaker.who, (), ""
    return speaker.who, (outlet,), f"told to {outlet}"


@lru_cache(maxsize=1)
def _citing() -> re.Pattern[str]:
    return re.compile(rf"\b{clause_words('citing')} ")


def _cited(scene: Scene, speaker: Speaker, cue: Span, sentence: Sentence) -> Speaker | None:
    """Whom an outlet or a body cites in the sentence, if that is somebody else."""
    if speaker.kind not in ("outlet", "organisation") or not isinstance(speaker.who, str):
        return None
    citing = _citing().search(scene.text, cue[1], sentence.end) or _citing().search(scene.text, sentence.start, cue[0])
    origin = speakers.cited(scene, citing.end(), sentence.end) if citing else None
    return origin if origin is not None and origin.who != speaker.who else None


@lru_cache(maxsize=1)
def _told() -> re.Pattern[str]:
    interview = r"(?:in|during) an? (?:[a-z-]+ )?interview (?:with|to)"
    return re.compile(rf"\b(?:{clause_words('passed-on')}|{interview}) (?:the )?")


@lru_cache(maxsize=1)
def _published() -> re.Pattern[str]:
    return re.compile(rf"\b{clause_words('published-in')} (?:the |The )?(?:journal |magazine |newspaper )?")


@lru_cache(maxsize=1)
def _the_outlet() -> re.Pattern[str]:
    return re.compile(rf"(?:the )?{clause_words('outlet-noun')}\b")


def _outlet_at(scene: Scene, start: int, end: int) -> str:
    """The outlet named at ``start``, or the one named last where only a noun stands for it; empty if none."""
    if _the_outlet().match(scene.text[start : start + 30]):
        last = scene.last_of(("outlet",), before=start, most=60)
        return last.id if last else ""
    names = scene.inside(start, min(end, start + 60))
    return next((name.id for name in names if name.kind == "outlet" and name.start - start <= 24), "")
