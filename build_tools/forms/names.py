"""Names that people write in a form → ids of actors and places: known ones, or new records for a curator to complete."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from build_tools.extract import gazetteer
from build_tools.forms.bench import Bench
from build_tools.model import ACTOR_KINDS, Actor, Alias, Place, Record, Unnamed
from build_tools.text import tables
from build_tools.text.names import fold, slug

_NEW = "Named in a form and new to this dossier; its kind is a guess."
_FIRST_WORDS = Path(__file__).with_name("first_words.tsv")
_LONGEST_NAME = 120
_NO_NAME = re.compile(r"[\\<>`]|^[.~]*/|\.\./|://|^www\.|[^\s@]@[^\s@]+\.\w|\]\(")


def actor_called(words: str, bench: Bench, *, kind: str = "") -> str:
    """The id of an actor by name, alias or id; a new actor where there is none."""
    return _called(words, Actor, bench) or _new_actor(words, bench, kind or _kind_of(words))


def place_called(words: str, bench: Bench) -> str:
    """The id of a place by name, alias or id; a new place where there is none."""
    found = _called(words, Place, bench)
    if found:
        return found
    id = bench.free_id(Place, words, otherwise="place")
    kind = "country" if slug(words) in gazetteer.state_by_id() else "locality"
    bench.create(Place(id, name=words, kind=kind, precision=kind, body=_NEW), f"the place “{words}”")
    return id


def speaker_called(words: str, bench: Bench) -> str | Unnamed:
    """A named speaker by id, or an unnamed one, within the longest known name in the words."""
    if known := _called(words, Actor, bench):
        return known
    if _is_description(words):
        return Unnamed(words, within=_within(words, bench))
    return _new_actor(words, bench, _kind_of(words))


def is_name(words: str) -> bool:
    """Whether words may be a name: on one line, not too long, with a letter in them, and no path, address or markup."""
    return (
        len(words) <= _LONGEST_NAME
        and words.isprintable()
        and any(char.isalpha() for char in words)
        and not _NO_NAME.search(words)
    )


def _is_description(words: str) -> bool:
    """Whether the words describe somebody (“a senior official of the ministry”) and do not name anybody."""
    first, *others = re.findall(r"[^\W_]+", words)
    if first.casefold() in tables.words(_FIRST_WORDS, "describes"):
        return True
    if first.casefold() in tables.words(_FIRST_WORDS, "article"):
        return not (others and others[0][0].isupper())
    return first[0].islower() and first not in tables.words(_FIRST_WORDS, "particle")


def _within(words: str, bench: Bench) -> str:
    folded = f" {fold(words)} "
    found = [(len(name), id) for id, name in _names(Actor, bench) if name and f" {name} " in folded]
    return max(found, default=(0, ""))[1]


def _called(words: str, kind: type[Record], bench: Bench) -> str:
    """By name, alias or id, in any spelling that folds to the same."""
    folded = fold(words)
    return next((id for id, name in _names(kind, bench) if folded and name == folded), "")


def _names(kind: type[Record], bench: Bench) -> Iterable[tuple[str, str]]:
    group: Iterable[Record] = (bench.corpus.actors if kind is Actor else bench.corpus.places).values()
    new = (record for (made, _), record in bench.made.items() if made is kind)
    for record in (*group, *new):
        assert isinstance(record, Actor | Place)
        names = (record.name, *(alias.name for alias in record.aliases if isinstance(alias, Alias)))
        for name in (*names, record.id):
            yield record.id, fold(name)


def _new_actor(words: str, bench: Bench, kind: str) -> str:
    id = bench.free_id(Actor, words, otherwise=kind)
    bench.create(Actor(id, name=words, kind=kind, body=_NEW), f"the {kind} “{words}”")
    return id


def _kind_of(words: str) -> str:
    """A guess that a curator confirms, by the words of the name: a state, a listed body, “… Ministry”, else a person."""
    if slug(words) in gazetteer.state_by_id():
        return "state"
    listed = next((kind for name, kind, others in gazetteer.bodies() if words in (name, *others)), "")
    if listed in ACTOR_KINDS:
        return listed
    parts = words.split()
    head = gazetteer.heads().get(parts[-1]) or gazetteer.front_heads().get(parts[0])
    if head and head.kind in ACTOR_KINDS:
        return head.kind
    return "person" if 2 <= len(parts) <= 3 and not words.isupper() else "organisation"
