"""The entries beside an entry, each with its reasons in words. Knows no HTML."""

from __future__ import annotations

from dataclasses import dataclass

from build_tools import addresses
from build_tools.corpus import Corpus
from build_tools.model import Entry
from build_tools.related import Reason, Related
from build_tools.text import date_words
from build_tools.wording import terms, words
from build_tools.wording.words import Piece, Pieces

_MOST_REASONS = 2


@dataclass(frozen=True)
class Beside:
    """A related entry, and why it is."""

    entry: Entry
    reason: Pieces


def beside(related: tuple[Related, ...], corpus: Corpus) -> list[Beside]:
    """What the page of an entry lists as related."""
    return [Beside(one.entry, _reasons(one, corpus)) for one in related]


def _reasons(one: Related, corpus: Corpus) -> Pieces:
    """The weightiest reason of each kind, and only few of them."""
    of_each_kind = {reason.kind: reason for reason in reversed(one.reasons)}
    first = [reason for reason in one.reasons if of_each_kind[reason.kind] is reason][:_MOST_REASONS]
    return words.joined([_reason(reason, corpus) for reason in first], "; ")


def _reason(reason: Reason, corpus: Corpus) -> Pieces:
    if reason.kind == "question":
        question = corpus.questions[reason.key]
        return (Piece("answers the same question, "), Piece(f"“{question.title}”", addresses.address_of(question)))
    if reason.kind == "passage":
        return (Piece("quoted from the same paragraph of "), words.source_title(reason.key, corpus))
    if reason.kind == "place":
        place = corpus.places[reason.key]
        return (Piece("at the same place, "), Piece(words.name_of(place), addresses.address_of(place)), _apart(reason))
    if reason.kind == "speaker":
        speaker, day = words.actor(reason.key, corpus), date_words.in_words(reason.day)
        return (speaker, Piece(f" spoke in both on the same day, {day}"))
    return (Piece(_BY_HAND[reason.kind]),)


_BY_HAND = {"pointed-to": "pointed to by a curator", "points-here": "its record points here"}


def _apart(reason: Reason) -> Piece:
    days = int(reason.day)
    return Piece(f", {terms.counted(days, 'day')} apart or more" if days else ", on dates that may be the same")
