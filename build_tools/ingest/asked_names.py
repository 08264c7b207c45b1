"""What a reading asked of the names known, and what it was told: asked again of other names, equal answers make the
reading theirs too. So a reading can be kept although names come and go.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NoReturn

from build_tools.extract.names.lexicon import Lexicon, Listed, Match
from build_tools.extract.reading import KnownName

Question = tuple[str, Any]
_WALKED = "a reading that walks all names would bear on every one of them"


class AskedNames(Lexicon):
    """A lexicon that passes every question on to another one and remembers it with its answer."""

    def __init__(self, asked: Lexicon) -> None:
        self._asked = asked
        self._answers: dict[Question, str] = {}
        self.names: Mapping[tuple[str, str], KnownName] = _Names(self, asked.names)  # type: ignore[assignment]

    @property
    def questions(self) -> tuple[Question, ...]:
        """All that was asked, each thing once."""
        return tuple(self._answers)

    @property
    def answers(self) -> str:
        """The hash of all answers, as ``answers_of`` gives it."""
        return _digest(self._answers.values())

    def note(self, question: Question, answer: Any) -> Any:
        """Remember an answer, and give it."""
        self._answers[question] = repr(answer)
        return answer

    def add(self, name: KnownName) -> NoReturn:
        raise TypeError("names are added to the lexicon itself, not where it is asked")

    def find(self, text: str) -> Iterator[Match]:
        return iter(self.note(("find", text), list(self._asked.find(text))))

    def name_of(self, listed: Listed) -> KnownName | None:
        found: KnownName | None = self.note(("name_of", listed), self._asked.name_of(listed))
        return found

    def called(self, written: str) -> KnownName | None:
        found: KnownName | None = self.note(("called", written), self._asked.called(written))
        return found

    def state_id(self, id: str) -> str:
        return str(self.note(("state_id", id), self._asked.state_id(id)))


class _Names(Mapping[tuple[str, str], KnownName]):
    """The names by id and family, asked for one by one."""

    def __init__(self, asked: AskedNames, names: Mapping[tuple[str, str], KnownName]) -> None:
        self._asked, self._names = asked, names

    def __getitem__(self, key: tuple[str, str]) -> KnownName:
        found: KnownName | None = self._asked.note(("names", key), self._names.get(key))
        if found is None:
            raise KeyError(key)
        return found

    def __iter__(self) -> NoReturn:
        raise TypeError(_WALKED)

    def __len__(self) -> NoReturn:
        raise TypeError(_WALKED)


def answers_of(names: Lexicon, questions: Iterable[Question]) -> str:
    """The hash of what these names answer to the same questions."""
    return _digest(repr(_answer(names, *question)) for question in questions)


def _answer(names: Lexicon, kind: str, about: Any) -> Any:
    if kind == "find":
        return list(names.find(about))
    return names.names.get(about) if kind == "names" else _ASKING[kind](names, about)


_ASKING: dict[str, Callable[[Lexicon, Any], object]] = {
    "name_of": Lexicon.name_of,
    "called": Lexicon.called,
    "state_id": Lexicon.state_id,
}


def _digest(answers: Iterable[str]) -> str:
    return hashlib.sha256("\0".join(answers).encode(errors="surrogatepass")).hexdigest()
