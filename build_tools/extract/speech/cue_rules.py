"""Attributions by cues: for each cue of a sentence who speaks and what he says, one after the other.

Nothing is read inside what somebody says but who he in turn quotes: then it leads back to that one, through him.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import Attribution, Span
from build_tools.extract.speech import cue_nouns, cue_objects, cue_passives, cue_speakers, cues, subjects
from build_tools.extract.speech.contents import Said, content
from build_tools.extract.speech.cues import Cue
from build_tools.extract.speech.hearing import Hearing, Passage
from build_tools.extract.speech.scene import Speaker, clause_words

_LEANS = re.compile(r"(?:[,;”\"—–]|'')\s\Z")
_NEW_CLAUSE = re.compile(
    r"(?:[,;] (?:and|but|while|as|though|although|yet|even as|whereas)|;(?: (?:on|in|by|last) [\w ]{2,20})?|[”\"]|[—–])\s?\Z"
)
_NOT = re.compile(r"(?:\b(?:not|never)|n[’']t)(?: \w+ly| yet| immediately)? \Z")
_AFTER_OTHER = re.compile(r"(?:, | and )\Z")
_KIND = {"speech": "speech", "that": "speech", "weak": "thought", "deed": "deed"}
_KIND |= dict.fromkeys(("act", "naming", "figure"), "act")
_NEGATED = dict.fromkeys(("asserts", "confirms", "denies", "expects"), "declines")
_RELATIVES = ("who", "which", "that")
_ASIDE_OPENS = re.compile(r", (?:who|which|whose) [^“”\"]{1,120}\Z")


def by_cues(hearing: Hearing, passage: Passage) -> list[Attribution]:
    """The attributions of a sentence, in order; each may end the content of the one before."""
    found: list[Attribution] = []
    verbs, has_noun = cues.scan(hearing.text, passage.start, passage.end, hearing.quotations)
    nouns = [*cue_nouns.by_nouns(hearing, passage)] if has_noun else []
    for cue in verbs:
        last = found[-1] if found else None
        if last and cue.start < _read_up_to(last):
            continue
        if nouns and any(
            _is_inside(cue.start, noun) and not any(_touches(noun, other) for other in found) for noun in nouns
        ):
            continue
        if last and cue.kind == "speech" and _is_inside(cue.start, last):
            if chained := _chained(hearing, passage, cue, last):
                found[-1] = chained
                continue
        made = _read(hearing, passage, cue, last)
        if made is None:
            continue
        if last and _is_inside(cue.start, last) and made.content[0][0] >= cue.start:
            found[-1] = _shortened(hearing, last, made)
        elif last and _is_inside(cue.start, last) and _is_inside(made.content[0][0], last):
            found[-1] = replace(last, content=(*last.content[:-1], (last.content[-1][0], made.content[-1][1])))
        elif made.content[0][0] < cue.start:
            found = [one for one in found if one.cue[0][0] < made.content[0][0]]
        found.append(made)
    for made in nouns:
        if not any(_touches(made, other) for other in found):
            found.append(made)
    return sorted(found, key=lambda one: one.cue[0])


def _read_up_to(last: Attribution) -> int:
    """Where the words end by which the last one leads in what is said: “reported, citing NAME, | that …”."""
    end = max(last.cue[0][1], last.source[0][1] if last.source else 0)
    return max(end, last.content[0][0]) if last.content and last.kind == "speech" else end


def _touches(made: Attribution, other: Attribution) -> bool:
    begin, end = min(made.source[0][0], made.cue[0][0]), made.content[-1][1]
    return any(start < end and begin < stop for start, stop in (*other.content, *other.cue, *other.source))


@lru_cache(maxsize=1)
def _false() -> re.Pattern[str]:
    """What a statement is called by those who deny it."""
    return re.compile(rf"(?<!not )(?<!not a )\b{clause_words('called-false')}\b")


@lru_cache(maxsize=1)
def _own_words() -> tuple[str, ...]:
    """Beginnings of verbs that tell of somebody's act of speech and hand none of his words on."""
    return tuple(gazetteer.listed("clause_words.tsv", "hands-nothing-on"))


def _chained(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution) -> Attribution | None:
    """“A said that B estimated …”: it leads back to B, through A. None where B is not all that A speaks of."""
    begin = last.content[0][0]
    is_quoted = hearing.text[begin] in "“\"'‘"  # words of the content may be quoted, but not its first
    if last.kind != "speech" or is_quoted or cue.is_participle or cue.word.startswith(_own_words()):
        return None
    subject = cue_speakers.subject(hearing, passage, cue, begin + 5 * hearing.text.startswith("that ", begin))
    if subject is None or not isinstance(last.speaker, str):
        return None
    clause, inner = subject
    opens = hearing.text[begin : clause.start] in ("", "that ", "that the ", "the ")
    if (
        not opens
        or inner.why == cue_speakers.UNKNOWN
        or inner.who == last.speaker
        or cue_speakers.is_bare(hearing.text[clause.start : clause.head_end])
    ):
        return None
    why = f"{inner.why}, as {hearing.text[slice(*last.source[0])] if last.source else last.speaker} tells it"
    return replace(last, speaker=inner.who, via=(last.speaker, *last.via), why=why)


def _read(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> Attribution | None:
    if cue.form == "passive" or cue.kind == "seeming":
        if last and _is_inside(cue.start, last):
            return None
        made = cue_passives.hidden(hearing, passage, cue, _begin(hearing, passage, cue, last))
        return replace(made, kind=_KIND.get(cue.kind, "attitude")) if made and made.speaker else made
    return _leaning(hearing, passage, cue, last) if cue.is_participle else _finite(hearing, passage, cue, last)


def _is_inside(position: int, attribution: Attribution) -> bool:
    return any(begin <= position < end for begin, end in attribution.content)


def _finite(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> Attribution | None:
    """“NAME said …”, “…,” said NAME; “… and urged …” of the same."""
    if not cue_objects.says_something(hearing, passage, cue) or _is_participle(hearing.text, cue):
        return None
    begin = _begin(hearing, passage, cue, last)
    speaker, inverted, opens, verb = cue_speakers.behind(hearing, passage, cue), True, cue.start, cue.start
    if speaker is None:
        inverted = False
        subject = cue_speakers.words_of_subject(hearing, cue, begin)
        if subject:
            if last and _is_nested(hearing.text, passage, cue, last, subject.start):
                return None
            speaker, opens, verb = cue_speakers.who(hearing, passage, cue, subject), subject.start, subject.verb
        elif cue_speakers.is_coordinated(hearing, passage, cue.start):
            if _KIND.get(cue.kind) is None and "," not in hearing.text[cue.start - 6 : cue.start]:
                return None
            found = cue_speakers.of_clause_before(last) if last else cue_speakers.of_sentence(hearing, passage, cue)
            speaker, opens = found, -1
            verb = subjects.group_start(hearing.text, max(passage.start, begin), cue.start)
    if speaker is None:
        return None
    said = content(hearing, passage, cue, Said(speaker, begin, inverted=inverted, joined=opens < 0))
    if not said:
        return None
    if last and opens >= 0 and said[0][0] > cue.start and _is_inside(cue.start, last):
        if not _opens_clause(hearing.text, passage, cue, last, opens):
            return None
    return _made(hearing, passage, cue, speaker, said, verb=verb)


def _is_participle(text: str, cue: Cue) -> bool:
    """“NAME, asked about it, said …”: he was asked."""
    return cue.form == "past" and text.endswith(", ", 0, cue.start) and _PARTICIPLE.match(text, cue.start) is not None


_PARTICIPLE = re.compile(
    r"(?:asked|told|questioned|accused|quoted|challenged|pressed|named|called|described|sentenced|convicted|charged|appointed)\b"
    r"[^,;:“”]{2,90}, (?:[a-z]+ ){0,2}?(?:said|says|told|denied|denies|declined|refused|replied|answered|added|argued|insisted|did)\b"
)


def _is_nested(text: str, passage: Passage, cue: Cue, last: Attribution, opens: int) -> bool:
    """Whether the cue only belongs to what was said before: no mark before its subject, words enough behind it."""
    if text[opens - 2 : opens - 1] in _MARKS or passage.end - cue.end < 3:
        return False
    return _is_inside(cue.start, last) and not _opens_clause(text, passage, cue, last, opens)


_MARKS = (",", "”", '"', "’", "'", ".", "!", "?")


def _opens_clause(text: str, passage: Passage, cue: Cue, last: Attribution, opens: int) -> bool:
    """Whether the subject at ``opens`` begins a clause of its own and is no part of what was said before."""
    if _NEW_CLAUSE.search(text, max(passage.start, opens - 28), opens):
        return True
    return last.kind != "speech" and cue.kind == "speech" and _AFTER_OTHER.search(text, opens - 6, opens) is not None


def _made(
    hearing: Hearing, passage: Passage, cue: Cue, speaker: Speaker, said: tuple[Span, ...], *, verb: int
) -> Attribution:  # fmt: skip
    """``verb``: where its group begins (“has repeatedly said”)."""
    end = next((begin - 1 for begin, _ in said if cue.start < begin < cue.end), cue.end)  # “declined | to comment”
    stance = cue.stance
    not_said = _NOT.search(hearing.text, max(passage.start, cue.start - 30), cue.start)
    if not_said or cue_speakers.is_nobody(hearing.text, speaker.start):
        stance = _NEGATED.get(stance, stance)  # “has not admitted”, “no official admitted”: nobody says it
    if cue.kind == "naming" and any(_false().search(hearing.text, *span) for span in said):
        stance = "denies"  # “called the report ‘a fabrication’”
    kind = _KIND.get(cue.kind, "attitude")
    made = hearing.heard(passage, speaker, cue=(verb, end), content=said, stance=stance, kind=kind)
    if cue.word.startswith("ask"):
        _remember_asked(hearing, cue, passage)
    return made


_QUESTION = re.compile(r",? (?:whether|if|how|why|what|when|where|who|about)\b")


def _remember_asked(hearing: Hearing, cue: Cue, passage: Passage) -> None:
    """“A asked B whether …”: who replies in the next sentence is B."""
    asked = next(iter(hearing.scene.inside(cue.end, min(passage.end, cue.end + 80))), None)
    if asked and asked.kind == "person" and _QUESTION.match(hearing.text, asked.end):
        if "," not in hearing.text[cue.end : asked.start]:
            hearing.scene.remember(Speaker(asked.id, asked.start, asked.end, "", "person"))


def _begin(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> int:
    """Where the words for a speaker can begin: behind the cue before and behind closed quotations."""
    floor = last.cue[0][1] if last else passage.start
    if (
        last
        and last.source
        and hearing.text[cue.start - 2] == ","
        and (
            hearing.text[slice(*last.source[0])] in _RELATIVES
            or _ASIDE_OPENS.search(hearing.text, passage.start, last.cue[0][0])
        )
    ):
        floor = passage.start  # “NAME, who praised X, said”: the name is the subject
    return max(floor, hearing.quotations.closed_before(cue.start))


def _leaning(hearing: Hearing, passage: Passage, cue: Cue, last: Attribution | None) -> Attribution | None:
    """“…, saying …”: a further statement of the speaker of the clause before, or of the sentence's subject."""
    begin = _begin(hearing, passage, cue, last)
    progressive = cue_speakers.subject(hearing, passage, cue, begin)
    if progressive:  # “they are calling for …”
        return _finite(hearing, passage, cue, last)
    if not cue_objects.says_something(hearing, passage, cue):
        return None
    leans = _LEANS.search(hearing.text, max(passage.start, cue.start - 3), cue.start) is not None
    if not leans and not (cue.kind == "speech" and cue_speakers.is_coordinated(hearing, passage, cue.start)):
        return None
    speaker = cue_speakers.of_clause_before(last) if last else cue_speakers.of_sentence(hearing, passage, cue)
    if speaker is None:
        return None
    said = content(hearing, passage, cue, Said(speaker, begin, inverted=False, joined=True))
    made = _made(hearing, passage, cue, speaker, said, verb=cue.start) if said else None
    return replace(made, via=made.via or last.via) if made and last else made


def _shortened(hearing: Hearing, before: Attribution, made: Attribution) -> Attribution:
    """What was said first ends where the next statement begins; its stance is its own words'."""
    begin = before.content[-1][0]
    end = made.cue[0][0]
    if made.source and before.content[-1][0] < made.source[0][0] < end:
        end = made.source[0][0]
    words = hearing.text[max(begin, end - 200) : end]
    joined = re.search(
        r"[\s,;]*(?:\b(?:and|but|while|as|though|although|has|have|had|also|then|later|is|are|was|were|did|not|\w+ly)\s+)*\Z",
        words,
    )
    end -= len(joined[0]) if joined else 0
    if end - begin < 3:
        return before
    spans = (*before.content[:-1], (begin, end))
    own = before.own_stance
    return replace(before, content=spans, stance=own if own != "asserts" else hearing.stance_in(spans)[0] or own)
