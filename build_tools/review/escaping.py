"""Any text made harmless in Markdown: it stays what it is and becomes no markup, no link, no ping and no HTML.

Forges read more than Markdown out of a comment: @names, #numbers, hashes of commits, bare addresses, :signs: and $sums$.
A WORD JOINER, which is not seen, parts what they look for; ``&#64;`` would not, since they look after entities are read.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

_JOINER = "\u2060"
_MARKUP = re.compile(r"([\\`*_\[\]|~$])")
_AT_ITS_BEGINNING = re.compile(r"^(\s*)(?:([#+=>-])|(\d+)([.)]))")
_HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SEEN_BY_FORGES = (
    (re.compile(r"@"), rf"@{_JOINER}"),
    (re.compile(r"([#!%&$^])(?=\w)"), rf"\1{_JOINER}"),
    (re.compile(r"(?i)\b(GH-)(?=\d)"), rf"\1{_JOINER}"),
    (re.compile(r":(?=//|[\w+-]+:)"), rf":{_JOINER}"),
    (re.compile(r"(?i)\b(www|mailto|xmpp|javascript|data)(?=[.:])"), rf"\1{_JOINER}"),
    (re.compile(r"\b([0-9a-f]{4})(?=[0-9a-f]{3,60}\b)"), rf"\1{_JOINER}"),
)
_JOINS_LETTERS = "\u200c\u200d"  # letters and signs of several scripts need these


def escaped(text: str) -> str:
    """Text for the middle of a line of Markdown."""
    flat = visible(" ".join(text.split(" ")))
    for pattern, parted in _SEEN_BY_FORGES:
        flat = pattern.sub(parted, flat)
    flat = "".join(_HTML.get(sign, sign) for sign in flat)
    return _AT_ITS_BEGINNING.sub(_without_meaning, _MARKUP.sub(r"\\\1", flat))


def _without_meaning(found: re.Match[str]) -> str:
    blanks, sign, number, dot = found.groups()
    return f"{blanks}\\{sign}" if sign else f"{blanks}{number}\\{dot}"


def in_code(text: str) -> str:
    """Text as a span of code, whatever backticks are in it."""
    flat = visible(text).strip() or " "
    longest = max((len(run) for run in re.findall(r"`+", flat)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {flat} {fence}" if flat[0] == "`" or flat[-1] == "`" else f"{fence}{flat}{fence}"


def visible(text: str) -> str:
    """Text without line breaks, and with signs shown that would turn or hide what stands beside them."""
    return "".join(_shown(sign) for sign in text)


def _shown(sign: str) -> str:
    if sign in "\n\r\t\v\f\u0085\u2028\u2029":
        return " "
    if unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") and sign not in _JOINS_LETTERS:
        return f"⟨U+{ord(sign):04X}⟩"
    return sign


def address(base: str, path: str, line: int) -> str:
    """Where a line is shown: the base, the path with what means something in an address spelt out, the line.

    The base “.” gives the path itself, for a forge to put its own base before. Forges show Markdown as a page, which
    has no lines, unless they are asked for it as it is.
    """
    spelt = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    shown = f"{spelt}?plain=1#L{line}" if path.endswith(".md") else f"{spelt}#L{line}"
    return shown if base == "." else f"{base.rstrip('/')}/{shown}"
