"""The page beside a rule: prose, and examples that a test runs. Knows its form, not where pages are shown.

    What the rule protects, in Markdown.

    ## Fails: what is wrong here            (or “## Passes: …”; any number of each)

    A sentence, if one is needed.

    ```yaml content/actors/ida-moss.md      a fence names the file that it changes or adds
    kind: person
    ```

    ```problems                             after “Fails”: what the check prints, line for line
    content/actors/ida-moss.md:3:7: some-code: what is wrong
    ```

An example is laid over a small sound dossier (``tests/dossiers/flood``). A block that begins with ``---``, and one of a
file that is no record, is the whole file; other blocks of a record replace those keys of its front matter that they
name (and add the rest), a block in ``markdown`` its prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_HEADING = re.compile(r"^## (?:(?P<verdict>Fails|Passes)\b:? *)?(?P<title>.*)$", re.MULTILINE)
_FENCE = re.compile(
    r"^(?P<marks>`{3,})(?P<language>[a-z]+)(?: +(?P<path>\S+))?\n(?P<text>.*?)^(?P=marks)$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A file of an example, or a part of it."""

    path: str
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Example:
    """A change to a sound dossier: ``fails`` with these problems as printed (without tips), or passes."""

    fails: bool
    title: str
    prose: str
    excerpts: tuple[Excerpt, ...]
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RulePage:
    """What a rule protects (Markdown), and examples in the order in which they are told."""

    protects: str
    examples: tuple[Example, ...]


def read_page(text: str) -> RulePage:
    """A page in its parts. Raises ValueError for a heading that is neither “Fails” nor “Passes”."""
    headings = list(_HEADING.finditer(text))
    protects = text[: headings[0].start()] if headings else text
    ends = [heading.start() for heading in headings[1:]] + [len(text)]
    examples = (_example(heading, text[heading.end() : end]) for heading, end in zip(headings, ends, strict=True))
    return RulePage(protects.strip(), tuple(examples))


def _example(heading: re.Match[str], text: str) -> Example:
    if not heading["verdict"]:
        raise ValueError(f"“{heading[0]}”: a heading of a rule’s page begins with “Fails” or “Passes”")
    return Example(
        fails=heading["verdict"] == "Fails",
        title=heading["title"].strip(),
        prose=_FENCE.sub("", text).strip(),
        excerpts=tuple(_excerpts(text)),
        problems=tuple(
            line for fence in _FENCE.finditer(text) if not fence["path"] for line in fence["text"].split("\n") if line
        ),
    )


def _excerpts(text: str) -> Iterator[Excerpt]:
    for fence in _FENCE.finditer(text):
        if fence["path"]:
            yield Excerpt(fence["path"], fence["language"], fence["text"])
