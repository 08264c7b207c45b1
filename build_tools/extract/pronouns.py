"""Reads “he”, “they”, “it”, “who” before a cue as speakers: who spoke or was named last."""

from __future__ import annotations

from build_tools.extract.scene import Scene, Speaker

_REFERS_TO = {"he": "person", "she": "person", "they": "any", "it": "any", "who": "who", "we": "any", "i": "any"}
_FARTHEST = 2500


def is_pronoun(words: str) -> bool:
    """Whether the words are a pronoun that can speak."""
    return words.casefold() in _REFERS_TO


def speaker(scene: Scene, words: str, begin: int, end: int) -> Speaker | None:
    """Whom the pronoun at ``begin`` stands for; None where nobody is near enough."""
    kind = _REFERS_TO[words.casefold()]
    if kind == "who":
        return _relative(scene, begin, end)
    before = scene.last_person if kind == "person" else scene.last
    if before is None or begin - before.end > _FARTHEST:
        before = _recent_person(scene, begin) if kind == "person" else None
    if before is None:
        return None
    return Speaker(before.who, begin, end, f"“{words}” leads back to who spoke last", before.kind)


def _relative(scene: Scene, begin: int, end: int) -> Speaker | None:
    near = scene.ended_at(begin)
    if near is None or begin - near.end > 3:
        return None
    return Speaker(near.id, near.start, end, f"“who” stands for {near.text}", near.kind)


def _recent_person(scene: Scene, begin: int) -> Speaker | None:
    name = scene.last_of(("person",), before=begin, most=8)
    return Speaker(name.id, name.start, name.end, "", "person") if name else None
