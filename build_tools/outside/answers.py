"""What asking an address came to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from http import HTTPStatus


class State(Enum):
    """Whether readers still arrive."""

    ANSWERS = "answers"
    MOVED = "moved"
    GONE = "gone"
    UNSURE = "unsure"
    REFUSED = "refused"


@dataclass(frozen=True)
class Answer:
    """``words`` say what happened; ``status`` is HTTP's number, 0 without one; ``moved_to``: where it leads for good."""

    state: State
    words: str
    status: int = 0
    moved_to: str = ""


GONE = frozenset({404, 410})
WITHOUT_PROMISE = "this may be for programs only: look yourself"


def answer_to(status: int) -> Answer:
    """A status without a redirect as an answer."""
    words = f"{status} {_PHRASES.get(status, '')}".strip()
    if 200 <= status < 300:
        return Answer(State.ANSWERS, words, status)
    if status in GONE:
        return Answer(State.GONE, words, status)
    return Answer(State.UNSURE, f"{words}; {WITHOUT_PROMISE}" if status < 500 else words, status)


_PHRASES: Mapping[int, str] = {one.value: one.phrase for one in HTTPStatus}
