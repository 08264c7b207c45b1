"""Whose wording a quote is: the speaker's, in the quotation marks of its source, or the source's; and how it is shown.

Looks at the marks around and in the words where they stand; judges neither grammar nor meaning.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from build_tools.corpus import Corpus
from build_tools.model import Claim

Voicing = Literal["own", "quoted", "partly", "reported", "unknown"]

_CLOSING = {"“": "”", "„": "“”", "«": "»", '"': '"', "‘": "’"}
_MARK = re.compile(r"[“”„«»‘]|’(?!\w)|(?<!\d)\"")
_DOUBLE = re.compile(r"[“”„]|(?<!\d)\"")
_AT_THE_END = " \t\n.,;:!?…"
_CLAUSE = re.compile(r"[,;:.!?](?=\s)|\s[–—](?=\s)")
_SLACK, _LATE = 1.2, 0.6  # what is a fifth too long is not cut; a cut at a clause keeps three fifths at least


def voicing(claim: Claim, corpus: Corpus) -> Voicing:
    """Whether the source speaks itself, quotes the speaker, does so in part, or tells it in its own words.

    ``unknown``: the text is not at hand, and the words themselves bear no marks all around.
    """
    if claim.speaker is None or claim.named_speaker in _publishers(claim.source, corpus):
        return "own"
    found = corpus.find(claim)
    if found.outcome != "exact":
        return "quoted" if _is_quoted(claim.quote, 0, len(claim.quote)) else "unknown"
    document = corpus.documents[claim.source]
    at = bisect_right(document.blocks, found.start, key=lambda block: block.start) - 1
    base = document.blocks[at].start if at >= 0 else 0
    end = max(found.end, document.blocks[at].end if at >= 0 else 0)
    return _voiced(document.text[base:end], found.start - base, found.end - base)


def _publishers(source: str, corpus: Corpus) -> Iterator[str]:
    """Whose own voice a source has: its publisher's, and that of what it republishes."""
    seen: set[str] = set()
    while source in corpus.sources and source not in seen:
        seen.add(source)
        if publisher := corpus.sources[source].publisher:
            yield publisher
        source = corpus.sources[source].republishes


def _voiced(text: str, start: int, end: int) -> Voicing:
    if _is_quoted(text, start, end):
        return "quoted"
    return "partly" if any(first < end and start < last for first, last in _quotations(text)) else "reported"


def _is_quoted(text: str, start: int, end: int) -> bool:
    last = start + len(text[start:end].rstrip(_AT_THE_END))
    return any(first <= start and last <= closed for first, closed in _quotations(text))


@lru_cache(maxsize=16384)
def _quotations(text: str) -> tuple[tuple[int, int], ...]:
    """The outermost quotations of a paragraph, marks included; one left open reaches to the end of the paragraph."""
    return tuple(_found_quotations(text))


def _found_quotations(text: str) -> Iterator[tuple[int, int]]:
    opened, closing = -1, ""
    for mark in _MARK.finditer(text):
        if opened < 0:
            if (closing := _CLOSING.get(mark[0], "")) and (mark[0] != "‘" or "’" in text[mark.end() :]):
                opened = mark.start()
        elif mark[0] in closing:
            yield opened, mark.end()
            opened = -1
    if opened >= 0:
        yield opened, len(text)


# ── How it is shown ─────────────────────────────────────────────────────────────────────────────────────────


def within_marks(quote: str, limit: int = 0) -> str:
    """Words to stand between “ and ”: marks inside are ‘ and ’, each closed; cut at a clause if far above ``limit``."""
    words = _on_one_line(quote)
    first = next(iter(_quotations(words)), None)
    if first and first[0] == 0 and first[1] >= len(words.rstrip(_AT_THE_END)):
        words = words[1:].rstrip() if words[-1] not in _CLOSING[words[0]] else words[1:-1]
    return _singles_closed(_paired(cut(words, limit), "‘", "’"))


def without_marks(quote: str, limit: int = 0) -> str:
    """Words to stand without marks around them: those inside are “ and ”, each closed."""
    return _singles_closed(_paired(cut(_on_one_line(quote), limit), "“", "”"))


def _on_one_line(quote: str) -> str:
    return re.sub(r"\s+", " ", quote).strip()


def cut(words: str, limit: int) -> str:
    """The first words, as far as a clause if one ends late enough; 0: all of them."""
    if not limit or len(words) <= limit * _SLACK:
        return words
    head = words[:limit]
    clause = max((end.start() for end in _CLAUSE.finditer(head) if end.start() >= limit * _LATE), default=0)
    return (head[:clause] if clause else head.rsplit(" ", 1)[0]).rstrip(" ,;:–—") + " …"


def _paired(words: str, opening: str, closing: str) -> str:
    """Double marks as the given ones: what is only closed opens at the beginning, what is only opened closes at the end."""
    depth, unopened, shown, at = 0, 0, [], 0
    for mark in _DOUBLE.finditer(words):
        closes = mark[0] == "”" or (depth and mark[0] in '“"' and _ends_a_word(words, mark.start()))
        unopened += bool(closes and not depth)
        depth = max(0, depth - 1) if closes else depth + 1
        shown += [words[at : mark.start()], closing if closes else opening]
        at = mark.end()
    return opening * unopened + "".join(shown) + words[at:] + closing * depth


def _ends_a_word(words: str, at: int) -> bool:
    return at > 0 and not words[at - 1].isspace() and not words[at + 1 : at + 2].isalnum()


def _singles_closed(words: str) -> str:
    """With ’ for each ‘ that is left open; before outer marks that close at the end."""
    missing = words.count("‘") - len(re.findall(r"’(?!\w)", words))
    bare = words.rstrip("”")
    return bare + "’" * max(0, missing) + words[len(bare) :]
