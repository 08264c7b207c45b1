"""Reads a document: times, names, quantities, quotations, attributions, roles. Pure and deterministic; no disk."""

from __future__ import annotations

from collections.abc import Sequence

from build_tools.extract.names import roles
from build_tools.extract.names.find import find_names
from build_tools.extract.names.lexicon import Lexicon
from build_tools.extract.names.where import with_cities
from build_tools.extract.reading import KnownName, NameMention, Reading
from build_tools.extract.speech.attribution import find_attributions
from build_tools.extract.speech.quotations import Quotations
from build_tools.extract.speech.stances import Stances
from build_tools.model import Document
from build_tools.text.quantities.find import find_quantities
from build_tools.text.times.calendar_words import is_day_word
from build_tools.text.times.find import Anchor, TimeExpression, find_times

__all__ = ["KnownName", "Reading", "read"]


def read(document: Document, *, known: Sequence[KnownName] | Lexicon = (), published: str = "") -> Reading:
    """What the document says, with offsets. ``published`` is an EDTF date, empty if unknown."""
    lexicon = known if isinstance(known, Lexicon) else Lexicon(known)
    names = find_names(document, lexicon)
    times = _beside_names(find_times(document, Anchor(published)), names.mentions)
    spans = sorted([(time.start, time.end) for time in times] + [(name.start, name.end) for name in names.mentions])
    quantities = find_quantities(document.text, skip=spans)
    quotations = Quotations(document)
    entities = with_cities(document, names.mentions, roles.with_roles(document.text, names, published))
    stances = Stances(document.text, quotations)
    attributions = find_attributions(document, quotations, names.mentions, entities, stances=stances)
    return Reading(document, published, times, names.mentions, quantities, attributions, entities, stances.all, lexicon)


def _beside_names(times: Sequence[TimeExpression], names: Sequence[NameMention]) -> tuple[TimeExpression, ...]:
    """Without those that are part of a person's, an outlet's or a body's name (“Anna May”, “Sunday Times”).

    A weekday or a feast that ends a name is none of it (“told the Supreme Court Friday”).
    """
    kept, index = [], 0
    for time in times:
        while index < len(names) and names[index].end <= time.start:
            index += 1
        inside = index < len(names) and names[index].start <= time.start and names[index].end >= time.end
        if not (inside and names[index].id and _is_of_name(time, names[index])):
            kept.append(time)
    return tuple(kept)


def _is_of_name(time: TimeExpression, name: NameMention) -> bool:
    return time.end < name.end or not is_day_word(time.text)
