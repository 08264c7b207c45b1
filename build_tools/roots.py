"""Roots: who stands behind claims in the end, and how many they are, as a range (DESIGN.md § 6).

Corroboration counts roots, not articles. Knows the corpus; knows nothing of how pages word it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
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
        folded = self.who.casefold()
        object.__setattr__(self, "folded", self.who if folded == self.who else folded)


@dataclass(frozen=True, slots=True)
class Absorbed:
    """A root that the low count leaves out, since it may be one that is counted: ``into`` is that root.

    ``only``: no other counted root could be meant instead; where that is so, ``into`` may be named.
    """

    root: Root
    into: Root
    only: bool = True


@dataclass(frozen=True, slots=True)
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


NOBODY = RootCount((), (), ())


def root_of(claim: Claim, corpus: Corpus) -> Root:
    """The root of a claim: its speaker, or the publisher where the source speaks in its own voice."""
    source = corpus.origin_of(claim.source)
    if isinstance(claim.speaker, Unnamed):
        return _one("unnamed", claim.speaker.words, claim.speaker.within, source)
    if claim.speaker:
        return _one("named", str(claim.speaker))
    publisher = corpus.sources[source].publisher if source in corpus.sources else ""
    return _one("voice", publisher, "", "" if publisher else source)


@lru_cache(maxsize=16384)
def _one(kind: str, who: str, within: str = "", source: str = "") -> Root:
    """One and the same, however many claims it stands behind: a large dossier holds thousands of some."""
    return Root(kind, who, within, source)


def count_roots(claims: Iterable[Claim], corpus: Corpus) -> RootCount:
    """Count the roots of claims on one matter. Copies (``republishes``) and later versions (``updates``) add nothing; of the
    versions of one article only the first that speaks is among the sources.
    """
    return _counted(((claim, root_of(claim, corpus)) for claim in claims), corpus)


def _counted(told: Iterable[tuple[Claim, Root]], corpus: Corpus) -> RootCount:
    """The same of claims whose roots are known."""
    heard: dict[Root, set[str]] = {}
    sources: dict[str, str] = {}
    for claim, root in told:
        sources.setdefault(corpus.first_version(claim.source), claim.source)
        heard.setdefault(root, set()).add(corpus.origin_of(claim.source))
    if not heard:
        return NOBODY
    ordered = tuple(sorted(heard, key=lambda root: ROOT_KINDS.index(root.kind)))
    absorbed = tuple(_absorptions(ordered, heard, corpus)) if len(ordered) > 1 else ()
    return RootCount(ordered, absorbed, tuple(sources.values()))


def _absorptions(roots: Sequence[Root], heard: Mapping[Root, set[str]], corpus: Corpus) -> Iterator[Absorbed]:
    """Each root that may be another one that stays counted. Narrow bodies are kept before wide ones."""
    kept = _Kept(corpus)
    for root in (one for one in roots if one.kind == "named"):
        kept.add(root)
    unnamed = [root for root in roots if root.kind == "unnamed"]
    for root in sorted(unnamed, key=lambda root: -len(corpus.bodies_of(root.within)) if root.within else 0):
        if found := kept.for_unnamed(root):
            yield Absorbed(root, found[0], len(found) == 1)
        else:
            kept.add(root)
    others = _by_source((root for root in roots if root.kind != "voice"), heard)
    for voice in (root for root in roots if root.kind == "voice"):
        near = sorted({one for source in heard[voice] for one in others.get(source, ())}, key=lambda one: one[0])[:2]
        if near:
            yield Absorbed(voice, near[0][1], len(near) == 1)


def _by_source(roots: Iterable[Root], heard: Mapping[Root, set[str]]) -> dict[str, list[tuple[int, Root]]]:
    """By source: the first two roots that are heard there, each with its place among all."""
    found: dict[str, list[tuple[int, Root]]] = {}
    for at, root in enumerate(roots):
        for source in heard[root]:
            if len(held := found.setdefault(source, [])) < 2:
                held.append((at, root))
    return found


class _Kept:
    """The roots that stay counted, to be asked which of them an unnamed speaker may be: of the same body, or of one within
    it; of no known body, whoever it is. Of each body and source the first two are remembered, since no more are asked for.
    """

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus
        self._all: list[Root] = []
        self._within: dict[str, list[Root]] = {}
        self._unnamed_of: dict[str, list[Root]] = {}

    def add(self, root: Root) -> None:
        """One more that stays counted."""
        self._all.append(root)
        body = root.who if root.kind == "named" else root.within
        for above in self._corpus.bodies_of(body) if body else ():
            if len(held := self._within.setdefault(above, [])) < 2:
                held.append(root)
        if len(held := self._unnamed_of.setdefault(root.source, [])) < 2:
            held.append(root)

    def for_unnamed(self, root: Root) -> list[Root]:
        """The first two that it may be; of no known body it is most likely another unnamed one of the same source."""
        if root.within:
            return self._within.get(root.within, [])
        near = self._unnamed_of.get(root.source, [])
        return [*near, *islice((one for one in self._all if one.source != root.source), 2)][:2]


@dataclass(frozen=True, slots=True)
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
    return backing_of([(claim, root_of(claim, corpus)) for claim in claims], corpus)


def backing_of(told: Sequence[tuple[Claim, Root]], corpus: Corpus) -> Backing:
    """The same of claims whose roots are known."""
    taken = {claim.stance for claim, _ in told}

    def roots(*stances: str, without: tuple[Root, ...] = ()) -> RootCount:
        if taken.isdisjoint(stances):  # most entries know one stance
            return NOBODY
        return _counted((one for one in told if one[0].stance in stances and one[1] not in without), corpus)

    denied = roots("denies")
    return Backing(
        support=roots(*SUPPORTING, without=denied.roots),
        expected=roots("expects", without=denied.roots),
        denied=denied,
        declined=roots("declines"),
    )
