"""Attributions in fixed forms, without a verb of speech: signatures, “X quoted Y as saying”, “according to X”."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from build_tools.extract.reading import Attribution, Span
from build_tools.extract.speech import speakers, subjects
from build_tools.extract.speech.clauses import trimmed_end
from build_tools.extract.speech.hearing import Hearing, Passage
from build_tools.extract.speech.scene import Speaker, clause_words
from build_tools.model import Unnamed

DASHES = "—–―-"
_SIGNATURE = re.compile(r"[”\"]\s{1,3}(?P<dash>[—–―-]{1,2})\s{0,3}(?=[A-Z])")
_SIGNATURE_ALONE = re.compile(r"(?P<dash>[—–―-]{1,2})\s{0,3}(?=[A-Z])")
_QUOTED_AS = re.compile(
    r"\b(?P<passive>(?:was|were|has been|have been) )?(?P<verb>quoted|quotes|cited)(?: by)?(?: (?P<who>[^,.;:“”]{2,70}?))"
    r"? as (?:saying|telling)\b"
)
_BY_OUTLET = re.compile(r" by (?=[A-Za-z])")
_CLOSED = re.compile(r"[”\"’'],? \Z")
_ACCORDING = re.compile(r"\b[Aa]ccording to ")


_TRIGGER = re.compile(rf":|ccording to |as (?:saying|telling)|[”\"]\s{{1,3}}[{DASHES}]|\n[{DASHES}]")


class Forms:
    """Where a fixed form may stand in a text: by its words and marks, found in one search."""

    def __init__(self, text: str) -> None:
        self._places = [found.end() - 1 for found in _TRIGGER.finditer(text)]
        if text[:1] in DASHES:
            self._places.insert(0, 0)

    def may_stand_in(self, start: int, end: int) -> bool:
        """Whether any of them ends within the span."""
        index = bisect.bisect_left(self._places, start)
        return index < len(self._places) and self._places[index] < end


def signed(hearing: Hearing, passage: Passage) -> Iterator[Attribution]:
    """“…” — NAME, TITLE; also where the signature is a paragraph of its own under the quotation."""
    start = passage.sentence.start
    found = _SIGNATURE.search(hearing.text, start, passage.end)
    if found:
        content = (start, found.start() + 1)
    else:
        found = _SIGNATURE_ALONE.match(hearing.text, start, passage.end)
        above = hearing.quotations.within(start - 4, start) if found else ()
        if found is None or not above:
            return
        content = (above[-1].start, above[-1].end)
    speaker = _signatory(hearing, passage, found.end())
    if speaker is not None:
        yield hearing.heard(passage, speaker, cue=found.span("dash"), content=(content,), direct=True)


def _signatory(hearing: Hearing, passage: Passage, start: int) -> Speaker | None:
    """The name that the signature opens with, or all its words where they are few."""
    names = hearing.scene.inside(start, passage.end)
    name = next((name for name in names if name.kind in ("person", "organisation")), None)
    if name is not None and name.start - start <= 30:
        return Speaker(name.id, start, passage.end, "the signature under a quotation", name.kind)
    words = hearing.text[start : passage.end].rstrip(" .")
    if len(words) > 120 or not words:
        return None
    return Speaker(Unnamed(words), start, start + len(words), "the signature under a quotation", "unnamed")


def quoted_as(hearing: Hearing, passage: Passage) -> Iterator[Attribution]:
    """“X quoted Y as saying …” and “Y was quoted (by X) as saying …”: Y speaks, X passes it on."""
    if hearing.text.find(" as ", passage.start, passage.end) < 0:
        return
    found = _QUOTED_AS.search(hearing.text, passage.start, passage.end)
    if not found or hearing.quotations.at(found.start()):
        return
    before = speakers.before(hearing.scene, passage.start, found.start()) or _subject(hearing, passage, found.start())
    named = speakers.behind(hearing.scene, *found.span("who")) if found["who"] else None
    speaker, outlet = (before, named) if found["passive"] else (named, before)
    if speaker is None:
        return
    by = _BY_OUTLET.match(hearing.text, found.end(), passage.end) if found["passive"] else None
    if by and _CLOSED.search(hearing.text, passage.start, speaker.start):
        content: tuple[Span, ...] = ((passage.start, trimmed_end(hearing.text, speaker.start)),)
        outlet = speakers.behind(hearing.scene, by.end(), passage.end) or outlet
    else:
        content = hearing.rest(passage, found.end() + 1)
    cue = (found.start("verb"), found.start("who") - 1 if found["who"] else found.end())
    made = hearing.heard(passage, speaker, cue=cue, content=content)
    if speaker is named:
        made = replace(made, source=((speaker.start, min(speaker.end, found.end("who"))),))
    via = (outlet.who,) if outlet and isinstance(outlet.who, str) else ()
    yield replace(made, via=(*via, *made.via))


def _subject(hearing: Hearing, passage: Passage, end: int) -> Speaker | None:
    found = subjects.before(hearing.text, passage.start, end)
    if found is None:
        return None
    words = hearing.text[found.start : found.head_end]
    return Speaker(Unnamed(words), found.start, found.end, "the subject of the verb", "unnamed")


_LABEL = re.compile(r"(?P<who>[A-Z][\w.’' ()-]{1,60}?)(?P<colon>:)\s?(?=\S)")
_COLON = re.compile(r":\s(?=[“\"‘]|'')|:\Z")


def labelled(hearing: Hearing, passage: Passage, block_end: int) -> Iterator[Attribution]:
    """“NAME: …” at the head of a paragraph, as in an interview: the paragraph is what he says."""
    found = _LABEL.match(hearing.text, passage.sentence.start, min(passage.end, passage.sentence.start + 70))
    if not found or found["who"].endswith((" said", " says", " told", " added")):
        return
    named = hearing.scene.inside(*found.span("who"))
    if named and (named[-1].kind != "person" or found.end("who") - named[-1].end > 8):
        return
    who = named[-1].id if named else hearing.scene.person_called(found["who"])
    if not who:
        return
    speaker = Speaker(who, *found.span("who"), "the label of the paragraph", "person")
    content = ((found.end(), block_end),)
    yield hearing.heard(passage, speaker, cue=found.span("colon"), content=content)


def before_colon(hearing: Hearing, passage: Passage) -> Iterator[Attribution]:
    """“NAME had a reply: “…””: a quotation behind a colon, of whoever the sentence is about."""
    found = _COLON.search(hearing.text, passage.start, passage.end)
    if not found or hearing.quotations.at(found.start()):
        return
    behind = found.end(), passage.end + 6 if found.end() >= passage.end else passage.end
    quoted = [quote for quote in hearing.quotations.within(*behind) if quote.start >= found.end()]
    if not quoted or quoted[0].start > behind[0] + 6 or not quoted[0].is_speech(hearing.text):
        return
    speaker = _named_before(hearing, passage, found.start())
    if speaker is not None:
        content = ((quoted[0].start, quoted[0].end),)
        yield hearing.heard(passage, speaker, cue=(found.start(), found.start() + 1), content=content, direct=True)


def _named_before(hearing: Hearing, passage: Passage, end: int) -> Speaker | None:
    """The person named just before the colon, else the subject of the sentence."""
    near = next((name for name in hearing.scene.back_from(end, 1) if name.end == end and name.kind == "person"), None)
    if near is not None:
        return Speaker(near.id, near.start, near.end, f"{near.text} stands before the colon", "person")
    opening = subjects.opening(hearing.text, passage.start, end)
    if opening is None:
        return None
    known = speakers.before(hearing.scene, passage.start, opening.verb)
    words = hearing.text[opening.start : opening.head_end]
    who, kind = (known.who, known.kind) if known else (Unnamed(words), "unnamed")
    return Speaker(who, opening.start, opening.end, "the sentence is about him, and ends in a quotation", kind)


def according(hearing: Hearing, passage: Passage) -> Iterator[Attribution]:
    """“according to X”: what stands before and behind it is what X says."""
    if hearing.text.find("ccording to ", passage.start, passage.end) < 0:
        return
    for found in _ACCORDING.finditer(hearing.text, passage.start, passage.end):
        if hearing.quotations.at(found.start()):
            continue
        behind = found.end(), passage.end
        speaker = speakers.behind(hearing.scene, *behind) or speakers.words_behind(hearing.scene, *behind)
        if speaker is None:
            continue
        if found.start() <= passage.start + 4:
            speaker = speakers.with_name_beside(hearing.scene, speaker, passage.end)
        else:
            wider = speakers.with_apposition(hearing.scene, speaker, passage.end)
            speaker = wider if wider.end >= passage.end - 2 else speaker
        hole = found.start(), _past_cited(hearing.text, speaker.end, passage.end)
        content = _around(hearing.text, hole, passage)
        yield hearing.heard(passage, speaker, cue=(found.start(), found.end() - 1), content=content)
        return


@lru_cache(maxsize=1)
def _cited_beside() -> re.Pattern[str]:
    kind = rf"(?: (?:[a-z]+ )?{clause_words('outlet-noun')})?"
    return re.compile(rf"{kind}(?:, (?:which |who )?{clause_words('citing')} [^,;:“”]{{2,120}}(?=,))?")


def _past_cited(text: str, start: int, end: int) -> int:
    """Behind “… newspaper, citing a letter”, which is said of the speaker and is no part of what he says."""
    found = _cited_beside().match(text, start, end)
    return found.end() if found else start


def _around(text: str, hole: Span, passage: Passage) -> tuple[Span, ...]:
    """What stands before the hole; what stands behind it where nothing does, or where the sentence goes on."""
    left = (passage.start, trimmed_end(text, hole[0]))
    right = (_past_marks(text, hole[1], passage.end), passage.end)
    if text[right[1] - 1] == "." and right[1] - right[0] > 1:
        right = (right[0], right[1] - 1)
    spans = (left, right) if text.startswith(",", hole[1]) else (left,) if left[1] - left[0] > 12 else (right,)
    return tuple((start, end) for start, end in spans if end - start > 12)


def _past_marks(text: str, start: int, end: int) -> int:
    while start < end and text[start] in " ,:—–\n":
        start += 1
    return start
