"""A dossier as it was at the last build beside the dossier as it is, in which what is the same is the same object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from build_tools.corpus import Corpus
from build_tools.keeping.lazily import held

Since = dict[str, Any]  # by field: what it is now; of a mapping its keys in their order, and the values that are new


def plain(corpus: Corpus) -> Corpus:
    """The corpus with everything in it that waited to be asked for."""
    return replace(corpus, **{name: dict(held(group).items()) for name, group in _groups(corpus).items()})


def difference(first: Corpus, second: Corpus) -> Since:
    """What makes the second of the first."""
    since: Since = {name: getattr(second, name) for name in _alone(second)}
    for name, group in _groups(second).items():
        before, now = held(getattr(first, name)), held(group)
        since[name] = [*now], {key: now[key] for key in now if key not in before or before[key] is not now[key]}
    return since


def applied(first: Corpus, since: Since) -> Corpus:
    """The second, of the first and what makes it that."""
    told = {}
    for name, what in since.items():
        if name in _groups(first):
            keys, new = what
            before = held(getattr(first, name))
            told[name] = {key: new[key] if key in new else before[key] for key in keys}
        else:
            told[name] = what
    return replace(first, **told)


def shared(old: Corpus, new: Corpus, sources: Mapping[str, bool]) -> Corpus:
    """The new corpus with the old documents of those sources whose texts are the same."""
    before, now = held(old.documents), held(new.documents)
    return replace(new, documents={id: before[id] if sources.get(id) and id in before else now[id] for id in now})


def _groups(corpus: Corpus) -> dict[str, Any]:
    return {one.name: held for one in fields(corpus) if isinstance(held := getattr(corpus, one.name), Mapping)}


def _alone(corpus: Corpus) -> list[str]:
    return [one.name for one in fields(corpus) if not isinstance(getattr(corpus, one.name), Mapping)]
