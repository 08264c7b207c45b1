"""Who is the speaker of a cue: its subject, whoever stands behind it, or the speaker of the clause before."""

from __future__ import annotations

import re

from build_tools.extract import speakers
from build_tools.extract.cues import Cue
from build_tools.extract.hearing import Hearing, Passage
from build_tools.extract.reading import Attribution
from build_tools.extract.scene import Speaker

_SPEECH_BEHIND = re.compile(r"[”\"’,]\s\Z")
_COORDINATED = re.compile(r"\b(?:and|but|or|then|also)[,\s]+(?:also |later )?\Z")
_SUBJECT_REACH = 90


def subject(
    hearing: Hearing, passage: Passage, cue: Cue, begin: int, last: Attribution | None
) -> tuple[Speaker | None, bool]:
    """Who speaks, and whether he stands behind the cue: “…,” said NAME. A closed quotation looks behind first.

    ``begin``: where words before the cue can begin; ``last``: the attribution made before in the sentence.
    """
    lead = hearing.text[max(passage.start, cue.start - 2) : cue.start]
    may_invert = cue.kind in ("speech", "that") and bool(_SPEECH_BEHIND.search(lead))
    if may_invert and lead[:1] != ",":
        found = speakers.behind(hearing.scene, cue.end, passage.end)
        if found:
            return found, True
    found = speakers.before(hearing.scene, begin, cue.start) or _coordinated(hearing, passage, cue, begin, last)
    if found is None and may_invert and not cue.word.startswith("t"):  # nobody writes “…,” told NAME
        found = speakers.behind(hearing.scene, cue.end, passage.end)
        return found, found is not None
    return found, False


def _coordinated(hearing: Hearing, passage: Passage, cue: Cue, begin: int, last: Attribution | None) -> Speaker | None:
    """“… and urged”, “… but did not acknowledge”: the speaker of the clause before, or the sentence's subject."""
    if not _COORDINATED.search(hearing.text[max(begin, cue.start - 12) : cue.start]):
        return None
    return of_sentence(hearing, passage, cue) if last is None else of_clause_before(last)


def of_clause_before(last: Attribution) -> Speaker | None:
    """The speaker of an attribution once more; None where its words do not show him."""
    return Speaker(last.speaker or "", *last.source[0], "who spoke in the clause before") if last.source else None


def of_sentence(hearing: Hearing, passage: Passage, cue: Cue) -> Speaker | None:
    """The name that opens the sentence, if it owns nothing."""
    begin = passage.sentence.start
    name = next(iter(hearing.scene.inside(begin, min(cue.start, begin + _SUBJECT_REACH))), None)
    if name is None or name.start - begin > 4 or hearing.text[name.end : name.end + 1] in "’'":
        return None
    return Speaker(name.id, name.start, name.end, "the subject of the sentence", name.kind)


_THAT = re.compile(r"(?: (?:[a-z]+ ){0,2}that\b| ?:|,? [“\"]| [^,;:]{2,40} [“\"])")
_THOUGHT = re.compile(r" (?:that|the|it|he|she|they|to|up|more|about|\d\S*)\b")


def says_something(hearing: Hearing, passage: Passage, cue: Cue, speaker: Speaker) -> bool:
    """Whether an act (“urged”, “vowed”) or a thought is told as something said."""
    if speaker.kind not in ("person", "organisation", "outlet", "state", "group", "unnamed", "unit"):
        return False
    behind = hearing.text[cue.end : min(cue.end + 30, passage.end)]
    if cue.kind == "that":
        closes = not behind.strip(" .") and speaker.kind == "unnamed"
        said = closes or _THAT.match(hearing.text[cue.end : cue.end + 60])
        return bool(said) or hearing.has_speech(passage.sentence.start, cue.start)
    if cue.kind == "weak":
        return bool(_THOUGHT.match(behind))
    return len(behind.split()) > 1
