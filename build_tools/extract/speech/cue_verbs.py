"""The forms of the verbs that are cues: which word is a form of which verb, with its stance and kind. Knows no text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.text import tables

_VOWELS = "aeiou"


@dataclass(frozen=True, slots=True)
class Form:
    """A form of a cue: stance, kind (see the tables), and ``form``: base, s, past, ing, or empty for a set phrase."""

    stance: str
    kind: str
    form: str


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Form]:
    """Words → what they are as a cue. The forms written out in cues.tsv go before those made by rule."""
    found: dict[str, Form] = {}
    for word, (stance, kind) in gazetteer.cues().items():
        found[word] = Form(stance, kind, _form_of(word))
    for row in tables.rows(gazetteer.table("cue_verbs.tsv")):
        for word, form in inflected(row[0], row[3] if len(row) > 3 else ""):
            found.setdefault(word, Form(row[1], row[2], form))
    return found


@lru_cache(maxsize=1)
def nouns() -> Mapping[str, str]:
    """Nouns that are cues where they have an owner → kind."""
    return {row[0]: row[1] for row in tables.rows(gazetteer.table("cue_nouns.tsv"))}


def _form_of(word: str) -> str:
    first = word.partition(" ")[0]
    if first.endswith("ing"):
        return "ing"
    if first.endswith("ed") or first in ("said", "told", "wrote", "found", "thought", "made", "forecast"):
        return "past"
    if first in ("did", "does", "has", "had", "could", "neither", "without", "gave", "would"):
        return ""
    return "s" if first.endswith("s") else "base"


def inflected(verb: str, irregular: str) -> Iterator[tuple[str, str]]:
    """All forms of a verb by the rules of English spelling; ``irregular`` as in the table."""
    head, _, tail = verb.partition(" ")
    tail = f" {tail}" if tail else ""
    yield verb, "past" if verb in irregular.split(",") else "base"  # “put” is either
    yield _third(head) + tail, "s"
    yield _ing(head, double=irregular == "2") + tail, "ing"
    if irregular and irregular != "2":
        yield from ((past, "past") for past in irregular.split(","))
    else:
        yield _past(head, double=irregular == "2") + tail, "past"


def _third(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh", "go")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") and word[-2] not in _VOWELS else f"{word}s"


def _ing(word: str, *, double: bool) -> str:
    if word.endswith("e") and not word.endswith(("ee", "oe")):
        return f"{word[:-1]}ing"
    return f"{word}{word[-1]}ing" if double else f"{word}ing"


def _past(word: str, *, double: bool) -> str:
    if word.endswith("e"):
        return f"{word}d"
    if word.endswith("y") and word[-2] not in _VOWELS:
        return f"{word[:-1]}ied"
    return f"{word}{word[-1]}ed" if double else f"{word}ed"
