"""Reads the words before or behind a cue as a speaker. Finds where they begin and end; who they are say others."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from build_tools.extract.reading import NameMention
from build_tools.extract.speech import anonymous, noun_phrases
from build_tools.extract.speech.scene import Scene, Speaker, clause_words
from build_tools.model import Unnamed

_REACH_BACK = 400
_REACH_ON = 260
_BRACKETED = re.compile(r"\s?\([^()\n]{1,40}\)\Z")

# ── Before the cue ──────────────────────────────────────────────────────────────────────────────────────────


def before(scene: Scene, start: int, end: int) -> Speaker | None:
    """The subject that ends at ``end`` (the cue's start) and begins not before ``start``."""
    start = max(start, end - _REACH_BACK)
    end = _without_auxiliaries(scene.text, start, end)
    if not scene.text[start:end].endswith(","):
        return _subject(scene, start, end)
    end -= 1
    return _apposed(scene, start, end) or _with_aside(scene, start, end) or _subject(scene, start, end)


@lru_cache(maxsize=1)
def _auxiliary() -> re.Pattern[str]:
    return re.compile(rf"\s*\b{clause_words('auxiliary')}\s*\Z")


def _without_auxiliaries(text: str, start: int, end: int) -> int:
    for _ in range(4):
        piece = text[max(start, end - 40) : end]
        found = _auxiliary().search(piece)
        if not found or not piece[: found.start()].strip(" ,"):
            break
        end -= len(piece) - found.start()
    while end > start and text[end - 1].isspace():
        end -= 1
    aside = _BRACKETED.search(text[max(start, end - 45) : end])
    return end - len(aside[0]) if aside else end


_BELONGING = re.compile(r"(?: of| from| at),? (?:the )?[A-Z][^,“”]{2,60}(?:,|\Z)")
_APPOSITION = re.compile(r"(?: [a-z]+){0,2}(?:,| \()")


def _apposed(scene: Scene, start: int, end: int) -> Speaker | None:
    """“NAME, the head of …, reported”: the name before the apposition, not the last name inside it."""
    names = scene.inside(start, end)
    for name in names:
        if name.kind == "person" and _BELONGING.match(scene.text[name.end : end]):
            why = f"{name.text}, with where he belongs, before the cue"
            return Speaker(name.id, name.start, end, why, "person")
    for name in names:
        if found := _whole_around(scene, start, name):
            return found
        if name.kind in ("person", "organisation", "outlet", "group") and _is_apposed(scene.text, name, end):
            return Speaker(name.id, name.start, end, f"{name.text}, with an apposition, before the cue", name.kind)
    return None


def _is_apposed(text: str, name: NameMention, end: int) -> bool:
    quotes = any(mark in text[name.end : end] for mark in "“”")
    return not quotes and _APPOSITION.match(text[name.end : name.end + 30]) is not None


@lru_cache(maxsize=1)
def _inside() -> re.Pattern[str]:
    return re.compile(rf"\b{clause_words('inside')} (?:the )?\Z")


def _whole_around(scene: Scene, start: int, name: NameMention) -> Speaker | None:
    """Somebody unnamed whose words the name is only a part of: “an official of NAME, …”."""
    if not _inside().search(scene.text[max(0, name.start - 12) : name.start]):
        return None
    whole = noun_phrases.speaker(scene, _clause_start(scene, start, name.start), name.end)
    return whole if whole and isinstance(whole.who, Unnamed) else None


@lru_cache(maxsize=1)
def _followed_by_aside() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w’])(?P<words>[A-Za-z][^,“”;:.\n]{{2,90}}), {clause_words('aside')}\b")


def _with_aside(scene: Scene, start: int, end: int) -> Speaker | None:
    """“A ministry official, who asked not to be named, told …”, “A study, published in …, found …”."""
    found = _followed_by_aside().search(scene.text, start, end)
    if not found or scene.text[found.end("words") : end].count(",") > 3:
        return None
    return noun_phrases.speaker(scene, found.start("words"), found.end("words"))


def _subject(scene: Scene, start: int, end: int) -> Speaker | None:
    return noun_phrases.speaker(scene, _clause_start(scene, start, end), end)


@lru_cache(maxsize=1)
def _break() -> re.Pattern[str]:
    return re.compile(rf"(?:[,;:—–“”\"()]|\b{clause_words('joining')}\b)\s*")


def _clause_start(scene: Scene, start: int, end: int) -> int:
    """Behind the last mark or joining word that is not inside a name."""
    begin, names = start, scene.inside(start, end)
    for found in _break().finditer(scene.text, start, end):
        is_inside = any(name.start < found.end() and found.start() < name.end for name in names)
        if not is_inside and found.end() < end:
            begin = found.end()
    return begin


# ── Behind the cue ──────────────────────────────────────────────────────────────────────────────────────────


def behind(scene: Scene, start: int, end: int) -> Speaker | None:
    """The subject that begins at ``start`` behind a cue (“…,” said NAME, TITLE) or “according to”."""
    while start < end and scene.text[start].isspace():
        start += 1
    stop = _phrase_end(scene.text, start, min(end, start + _REACH_ON))
    name = next(iter(scene.inside(start, stop)), None)
    is_led = name is not None and _leads(scene.text[start : name.start])
    if name and is_led and not anonymous.is_anonymous(scene.text[start:stop].strip()):
        return Speaker(name.id, start, name.end, f"{name.text} stands behind the cue", name.kind)
    return noun_phrases.speaker(scene, start, stop)


def cited(scene: Scene, start: int, end: int) -> Speaker | None:
    """Whom somebody cites, with where he belongs: “two sources in the ministry, …”."""
    mark = _PHRASE_MARK.search(scene.text, start, min(end, start + _LONGEST_CITED))
    whole = anonymous.speaker(scene, scene.text[start : mark.start()], start, mark.start()) if mark else None
    return whole or behind(scene, start, end)


_LONGEST_CITED = 120
_PHRASE_MARK = re.compile(r"[,;:—–“”\"]|\.(?:\s|\Z)| that\b")


def words_behind(scene: Scene, start: int, end: int) -> Speaker | None:
    """The noun phrase at ``start`` as somebody without a name; None where none begins there."""
    while start < end and scene.text[start].isspace():
        start += 1
    if not _NOUN_PHRASE.match(scene.text, start, end):
        return None
    stop = _phrase_end(scene.text, start, min(end, start + _REACH_ON))
    while stop > start and scene.text[stop - 1] in " .,\n":
        stop -= 1
    words = re.sub(r"\s+", " ", scene.text[start:stop])
    return Speaker(Unnamed(words), start, stop, "the words behind the cue", "unnamed") if words else None


_NOUN_PHRASE = re.compile(
    r"(?:[A-Z]|(?:[a-z-]+ ){1,3}[A-Z]|(?:an?|the|one|another|two|three|his|her|their|its|some|many|several|most|both|sources|officials)\b)"
)
_APPOSED_BEHIND = re.compile(r"(?:, |\s?\()(?=\d|(?:an?|the|one|who|whose|which|his|her|its|in|of|from)\b|[a-z]|[A-Z])")
_NOT_APPOSED = re.compile(
    r"(?:, )(?:and|but|while|as|after|before|when|adding|noting|saying|in an?|on|at|during|speaking)\b"
)
_APPOSED_REACH = 220
_APPOSED_STOP = re.compile(
    r"[“”\";:—–]|''|, (?:and|but|while|as|adding|noting|saying|referring|citing|calling|\w+ing)\b"
)


def with_apposition(scene: Scene, speaker: Speaker, end: int) -> Speaker:
    """A speaker behind his cue with what is said of him there: “said NAME, a teacher from PLACE”."""
    begin = speaker.end
    if not _APPOSED_BEHIND.match(scene.text, begin, end) or _NOT_APPOSED.match(scene.text, begin, end):
        return speaker
    found = _APPOSED_STOP.search(scene.text, begin + 1, min(end, begin + _APPOSED_REACH))
    stop = found.start() if found else min(end, begin + _APPOSED_REACH)
    while stop > begin and scene.text[stop - 1] in " .,\n":
        stop -= 1
    return replace(speaker, end=stop)


_CAPITALS_BESIDE = re.compile(r", (?P<name>[A-Z][\w’&-]*(?: (?:of |the |and )?[A-Z][\w’&-]*){0,5})(?:[,.]|\Z)")


def with_name_beside(scene: Scene, speaker: Speaker, end: int) -> Speaker:
    """“the operator, NAME, …”: the name set between commas behind a common noun is who speaks."""
    name = next(iter(scene.inside(speaker.end, min(end, speaker.end + 80))), None)
    if isinstance(speaker.who, Unnamed) and (aside := _CAPITALS_BESIDE.match(scene.text, speaker.end, end)):
        words = aside["name"]
        return Speaker(
            name.id if name and words.endswith(name.text) else Unnamed(words),
            speaker.start,
            aside.end("name"),
            f"{words} is set beside “{speaker.who.words}”",
            name.kind if name and words.endswith(name.text) else "unnamed",
        )
    if name is None or not isinstance(speaker.who, Unnamed) or scene.text[speaker.end : name.start] != ", ":
        return speaker
    if not scene.text.startswith(",", name.end):
        return speaker
    why = f"{name.text} is set beside “{speaker.who.words}”"
    return Speaker(name.id, speaker.start, name.end, why, name.kind)


def _leads(lead: str) -> bool:
    """Whether the words before a name only lead up to it: an article, an office."""
    return len(lead) <= 70 and not any(mark in lead for mark in ",;:") and (not lead.strip() or lead[0].isalpha())


@lru_cache(maxsize=1)
def _phrase_stop() -> re.Pattern[str]:
    return re.compile(rf"[,.;:—“”\"](?:\s|\Z)|\b{clause_words('phrase-end')}\b\s")


def _phrase_end(text: str, start: int, end: int) -> int:
    found = _phrase_stop().search(text, start + 1, end)
    return found.start() if found else end
