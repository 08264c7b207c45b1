"""Attributions where the verb hides who speaks: “was rejected by NAME”, “is expected to”, “seems to”."""

from __future__ import annotations

import re

from build_tools.extract.reading import Attribution, Span
from build_tools.extract.speech import speakers, subjects
from build_tools.extract.speech.clauses import trimmed_end
from build_tools.extract.speech.cues import Cue
from build_tools.extract.speech.hearing import Hearing, Passage

_BY = re.compile(r" by (?=[\w“])")
_SAID_OF = re.compile(r" (?:to|as|that|whether|if|about|why|how|what|likely)\b|,? [“\"]")
_CLAUSE_END = re.compile(r", (?:and|but|which|who|while|as|though|although|according|with|\w+ing)\b|;| [—–]|[—–] ")
_EMPTY = ("it", "there")


def hidden(hearing: Hearing, passage: Passage, cue: Cue, floor: int) -> Attribution | None:
    """The attribution of a passive or seeming verb whose subject begins not before ``floor``."""
    subject = subjects.before(hearing.text, floor, cue.start)
    if subject is None:
        return None
    about: tuple[Span, ...] = ((subject.start, subject.end),)
    verb = (subject.verb, cue.end)
    if cue.form == "passive" and (by := _BY.match(hearing.text, cue.end, passage.end)):
        behind = by.end(), passage.end
        speaker = speakers.behind(hearing.scene, *behind) or speakers.words_behind(hearing.scene, *behind)
        return hearing.heard(passage, speaker, cue=verb, content=about, stance=cue.stance) if speaker else None
    if not _SAID_OF.match(hearing.text, cue.end, passage.end):
        return None
    right = _right(hearing, passage, cue)
    if hearing.text[slice(*about[0])].lower() in _EMPTY:
        about = ()
    return Attribution(
        (),
        (verb,),
        (*about, right),
        None,
        stance=cue.stance,
        sentence=passage.index,
        why="nobody is named",
        kind="attitude",
        own_stance=cue.stance,
    )


def _right(hearing: Hearing, passage: Passage, cue: Cue) -> Span:
    end = trimmed_end(hearing.text, passage.end)
    found = (one.start() for one in _CLAUSE_END.finditer(hearing.text, cue.end + 1, end))
    end = next((at for at in found if not hearing.quotations.at(at)), end)
    start = cue.end + 1
    return start, end - (hearing.text[end - 1] == "." and end - start > 2)
