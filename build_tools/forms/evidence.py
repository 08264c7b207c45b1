"""Whether the words of a source that a correction gives bear the change it asks for. Says in words for a curator why not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from build_tools.corpus import Corpus
from build_tools.forms import values
from build_tools.forms.quoted import in_text
from build_tools.model import Actor, Claim, Document, Entry, Question, Record, Source
from build_tools.text.names import fold
from build_tools.text.quantities.find import find_quantities

_SHORTEST = 4  # letters of a word that a title has to have from the source
_WORD = re.compile(r"[^\W_]+")


class NotBorne(Exception):
    """The words are not there, or do not say it; the message goes on “Not changed word for word: …”."""


def require_borne(kind: str, right: str, words: str, *, record: Record, claim: Claim | None, corpus: Corpus) -> None:
    """``kind``: what is wrong, as a form calls it. Raises NotBorne."""
    if not words:
        raise NotBorne("it gives no words of the source that show it")
    texts = [(id, corpus.documents[id]) for id in _sources(record, claim, corpus) if id in corpus.documents]
    if not texts:
        raise NotBorne("the text of the source is not at hand, so that nobody can compare the words here")
    held = [(id, text, found) for id, text in texts if (found := in_text(words, text))]
    if not held:
        raise NotBorne(f"the words “{words[:80]}” are not in {' or '.join(text.name for _, text in texts[:3])}")
    id, text, found = held[0]
    if kind == "number" and values.number_in(right) not in [one.value for one in find_quantities(found)]:
        raise NotBorne(f"the words “{found[:80]}” do not give the number {right}")
    if kind in ("when", "said") and values.date_in(right) not in _dates(id, text, found, corpus):
        raise NotBorne(f"the words “{found[:80]}” do not give the date {right}")
    if kind in ("speaker", "via"):
        _require_names(right.split(";") if kind == "via" else [right], found, corpus)
    if kind == "title":
        _require_words(right, found, str(getattr(record, "title", "")))


def _sources(record: Record, claim: Claim | None, corpus: Corpus) -> Iterable[str]:
    """The sources whose words count: of the claim, of the entry, the source itself; for a question, all."""
    if claim:
        return (claim.source,)
    if isinstance(record, Entry):
        return dict.fromkeys(one.source for one in record.claims)
    if isinstance(record, Source):
        return (record.id,)
    return corpus.sources if isinstance(record, Question) else ()


def _dates(source: str, text: Document, found: str, corpus: Corpus) -> Iterator[str]:
    """What the time words in a passage come to, wherever in the text it stands."""
    start = text.text.find(found)
    while start >= 0:
        for time in corpus.times_of(source):
            if start <= time.start and time.end <= start + len(found):
                yield time.edtf
        start = text.text.find(found, start + 1)


def _require_names(names: Iterable[str], found: str, corpus: Corpus) -> None:
    told = f" {fold(found)} "
    for name in names:
        if not any(f" {form} " in told for form in _forms(fold(name), corpus) if form):
            raise NotBorne(f"the words “{found[:80]}” do not name {name.strip()}")


def _forms(name: str, corpus: Corpus) -> Iterator[str]:
    """A name and all others that the dossier has for it."""
    yield name
    for actor in corpus.actors.values():
        forms = _names_of(actor)
        if name in forms or name == fold(actor.id):
            yield from forms


def _names_of(actor: Actor) -> list[str]:
    return [fold(form) for form in (actor.name, *(alias.name for alias in actor.aliases))]


def _require_words(title: str, found: str, before: str) -> None:
    known = {*_WORD.findall(fold(found)), *_WORD.findall(fold(before))}
    strange = [word for word in _WORD.findall(title) if len(word) >= _SHORTEST and fold(word) not in known]
    if strange:
        raise NotBorne(f"the words “{found[:80]}” do not have “{strange[0]}”")
