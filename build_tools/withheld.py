"""What would give away an entry that is kept back for a person's safety: which words, which records, which commits.

Knows records and their texts; judges nothing and writes nothing. It would rather miss a word than take a common one for a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, cached_property
from operator import is_
from typing import Any

from build_tools.corpus import Corpus
from build_tools.model import Actor, Change, Entry, History, Place, Question, Record, Source, Unnamed
from build_tools.references import Key, leads_of, references
from build_tools.text.capitalised import CALENDAR, LITTLE_WORDS, WORD, runs

_SHORTEST = 5  # letters of what is looked for
_TITLE = 3  # words from which a title or description is told by its words, however it is capitalised
_NOT_WORDS = frozenset({"path", "body", "body_line", "sha256", "see_also"})  # see_also: ids, which a rule reads as such
_WORD = re.compile(r"\w+")
_OF = re.compile(r"\b(?:of|in|from|at|for|with|near|by|to|the)\s+\Z", re.IGNORECASE)  # a body or place follows


@dataclass(frozen=True, slots=True)
class Trace:
    """Words that lead to what is withheld, and to what. ``is_sure`` False: they may mean something else as well.
    ``is_exact``: only as they are capitalised here.
    """

    words: str
    leads_to: str
    is_sure: bool = True
    is_exact: bool = False


@dataclass(frozen=True)
class Traces:
    """All that is looked for in published words."""

    traces: tuple[Trace, ...]

    def find(self, text: str) -> Iterator[tuple[Trace, int, int]]:
        """Each trace in a text with its offsets; capitals, accents and blanks make no difference."""
        for match in self._pattern.finditer(even(text)) if self._pattern else ():
            trace = self._by_words[" ".join(match[0].split())]
            if not trace.is_exact or _capitals(text[match.start() : match.end()]) == _capitals(trace.words):
                yield trace, *match.span()

    def may_stand_in(self, text: str) -> bool:
        """Whether a text has the longest word of a trace: asked of many texts together, most of which have none."""
        return not self._longest_words.isdisjoint(_WORD.findall(even(text)))

    @cached_property
    def _longest_words(self) -> frozenset[str]:
        return frozenset(max(found, key=len) for words in self._by_words if (found := _WORD.findall(words)))

    def stand_in(self, text: str) -> bool:
        """Whether a text holds any of them."""
        return self.may_stand_in(text) and any(True for _ in self.find(text))

    @cached_property
    def _by_words(self) -> Mapping[str, Trace]:
        known: dict[str, Trace] = {}
        for trace in sorted(self.traces, key=lambda one: (not one.is_sure, one.is_exact)):
            key = " ".join(even(trace.words).split())
            if len(key) >= _SHORTEST:
                known.setdefault(key, trace)
        return known

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest = sorted(self._by_words, key=len, reverse=True)
        words = "|".join(r"\s+".join(map(re.escape, key.split())) for key in longest)
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if words else None


def even(text: str) -> str:
    """A text in small letters without accents, letter for letter: offsets stay what they were."""
    if text.isascii():
        return text.lower()
    return "".join(_even_letter(letter) for letter in text)


def _even_letter(letter: str) -> str:
    small = unicodedata.normalize("NFD", letter)[0].lower()
    return small if len(small) == 1 else letter


def _capitals(words: str) -> list[bool]:
    return [letter.isupper() for letter in " ".join(words.split())]


def strings(value: Any) -> Iterator[str]:
    """Every string of a record but its prose, whichever field holds it."""
    found: list[str] = []
    _gather(value, found)
    return iter(found)


def _gather(value: Any, found: list[str]) -> None:
    """Into one list: asked of every record, with a hundred values each."""
    if isinstance(value, str):
        found.append(value)
    elif isinstance(value, Mapping):
        for key, held in value.items():
            _gather(key, found)
            _gather(held, found)
    elif isinstance(value, tuple | list):
        for held in value:
            _gather(held, found)
    else:
        for name in _fields_with_words(type(value)):
            if held := getattr(value, name):
                _gather(held, found)


@cache
def _fields_with_words(kind: type) -> tuple[str, ...]:
    named = fields(kind) if is_dataclass(kind) else ()
    return tuple(field.name for field in named if field.name not in _NOT_WORDS)


# ── what is known from withheld entries alone ───────────────────────────────────────────────────────────────


def known_alone(corpus: Corpus, leads: Callable[[Record], Collection[Key]] = leads_of) -> tuple[Record, ...]:
    """Records whose pages would be published with nothing on them, and tell whom and what the withheld entries are about."""
    published = (
        record
        for group in (corpus.entries, corpus.sources, corpus.actors, corpus.places)
        for record in group.values()  # type: ignore[attr-defined]
    )
    told = {key for record in published for key in leads(record)}
    withheld = {(one.kind, one.id) for entry in corpus.withheld.values() for one in references(entry)}
    groups: tuple[tuple[type[Record], Mapping[str, Record]], ...] = (
        (Actor, corpus.actors),
        (Place, corpus.places),
        (Question, corpus.questions),
        (Source, corpus.sources),
    )
    return tuple(
        group[id]
        for kind, group in groups
        for id in sorted(id for found, id in withheld - told if found is kind)
        if id in group
    )


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────


def traces(corpus: Corpus, leads: Callable[[Record], Collection[Key]] = leads_of) -> Traces:
    """The words that lead to the withheld entries of a corpus, or to whom they are about. ``leads``: as ``leads_of``."""
    return Traces(tuple(_Reading(corpus, leads).traces())) if corpus.withheld else Traces(())


@dataclass(frozen=True)
class _Reading:
    corpus: Corpus
    leads: Callable[[Record], Collection[Key]]

    def traces(self) -> Iterator[Trace]:
        for entry in self.corpus.withheld.values():
            yield from self._of_entry(entry)
        for record in self.hidden:
            yield from self._of_record(record)

    @cached_property
    def hidden(self) -> tuple[Record, ...]:
        return known_alone(self.corpus, self.leads)

    def _of_entry(self, entry: Entry) -> Iterator[Trace]:
        told = f"the withheld entry “{entry.id}”"
        yield Trace(entry.title, told, is_exact=_is_short(entry.title))
        yield from (Trace(str(id), told) for id in (entry.id, *entry.was) if "-" in id)
        for claim in entry.claims:
            if isinstance(claim.speaker, Unnamed):
                yield from self._of_speaker(claim.speaker.words, f"a speaker of {told}")
        for text in (entry.title, entry.body, *(claim.note for claim in entry.claims)):
            yield from self._names_in(text, f"what {told} tells")

    def _of_speaker(self, words: str, told: str) -> Iterator[Trace]:
        has_name = False
        for name, start in runs(words):
            if " " in name and not self._is_common(name):
                is_sure = not _OF.search(words[:start])
                has_name = has_name or is_sure
                yield Trace(name, told, is_sure=is_sure)
                last = name.split()[-1]
                if not self._is_common(last):
                    yield Trace(last, told, is_sure=False, is_exact=True)
        if not _is_short(words) and even(words) not in self._published_speakers:
            yield Trace(words, told, is_sure=has_name)

    def _names_in(self, text: str, told: str) -> Iterator[Trace]:
        """Names in what a curator wrote for colleagues: of one word only if no article has it at all."""
        for name, _ in runs(text):
            if not self._is_common(name) and (" " in name or even(name) not in self._in_articles):
                yield Trace(name, told, is_sure=False, is_exact=True)

    def _of_record(self, record: Record) -> Iterator[Trace]:
        told = f"{record.id}, which only withheld entries name"
        if isinstance(record, Actor) and record.kind == "person":
            told = f"{record.id}, whom only withheld entries name"
            yield from (Trace(form, told, is_exact=" " not in form) for form in _forms(record))
            if "-" in record.id:
                yield Trace(record.id, told)
        elif isinstance(record, Actor | Place):
            forms = (form for form in _forms(record) if even(form) not in self._small_words)
            yield from (Trace(form, told, is_sure=False, is_exact=True) for form in forms)
        elif isinstance(record, Source | Question) and not _is_short(record.title):
            yield Trace(record.title, told, is_sure=False)

    def _is_common(self, name: str) -> bool:
        """Whether all words of a name belong to published records, or stand in small letters in an article."""
        return all(even(word) in self._known or even(word) in self._small_words for word in WORD.findall(name))

    @cached_property
    def _known(self) -> frozenset[str]:
        hidden = {id(record) for record in self.hidden}
        named = (one for group in (self.corpus.actors, self.corpus.places) for one in group.values())  # type: ignore[attr-defined]
        forms = (form for one in named if id(one) not in hidden for form in _forms(one))
        return frozenset(even(word) for form in forms for word in WORD.findall(form)) | LITTLE_WORDS | CALENDAR

    @cached_property
    def _article_words(self) -> frozenset[str]:
        return frozenset(word for one in self.corpus.documents.values() for word in WORD.findall(one.text))

    @cached_property
    def _small_words(self) -> frozenset[str]:
        return frozenset(even(word) for word in self._article_words if word[0].islower())

    @cached_property
    def _in_articles(self) -> frozenset[str]:
        return frozenset(map(even, self._article_words))

    @cached_property
    def _published_speakers(self) -> frozenset[str]:
        claims = (claim for entry in self.corpus.entries.values() for claim in entry.claims)
        return frozenset(even(claim.speaker.words) for claim in claims if isinstance(claim.speaker, Unnamed))


def _is_short(words: str) -> bool:
    return len(words.split()) < _TITLE


def _forms(record: Actor | Place) -> Iterable[str]:
    return (record.name, *(alias.name for alias in record.aliases))


# ── commits ─────────────────────────────────────────────────────────────────────────────────────────────────


def discreet(history: History, corpus: Corpus) -> History:
    """A history as it may be published: without the changes of withheld entries, and without the message of a commit that
    touched one or leads to one.
    """
    if not corpus.withheld:
        return history
    looked_for, withheld = traces(corpus), {str(entry.path) for entry in corpus.withheld.values()}
    touched = {change.commit for entry in corpus.withheld.values() for change in history.of(entry)}
    changes = {
        path: tuple(_discreet(one, one.commit in touched or looked_for.stand_in(one.message)) for one in found)
        for path, found in history.changes.items()
        if path not in withheld
    }
    return replace(history, changes=changes)


def _discreet(change: Change, is_telling: bool) -> Change:
    return replace(change, message="") if is_telling else change


def tell_the_same(first: Corpus, second: Corpus) -> bool:
    """Whether nothing has changed on which a discreet history depends: entries alone, and none in whom or what it names."""
    groups = ("sources", "actors", "places", "questions", "documents", "withheld")
    if not all(_alike(getattr(first, name), getattr(second, name)) for name in groups):
        return False
    if first.entries.keys() != second.entries.keys():
        return False
    pairs = ((one, second.entries[id]) for id, one in first.entries.items())
    return all(one is other or _named_by(one) == _named_by(other) for one, other in pairs)


def _alike(first: Mapping[str, Any], second: Mapping[str, Any]) -> bool:
    """Whether two mappings hold the very same objects in the same order."""
    if first is second:
        return True
    one, other = (getattr(group, "held", group) for group in (first, second))
    if not (isinstance(one, dict) and isinstance(other, dict)):
        return False  # some of them wait to be asked for
    return [*one] == [*other] and all(map(is_, one.values(), other.values()))


def _named_by(entry: Entry) -> tuple[set[tuple[type[Record], str]], set[str]]:
    unnamed = {claim.speaker.words for claim in entry.claims if isinstance(claim.speaker, Unnamed)}
    return {(one.kind, one.id) for one in references(entry)}, unnamed
