"""Entries in lists: where each stands in a few words, and what the timeline's filters ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from build_tools import addresses
from build_tools.agreement import Finding
from build_tools.model import Entry, Place
from build_tools.pages.desk import Desk, known
from build_tools.roots import RootCount
from build_tools.wording import standing, words
from build_tools.wording.standing import Standing
from build_tools.wording.words import Piece, Pieces

_MOST_NAMED = 3  # who denies, and which questions: more are counted


@dataclass(frozen=True, slots=True)
class Card:
    """An entry in a list. ``dispute`` says who denies it and what is contradicted; empty where nothing is."""

    entry: Entry
    standing: Standing
    backing: str
    dispute: Pieces
    places: tuple[Place, ...]
    facets: Mapping[str, tuple[str, ...]]


def cards(entries: Iterable[Entry], desk: Desk) -> list[Card]:
    """The cards of several entries."""
    return [card(entry, desk) for entry in entries]


def card(entry: Entry, desk: Desk) -> Card:
    """The card of an entry."""
    entry_standing = standing.standing(entry, desk.corpus, desk.agreement)
    return Card(
        entry=entry,
        standing=entry_standing,
        backing=standing.backing_words(entry_standing),
        dispute=_dispute(entry_standing, desk),
        places=tuple(known(entry.places, desk.corpus.places)),
        facets=_facets(entry, entry_standing, desk),
    )


def _facets(entry: Entry, entry_standing: Standing, desk: Desk) -> dict[str, tuple[str, ...]]:
    """What the filters ask for. Actors are those who took part and those who speak of it by name."""
    speakers = [claim.named_speaker for claim in entry.claims if claim.named_speaker]
    above = [each for place in entry.places for each in desk.corpus.place_and_above(place)]
    states = [finding.state.value.replace(" ", "-") for finding in entry_standing.findings]
    return {
        "actor": tuple(dict.fromkeys([*entry.actors, *speakers])),
        "place": tuple(dict.fromkeys(above)),
        "type": (entry.type,) if entry.type else (),
        "source": tuple(dict.fromkeys(claim.source for claim in entry.claims)),
        "question": tuple(finding.question.id for finding in entry_standing.findings),
        "agreement": tuple(dict.fromkeys([*(["disputed"] if entry_standing.disputed else []), *states])),
        "review": (entry.status,),
    }


def _dispute(entry_standing: Standing, desk: Desk) -> Pieces:
    """“Contradicted on “How many …?”; denied by A and B”: which question, and who denies."""
    findings = desk.agreement.disputed_entries.get(entry_standing.entry.id, ())
    told = [clause for clause in (_contradicted(findings), _denied(entry_standing.denied, desk)) if clause]
    return words.joined(told, "; ")


def _contradicted(findings: Sequence[Finding]) -> Pieces:
    asked = [(Piece(f"“{one.question.title}”", addresses.address_of(one.question)),) for one in findings]
    return (Piece("contradicted on "), *_listed(asked)) if asked else ()


def _denied(denied: RootCount, desk: Desk) -> Pieces:
    names = [words.root(root, desk.corpus) for root in denied.roots]
    return (Piece("denied by "), *_listed(names)) if names else ()


def _listed(groups: Sequence[Pieces]) -> Pieces:
    shown = list(groups[:_MOST_NAMED])
    if rest := len(groups) - len(shown):
        shown.append((Piece(f"{rest:,} more"),))
    return words.joined(shown, ", ", " and ")
