"""A sound dossier of any size on disk: the invented corpus as records, and seeds in which its quotes really stand."""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections import defaultdict
from pathlib import Path

from synthetic_corpus import synthetic_corpus

from build_tools.corpus import Corpus
from build_tools.model import Entry, Record, Source
from build_tools.records import emit, layout

_CLOSING = "Nobody else was asked about it before this was written, and nothing more was known by the end of the day."
SETTINGS = "site_name: Synthetic\n"


def write_synthetic_dossier(root: Path, entries: int) -> Corpus:
    """``entries`` entries of four claims each with their actors, places, sources, questions and seeds; the corpus written."""
    corpus = _with_sources(synthetic_corpus(entries))
    texts = seed_texts(corpus)
    hashed = {id: _of_seed(source, texts[id]) for id, source in corpus.sources.items()}
    corpus = dataclasses.replace(corpus, sources=hashed)
    for kind in (corpus.entries, corpus.sources, corpus.actors, corpus.places, corpus.questions):
        for record in kind.values():
            _write(root, record)
    (root / "seeds").mkdir()
    for id, text in texts.items():
        (root / "seeds" / f"{id}.txt").write_text(text, encoding="utf-8")
    (root / layout.VOCABULARY).write_text("attack: {label: Attack}\n", encoding="utf-8")
    (root / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    return corpus


def _with_sources(corpus: Corpus) -> Corpus:
    """Every claim says when its event was, every entry who reviewed it, every question what it asks for."""
    return dataclasses.replace(
        corpus,
        entries={id: _entry(entry) for id, entry in corpus.entries.items()},
        questions={
            id: dataclasses.replace(question, kind="quantity", unit="people")
            for id, question in corpus.questions.items()
        },
        places={id: dataclasses.replace(place, kind="town") for id, place in corpus.places.items()},
    )


def _entry(entry: Entry) -> Entry:
    claims = tuple(dataclasses.replace(claim, when=entry.date) for claim in entry.claims)
    return dataclasses.replace(entry, reviewed_by=("editor",), claims=claims)


def seed_texts(corpus: Corpus) -> dict[str, str]:
    """The text of each source: its quotes, each a sentence among others, in paragraphs of three quotes."""
    quotes: dict[str, list[str]] = defaultdict(list)
    for entry in corpus.entries.values():
        for claim in entry.claims:
            quotes[claim.source].append(claim.quote)
    return {id: _text(source, quotes[id]) for id, source in corpus.sources.items()}


def _text(source: Source, quotes: list[str]) -> str:
    chance = random.Random(source.id)
    words = source.title.split()
    told = [f"{quote}. {_CLOSING} {' '.join(chance.sample(words, 4)).capitalize()}." for quote in quotes]
    paragraphs = [" ".join(told[at : at + 3]) for at in range(0, len(told), 3)] or [_CLOSING]
    return "\n\n".join([source.title.capitalize(), *paragraphs]) + "\n"


def _of_seed(source: Source, text: str) -> Source:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return dataclasses.replace(source, seed=f"{source.id}.txt", sha256=digest)


def _write(root: Path, record: Record) -> None:
    path = root / layout.path_for(record)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(emit.text_of(record), encoding="utf-8")
