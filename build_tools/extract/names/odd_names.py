"""Names of which a letter belongs to another script and passes for their own: nobody's, whoever they look like.

“Vоlodymyr” with a Cyrillic о folds to a name that the dossier may have. Whether it is meant, a person decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from build_tools.extract.names import runs
from build_tools.extract.names.lexicon import Lexicon, Match
from build_tools.extract.names.runs import Run
from build_tools.extract.reading import NameMention
from build_tools.model import Document
from build_tools.text import lookalikes

_WHY = "one of its letters is of another script: who is meant, a person decides"


def runs_of(document: Document, listed: Iterable[Match], lexicon: Lexicon) -> Iterator[Run]:
    """The runs of capitals that hold such a letter, but for names that the dossier has letter by letter: there a person has
    decided. In almost every text there are none.
    """
    text = document.text
    at = set(lookalikes.find(text))
    if at:
        at -= {place for match in listed if _is_recorded_so(text, match, lexicon) for place in range(*match[:2])}
    for sentence in document.sentences if at else ():
        if not at.isdisjoint(range(sentence.start, sentence.end)):
            every = runs.runs(text, sentence.start, sentence.end)
            yield from (run for run in every if not at.isdisjoint(range(run.start, run.end)))


def _is_recorded_so(text: str, match: Match, lexicon: Lexicon) -> bool:
    name = lexicon.name_of(match.listed)
    return name is not None and text[match.start : match.end] in name.names


def others(text: str, listed: Iterable[Match], odd: Sequence[Run]) -> Iterator[Match]:
    """The known names that lie in none of these runs, and are not one of their words alone: a surname leads back to it."""
    short = {word for run in odd for word in run.words}
    for match in listed:
        is_inside = any(run.start < match.end and match.start < run.end for run in odd)
        if not (is_inside or match.listed.kind == "person" and text[match.start : match.end] in short):
            yield match


def mentions(text: str, odd: Iterable[Run]) -> Iterator[NameMention]:
    """Each of them as a name of nobody known."""
    return (NameMention(run.start, run.end, text[run.start : run.end], "", "", _WHY) for run in odd)
