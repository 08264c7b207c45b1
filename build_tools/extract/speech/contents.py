"""Which words of a sentence are what somebody said: behind the cue, before the speaker, or on both sides."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract.reading import Span
from build_tools.extract.speech.clauses import contrast, trimmed_end
from build_tools.extract.speech.cues import Cue
from build_tools.extract.speech.finite_verbs import predicate_at
from build_tools.extract.speech.hearing import Hearing, Passage
from build_tools.extract.speech.scene import Scene, Speaker, clause_words

_SHORTEST = 2
_CAN_STAND_BEFORE = 6  # characters that words before the speaker need to be what he said
_CLOSED = re.compile(r"(?:[”\"][’']?|''|[,.!?][’'])[,.]?\s?\Z")
_TAKES_TO = ("refer", "allud", "object", "commit", "point", "look", "respond", "appeal", "hint", "react")
_TO_COLON = re.compile(r"(?!that\b)[^.;“”\"]{1,80}?:\s(?=[“\"‘])")  # “answered [his critics with a question]: “…””
_QUOTED_ON = re.compile(r"(?:[“\"‘]|''?)(?P<lower>[a-z])?")
_CLAUSE_END = re.compile(
    r",? (?:but|while|although|though|whereas)\b|, (?:and|which|who|where|when|even|as|so|yet|with|\w+ing|according|said|says|told|added)\b|;|\s[—–]|[—–]\s|\s--?\s|, “"
)


@dataclass(frozen=True, slots=True)
class Said:
    """Who says it: ``floor`` is where words before him can begin; ``inverted``: he stands behind the cue; ``joined``:
    he is named in a clause before, so that only words behind the cue are his."""

    speaker: Speaker
    floor: int
    inverted: bool
    joined: bool


def content(hearing: Hearing, passage: Passage, cue: Cue, said: Said) -> tuple[Span, ...]:
    """Half-open spans of what is said; none where too few words are left."""
    right, breaks_off = _right(hearing, passage, cue, said)
    is_speech = cue.kind in ("speech", "that")
    left = None if said.joined else _left(hearing, passage, cue, said)
    quoted = left is not None and _CLOSED.search(hearing.text, *left) is not None
    if left and (is_speech or quoted):
        idle = right[1] - right[0] < 3 or _is_adjunct(hearing.text, right)
        whole = quoted and hearing.quotations.at(left[0]) is not None
        if goes_on := _QUOTED_ON.match(hearing.text, right[0]):
            return (left, right) if whole or goes_on["lower"] else (right,)
        if breaks_off and not quoted and not idle and not said.inverted and right[1] - right[0] > 15:
            return left, right
        if whole or idle or said.inverted or breaks_off:
            return (left,)
    if right[1] - right[0] < _SHORTEST and (taken_up := _TAKEN_UP.search(hearing.text, said.floor, said.speaker.start)):
        return ((_past_that(hearing.text, said.floor), taken_up.start()),)
    right = _up_to_main_clause(hearing.text, passage, cue, right)
    if not is_speech:
        right = _up_to_clause_end(hearing, right)
    leads_back = hearing.text[said.speaker.start : said.speaker.end] in ("who", "which", "that")
    if leads_back:
        right = _up_to_predicate(hearing, right)
    elif cue.is_participle and (goes_on := _GOES_ON.search(hearing.text, *right)):
        right = (right[0], goes_on.start())
    if _is_relative(hearing, said):
        right = _up_to_comma(hearing, right)
    if right[1] - right[0] < _SHORTEST and cue.stance == "declines":
        return ((cue.start, cue.end),)
    return (right,) if right[1] - right[0] >= _SHORTEST else _next_quoted(hearing, passage)


# “…, a claim [that] the ministry disputes”: what stands before the comma.
_TAKEN_UP = re.compile(
    r", (?:a|an) (?:[a-z]+ )?(?:claim|charge|accusation|allegation|figure|number|toll|total|assertion|account|version|report"
    r"|statement|suggestion|view|estimate|conclusion|idea|finding|argument|point)s? (?:that |which )?\Z"
)


def _past_that(text: str, start: int) -> int:
    while text.startswith((" ", ","), start):
        start += 1
    return start + 5 * text.startswith("that ", start)


def _next_quoted(hearing: Hearing, passage: Passage) -> tuple[Span, ...]:
    """“NAME said:”, and the quotation that opens the next paragraph."""
    if not hearing.text.startswith(":", passage.end - 1):
        return ()
    quotations = hearing.quotations.within(passage.end, passage.end + 6)
    return tuple((quote.start, quote.end) for quote in quotations if quote.start >= passage.end)[:1]


# “NAME, expecting X, is …”: behind the comma the main clause goes on.
_GOES_ON = re.compile(
    r", (?:(?:is|are|was|were|has|have|had|will|would|could|should|may|might|did|does)\b|said\b|says\b)"
)


def _up_to_predicate(hearing: Hearing, right: Span) -> Span:
    """“NAME, a lawyer who wrote on the case, called …”: the relative clause ends where the verb of the name comes."""
    comma = hearing.text.find(", ", *right)
    return (right[0], comma) if comma > 0 and predicate_at(hearing.text, comma + 2, present=True) else right


def _is_relative(hearing: Hearing, said: Said) -> bool:
    """“NAME, who says …, went”: what is said ends with the clause."""
    start, end = said.speaker.start, said.speaker.end
    return hearing.text[start:end] in ("who", "which") and hearing.text[max(0, start - 2) : start] == ", "


def _up_to_comma(hearing: Hearing, right: Span) -> Span:
    comma = hearing.text.find(", ", *right)
    return (right[0], comma) if comma > 0 and not hearing.quotations.at(comma) else right


def _left(hearing: Hearing, passage: Passage, cue: Cue, said: Said) -> Span | None:
    """The words before the speaker, or before the cue that he stands behind, if a comma or quotation ends them."""
    stop = cue.start if said.inverted else said.speaker.start
    floor = passage.start
    lead = hearing.text[max(floor, stop - 3) : stop]
    closed = _CLOSED.search(lead) is not None
    if not closed and not lead.endswith(", "):
        return None
    end = trimmed_end(hearing.text, stop)
    if end - floor <= (2 if closed else _CAN_STAND_BEFORE) or not closed and contrast().match(hearing.text, floor):
        return None
    if (
        not closed
        and _ADVERBIAL.match(hearing.text, floor, end)
        and not _CLAUSE_AFTER_ALL.match(hearing.text, floor, end)
    ):
        return None
    return floor, end


# “There was no fire, he said”, “At least 38 are missing, she said”: it opens like an adverbial and is what was said.
_CLAUSE_AFTER_ALL = re.compile(
    r"(?!(?:After|Before|Since|When|As|If|Because|Until|Like|Unlike|Despite|Following|Asked|Citing|Responding|Referring|Writing|Appearing|Speaking)\b)"
    r"(?:(?!that\b|who\b|which\b|where\b|when\b|whose\b)[^\s.;,]+ ){1,24}?"
    r"(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|did|does|do|cannot)(?:n[’']t)?\b"
)


_ADVERBIAL = re.compile(
    r"(?:(?:On|In|At|During|After|Before|Since|For|From|By|With|Last|This|Earlier|Later|Speaking|Asked|Over|Under|Despite|When|As|If|"
    r"Following|Meanwhile|Like|Unlike|Throughout|Among|Because|Until|To|Citing|Responding|Referring|Writing|Appearing|However|Instead|Moreover|Finally|Yesterday|Today|Still|Indeed|Nevertheless|Nonetheless|Furthermore|Additionally|Separately|Overall|So|But|And|Yet|Now|Then|Also|Plus|Again|Here|There)\b|[A-Z]\w+ing\b)[^.;,]{0,200}\Z"
)


def _right(hearing: Hearing, passage: Passage, cue: Cue, said: Said) -> tuple[Span, bool]:
    """The words from the cue to the end without marks at the edges, and whether a comma parts them from the cue."""
    start = said.speaker.end if said.inverted else _past_hearer(hearing.scene, cue, passage)
    if cue.word.endswith(" to") and not cue.word.startswith(_TAKES_TO):
        start = cue.end - 3  # “vowed | to do it”
    if cue.stance == "declines" and " to " in cue.word:
        start = cue.start + cue.word.index(" to ")  # “declined | to comment on it”
    text, end = hearing.text, trimmed_end(hearing.text, passage.end)
    breaks_off = text.startswith(",", start)
    while start < end and text[start] in " ,:\n":
        start += 1
    if (
        cue.kind in ("speech", "that")
        and not said.inverted
        and (lead := _lead_in().match(text, start, min(end, start + 120)))
    ):
        start = lead.end()
    if cue.kind in ("speech", "that") and not said.inverted and (lead := _TO_COLON.match(text, start, end)):
        start = lead.end()
    if text.endswith(".)", start, end):
        end -= 2
    if end > start and text[end - 1] == "." and text[end - 2 : end - 1].isalnum():
        end -= 1
    return (min(start, end), end), breaks_off


@lru_cache(maxsize=1)
def _lead_in() -> re.Pattern[str]:
    """“said [on Tuesday in Rome] that …”, “said [in a statement]: “…”: when, where and to whom is no part of it."""
    day = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    adjunct = rf"(?:{clause_words('adjunct')}\b|{day}\b|yesterday\b|today\b|earlier\b|later\b)"
    return re.compile(
        rf"{adjunct}[^;:“”\"]{{0,90}}?(?:[ ,]+(?=that\s|whether\s)|[,:]\s*(?=[“\"‘]|''?))|{day}(?: (?:night|morning|afternoon|evening))?,? "
    )


def _up_to_main_clause(text: str, passage: Passage, cue: Cue, right: Span) -> Span:
    """“While A claimed X, B shows Y”: A's words end at the comma."""
    comma = text.find(", ", cue.end, right[1]) if contrast().match(text, passage.start) else -1
    return (right[0], comma) if comma > 0 else right


def _up_to_clause_end(hearing: Hearing, right: Span) -> Span:
    """What is thought, wished or done in words ends with its clause; a quotation in it is never cut."""
    for found in _CLAUSE_END.finditer(hearing.text, right[0] + 1, right[1]):
        if not hearing.quotations.at(found.start()):
            return right[0], found.start()
    return right


@lru_cache(maxsize=1)
def _adjunct() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{clause_words('adjunct')}\b[^,;“\"]{{0,90}}(?:, [A-Z][a-z]{{2,8}}\.? \d{{1,2}})?(?:, \d{{4}})?"
        r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day[^,;“]{0,60}|yesterday|today|\w+ly|again|too|here|there|\w+ing\b[^,;“]{0,60})?\n"
    )


def _is_adjunct(text: str, right: Span) -> bool:
    """Whether the words behind only say when, where or how it was said."""
    return _adjunct().match(text[right[0] : min(right[1], right[0] + 200)].rstrip(" .") + "\n") is not None


_HEARERS = re.compile(r" (?:the |a |an |his |her )?(?:[a-z]+ )?[a-z]+(?=[ ,.:])")


_TO_WHOM = re.compile(
    r" [^,;:.“”\"]{2,60}?(?= (?:that|whether|how|to|why|what)\b)|(?: [\w’.]+){1,6}?(?=[,:]? (?:[“\"‘]|''?))|(?: [A-Z][\w’]+){1,4}(?= [a-z])"
)


@lru_cache(maxsize=1)
def _has_hearer() -> re.Pattern[str]:
    return re.compile(clause_words("hearer"))


def _past_hearer(scene: Scene, cue: Cue, passage: Passage) -> int:
    """Behind whom it was told: “told the X on Nov. 6”, “told reporters that …”."""
    if not _has_hearer().match(cue.word):
        return cue.end
    end = trimmed_end(scene.text, passage.end)
    name = next(iter(scene.inside(cue.end, min(end, cue.end + 60))), None)
    if name and name.start - cue.end <= (30 if name.kind == "outlet" else 6):
        return name.end
    if led := _TO_WHOM.match(scene.text, cue.end, end):
        return led.end()
    found = _HEARERS.match(scene.text[cue.end : min(end, cue.end + 40)])
    return cue.end + found.end() if found else cue.end
