"""Roots: who stands behind claims in the end, and how many they are, as a range (DESIGN.md § 6).

Corroboration counts roots, not articles. Knows the corpus; knows nothing of how pages word it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from build_tools.corpus import Corpus
from build_tools.model import Claim, Unnamed

SUPPORTING = ("asserts", "confirms", "hedges")  # stances that speak of a thing as so, if with reserve


ROOT_KINDS = ("named", "unnamed", "voice")


@dataclass(frozen=True, slots=True)
class Root:
    """Who stands behind a claim in the end; two claims have the same root if their roots are equal
    (unnamed speakers: whatever the capitals).

    ``kind``: one of ROOT_KINDS; a ``voice`` is the source's own. ``who``: the actor id of a named speaker; the words
    for an unnamed one; for a voice the publisher's actor id, empty where the source names none. ``within``: the body
    of an unnamed speaker. ``source``: the source id (that of the original, for a copy) where the root is known from
    that source alone: an unnamed speaker, or the voice of a source without a publisher.
    """

    kind: str
    who: str = field(compare=False)
    within: str = ""
    source: str = ""
    folded: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "folded", self.who.casefold())


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A root that the low count leaves out, since it may be one that is counted: ``into`` is that root.

    ``only``: no other counted root could be meant instead; where that is so, ``into`` may be named.
    """

    root: Root
    into: Root
    only: bool = True


@dataclass(frozen=True)
class RootCount:
    """How many roots stand behind some claims, as a range with its reason."""

    roots: tuple[Root, ...]
    absorbed: tuple[Absorbed, ...]
    sources: tuple[str, ...]

    @property
    def high(self) -> int:
        """As many as there can be."""
        return len(self.roots)

    @property
    def low(self) -> int:
        """As few as there can be."""
        return len(self.roots) - len(self.absorbed)


def root_of(claim: Claim, corpus: Corpus) -> Root:
    """The root of a claim: its speaker, or the publisher where the source speaks in its own voice."""
    source = corpus.origin_of(claim.source)
    if isinstance(claim.speaker, Unnamed):
        return Root("unnamed", claim.speaker.words, within=claim.speaker.within, source=source)
    if claim.speaker:
        return Root("named", str(claim.speaker))
    publisher = corpus.sources[source].publisher if source in corpus.sources else ""
    return Root("voice", publisher, source="" if publisher else source)


def count_roots(claims: Iterable[Claim], corpus: Corpus) -> RootCount:
    """Count the roots of claims on one matter. Copies (``republishes``) and later versions (``updates``) add nothing; of the
    versions of one article only the first that speaks is among the sources.
    """
    heard: dict[Root, set[str]] = {}
    sources: dict[str, str] = {}
    for claim in claims:
        sources.setdefault(corpus.first_version(claim.source), claim.source)
        heard.setdefault(root_of(claim, corpus), set()).add(corpus.origin_of(claim.source))
    ordered = tuple(sorted(heard, key=lambda root: ROOT_KINDS.index(root.kind)))
    return RootCount(ordered, tuple(_absorptions(ordered, heard, corpus)), tuple(sources.values()))


def _absorptions(roots: Sequence[Root], heard: Mapping[Root, set[str]], corpus: Corpus) -> Iterator[Absorbed]:
    """Each root that may be another one that stays counted. Narrow bodies are kept before wide ones."""
    kept = [root for root in roots if root.kind == "named"]
    unnamed = [root for root in roots if root.kind == "unnamed"]
    for root in sorted(unnamed, key=lambda root: -len(corpus.bodies_of(root.within)) if root.within else 0):
        found = [*islice((other for other in _nearest_first(root, kept) if _may_be(root, other, corpus)), 2)]
        if found:
            yield Absorbed(root, found[0], len(found) == 1)
        else:
            kept.append(root)
    for voice in (root for root in roots if root.kind == "voice"):
        found = [*islice((other for other in roots if other.kind != "voice" and heard[other] & heard[voice]), 2)]
        if found:
            yield Absorbed(voice, found[0], len(found) == 1)


def _nearest_first(unnamed: Root, kept: Sequence[Root]) -> Sequence[Root]:
    """An unnamed speaker of no known body is most likely another unnamed one of the same source."""
    return kept if unnamed.within else sorted(kept, key=lambda other: other.source != unnamed.source)


def _may_be(unnamed: Root, other: Root, corpus: Corpus) -> bool:
    """Whether an unnamed speaker may be that other root: of the same body, or of a body within it."""
    if not unnamed.within:
        return True
    body = other.who if other.kind == "named" else other.within
    return bool(body) and unnamed.within in corpus.bodies_of(body)


@dataclass(frozen=True)
class Backing:
    """Who stands where towards what the claims of one entry say.

    A denial never counts as support, nor does anything else that the one who denies says under the same entry.
    """

    support: RootCount
    expected: RootCount
    denied: RootCount
    declined: RootCount


def backing(claims: Iterable[Claim], corpus: Corpus) -> Backing:
    """Sort the roots of an entry's claims by their stance."""
    held = tuple(claims)

    def roots(*stances: str, without: tuple[Root, ...] = ()) -> RootCount:
        taking = (claim for claim in held if claim.stance in stances)
        return count_roots((claim for claim in taking if root_of(claim, corpus) not in without), corpus)

    denied = roots("denies")
    return Backing(
        support=roots(*SUPPORTING, without=denied.roots),
        expected=roots("expects", without=denied.roots),
        denied=denied,
        declined=roots("declines"),
    )
