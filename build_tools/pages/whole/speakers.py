"""Speakers: whose words reach the dossier, and on which ways. Knows claims and names, no pages."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from functools import cached_property

from build_tools.corpus import Corpus, PlacedClaim
from build_tools.pages.desk import Desk
from build_tools.roots import Root, root_of
from build_tools.wording import words
from build_tools.wording.words import Piece


@dataclass(frozen=True, slots=True)
class Way:
    """How words reach the dossier: in a source of ``publisher`` (its own id where it names none), by way of ``via``."""

    publisher: str
    via: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """The fragment of this way on a speaker's page; ids hold no double hyphens, so no two ways share one."""
        return "through-" + "--".join((self.publisher, *self.via))


@dataclass
class Speaker:
    """A row: whose words (``root`` of its first claim), the body that it belongs to, its claims by way."""

    key: str
    root: Root
    body: str
    claims: dict[Way, list[PlacedClaim]] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        """How many claims it makes."""
        return sum(map(len, self.claims.values()))

    @property
    def address(self) -> str:
        """The page of its claims."""
        return f"who-says-what/{self.key}.html"


def speakers(desk: Desk) -> dict[str, Speaker]:
    """By their keys, whoever makes most claims first."""
    return {speaker.key: speaker for speaker in everyone(desk.corpus)}


def everyone(corpus: Corpus) -> list[Speaker]:
    """All who speak, whoever makes most claims first."""
    found: dict[str, Speaker] = {}
    for placed in corpus.claims:
        root = root_of(placed.claim, corpus)
        key = _key(root)
        speaker = found.setdefault(key, Speaker(key, root, _body(root, corpus)))
        speaker.claims.setdefault(way_of(placed, corpus), []).append(placed)
    return sorted(found.values(), key=lambda one: (-one.total, one.key))


def way_of(placed: PlacedClaim, corpus: Corpus) -> Way:
    """Through whom a claim reached the dossier; of a copy, the publisher of the original stands between."""
    line, source = [], str(placed.claim.source)
    while source and source not in line:
        line.append(source)
        source = str(corpus.sources[source].republishes) if source in corpus.sources else ""
    publishers = [_publisher(one, corpus) for one in line]
    between = [*map(str, placed.claim.via), *reversed(publishers[1:])]
    while between and between[-1] == publishers[0]:
        between.pop()
    return Way(publishers[0], tuple(dict.fromkeys(between)))


def _publisher(source: str, corpus: Corpus) -> str:
    record = corpus.sources.get(source)
    return str(record.publisher) if record and record.publisher else source


def _key(root: Root) -> str:
    if root.kind == "named":
        return f"named/{root.who}"
    if root.kind == "voice":
        return f"own-voice/{root.who or root.source}"
    told = f"{root.folded}\0{root.within}"
    return f"unnamed/{hashlib.sha256(told.encode()).hexdigest()[:8]}"


def _body(root: Root, corpus: Corpus) -> str:
    """The widest body that a speaker belongs to by office or ``part_of``: not by country, for a citizen is no office."""
    current = root.who if root.kind == "named" else root.within
    seen: list[str] = []
    while current and current not in seen:
        seen.append(current)
        record = corpus.actors.get(current)
        offices = [role.of for role in record.roles if role.of and not role.until] if record else []
        current = str((record.part_of if record else "") or (offices[-1] if offices else ""))
    return seen[-1] if seen else ""


# ── Names ───────────────────────────────────────────────────────────────────────────────────────────────────


def publisher_name(publisher: str, corpus: Corpus) -> Piece:
    """An outlet by name; where a source names no publisher, the source itself."""
    return words.source_title(publisher, corpus) if publisher in corpus.sources else words.actor(publisher, corpus)


def name_of(speaker: Speaker, corpus: Corpus) -> str:
    """Within its group: the name, or the words of the source for someone unnamed."""
    root = speaker.root
    if root.kind == "named":
        return words.actor(root.who, corpus).text
    if root.kind == "unnamed":
        return f"“{root.who}”"
    return (words.actor(root.who, corpus) if root.who else words.source_title(root.source, corpus)).text
