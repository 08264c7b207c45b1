"""The accounts of a run, which have to balance: what came in is what went out and what was left out, each by name.

Seeds = texts of sources + refused + not imported. Sentences = claimed + set aside + withheld + open + told by another version or
a copy. Records = pages + withheld + drafts of questions + unreadable. Knows no page and writes nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from build_tools.assembling import seed_of
from build_tools.corpus import Corpus
from build_tools.coverage import ASIDE, CLAIMED, OPEN, WITHHELD, Coverage, coverage
from build_tools.dossier import SEEDS, Dossier, read_text, seed_paths
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records import layout
from build_tools.records.files import files_at

_MOST_NAMED = 5
_NOT_IMPORTED = "not imported"
_MOST_READ = 1000  # texts of no source, to tell why: the rest of an archive is only counted
_SENTENCES = {CLAIMED: "claimed", ASIDE: "set aside", WITHHELD: "withheld", OPEN: "open"}
_ELSEWHERE, _COPIED = "told by another version", "copied"


@dataclass(frozen=True)
class Account:
    """``whole``: the names of all that came in; ``parts``: by what became of them, the names again. What appears in no part, in
    two, or only there is odd.
    """

    what: str
    whole: Collection[str]
    parts: Mapping[str, Sequence[str]]

    def odd(self) -> list[str]:
        """What keeps it from balancing, each with its reason."""
        if sum(map(len, self.parts.values())) == len(self.whole) and self.whole == {*_names(self.parts)}:
            return []
        whole, found = set(self.whole), Counter(_names(self.parts))
        missing = [f"{name} is nowhere accounted for" for name in sorted(whole - found.keys())]
        return [
            *missing,
            *(self._told(name, times) for name, times in sorted(found.items()) if self._is_odd(name, times)),
        ]

    def _is_odd(self, name: str, times: int) -> bool:
        return times > 1 or name not in self.whole

    def _told(self, name: str, times: int) -> str:
        where = " and ".join(part for part, names in self.parts.items() for one in names if one == name)
        return f"{name} counts {times} times ({where})" if times > 1 else f"{name} ({where}) never came in"

    def counted(self) -> dict[str, int | dict[str, int]]:
        """In numbers, without the parts in which nothing is."""
        return {"whole": len(self.whole), "parts": {name: len(held) for name, held in self.parts.items() if held}}

    def __str__(self) -> str:
        parts = " + ".join(f"{len(held)} {name}" for name, held in self.parts.items() if held)
        return f"{self.what.capitalize()}: {len(self.whole)} = {parts or '0'}."


def _names(parts: Mapping[str, Sequence[str]]) -> Iterator[str]:
    return (name for names in parts.values() for name in names)


def accounts(dossier: Dossier) -> tuple[Account, ...]:
    """Those of a dossier, as its curators are told."""
    return seeds(dossier), sentences(dossier.corpus, coverage(dossier.corpus)), records(dossier)


def for_readers(dossier: Dossier) -> tuple[Account, ...]:
    """The same for people from whom is kept back that anything is withheld."""
    told = records(dossier)
    kept = {part: names for part, names in told.parts.items() if part != WITHHELD}
    aside = set(told.parts[WITHHELD])
    corpus = dossier.corpus
    return (
        seeds(dossier),
        sentences(corpus, coverage(corpus, for_readers=True)),
        replace(told, whole=frozenset(told.whole) - aside, parts=kept),
    )


def seeds(dossier: Dossier) -> Account:
    """Every text in seeds/ is that of one source, or refused with a reason, or waits to be imported."""
    files, sources = files_at(dossier.root), dossier.corpus.sources
    whole = frozenset(seed_paths(files))
    named = {id: f"{SEEDS}/{seed}" for id in sources if (seed := seed_of(sources, id))}
    parts: dict[str, list[str]] = {"sources": [named[id] for id in named if id in dossier.corpus.documents]}
    held = {*named.values()}
    for at, path in enumerate(sorted(whole - {*parts["sources"]})):
        fate = _fate(dossier, path, path in held) if at < _MOST_READ else _NOT_IMPORTED
        parts.setdefault(fate, []).append(path)
    return Account("seeds", whole, parts)


def _fate(dossier: Dossier, path: str, is_named: bool) -> str:
    """Why a text is that of no source that can be read."""
    try:
        read_text(dossier.root / path)
    except ProblemsFound as found:
        return f"refused ({found.problems[0].code})"
    broken = any(kind.__name__ == "Source" for kind, _ in dossier.broken)
    return "of a record that cannot be read" if is_named or broken else _NOT_IMPORTED


def sentences(corpus: Corpus, covered: Mapping[str, Coverage]) -> Account:
    """Every sentence of an article's body is told by a claim, set aside, or open."""
    parts: dict[str, list[str]] = {name: [] for name in (*_SENTENCES.values(), _ELSEWHERE, _COPIED)}
    whole: list[str] = []
    for id, document in corpus.documents.items():
        whole += (all_ := [f"{id}:{sentence.start}" for sentence in document.body_sentences])
        if id not in covered:
            parts[_COPIED] += all_ if corpus.sources[id].republishes else []
            continue
        for one in covered[id].order:
            parts[_SENTENCES[one.kind]].append(f"{id}:{one.sentence.start}")
        parts[_ELSEWHERE] += (f"{id}:{sentence.start}" for sentence in covered[id].elsewhere)
    return Account("sentences", frozenset(whole), parts)


def records(dossier: Dossier) -> Account:
    """Every file of a record has a page, is withheld, is the draft of a question, or cannot be read."""
    corpus = dossier.corpus
    whole = frozenset(
        f"{kind.__name__.lower()} {layout.id_at(path)}"
        for path in files_at(dossier.root).below(layout.CONTENT)
        if (kind := layout.kind_at(path)) and not layout.is_hidden(path)
    )
    groups = {"entry": corpus.entries, "source": corpus.sources, "actor": corpus.actors, "place": corpus.places}
    pages = [name for kind, held in {**groups, "question": corpus.questions}.items() for name in _of(kind, held)]
    aside = {WITHHELD: _of("entry", corpus.withheld), "drafts of questions": _of("question", corpus.drafted_questions)}
    broken = [f"{kind.__name__.lower()} {id}" for kind, id in dossier.broken]
    return Account("records", whole, {"pages": pages, **aside, "unreadable": broken})


def _of(kind: str, ids: Iterable[str]) -> list[str]:
    return [f"{kind} {id}" for id in ids]


def imbalances(found: Iterable[Account]) -> list[Problem]:
    """An error for each account that does not balance, with the odd ones."""
    return [problem for one in found if (odd := one.odd()) and (problem := _imbalance(one, odd))]


def _imbalance(account: Account, odd: Sequence[str]) -> Problem:
    more = f"; and {len(odd) - _MOST_NAMED} more" if len(odd) > _MOST_NAMED else ""
    message = f"the {account.what} do not add up: {'; '.join(odd[:_MOST_NAMED])}{more}"
    tip = "Name each text in one source only, and give each record one file; if that is so, it is a fault of the program: report it."
    return Problem(Location("content"), "accounts-unbalanced", message, tip)
