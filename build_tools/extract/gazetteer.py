"""The tables of names and words beside this module, read once: states, bodies, heads, titles, cues. Rules elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from build_tools.text import tables
from build_tools.text.names import slug

_TABLES = Path(__file__).parent / "tables"


@dataclass(frozen=True, slots=True)
class State:
    """A state: its id, code, names, the words for its people and things, and its capital’s names."""

    id: str
    code: str
    name: str
    others: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A word that shows a name's kind: ``kind`` of the name, and which kind of place where it is one."""

    kind: str
    place_kind: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class StandIn:
    """A common noun: kinds of names that it may stand for, and whether it is a body that can speak without a name."""

    kinds: tuple[str, ...]
    is_body: bool


def table(name: str) -> Path:
    """The path of one of the tables."""
    return _TABLES / name


@cache
def listed(name: str, kind: str) -> tuple[str, ...]:
    """The words of one kind in a table of kinds and words."""
    return tables.words(table(name), kind)


@cache
def any_of(name: str, kind: str) -> str:
    """A regular expression for the words of one kind in a table of kinds and words."""
    return tables.alternatives(listed(name, kind), blank=" ")


def _cells(row: tuple[str, ...], index: int) -> tuple[str, ...]:
    return tuple(part for part in row[index].split("|") if part) if len(row) > index else ()


@lru_cache(maxsize=1)
def states() -> tuple[State, ...]:
    """All states of the table."""
    return tuple(
        State(slug(row[1]), row[0], row[1], _cells(row, 2), _cells(row, 3), _cells(row, 4))
        for row in tables.rows(table("states.tsv"))
    )


@lru_cache(maxsize=1)
def state_by_id() -> Mapping[str, State]:
    """States by their id."""
    return {state.id: state for state in states()}


@lru_cache(maxsize=1)
def demonyms() -> Mapping[str, str]:
    """Demonym or adjective → the state's id."""
    return {word: state.id for state in states() for word in state.demonyms}


@lru_cache(maxsize=1)
def demonym_of() -> Mapping[str, str]:
    """The state's id → its first adjective (“Russian”), or its name where it has none."""
    return {state.id: (state.demonyms or (state.name,))[0] for state in states()}


@lru_cache(maxsize=1)
def bodies() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Name, kind and other names of well-known bodies and outlets."""
    return tuple((row[0], row[1], _cells(row, 2)) for row in tables.rows(table("bodies.tsv")))


@lru_cache(maxsize=1)
def heads() -> Mapping[str, Head]:
    """Head words of names. Where a word is listed twice, its first kind counts."""
    return _heads("heads.tsv")


@lru_cache(maxsize=1)
def front_heads() -> Mapping[str, Head]:
    """Head words that open a name (“Lake …”, “Banco …”)."""
    return _heads("front_heads.tsv")


def _heads(name: str) -> Mapping[str, Head]:
    found: dict[str, Head] = {}
    for row in tables.rows(table(name)):
        found.setdefault(row[0], Head(row[1], row[2] if len(row) > 2 else "", row[0]))
    return found


@lru_cache(maxsize=1)
def place_words() -> Mapping[str, tuple[str, str]]:
    """Lower-case place words → place kind and the side of the name on which they stand."""
    return {row[0]: (row[1], row[2]) for row in tables.rows(table("place_words.tsv"))}


@lru_cache(maxsize=1)
def titles() -> Mapping[tuple[str, ...], str]:
    """Titles as tuples of words without stops → rank, office or lower."""
    return {tuple(row[0].split()): row[1] for row in tables.rows(table("titles.tsv"))}


@lru_cache(maxsize=1)
def lower_titles() -> tuple[str, ...]:
    """Offices that stand lower-case before a name or behind it (“the prime minister”)."""
    return tuple(" ".join(title) for title, kind in titles().items() if kind == "lower")


@lru_cache(maxsize=1)
def given_names() -> frozenset[str]:
    """Common given names."""
    return frozenset(tables.words(table("given_names.txt")))


@lru_cache(maxsize=1)
def body_nouns() -> Mapping[str, str]:
    """Common nouns that make a body of a state's name before them → actor kind."""
    return {row[0]: row[1] for row in tables.rows(table("body_nouns.tsv"))}


@lru_cache(maxsize=1)
def speaker_nouns() -> Mapping[str, str]:
    """Nouns for unnamed speakers → singular or plural."""
    return {row[0]: row[1] for row in tables.rows(table("speakers.tsv"))}


@lru_cache(maxsize=1)
def cues() -> Mapping[str, tuple[str, str]]:
    """Cue words → stance and kind."""
    found: dict[str, tuple[str, str]] = {}
    for row in tables.rows(table("cues.tsv")):
        found.setdefault(row[0], (row[1], row[2]))
    return found


@lru_cache(maxsize=1)
def stand_ins() -> Mapping[str, StandIn]:
    """Common nouns that stand for names."""
    return {
        row[0]: StandIn(_cells(row, 1), len(row) > 2 and row[2] == "body")
        for row in tables.rows(table("stand_ins.tsv"))
    }


@lru_cache(maxsize=1)
def precisions() -> Mapping[str, str]:
    """Place kind → how exactly such a place can be put on a map."""
    return {row[0]: row[1] for row in tables.rows(table("place_precision.tsv"))}
