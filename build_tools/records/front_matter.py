"""A record file cut into front matter and body: the one reader of front matter, used by all."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools.problems import Location, Problem, ProblemsFound

_FENCE = "---"


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
    lines = text.split("\n")
    lines = [line + "\n" for line in lines[:-1]] + lines[-1:]
    if not lines or lines[0].rstrip() != _FENCE:
        tip = "A record begins with a line “---”, then its keys, then another “---”."
        raise ProblemsFound([Problem(Location(path), "no-front-matter", "the file has no front matter", tip)])
    offset = len(lines[0])
    for line in lines[1:]:
        if line.rstrip() == _FENCE:
            return Parts(text, len(lines[0]), offset, offset + len(line))
        offset += len(line)
    tip = "Close the front matter with a line “---”."
    where = Location(path, len(lines))
    raise ProblemsFound([Problem(where, "no-front-matter", "the front matter has no closing “---”", tip)])
