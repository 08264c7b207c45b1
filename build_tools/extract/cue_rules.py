"""Attributions by cues: for each cue of a sentence who speaks and what he says, one after the other."""

from __future__ import annotations

import re
from dataclasses import replace

from build_tools.extract import cue_speakers, cues, gazetteer
from build_tools.extract.contents import content
from build_tools.extract.cues import Cue
from build_tools.extract.hearing import Hearing, Passage
from build_tools.extract.reading import Attribution

_COMMA = re.compile(r",\s\Z")
_LEANS = re.compile(r"[,;”]\s\Z")


def by_cues(hearing: Hearing, passage: Passage) -> list[Attribution]:
    """The attributions of a sentence, in order; each may end the content of the one before."""
    found: list[Attribution] = []
    for cue in cues.find_cues(hearing.text, passage.start, passage.end, hearing.quotations):
        last = found[-1] if found else None
        made = _leaning(hearing, passage, cue, last) if cue.is_participle else _finite(hearing, passage, cue, last)
        if made is None:
            continue
        if last and cue.start < last.content[-1][1] and (cue.is_participle or made.source == last.source):
            found[-1] = _shortened(hearing, last, cue)
        found.append(made)
    return found


def _finite(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> Attribution | None:
    """“NAME said …”, “…,” said NAME."""
    speaker, inverted = cue_speakers.subject(hearing, passage, cue, _begin(hearing, passage, cue, last), last)
    if speaker is None:
        return None
    is_speech = cue.kind == "speech"
    if not is_speech and not cue_speakers.says_something(hearing, passage, cue, speaker):
        return None
    spans = content(hearing, passage, cue, speaker, inverted=inverted)
    if not spans or last is not None and last.speaker == speaker.who and not is_speech:
        return None
    return hearing.heard(passage, speaker, cue=(cue.start, cue.end), content=spans, stance=cue.stance)


def _begin(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> int:
    """Where the words for a speaker can begin: behind the cue before and behind closed quotations."""
    floor = last.cue[0][1] if last and last.cue else passage.start
    closed = (quote.end for quote in hearing.quotations.within(passage.start, cue.start) if quote.end <= cue.start)
    return max([floor, *closed])


def _leaning(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> Attribution | None:
    """“…, saying …”: a further statement of the speaker of the clause before, or of the sentence's subject."""
    lead = hearing.text[max(0, cue.start - 2) : cue.start]
    if last is None:
        return _leaning_on_subject(hearing, passage, cue) if _COMMA.search(lead) else None
    speaker = cue_speakers.of_clause_before(last) if _LEANS.search(lead) else None
    if speaker is None:
        return None
    rest = hearing.rest(passage, cue.end)
    return hearing.repeated(passage, speaker, cue=(cue.start, cue.end), content=rest, stance=cue.stance)


def _leaning_on_subject(hearing: Hearing, passage: Passage, cue: Cue) -> Attribution | None:
    leans = cue.kind == "speech" or cue.kind == "act" and " " in cue.word
    speaker = cue_speakers.of_sentence(hearing, passage, cue) if leans else None
    if speaker is None:
        return None
    rest = hearing.rest(passage, cue.end)
    return hearing.heard(passage, speaker, cue=(cue.start, cue.end), content=rest, stance=cue.stance)


def _shortened(hearing: Hearing, before: Attribution, cue: Cue) -> Attribution:
    """What was said first ends where the same speaker's next statement begins; its stance is its own words'."""
    begin, end = before.content[-1][0], cue.start
    while end > begin and hearing.text[end - 1] in " ,;":
        end -= 1
    end -= 4 if hearing.text[begin:end].endswith((" and", " but")) else 0
    if end - begin < 3:
        return before
    content = (*before.content[:-1], (begin, end))
    own = gazetteer.cues().get(hearing.text[slice(*before.cue[0])], ("asserts", ""))[0]
    return replace(before, content=content, stance=own if own != "asserts" else hearing.stance_in(content)[0] or own)
