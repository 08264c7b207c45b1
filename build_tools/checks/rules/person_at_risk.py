"""An entry that puts a person at risk is never published, and nothing published leads to it or to those whom it names alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from build_tools.checks.concerning import KINDS, forms_of
from build_tools.checks.inside_links import targets
from build_tools.checks.prose import written
from build_tools.checks.rule import Case, Finding
from build_tools.model import Actor, Claim, Entry, Place, Question, Record, Source, Unnamed
from build_tools.problems import Level
from build_tools.references import references

CODE = "person-at-risk"
LEVEL = Level.ERROR
SCOPE = "dossier"
WAIVABLE = False
TIP = "What may put a person at risk stays out of the site, and so does what leads to it."

_TIP_STATUS = "Write “status: draft”: the entry stays in the dossier, and out of the site and the downloads."
_TIP_SEE_ALSO = "Take the id out of “see_also” here; the withheld entry may lead to this one."
_TIP_KNOWN = (
    "Delete this record and name it nowhere in the withheld entry (an unnamed speaker, say): "
    "its own page would tell what the entry is about."
)
_TIP_WORDS = "Take the words out: whoever reads them knows of the entry, or of whom it is about."

_SHORTEST = 5  # letters of a title or name that is looked for in published words


def find(case: Case) -> Iterator[Finding]:
    """Withheld entries marked for publication; links and ``see_also`` to them; their titles and ids in published words;
    records that only they name, and the names of their people in published words.
    """
    corpus = case.corpus
    if not corpus.withheld:
        return
    for entry in corpus.withheld.values():
        if entry.status == "reviewed":
            yield Finding(
                entry, entry.status, "the entry puts a person at risk and is marked for publication", _TIP_STATUS
            )
    for entry in corpus.entries.values():
        for id in entry.see_also:
            if id in corpus.withheld:
                yield Finding(
                    entry, id, f"the entry leads to “{id}”, which is withheld for a person’s safety", _TIP_SEE_ALSO
                )
    hidden = tuple(_known_from_withheld_alone(case))
    for record in hidden:
        yield Finding(record, _name(record), f"only withheld entries speak of this {KINDS[type(record)]}", _TIP_KNOWN)
    yield from _in_words(case, hidden)


def _known_from_withheld_alone(case: Case) -> Iterator[Record]:
    """Their pages would be published with nothing on them, and tell whom and what the withheld entries are about."""
    corpus = case.corpus
    told = {
        (one.kind, one.id) for record in _published(case) for one in references(record) if one.keys[0] != "not_same"
    }
    withheld = {(one.kind, one.id) for entry in corpus.withheld.values() for one in references(entry)}
    groups: Mapping[type[Record], Mapping[str, Record]] = {
        Actor: corpus.actors,
        Place: corpus.places,
        Source: corpus.sources,
        Question: corpus.questions,
    }
    for kind, id in sorted(withheld - told, key=lambda key: (KINDS.get(key[0], ""), key[1])):
        if id in groups.get(kind, {}):
            yield groups[kind][id]


def _published(case: Case) -> Iterator[Record]:
    corpus = case.corpus
    for group in (corpus.entries, corpus.sources, corpus.actors, corpus.places):
        yield from group.values()


def _name(record: Record) -> str:
    return record.name if isinstance(record, Actor | Place) else record.title  # type: ignore[attr-defined,no-any-return]


# ── words ───────────────────────────────────────────────────────────────────────────────────────────────────


def _in_words(case: Case, hidden: tuple[Record, ...]) -> Iterator[Finding]:
    """Where published prose, titles, quotes and notes name what is withheld."""
    withheld = case.corpus.withheld
    wanted = {form: f"the withheld entry “{id}”" for id, entry in withheld.items() for form in (entry.title, id)}
    people = (record for record in hidden if isinstance(record, Actor) and record.kind == "person")
    wanted |= {form: f"{record.id}, whom only withheld entries name" for record in people for form in forms_of(record)}
    forms = sorted((form for form in wanted if len(form) >= _SHORTEST), key=len, reverse=True)
    pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])") if forms else None
    own = {id(record) for record in hidden}
    for record in case.records() if pattern else ():
        if record.id in withheld and isinstance(record, Entry) or id(record) in own:
            continue
        led = [target for target in targets(record, case) if target.kind is Entry and target.id in withheld]
        for target in led:
            where = written(record, target.link.start, target.link.end)
            yield Finding(
                record, where, f"the link leads to “{target.id}”, which is withheld for a person’s safety", _TIP_WORDS
            )
        for match in pattern.finditer(record.body) if pattern else ():
            if not any(target.link.start <= match.start() < target.link.end for target in led):
                yield Finding(
                    record, written(record, *match.span()), f"“{match[0]}” names {wanted[match[0]]}", _TIP_WORDS
                )
        for words in _words_of(record):
            if pattern and (found := pattern.search(words)):
                yield Finding(record, words, f"“{found[0]}” names {wanted[found[0]]}", _TIP_WORDS)


def _words_of(record: Record) -> Iterator[str]:
    if isinstance(record, Entry):
        yield record.title
        for claim in record.claims:
            yield from _words_of_claim(claim)
    elif isinstance(record, Source):
        yield from (
            record.title,
            *record.authors,
            *(item.quote for item in record.set_aside),
            *(item.reason for item in record.set_aside),
        )
    elif isinstance(record, Question):
        yield from (record.title, record.scope, *record.options)
    elif isinstance(record, Actor | Place):
        yield from forms_of(record)
        yield from (alias.note for alias in record.aliases)


def _words_of_claim(claim: Claim) -> Iterable[str]:
    speaker = (claim.speaker.words,) if isinstance(claim.speaker, Unnamed) else ()
    translation = (claim.translation.text,) if claim.translation else ()
    return (claim.quote, claim.note, *speaker, *translation, *claim.answers.values())
