"""Prose on one line, its layout kept as signs one can see: ¶ an empty line, ⏎ a line break that shows on the page, ␣ a
blank that a line begins with. What Markdown takes for one blank is one.
"""

from __future__ import annotations

import re

_BLANKS = re.compile(r"\s+")
_BEGINS_A_BLOCK = re.compile(r"[-*+>#|=~`:]|\d+[.)]\s|\[[^\]\n]+\]:")
_TAB = " " * 4


def laid_out(prose: str) -> str:
    """The words of a text with its layout between them."""
    text = prose.replace("\t", _TAB)
    told = _BLANKS.sub(lambda found: _told(found, text), text)
    return told.strip(" ")


def _told(found: re.Match[str], text: str) -> str:
    blanks, follows = found[0], text[found.end() : found.end() + 40]
    breaks = blanks.count("\n")
    if found.start() == 0:
        return _indent(blanks)
    if not follows or not breaks:
        return " "
    if breaks > 1:
        return f" ¶ {_indent(blanks)}"
    is_seen = blanks.startswith("  ") or _indent(blanks) or _BEGINS_A_BLOCK.match(follows)
    return f" ⏎ {_indent(blanks)}" if is_seen else " "


def _indent(blanks: str) -> str:
    """The blanks that a line begins with."""
    return "␣" * len(blanks.rpartition("\n")[2])
