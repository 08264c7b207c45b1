"""A record file cut into front matter and body: the one reader of front matter, used by all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from build_tools.problems import Location, Problem, ProblemsFound

_FENCE = re.compile(r"^---[^\S\n]*(?:\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """The pieces of a record file. ``yaml_start`` and ``yaml_end`` are half-open offsets of the YAML in the text.

    Lines count from 1: the YAML begins on line 2, the body on ``body_line``.
    """

    text: str
    yaml_start: int
    yaml_end: int
    body_start: int

    @property
    def yaml(self) -> str:
        """The front matter without its fences."""
        return self.text[self.yaml_start : self.yaml_end]

    @property
    def body(self) -> str:
        """The prose below."""
        return self.text[self.body_start :]

    @property
    def body_line(self) -> int:
        """The line on which the body begins."""
        return self.text.count("\n", 0, self.body_start) + 1


def split(text: str, path: str) -> Parts:
    """Cut a record. Raises ProblemsFound with ``no-front-matter``."""
    fences = _FENCE.finditer(text)
    opening = next(fences, None)
    if opening is None or opening.start() != 0:
        tip = "A record begins with a line “---”, then its keys, then another “---”."
        raise ProblemsFound([Problem(Location(path), "no-front-matter", "the file has no front matter", tip)])
    if closing := next(fences, None):
        return Parts(text, opening.end(), closing.start(), closing.end())
    tip = "Close the front matter with a line “---”."
    where = Location(path, text.count("\n") + 1)
    raise ProblemsFound([Problem(where, "no-front-matter", "the front matter has no closing “---”", tip)])
