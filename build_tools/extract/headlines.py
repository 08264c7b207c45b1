"""Makes a neutral title from a claim's words or from a heading: shorter, without who said so, dates and asides."""

from __future__ import annotations

import re

_LONGEST = 95
_SAYS_SO = re.compile(
    r",? (?:[a-z]+ )?(?:sources?|officials?|reports?|police|experts?|analysts?|minist(?:er|ry)|[A-Z][\w’]+) "
    r"(?:says?|said|claims?|warns?|reports?)\Z"
)
_LEAD = re.compile(
    r"(?:In response|Meanwhile|However|In addition|Also|But|And|Yet|Since then|Earlier(?=,)|Later(?=,)|"
    r"Separately|Hopefully|"
    r"On [A-Z][a-z]+\.? \d{1,2}|On [A-Z][a-z]+day|In (?:January|February|March|April|May|June|July|August|September|"
    r"October|November|December))(?:,| )\s*"
)
_ASIDE = re.compile(r"\s?\([^()]{0,80}\)|,? (?:in addition|for example|for instance)\b")
_SOFT = re.compile(
    r" (?:which|that|who|after|as|amid|while|when|before|because|in response|for|during|over|on|early|late|this|"
    r"last|since|between|with|in|at|to)\b"
)
_CUT = re.compile(
    r"(?:, (?:which|who|where|as|with|including|among|after|when|while|resulting|targeting|saying|naming|adding|but|"
    r"and|or)\b|; | — | – |, [a-z])"
)


def from_heading(heading: str) -> str:
    """The heading as a title: without “, source says” and a final colon."""
    return _SAYS_SO.sub("", heading.strip().rstrip(":")).strip()


def from_words(words: str) -> str:
    """A clause as a title: its marks, lead-in and asides dropped, cut at a joint where it is too long."""
    title = re.sub(r"\s+", " ", words[:600]).strip(' “”"‘’,.;:—–-')
    title = _ASIDE.sub("", _LEAD.sub("", title, count=1))
    title = (
        re.sub(r"\A(?:(?:on|late|early|in|last|this|earlier) [^,;]{1,40}? )?(?:that|to have) ", "", title)
        .replace("“", "")
        .replace("”", "")
        .replace('"', "")
    )
    if len(title) > _LONGEST:
        joints = [found.start() for found in _CUT.finditer(title) if 30 <= found.start() <= _LONGEST]
        soft = [found.start() for found in _SOFT.finditer(title) if 40 <= found.start() <= _LONGEST]
        title = (
            title[: joints[0]] if joints else title[: soft[-1]] if soft else title[:_LONGEST].rpartition(" ")[0] + " …"
        )
    title = title.strip(" ,;:.")
    return title[:1].upper() + title[1:]
