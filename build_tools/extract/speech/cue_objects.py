"""What stands behind a cue: whether it can be something said, thought, wished or done in words. Knows no speakers."""

from __future__ import annotations

import re
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.speech.cues import Cue
from build_tools.extract.speech.hearing import Hearing, Passage

_THAT = re.compile(
    r"(?:(?: [\w’']+){0,3} that\b| ?:|,? (?:[“\"‘]|''?)| [^,;:]{2,40} [“\"‘]| (?:how|why|what|whether|if|who)\b)"
)
_UNNAMED = re.compile(r"(?: not)? to be (?:named|identified|quoted)\b| anonymity\b| that (?:his|her|their) names?\b")
_FREE = ("authori", "allowed", "permitted")  # “who were not authorized to brief reporters”
_TO_SPEAK = re.compile(r" to (?:brief|speak|talk|discuss|comment|give|disclose|address)\b")
_NAMED = re.compile(
    r"(?: [^,;:.]{1,60}?)?(?: (?:an?|one of|the|\w+ly|too|more|as)\b|:? ?(?:[“\"‘]|''?))|(?: \w+){1,2} [a-z]+\.?\Z"
)
_CLAUSE = re.compile(r" (?:[a-z]+ ){0,2}(?:that|whether|if|how|why|what|who|when|where|to)\b")
_THOUGHT = re.compile(
    r" (?:that|the|it|he|she|they|to|up|more|about|\d\S*|we|I|you|this|his|her|their|its|there|how|what|in|of|a|an|some|most|as|like|[A-Z][\w’.]+|[a-z]+s)\b"
)
_PUT_AT = re.compile(
    r" (?P<what>[^.;:“”\"]{2,90}?),? (?:at|between) (?:[a-z]+ ){0,4}?"
    r"(?:[$€£]?\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|half|zero)\b)"
)
_OBJECT = re.compile(r"(?: [\w$“\"‘’'#@]|: |,? (?:[“\"‘]|''?))")


@lru_cache(maxsize=1)
def _measures() -> frozenset[str]:
    return frozenset(gazetteer.listed("cue_context.tsv", "measure"))


def says_something(hearing: Hearing, passage: Passage, cue: Cue) -> bool:
    """Whether what stands behind a cue that is no verb of speech can be something said, thought or wished."""
    behind_cue = hearing.text[cue.end : min(cue.end + 120, passage.end)]
    if _UNNAMED.match(behind_cue) or cue.word.startswith(_FREE) and _TO_SPEAK.match(behind_cue):
        return False
    if cue.kind == "that":
        lead = hearing.text[max(passage.start, cue.start - 200) : cue.start]
        is_quoted = "”" in lead or '"' in lead or "''" in lead
        return _THAT.match(behind_cue) is not None or is_quoted or not behind_cue.strip(" .")
    if cue.kind == "naming":
        return _NAMED.match(behind_cue) is not None
    if cue.kind == "figure":
        put = _PUT_AT.match(behind_cue)
        return put is not None and not _measures().isdisjoint(put["what"].lower().replace(",", "").split())
    if cue.kind == "weak":
        return (
            cue.stance == "expects" and _OBJECT.match(behind_cue) is not None or _THOUGHT.match(behind_cue) is not None
        )
    if cue.kind == "known":
        return _CLAUSE.match(behind_cue) is not None
    if cue.kind in ("act", "deed", "attitude"):
        quoted = re.search(
            r"(?:[”\"]|'')\s[^”\"]{1,80}\Z", hearing.text[max(passage.start, cue.start - 90) : cue.start]
        )
        return cue.stance == "declines" or bool(quoted) or _OBJECT.match(behind_cue) is not None
    return True
