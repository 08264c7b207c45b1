"""What there is to know of a download and how it is used: read from ``guides/``. Knows neither the files nor the page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from build_tools.model import Example

_FOLDER = Path(__file__).parent / "guides"
_BLOCK = re.compile(r"^```(?P<language>\w+)\n(?P<code>.*?)^```$\n*", re.MULTILINE | re.DOTALL)
LANGUAGES = {"python": "Python", "r": "R", "sh": "Shell"}


@dataclass(frozen=True, slots=True)
class Guide:
    """Prose in Markdown, and examples in the order of ``LANGUAGES``."""

    prose: str = ""
    examples: tuple[Example, ...] = ()


def guide_to(name: str, *, first: str = "") -> Guide:
    """The guide to a line of ``downloads.tsv``; empty where nobody has written one.

    In its examples ``{file}`` stands for ``first``: the file itself or, for a pattern, the first that fits it.
    """
    text = _text(name.replace("/", "-").replace("*", "all"))
    code = {match["language"]: match["code"].strip().replace("{file}", first) for match in _BLOCK.finditer(text)}
    examples = (Example(called, code[language]) for language, called in LANGUAGES.items() if language in code)
    return Guide(_BLOCK.sub("", text).strip(), tuple(examples))


@cache
def _text(stem: str) -> str:
    path = _FOLDER / f"{stem}.md"
    return path.read_text(encoding="utf-8") if path.is_file() else ""
