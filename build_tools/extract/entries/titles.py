"""Gives the claims of an entry their title: a label or heading above them, else the telling claim and who says so.

What only somebody says is never told as a fact: his name stands in the title. Nor does a label or heading serve that has
a number which none of the claims has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from build_tools.extract.entries import headlines
from build_tools.extract.entries.event_types import is_happening
from build_tools.extract.entries.grouping import stems
from build_tools.extract.entries.voiced import Voiced
from build_tools.text import numerals
from build_tools.text.article import headings

_TELLING = ("asserts", "confirms", "denies", "expects")
_OF_HIMSELF = ("It ", "He ", "She ", "They ", "Its ", "His ", "Her ", "Their ")
_MOST_NAMES = 3
_FIGURES = re.compile(r"\d+")
_WORDS = re.compile(r"[a-z]+", re.IGNORECASE)
Why = tuple[str, str]


def title_of(told: Sequence[Voiced], *, label: str, heading: str) -> Why:
    """The title of these claims, and where it comes from. ``label`` and ``heading``: what stands above, or empty."""
    if label and not headlines.is_generic(label) and _is_borne(label, told):
        return label, "the paragraph’s own label"
    if heading and _is_of(heading, told) and _is_borne(heading, told):
        return headlines.from_heading(heading), "the heading above"
    return _of_voices(told) or _of_claim(_telling(told), told)


def _of_voices(told: Sequence[Voiced]) -> Why | None:
    """“A, B and C comment”: for quotations of several speakers and nothing else."""
    names = list(dict.fromkeys(one.speaker for one in told))
    if not 1 < len(names) <= _MOST_NAMES or "" in names or not all(one.item.direct for one in told):
        return None
    return f"{', '.join(names[:-1])} and {names[-1]} comment", "all of it is quoted from these speakers"


def _of_claim(one: Voiced, told: Sequence[Voiced]) -> Why:
    item, speaker = one.item, one.speaker
    whole = item.content if item.acts else f"{item.subject} {item.content}".strip()
    words = headlines.from_words(whole)
    in_own_voice = any(other.item.claim.speaker is None and not other.item.is_aside for other in told)
    if not speaker or in_own_voice and not item.acts:
        return words, "the words of its first telling claim"
    if item.acts:
        return f"{speaker} {words[:1].lower()}{words[1:]}", "the speaker and what he did"
    if item.direct:
        return f"{speaker}: {words}", "the speaker and the words of his first claim"
    if words.startswith(_OF_HIMSELF):
        return (
            f"{headlines.says(speaker)} {words[:1].lower()}{words[1:]}",
            "the speaker and what he says of himself",
        )
    if not is_happening(item.content):
        return f"{speaker}: {words}", "the speaker and the words of his first claim"
    lower = speaker if isinstance(item.claim.speaker, str) else f"{speaker[:1].lower()}{speaker[1:]}"
    return f"{words}, {headlines.says(lower)}", "the words of its first telling claim and who says so"


def _is_of(heading: str, told: Sequence[Voiced]) -> bool:
    """A headline about these claims; the name of a part (“Key points”, “How it began”) is no title."""
    if headings.is_label(heading) or not headlines.tells_news(heading):
        return False
    return any(stems(heading) & stems(one.item.claim.quote) for one in told)


def _is_borne(words: str, told: Sequence[Voiced]) -> bool:
    """Whether every number of the words stands in a quote or in a date of the claims."""
    claims = [one.item.claim for one in told]
    return _numbers([words]) <= _numbers(text for one in claims for text in (one.quote, one.when, one.said))


def _numbers(texts: Iterable[str]) -> frozenset[Decimal]:
    found: set[Decimal] = set()
    for text in texts:
        found |= {Decimal(digits) for digits in _FIGURES.findall(text)}
        found |= {value for word in _WORDS.findall(text) if (value := numerals.value(word.casefold())) is not None}
    return frozenset(found)


def _telling(told: Sequence[Voiced]) -> Voiced:
    """The first claim that is more than an aside or a fragment; a happening before what is only said of it."""
    return min(
        told,
        key=lambda one: (
            one.item.is_aside, _is_fragment(one), one.item.claim.stance not in _TELLING, one.item.direct,
        ),
    )  # fmt: skip


def _is_fragment(one: Voiced) -> bool:
    """Words without the subject that they belong to."""
    item = one.item
    return item.content[:1].islower() and not item.subject and not item.acts and item.claim.speaker is None
