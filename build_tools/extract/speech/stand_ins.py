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


def last_of(scene: Scene, words: str, begin: int, end: int, *, kinds: Collection[str]) -> Speaker | None:
    """The last name of these kinds before the words, as the one they stand for."""
    name = scene.last_of(kinds, before=begin, most=40)
    if name is None:
        return None
    return Speaker(name.id, begin, end, f"“{words}” stands for {name.text}, the last of its kind", name.kind)
