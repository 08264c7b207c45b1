"""Finds names that are known beforehand: the dossier's, states, bodies. One pass over the text, longest match first.

All forms lie in one tree of folded words, so that ten thousand aliases cost a word of the text no more than ten: it is
looked up once, and only the words behind a hit are followed, no further than the longest alias.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from build_tools.extract import gazetteer
from build_tools.extract.reading import KnownName
from build_tools.text import scripts, tables
from build_tools.text.names import fold, slug

_NEXT = re.compile(rf"{scripts.GAP}({scripts.PIECE})")
_LARGE = re.compile(scripts.LARGE_PIECE)
_LETTER = r"[^\W_]"
_FORMS = ""  # under this key a branch of the tree holds the forms that end there
_PREFIXES = "وفبلكובלמשהכ"  # Arabic and Hebrew write “and”, “in”, “to” as a letter before the word


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


class Match(NamedTuple):
    """A listed name in the text, half-open offsets."""

    start: int
    end: int
    listed: Listed


Branch = dict[str, Any]


class Tree:
    """Forms of names by their folded words. Of two that are written alike the first one counts."""

    def __init__(self) -> None:
        self.root: Branch = {}
        self.small_openings: set[str] = set()

    def add(self, form: str, listed: Listed) -> None:
        """Adds a form; nothing where it has no letters."""
        words = scripts.pieces(form)
        if not words:
            return
        branch = self.root
        for word in words:
            branch = branch.setdefault(fold(word), {})
        branch.setdefault(_FORMS, []).append((form, listed))
        if scripts.begins_small(words[0]):
            self.small_openings.add(words[0])

    def longest(self, text: str, start: int, end: int, first: str) -> tuple[int, str, Listed] | None:
        """Behind the folded first word at ``start``: where the longest form ends, as listed, and whose it is."""
        branch, found = self.root.get(first), None
        while branch:
            if _FORMS in branch:
                fitting = (one for one in branch[_FORMS] if _agrees(text[start:end], one[0]))
                found = next(((end, *one) for one in fitting), found)
            following = _NEXT.match(text, end) if len(branch) > (_FORMS in branch) else None
            branch, end = (branch.get(fold(following[1])), following.end()) if following else (None, end)
        return found


@lru_cache(maxsize=4)
def _any_word_of(words: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"{tables.searchable(words, not_behind=_LETTER)}(?![^\W_])")


def _agrees(written: str, form: str) -> bool:
    """Capitals where the form has them; “US” is never “us”, “WHO” never “Who”."""
    if len(form) <= 5 and form.isupper() or "." in form:
        return written.replace(".", "") == form.replace(".", "")
    return written[0].isupper() or not form[0].isupper()


class Lexicon:
    """All names known beforehand. The dossier's go before the general ones and lend them their ids."""

    def __init__(self, known: Sequence[KnownName] = ()) -> None:
        self._tree = Tree()
        self._ids: dict[tuple[str, str], KnownName] = {}
        self._own: dict[tuple[str, Listed], Listed] = {}
        self.names: dict[tuple[str, str], KnownName] = {}
        for name in known:
            self.add(name)

    def add(self, name: KnownName) -> None:
        """Makes one more name of the dossier known; its cost does not depend on how many there are."""
        self.names.setdefault((name.id, _family(name.kind)), name)
        listed = Listed(name.id, name.kind, known=True, name=name.names[0])
        for form in name.names:
            folded = fold(form)
            if folded in _general_forms():
                self._ids.setdefault((folded, _family(name.kind)), name)
                self._own.clear()
            if not (name.kind == "place" and folded in _capitals()):
                self._tree.add(form, listed)

    def name_of(self, listed: Listed) -> KnownName | None:
        """The dossier's name that was found; None for one of the general ones."""
        return self.names.get((listed.id, _family(listed.kind))) if listed.known else None

    def called(self, written: str) -> KnownName | None:
        """The dossier's actor that is called so, whichever form of its name this is."""
        branch: Branch | None = self._tree.root
        for word in scripts.pieces(written):
            branch = branch.get(fold(word)) if branch else None
        listed = (one for _, one in (branch or {}).get(_FORMS, ()) if one.kind != "place")
        return next((name for one in listed if (name := self.name_of(one))), None)

    def find(self, text: str) -> Iterator[Match]:
        """All matches, left to right, without overlap. Capitals must be capitals; short acronyms must be exact."""
        behind = 0
        trees = (self._tree, general_tree())
        mine, general = self._tree.root, general_tree().root
        for word in self._openings(text):
            written = word[0]
            first, start = fold(written), word.start()
            if first not in mine and first not in general:
                if written[0] not in _PREFIXES:
                    continue
                first, start = fold(written[1:]), start + 1
                if first not in mine and first not in general:
                    continue
            if word.start() < behind:
                continue
            found = [one for tree in trees if (one := tree.longest(text, start, word.end(), first))]
            if found:
                behind, form, listed = max(found, key=lambda one: one[0])
                yield Match(start, behind, self._under_dossier(form, listed))

    def _openings(self, text: str) -> Iterable[re.Match[str]]:
        """Words that may open a name: those without a small letter first, and small ones that open an alias (“al-…”)."""
        large = _LARGE.finditer(text)
        small = self._tree.small_openings | general_tree().small_openings
        found = list(_any_word_of(frozenset(small)).finditer(text)) if small else []
        return sorted([*large, *found], key=re.Match.start) if found else large

    def _under_dossier(self, form: str, listed: Listed) -> Listed:
        """A general name under the dossier's id, where the dossier has it. A capital keeps both its meanings."""
        if listed.known:
            return listed
        if (form, listed) not in self._own:
            self._own[form, listed] = self._merged(form, listed)
        return self._own[form, listed]

    def _merged(self, form: str, listed: Listed) -> Listed:
        forms = (fold(one) for one in _forms_of().get(listed.id, ()))
        name = next((name for one in forms if (name := self._ids.get((one, _family(listed.kind))))), None)
        found = replace(listed, id=name.id, known=True, name=name.names[0], kind=name.kind) if name else listed
        if listed.way != "capital":
            return found
        place = self._ids.get((fold(form), "place"))
        return replace(found, place=place.id if place else slug(form), place_known=place is not None)

    def state_id(self, id: str) -> str:
        """The dossier's id for a state of the table, the table's own where the dossier does not have it."""
        state = gazetteer.state_by_id().get(id)
        return self._under_dossier(state.name, Listed(state.id, "state", name=state.name)).id if state else id


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


@lru_cache(maxsize=1)
def general_tree() -> Tree:
    """The states and bodies that every dossier knows."""
    tree = Tree()
    for form, listed in _general():
        tree.add(form, listed)
    return tree


@lru_cache(maxsize=1)
def _forms_of() -> Mapping[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for form, listed in _general():
        forms[listed.id] = (*forms.get(listed.id, ()), form)
    return forms


@lru_cache(maxsize=1)
def _general_forms() -> frozenset[str]:
    return frozenset(fold(form) for form, _ in _general())


@lru_cache(maxsize=1)
def _capitals() -> frozenset[str]:
    return frozenset(fold(form) for form, listed in _general() if listed.way == "capital")


def _family(kind: str) -> str:
    return "place" if kind == "place" else "actor"
