"""Finds names that are known beforehand: the dossier's, states, bodies. One pass over the text, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from build_tools.extract import gazetteer
from build_tools.extract.reading import KnownName, Span
from build_tools.text.names import fold, slug

_ATOM = re.compile(r"[^\W_]+")
_MARK = re.compile(r"[\n,;:()“”]")


@dataclass(frozen=True, slots=True)
class Listed:
    """A name in the lexicon: whose (id), of what kind, by which way: name, demonym or capital.

    ``place``: a capital names the state and is a place too; this is the place's id, and whether the dossier has it.
    """

    id: str
    kind: str
    way: str = "name"
    known: bool = False
    name: str = ""
    place: str = ""
    place_known: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """A listed name in the text, half-open offsets."""

    start: int
    end: int
    listed: Listed


Branch = dict[str, list[tuple[tuple[str, ...], str, Listed]]]


@lru_cache(maxsize=1)
def _general() -> tuple[tuple[str, Listed], ...]:
    names: list[tuple[str, Listed]] = []
    for state in gazetteer.states():
        names += [(form, Listed(state.id, "state", name=state.name)) for form in (state.name, *state.others)]
        names += [(form, Listed(state.id, "state", "demonym", name=state.name)) for form in state.demonyms]
        names += [(form, Listed(state.id, "state", "capital", name=state.name)) for form in state.capitals]
    for name, kind, others in gazetteer.bodies():
        names += [(form, Listed(slug(name), kind, name=name)) for form in (name, *others)]
    return tuple(names)


class Lexicon:
    """All names known beforehand, indexed by the first word. The dossier's names go before the general ones."""

    def __init__(self, known: Sequence[KnownName]) -> None:
        self._branches: Branch = {}
        taken: set[tuple[str, ...]] = set()
        for form, listed in _all_names(known):
            self._add(form, listed, taken)
        for branch in self._branches.values():
            branch.sort(key=lambda item: -len(item[0]))

    def _add(self, form: str, listed: Listed, taken: set[tuple[str, ...]]) -> None:
        atoms = tuple(fold(atom) for atom in _ATOM.findall(form))
        if atoms and atoms not in taken:
            taken.add(atoms)
            self._branches.setdefault(atoms[0], []).append((atoms, form, listed))

    def find(self, text: str) -> Iterator[Match]:
        """All matches, left to right, without overlap. Capitals must be capitals; short acronyms must be exact."""
        spots = [found.span() for found in _ATOM.finditer(text)]
        behind = 0
        for index, (start, _) in enumerate(spots):
            if start < behind or not _may_begin(text, start):
                continue
            found = self._longest(text, spots, index)
            if found:
                yield found
                behind = found.end

    def _longest(self, text: str, spots: list[Span], index: int) -> Match | None:
        start, end = spots[index]
        for atoms, form, listed in self._branches.get(fold(text[start:end]), ()):
            words = spots[index : index + len(atoms)]
            last = words[-1][1]
            if len(words) < len(atoms) or last - start > 2 * len(form) + 4 or not _agrees(text[start:last], form):
                continue
            if all(fold(text[begin:stop]) == atom for (begin, stop), atom in zip(words, atoms, strict=True)):
                return Match(start, last, listed)
        return None


def _may_begin(text: str, start: int) -> bool:
    return text[start].isupper() or text[start].isdigit() or text.startswith("al-", start)


def _all_names(known: Sequence[KnownName]) -> Iterator[tuple[str, Listed]]:
    """The dossier's names, then the general ones under the dossier's ids. A capital keeps both its meanings."""
    ids = {(fold(form), _family(name.kind)): name for name in reversed(known) for form in name.names}
    capitals = {fold(form) for form, listed in _general() if listed.way == "capital"}
    for form, listed in ((form, _owned(name)) for name in known for form in name.names):
        if not (listed.kind == "place" and fold(form) in capitals):
            yield form, listed
    own = {listed.id: name for form, listed in _general() if (name := ids.get((fold(form), _family(listed.kind))))}
    for form, listed in _general():
        name = own.get(listed.id)
        place = ids.get((fold(form), "place")) if listed.way == "capital" else None
        yield (
            form,
            replace(
                listed,
                id=name.id if name else listed.id,
                known=name is not None,
                name=name.names[0] if name else listed.name,
                kind=name.kind if name else listed.kind,
                place=place.id if place else slug(form) if listed.way == "capital" else "",
                place_known=place is not None,
            ),
        )


def known_states(known: Sequence[KnownName]) -> dict[str, str]:
    """The table's id of a state → the dossier's id for it, where the dossier has it."""
    ids = {fold(form): name.id for name in known if name.kind != "place" for form in name.names}
    return {
        state.id: ids[fold(form)]
        for state in gazetteer.states()
        for form in (state.name, *state.others)
        if fold(form) in ids
    }


def _owned(name: KnownName) -> Listed:
    return Listed(name.id, name.kind, known=True, name=name.names[0])


def _family(kind: str) -> str:
    return "place" if kind == "place" else "actor"


def _agrees(written: str, form: str) -> bool:
    """Words run on within one line, capitals where the form has them; “US” is never “us”, “WHO” never “Who”."""
    if _MARK.search(written):
        return False
    if len(form) <= 5 and form.isupper() or "." in form:
        return written.replace(".", "") == form.replace(".", "")
    return written[0].isupper() == form[0].isupper() or not form[0].isalpha()
