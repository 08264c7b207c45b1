"""Makes a neutral title from a claim's words or from a heading: shorter, without who said so, dates and asides."""

from __future__ import annotations

import re
from functools import cache

from build_tools.extract import gazetteer
from build_tools.extract.entries.event_types import is_happening
from build_tools.extract.speech.finite_verbs import has_finite
from build_tools.text import tables

_LONGEST = 95
_TABLE = "headline_words.tsv"
_MARKS = str.maketrans("", "", '“”"')


@cache
def _words(kind: str) -> str:
    return gazetteer.any_of(_TABLE, kind)


@cache
def _says_so() -> re.Pattern[str]:
    return re.compile(rf",? (?:[a-z]+ )?(?:{_words('reporter')}|[A-Z][\w’]+) {_words('says')}\Z")


@cache
def _lead() -> re.Pattern[str]:
    dated = r"On [A-Z][a-z]+\.? \d{1,2}|On [A-Z][a-z]+day|In [A-Z][a-z]{2,8} \d{4}|In \d{4}"
    return re.compile(
        rf"(?:{dated}|With [^,;]{{5,60}}(?=,)|When|{_words('lead')}|{_words('lead-comma')}(?=,))(?:,| )\s*"
    )


@cache
def _aside() -> re.Pattern[str]:
    return re.compile(rf"\s?\([^()]{{0,80}}\)|,? {_words('aside')}\b")


@cache
def _when_said() -> re.Pattern[str]:
    return re.compile(rf"\A(?:{_words('when')} [^,;]{{1,40}}? )?(?:that|to have) ")


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"(?:, {_words('joint')}\b|; | — | – |, [a-z])")


@cache
def _soft_joint() -> re.Pattern[str]:
    return re.compile(rf" {_words('soft')}\b")


_ASKS = re.compile(r"(?:How|What|Why|Where|When|Who|Which|Whose|Whether)\b|.*\?\Z")
_IN_S = re.compile(r"\s[a-z]{2,14}[a-rt-z]s\s")


def is_generic(heading: str) -> bool:
    """Whether it only names a part of a text: “Key points”, “Correction”."""
    plain = heading.strip().rstrip(":?").strip()
    return plain.casefold() in tables.words(gazetteer.table("generic_headings.txt"))


def tells_news(heading: str) -> bool:
    """Whether a heading is a headline: a happening or a verb in it, no question, and not the name of a part."""
    plain = heading.strip().rstrip(":").strip()
    if _ASKS.match(plain) or is_generic(plain):
        return False
    return is_happening(plain) or has_finite(plain, (0, len(plain))) or _IN_S.search(plain) is not None


def from_heading(heading: str) -> str:
    """The heading as a title: without “, source says” and a final colon."""
    return _says_so().sub("", heading.strip().rstrip(":")).strip()


def says(speaker: str) -> str:
    """“X says”, “sources say”; of long words for somebody unnamed only their beginning."""
    speaker = re.split(r",| (?:who|which|published|released|conducted) ", speaker)[0] if len(speaker) > 30 else speaker
    last = speaker.split()[-1] if speaker else ""
    head = re.split(r" (?:in|of|at|from|who|close|familiar|with|for|on|by)\b", speaker)[0].split()[-1:] or [last]
    plural = (speaker[:1].islower() or len(speaker.split()) == 1) and (
        head[0].endswith("s") or head[0] in ("police", "people", "media")
    )
    return f"{speaker} {'say' if plural else 'says'}"


def from_words(words: str) -> str:
    """A clause as a title: its marks, lead-in and asides dropped, cut at a joint where it is too long."""
    title = re.sub(r"\s+", " ", words[:600]).strip(' “”"‘’,.;:—–-')
    title = _aside().sub("", _lead().sub("", title, count=1))
    title = _when_said().sub("", title).translate(_MARKS)
    title = (_shortened(title) if len(title) > _LONGEST else title).strip(" ,;:.")
    title = _dangling().sub("", title)
    return title[:1].upper() + title[1:] or " ".join(words[:_LONGEST].split())


@cache
def _dangling() -> re.Pattern[str]:
    return re.compile(rf"(?:,? {_words('dangling')})+\Z")


def _shortened(title: str) -> str:
    """Cut at the first comma that parts a clause off, else at the last softer joint, else between two words."""
    joints = [found.start() for found in _joint().finditer(title) if 30 <= found.start() <= _LONGEST]
    softer = [found.start() for found in _soft_joint().finditer(title) if 40 <= found.start() <= _LONGEST]
    cut = next(iter(joints or softer[-1:]), 0)
    return title[:cut] if cut else title[:_LONGEST].rpartition(" ")[0] + " …"
