"""A brought claim whose words have their place → a claim of this dossier: who is meant, in the dossier's own ids.

Nobody is invented: a speaker is an actor that there is, or unnamed in words that stand in the text, or the claim is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from build_tools.brought.brought_claim import NAME, PARTLY, BroughtClaim, Speaker
from build_tools.brought.fields import shown
from build_tools.brought.known_here import KnownHere
from build_tools.model import Claim, Source, Translation, Unnamed
from build_tools.problems import Level, Problem, ProblemsFound
from build_tools.text import edtf
from build_tools.text.names import fold

_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}")


@dataclass(frozen=True)
class Place:
    """Where a claim's words stand: its source and text, the words there, and those before them where they stand twice."""

    source: Source
    text: str
    quote: str
    after: str = ""


@dataclass(frozen=True)
class Made:
    """A claim, and what of the file it does not hold, as warnings."""

    claim: Claim
    told: tuple[Problem, ...] = ()


def made(brought: BroughtClaim, place: Place, known: KnownHere) -> Made:
    """The claim. Raises ProblemsFound with ``brought-name`` where a speaker is nobody of this dossier."""
    making = _Making(brought, place, known)
    translation = (
        Translation(brought.translation, brought.translation_by or brought.by) if brought.translation else None
    )
    claim = Claim(
        quote=place.quote,
        source=place.source.id,
        speaker=making.speaker(),
        via=tuple(dict.fromkeys(making.via())),
        stance=brought.stance,
        said=making.said(),
        when=making.when(),
        medium=_line(brought.medium),
        quantities=brought.quantities,
        answers=dict(making.answers()),
        after=place.after,
        note=brought.note.strip(),
        lang=making.lang(),
        translation=translation,
    )
    return Made(claim, tuple(making.told))


class _Making:
    """One claim while it is made; ``told`` collects what is left out."""

    def __init__(self, brought: BroughtClaim, place: Place, known: KnownHere) -> None:
        self._brought, self._place, self._known = brought, place, known
        self.told: list[Problem] = []

    def speaker(self) -> str | Unnamed | None:
        """An actor, somebody unnamed, or None for the source's own voice."""
        meant = self._brought.speaker
        if meant is None:
            return None
        name = meant.id or meant.name
        by_name = self._known.actor if self._brought.is_own else self._known.speaker
        if name and (id := self._known.actor(meant.id) or by_name(meant.name)):
            return None if id == self._place.source.publisher and not self._brought.is_own else id
        if self._brought.is_own and meant.words:
            self._look_for(meant.words)
            return Unnamed(meant.words, self._within(meant))
        if not name:
            return self._body(meant)
        if meant.id or not self._stands_there(name):
            raise self._nobody(name)
        return Unnamed(self._as_written(name), self._within(meant))

    def _body(self, meant: Speaker) -> str | Unnamed | None:
        """A body alone is the speaker."""
        if not meant.within:
            return None
        id = self._known.actor(meant.within)
        if not id and not self._stands_there(meant.within):
            raise self._nobody(meant.within)
        return id or Unnamed(self._as_written(meant.within))

    def _within(self, meant: Speaker) -> str:
        id = self._known.actor(meant.within) if meant.within else ""
        if meant.within and not id:
            if self._brought.is_own:
                raise self._nobody(meant.within)
            self._tell(f"the body {shown(meant.within)} is no actor of this dossier, and is left out")
        return id

    def _look_for(self, words: str) -> None:
        """A curator may have put an unnamed speaker into words of their own; whoever reads the plan has to know it."""
        if not self._stands_there(words):
            tip = "Look who is meant, and write into the draft the words that the text has for them."
            what = f"the words for the unnamed speaker are not in the text: {shown(words)}"
            self.told.append(Problem(self._brought.spot.where, PARTLY, what, tip, Level.WARNING))

    def _stands_there(self, words: str) -> bool:
        return _spoken(words) in _spoken(self._place.text)

    def _as_written(self, words: str) -> str:
        """The words in the capitals of the text."""
        pattern = r"\s+".join(re.escape(word) for word in words.split())
        found = re.search(pattern, self._place.text, re.IGNORECASE)
        return " ".join(found[0].split()) if found else words

    def _nobody(self, name: str) -> ProblemsFound:
        message = f"{shown(name)} is no actor of this dossier, and the text has no such words"
        if len(self._known.called.get(fold(name), ())) > 1:
            message = f"several actors of this dossier are called {shown(name)}"
        elif self._brought.is_own:
            message = f"{shown(name)} is no actor of this dossier"
        tip = (
            "Make the actor (`claimline new actor --name …`) or add the name to its aliases, and import the file again: "
            "what is in already stays."
        )
        return self._brought.spot.refused(NAME, message, tip)

    def via(self) -> Iterator[str]:
        """Those who passed it on, as far as they are actors."""
        for name in self._brought.via:
            if id := self._known.actor(name):
                if self._brought.is_own or id not in self._ends():
                    yield id
            elif self._brought.is_own:
                raise self._nobody(name)
            else:
                self._tell(f"{shown(name)}, who passed it on, is no actor of this dossier, and is left out")

    def _ends(self) -> tuple[str, str]:
        """The ends of the chain, which are none of its links: publisher and speaker."""
        speaker = self.speaker()
        return self._place.source.publisher, speaker if isinstance(speaker, str) else ""

    def answers(self) -> Iterator[tuple[str, str]]:
        """The answers to questions that this dossier has."""
        for id, answer in self._brought.answers.items():
            now = self._known.now("questions", id)
            if now in self._known.questions:
                yield now, answer
            else:
                self._tell(f"the answer to {shown(id)} is left out: this dossier has no such question")

    def said(self) -> str:
        """When it was said; of another tool's dates none that lies after the publication."""
        said, published = self._brought.said, self._place.source.published
        if self._brought.is_own or not edtf.begins_after(said, published):
            return said
        self._tell(f"said on {said} is left out: the article was published before that ({published})")
        return ""

    def when(self) -> str:
        """When it happened; of another tool's dates none that was still to come, unless it was expected."""
        when, told = self._brought.when, self._place.source.published
        if self._brought.is_own or self._brought.stance == "expects" or not edtf.begins_after(when, told):
            return when
        self._tell(f"the day {when} is left out: the article was published before that ({told})")
        return ""

    def lang(self) -> str:
        """The language of the quote, where it is not that of the source."""
        lang = self._brought.lang
        if lang and not _LANGUAGE.fullmatch(lang):
            self._tell(f"{shown(lang)} is no language code, and is left out")
            return ""
        return lang if self._brought.is_own or lang != self._place.source.language else ""

    def _tell(self, message: str) -> None:
        tip = "The claim is taken without it; write into the record what is worth keeping."
        where = self._brought.spot.where
        self.told.append(Problem(where, PARTLY, message, tip, Level.WARNING))


def _spoken(words: str) -> str:
    return " ".join(words.casefold().split())


def _line(words: str) -> str:
    return " ".join(words.split())
