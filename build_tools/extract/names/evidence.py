"""What a text tells elsewhere of a name that nothing beside it explains: a sign at one mention holds for all of them.

Changes kinds of candidates, no spans. A sign at the mention itself always goes before one from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from build_tools.extract import gazetteer
from build_tools.extract.names.candidates import Candidate
from build_tools.extract.names.kinds import Kind
from build_tools.extract.names.kinds_of_places import is_people
from build_tools.extract.speech.kinds_of_speakers import BARE_SPEAKER
from build_tools.text.names import fold

_ALONE = Kind("person", 1, "its last word stands alone elsewhere, as surnames do")

_ABBREVIATED = Kind("organisation", 1, "its initials stand alone elsewhere, as those of bodies do")


def pooled(candidates: Sequence[Candidate]) -> Iterator[Candidate]:
    """The candidates, those without a clear sign with the clearest that another mention of the same name has."""
    signs = _signs(candidates)
    alone = {candidate.run.words[0] for candidate in candidates if _may_be_surname(candidate)} - _surnames(candidates)
    abbreviations = {candidate.name for candidate in candidates if candidate.name.isupper()}
    for candidate in candidates:
        sign = signs.get(fold(candidate.name)) if candidate.kind.weight < 2 and not candidate.run.titles else None
        if sign and not (sign.place_kind == "ship" and candidate.kind.kind):  # ships bear names of places
            why = f"elsewhere in the text {sign.why}"
            yield candidate._replace(kind=sign._replace(weight=2, why=why, tail=0, shared=""))
        elif not candidate.kind.kind and len(candidate.run.words) > 2 and _initials(candidate) in abbreviations:
            yield candidate._replace(kind=_ABBREVIATED)
        elif not candidate.kind.kind and candidate.kind.weight < 2 and _may_be_full_name(candidate, alone):
            yield candidate._replace(kind=_ALONE)
        else:
            yield candidate


def _initials(candidate: Candidate) -> str:
    return "".join(word[0] for word in candidate.run.words if word[0].isupper())


def _signs(candidates: Sequence[Candidate]) -> Mapping[str, Kind]:
    """The clearest sign of every name that has one; words beside it (2) tell nothing where others contradict them."""
    found: dict[str, Kind] = {}
    kinds: dict[str, set[str]] = {}
    for candidate in candidates:
        kind, name = candidate.kind, fold(candidate.name)
        if (
            kind.kind not in ("", "work") and not kind.shared and kind != BARE_SPEAKER
        ):  # firms speak without an article, too
            kinds.setdefault(name, set()).add(kind.kind)
            if kind.weight >= 2 and (name not in found or kind.weight > found[name].weight):
                found[name] = kind
    return {name: kind for name, kind in found.items() if kind.weight == 3 or len(kinds[name]) == 1}


def _surnames(candidates: Sequence[Candidate]) -> set[str]:
    """The last words of those whom a sign beside them makes people: standing alone, they mean these."""
    people = (
        one for one in candidates if one.kind.kind == "person" and one.kind.weight >= 2 and len(one.run.words) > 1
    )
    return {candidate.run.words[-1] for candidate in people}


def _may_be_surname(candidate: Candidate) -> bool:
    """One word by itself, written like a name, that no sign takes for anything but a person."""
    word = candidate.run.words[0]
    unclear = candidate.kind.kind in ("", "person") or candidate.kind.weight < 2
    return len(candidate.run.words) == 1 and unclear and word[1:].islower() and word not in gazetteer.heads()


def _may_be_full_name(candidate: Candidate, alone: set[str]) -> bool:
    words = candidate.run.words
    return (
        2 <= len(words) <= 3
        and words[-1] in alone
        and not candidate.run.possessive
        and all(word[0].isupper() and not word.isupper() for word in words)
        and words[0] not in gazetteer.demonyms()
        and words[0] not in gazetteer.heads()
        and "-based" not in words[0]
        and not is_people(words[-1])
    )
