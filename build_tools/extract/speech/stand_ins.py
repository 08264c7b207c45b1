"""Reads common nouns as speakers: “the ministry”, “the president”, “the group” stand for a name before them."""

from __future__ import annotations

import re
from collections.abc import Collection

from build_tools.extract import gazetteer
from build_tools.extract.speech.scene import Scene, Speaker
from build_tools.model import Unnamed

_NOUN_PHRASE = re.compile(r"(?:the|this|a|an|his|her|its|their|local) (?:[\w’-]+ ){0,4}?(?P<noun>[a-z]+)", re.I)
_NAMES_BACK = 80


def speaker(scene: Scene, words: str, begin: int, end: int) -> Speaker | None:
    """The last name before that holds the noun; else, for “the NOUN”, the last of a fitting kind; else the noun."""
    found = _NOUN_PHRASE.fullmatch(words)
    if not found:
        return None
    noun = found["noun"].casefold()
    for name in scene.back_from(begin, _NAMES_BACK):
        if noun in name.text.casefold() or noun in scene.name_of(name).casefold():
            return Speaker(name.id, begin, end, f"“{words}” stands for {name.text}", name.kind)
    stand_in = gazetteer.stand_ins().get(noun)
    if stand_in is None:
        return None
    is_definite = len(words.split()) == 2 and words[:2].casefold() == "th"
    known = last_of(scene, words, begin, end, kinds=stand_in.kinds) if is_definite else None
    if known is None and stand_in.is_body:
        return Speaker(Unnamed(words), begin, end, f"a body without a name, by “{noun}”", "unnamed")
    return known


def _is_called_otherwise(scene: Scene, id: str, before: int) -> bool:
    """Whether a body is no firm, by its name (“… Watch”, “Ministry of …”) or by the noun that stands before it once."""
    others = frozenset(gazetteer.listed("subject_words.tsv", "no-firm"))
    for name in scene.back_from(before, _NAMES_BACK):
        if name.id == id:
            parts = re.findall(r"[^\W\d_]+", f"{name.text} {scene.name_of(name)}".casefold())
            noun = scene.text[max(0, name.start - 20) : name.start].split()[-1:]
            if others.intersection(parts) or noun and noun[0].casefold() in others:
                return True
    return False


def last_of(scene: Scene, words: str, begin: int, end: int, *, kinds: Collection[str]) -> Speaker | None:
    """The last name of these kinds before the words, as the one they stand for."""
    noun = words.rpartition(" ")[2].casefold()
    is_firm = noun in gazetteer.listed("subject_words.tsv", "firm")
    name = next(
        (
            found
            for found in scene.back_from(begin, 40)
            if found.kind in kinds and not (is_firm and _is_called_otherwise(scene, found.id, begin))
        ),
        None,
    )
    if name is None:
        return None
    return Speaker(name.id, begin, end, f"“{words}” stands for {name.text}, the last of its kind", name.kind)
