"""Tables: what is worked out once for many products, and notes which of them reads which part. Knows no record.

``table`` stands in the place of ``cached_property`` for a mapping, ``single`` for anything else, ``by_key`` for a method
whose results are kept. A base mapping (records by id) is wrapped in a ``Table`` where it comes in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from dataclasses import dataclass
from functools import wraps
from importlib import import_module
from operator import attrgetter
from typing import Any, Generic, TypeVar, cast, overload

from build_tools.tracing.notes import OPEN, Note, Part, trace, untraced, working_out

Key = TypeVar("Key")
Value = TypeVar("Value")
Other = TypeVar("Other")
Owner = TypeVar("Owner")
Made = TypeVar("Made")


class Table(Mapping[Key, Value]):
    """A mapping that notes what is read of it while a trace is open. ``held`` is read without a note."""

    __slots__ = ("held", "name")

    def __init__(self, name: str, held: Mapping[Key, Value]) -> None:
        self.name = name
        self.held = held

    def __getitem__(self, key: Key) -> Value:
        """The value of a key; that it was asked for is noted even where there is none."""
        if (notes := OPEN.get()) is not None:
            notes.add((self.name, key))
        return self.held[key]

    @overload
    def get(self, key: Key, /) -> Value | None: ...
    @overload
    def get(self, key: Key, /, default: Value | Other) -> Value | Other: ...
    def get(self, key: Key, default: Any = None) -> Any:
        """The value of a key, or ``default``."""
        if (notes := OPEN.get()) is not None:
            notes.add((self.name, key))
        return self.held.get(key, default)

    def __contains__(self, key: object) -> bool:
        """Whether there is a value for a key."""
        if (notes := OPEN.get()) is not None:
            notes.add((self.name, key))
        return key in self.held

    def __iter__(self) -> Iterator[Key]:
        """The keys, in their order."""
        self._note(Part.KEYS)
        return iter(self.held)

    def __len__(self) -> int:
        """How many there are."""
        self._note(Part.COUNT)
        return len(self.held)

    def keys(self) -> KeysView[Key]:
        """The keys, in their order."""
        self._note(Part.KEYS)
        return self.held.keys()

    def values(self) -> ValuesView[Value]:
        """The values, in their order."""
        self._note(Part.VALUES)
        return self.held.values()

    def items(self) -> ItemsView[Key, Value]:
        """Keys with values, in their order."""
        self._note(Part.VALUES)
        return self.held.items()

    def __eq__(self, other: object) -> bool:
        """As mappings compare: whatever the order."""
        self._note(Part.VALUES)
        return bool(self.held == (other.held if isinstance(other, Table) else other))

    def __repr__(self) -> str:
        """For those who look for a mistake."""
        return f"Table({self.name!r}, {self.held!r})"

    def _note(self, part: Part) -> None:
        if (notes := OPEN.get()) is not None:
            notes.add((self.name, part))


def as_table(name: str, held: Mapping[Key, Value]) -> Table[Key, Value]:
    """A base mapping under a name; as it is where it is a table already."""
    return held if isinstance(held, Table) else Table(name, held)


class ByKey(Mapping[Key, Value]):
    """What a table gives that is to be worked out key by key, each when it is first asked for. ``keys``: all that there are, in
    their order. What is read for a value counts as read for the table.
    """

    def __init__(self, keys: Mapping[Key, Any], make: Callable[[Key], Value]) -> None:
        self._keys, self._make = keys, make
        self._kept: dict[Key, Value] = {}
        self._name, self._sources = "", set[str]()

    def named(self, name: str, sources: set[str]) -> None:
        """Whose values these are; ``sources`` takes in the names of the tables that they are made from."""
        self._name, self._sources = name, sources

    def __getitem__(self, key: Key) -> Value:
        """Worked out, or as it was before."""
        if key not in self._kept:
            if key not in self._keys:
                raise KeyError(key)
            with working_out(self._name) as sources:
                self._kept[key] = self._make(key)
            self._sources |= sources
        return self._kept[key]

    def __contains__(self, key: object) -> bool:
        """Without working it out."""
        return key in self._keys

    def __iter__(self) -> Iterator[Key]:
        """The keys, in their order."""
        return iter(self._keys)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._keys)


@dataclass(frozen=True, slots=True)
class Making:
    """From which tables one was made, and where it is kept: what drops it when one of them changes."""

    sources: set[str]
    kept: dict[Any, Any]
    key: Hashable


def makings(owner: object) -> dict[str, Making]:
    """By name, the tables of an owner that were made."""
    made: dict[str, Making] = owner.__dict__.setdefault("_makings", {})
    return made


def note_making(owner: object, name: str, making: Making) -> None:
    """A table was made."""
    makings(owner)[name] = making


class table(Generic[Owner, Key, Value]):
    """A mapping worked out when it is first asked for, kept in the instance, and read as a ``Table``.

    It is named after its class and itself. What it is made from is not noted: it is compared as a whole.
    """

    def __init__(self, make: Callable[[Owner], Mapping[Key, Value]]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Told by the class."""
        self._attribute, self.name = name, f"{owner.__name__}.{name}"

    @overload
    def __get__(self, instance: None, owner: type) -> table[Owner, Key, Value]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Table[Key, Value]: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        """Made now; from then on it is an attribute like any other."""
        if instance is None:
            return self
        with working_out(self.name) as sources:
            held = self._make(instance)
        if isinstance(held, ByKey):
            held.named(self.name, sources)
        made = Table(self.name, held)
        note_making(instance, self.name, Making(sources, instance.__dict__, self._attribute))
        return instance.__dict__.setdefault(self._attribute, made)


class single(Generic[Owner, Made]):
    """Something other than a mapping, worked out when it is first asked for; to read it is to read all of it."""

    def __init__(self, make: Callable[[Owner], Made]) -> None:
        self._make = make
        self.__doc__ = make.__doc__

    def __set_name__(self, owner: type, name: str) -> None:
        """Told by the class."""
        self._attribute, self.name = name, f"{owner.__name__}.{name}"

    @overload
    def __get__(self, instance: None, owner: type) -> single[Owner, Made]: ...
    @overload
    def __get__(self, instance: object, owner: type) -> Made: ...
    def __get__(self, instance: Any, owner: type) -> Any:
        """Noted each time."""
        if instance is None:
            return self
        if (notes := OPEN.get()) is not None:
            notes.add((self.name, Part.VALUES))
        kept = instance.__dict__
        if self._attribute not in kept:
            with working_out(self.name) as sources:
                kept[self._attribute] = self._make(instance)
            note_making(instance, self.name, Making(sources, kept, self._attribute))
        return kept[self._attribute]

    def __set__(self, instance: object, value: Made) -> None:
        """Nobody sets it; that Python could is why every read comes here."""
        raise AttributeError(self.name)


class single_field(Generic[Made]):
    """A field of a dataclass that is no mapping; to read it is to read all of it. It stands where its default would."""

    def __init__(self, default: Made) -> None:
        self._default = default

    def __set_name__(self, owner: type, name: str) -> None:
        """Told by the class."""
        self._attribute, self.name = name, f"{owner.__name__}.{name}"

    def __get__(self, instance: Any, owner: type) -> Made:
        """Noted each time; of the class itself, what the field is where nobody says."""
        if instance is None:
            return self._default
        if (notes := OPEN.get()) is not None:
            notes.add((self.name, Part.VALUES))
        return cast(Made, instance.__dict__[self._attribute])

    def __set__(self, instance: Any, value: Made) -> None:
        """Once, when the instance is made."""
        instance.__dict__[self._attribute] = value


def derived(owner: Owner, derive: Callable[[Owner], Made]) -> Made:
    """What a function makes of ``owner``, worked out once and kept there: a table if it is a mapping, else read as a whole.

    It is named after the class of ``owner``, the module of the function and the function.
    """
    kept: dict[Callable[[Owner], Made], Any] = owner.__dict__.setdefault("_derived", {})
    name = f"{type(owner).__name__}:{derive.__module__}:{derive.__qualname__}"
    if derive not in kept:
        with working_out(name) as sources:
            made = derive(owner)
        note_making(owner, name, Making(sources, kept, derive))
        kept[derive] = as_table(name, made) if isinstance(made, Mapping) else made
    if (notes := OPEN.get()) is not None and not isinstance(kept[derive], Table):
        notes.add((name, Part.VALUES))
    return cast(Made, kept[derive])


def table_named(name: str, owners: Mapping[str, Any]) -> Any:
    """A table, or what else was noted under a name. ``owners``: by the name of its class, what has tables."""
    if ":" in name:
        owner, module, function = name.split(":")
        return derived(owners[owner], attrgetter(function)(import_module(module)))
    owner, attribute = name.split(".")
    return getattr(owners[owner], attribute)


def by_key(make: Callable[..., Made]) -> Callable[..., Made]:
    """A method whose results are kept by its arguments; whoever gets a kept one is noted as reading what it was made from."""
    attribute = f"_{make.__name__}_by_key"

    @wraps(make)
    def kept(self: Any, *key: Any) -> Made:
        results: dict[tuple[Any, ...], tuple[Made, frozenset[Note]]] = self.__dict__.setdefault(attribute, {})
        if key not in results:
            with untraced(), trace() as notes:
                made = make(self, *key)
            results[key] = made, frozenset(notes)
        made, read = results[key]
        if (open_notes := OPEN.get()) is not None:
            open_notes |= read
        return made

    return kept
