"""Text out of a cell, a field or a plain e-mail → paragraphs parted by an empty line. Knows no markup."""

from __future__ import annotations

import re

_GAP = re.compile(r"\n[ \t]*\n")
_LINE = 100  # characters beyond which a line was not wrapped by a machine


def paragraphs(text: str) -> str:
    """The text, its paragraphs parted by an empty line. Where no line is empty, a line is a paragraph if some line is
    longer than machines wrap them, or if most end as sentences do.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    lines = [line.strip() for line in text.split("\n")]
    if _GAP.search(text) or len(lines) < 2:
        return "\n".join(lines)
    ended = sum(line.endswith((".", "!", "?", "”", '"', "»", "…", ":")) for line in lines)
    if max(map(len, lines)) > _LINE or ended > len(lines) / 2:
        return "\n\n".join(lines)
    return "\n".join(lines)
