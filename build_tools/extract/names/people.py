"""Full names of people in a text, to which surnames and other spellings lead back. Knows no other kind of name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from build_tools.extract.names.candidates import Candidate
from build_tools.text.names import fold
from build_tools.text.spelling import likeness


class People:
    """Full names of people in the text, to which surnames lead back."""

    def __init__(self, candidates: Sequence[Candidate], known: Mapping[str, str]) -> None:
        self._full: dict[str, tuple[str, ...]] = {}
        self.by_part: dict[str, list[str]] = {}
        self.known = known
        self._meant: dict[tuple[str, ...], str] = {}
        self._spelt: dict[tuple[str, ...], str] = {}
        for candidate in candidates:
            if candidate.kind.kind == "person" and len(candidate.run.words) > 1:
                self._learn(candidate)
        for folded in known:
            self._index(folded, folded.split())

    def _learn(self, candidate: Candidate) -> None:
        name = full_name(candidate.run.words)
        self._full.setdefault(name, candidate.run.words)
        self._index(name, [fold(word) for word in candidate.run.words])

    def _index(self, name: str, parts: list[str]) -> None:
        if len(parts) > 1:
            # The last but one of three is the first of two surnames (Spanish, Portuguese), and mostly stands alone.
            for part in dict.fromkeys((parts[-1], parts[0], " ".join(parts[-2:]), parts[-2])):
                names = self.by_part.setdefault(part, [])
                if name not in names:
                    names.append(name)

    def whose(self, words: tuple[str, ...]) -> str:
        """The full name that a short form stands for: by surname, else by first word; empty if nobody's."""
        if words not in self._meant:
            self._meant[words] = self._whose(words)
        return self._meant[words]

    def _whose(self, words: tuple[str, ...]) -> str:
        part = fold(" ".join(words))
        found = self.by_part.get(part, [])
        by_surname = [name for name in found if fold(name).split()[-len(words) :] == part.split()]
        return (by_surname or found or [""])[0]

    def spelling(self, words: tuple[str, ...]) -> str:
        """An earlier full name of which this is another spelling: same surname, given names much alike."""
        if words not in self._spelt:
            self._spelt[words] = self._spelling(words)
        return self._spelt[words]

    def _spelling(self, words: tuple[str, ...]) -> str:
        mine = fold(" ".join(words)).split()
        for name in self.by_part.get(mine[-1], []):
            other = fold(name).split()
            if len(other) > 1 and other[-1] == mine[-1] and (mine[0] == other[0] or likeness(mine[0], other[0])):
                return name
        return full_name(words)


@lru_cache(maxsize=16384)
def full_name(words: tuple[str, ...]) -> str:
    """The words of a person's name as one string: “Anna D. Bell” keeps its initial's stop."""
    parts = [word for word in words if word != "."]
    parts = [*(f"{word}." if len(word) == 1 else word for word in parts[:-1]), *parts[-1:]]  # not “Witness C.”
    return " ".join(parts)
