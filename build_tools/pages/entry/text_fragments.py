"""A web address that leads to words on its page: URL text fragments, https://wicg.github.io/scroll-to-text-fragment/

``#:~:text=[prefix-,]start[,end][,-suffix]``. In each part ``&``, ``-`` and ``,`` are percent-encoded, as the grammar asks.
Knows addresses and text only.
"""

from __future__ import annotations

from urllib.parse import quote as percent_encoded

from build_tools.wording import prose

_AT_EACH_END = 5  # words by which a long quote is told
_AROUND = (3, 5, 8)  # words that decide between several places: as few as do
_DIRECTIVE = ":~:"


def address_of_words(url: str, quote: str, *, text: str = "", start: int = -1, after: str = "") -> str:
    """The page at the quoted words; empty without a web address.

    ``text`` and ``start``: the source's text and where the quote stands in it, if at hand: what occurs there more than
    once gets the words before it as a prefix. ``after``: those words, where a record tells them.
    """
    if not prose.is_web_address(url):
        return ""
    ends = _ends(quote)
    around = _around(text, start, quote) if start >= 0 else (" ".join(after.split()[-_AROUND[0] :]), "")
    prefix = f"{_encoded(around[0])}-," if around[0] else ""
    suffix = f",-{_encoded(around[1])}" if around[1] else ""
    return f"{url}{_joint(str(url))}text={prefix}{','.join(map(_encoded, ends))}{suffix}"


def _joint(url: str) -> str:
    if _DIRECTIVE in url:
        return "&"
    return _DIRECTIVE if "#" in url else f"#{_DIRECTIVE}"


def _ends(quote: str) -> list[str]:
    """The quote, or its first and last words where it is long and no earlier words end it too soon."""
    tokens = quote.split()
    first, last = " ".join(tokens[:_AT_EACH_END]), " ".join(tokens[-_AT_EACH_END:])
    whole = " ".join(tokens)
    too_soon = whole.find(last, len(first)) != len(whole) - len(last)
    return [whole] if len(tokens) <= 2 * _AT_EACH_END or too_soon else [first, last]


def _around(text: str, start: int, quote: str) -> tuple[str, str]:
    """The words before and behind a quote on its own line that tell its place from others; nothing where it is alone."""
    end = start + len(quote)
    opening = _ends(quote)[0]
    before = text[text.rfind("\n", 0, start) + 1 : start].split()
    behind = text[end : (text.find("\n", end) + 1 or len(text) + 1) - 1].split()
    folded = " ".join(text.split()).casefold()
    if folded.count(opening.casefold()) < 2:
        return "", ""
    for number in _AROUND:
        prefix = " ".join(before[-number:])
        if folded.count(f"{prefix} {opening}".strip().casefold()) < 2:
            return prefix, ""
    return " ".join(before[-_AROUND[0] :]), " ".join(behind[: _AROUND[0]])


def _encoded(part: str) -> str:
    return percent_encoded(part, safe="").replace("-", "%2D")
