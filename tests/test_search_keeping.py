"""The search index after edits: the same bytes as made anew, with little of it written again."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest
from synthetic_corpus import synthetic_corpus

from build_tools.agreement import Agreement
from build_tools.corpus import Corpus, entry_order
from build_tools.model import Actor, Claim, Entry, Source
from build_tools.search import storage
from build_tools.search.index import index_files
from build_tools.search.keeping import Keeping
from build_tools.search.reading import Reading
from build_tools.search.shelf import Shelf

ENTRIES = 24
SEEDS = range(1000 if os.environ.get("HYPOTHESIS_PROFILE") == "explore" else 1)  # a sequence of edits for each


@dataclass
class InMemory:
    """What would lie in .cache/claimline."""

    held: dict[str, bytes] = field(default_factory=dict)

    def read(self, name: str) -> bytes | None:
        return self.held.get(name)

    def write(self, name: str, data: bytes) -> bool:
        self.held[name] = data
        return True

    def forget(self, name: str) -> None:
        self.held.pop(name, None)


@dataclass
class Built:
    """A site's index from one build to the next."""

    vault: InMemory = field(default_factory=InMemory)
    site: dict[str, bytes] = field(default_factory=dict)
    readings: dict[str, Reading] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)  # blocks, in the last build

    def build(self, corpus: Corpus) -> set[str]:
        """Builds it as somebody who knows which blocks tell something else than before; gives what was written."""
        shelf = Shelf(corpus, Agreement(corpus), str, str.title)
        now = {key: shelf.read(key) for key in shelf.blocks.by_key}
        changed = {key for key in now if self.readings.get(key) != now[key]}
        self.read = []
        keeping = Keeping(shelf, self.vault, written=self.site.get, read=lambda key: self.read.append(key) or now[key])  # type: ignore[func-returns-value]
        files = dict(keeping.files(changed if self.readings else None))
        self.site.update(files)
        for path in keeping.gone:
            del self.site[path]
        keeping.keep()
        self.readings = now
        return set(files)


def anew(corpus: Corpus) -> dict[str, bytes]:
    return dict(index_files(corpus, label=str.title))


@pytest.fixture
def many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A small vocabulary in as many files as a large one."""
    monkeypatch.setattr(storage, "LEAST_FILE", 200)
    monkeypatch.setattr(storage, "MOST_FILE", 700)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return synthetic_corpus(ENTRIES, vocabulary=2500)


# ── Edits ───────────────────────────────────────────────────────────────────────────────────────────────────


def _with(corpus: Corpus, *entries: Entry, without: str = "") -> Corpus:
    kept = {**corpus.entries, **{entry.id: entry for entry in entries}}
    kept.pop(without, None)
    return replace(corpus, entries={entry.id: entry for entry in sorted(kept.values(), key=entry_order)})


def _one(corpus: Corpus, chance: random.Random) -> Entry:
    return corpus.entries[chance.choice([*corpus.entries])]


def _other_words(corpus: Corpus, chance: random.Random) -> Corpus:
    entry = _one(corpus, chance)
    first, *others = entry.claims or (Claim("new", "source-1"),)
    words = f"{first.quote} harbour {chance.randrange(99)}"
    return _with(corpus, replace(entry, claims=(replace(first, quote=words), *others)))


def _one_claim_more(corpus: Corpus, chance: random.Random) -> Corpus:
    entry = _one(corpus, chance)
    return _with(corpus, replace(entry, claims=(*entry.claims, Claim("quite other words", "source-2"))))


def _one_claim_less(corpus: Corpus, chance: random.Random) -> Corpus:
    entry = _one(corpus, chance)
    return _with(corpus, replace(entry, claims=entry.claims[1:]))


def _one_entry_more(corpus: Corpus, chance: random.Random) -> Corpus:
    return _with(corpus, replace(_one(corpus, chance), id=f"new-{chance.randrange(9999)}", date="1990-02-03"))


def _one_entry_less(corpus: Corpus, chance: random.Random) -> Corpus:
    return _with(corpus, without=_one(corpus, chance).id)


def _another_day(corpus: Corpus, chance: random.Random) -> Corpus:
    return _with(corpus, replace(_one(corpus, chance), date=f"1990-0{chance.randrange(1, 9)}-11"))


def _retracted(corpus: Corpus, chance: random.Random) -> Corpus:
    return _with(corpus, replace(_one(corpus, chance), status="retracted"))


def _many_claims(corpus: Corpus, chance: random.Random) -> Corpus:
    claims = tuple(Claim(f"number {number}", "source-1") for number in range(chance.choice([60, 130])))
    return _with(corpus, replace(_one(corpus, chance), claims=claims))


def _another_name(corpus: Corpus, chance: random.Random) -> Corpus:
    actor = corpus.actors[chance.choice([*corpus.actors])]
    return replace(corpus, actors={**corpus.actors, actor.id: replace(actor, name=f"Quite {chance.randrange(9)}")})


def _one_actor_more(corpus: Corpus, chance: random.Random) -> Corpus:
    actor = Actor(f"new-actor-{chance.randrange(99)}", name="Żółw Ωmega", kind="person")
    return replace(corpus, actors=dict(sorted({**corpus.actors, actor.id: actor}.items())))


def _one_source_more(corpus: Corpus, chance: random.Random) -> Corpus:
    source = Source(f"new-source-{chance.randrange(99)}", title="News of the day", published="2024-11-08")
    return replace(corpus, sources={**corpus.sources, source.id: source})


EDITS: list[Callable[[Corpus, random.Random], Corpus]] = [
    _other_words, _one_claim_more, _one_claim_less, _one_entry_more, _one_entry_less, _another_day, _retracted, _many_claims,
    _another_name, _one_actor_more, _one_source_more,
]  # fmt: skip


def _edited(corpus: Corpus, seed: int) -> Iterator[Corpus]:
    chance = random.Random(seed)
    for edit in chance.sample(EDITS, k=len(EDITS)):
        corpus = edit(corpus, chance)
        yield corpus


# ── What holds ──────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("many_files")
@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_edits_the_index_is_what_it_would_be_made_anew(corpus: Corpus, seed: int) -> None:
    built = Built()
    built.build(corpus)
    for edited in _edited(corpus, seed):
        before = dict(built.site)
        written = built.build(edited)
        assert built.site == anew(edited)
        assert written == {path for path, data in built.site.items() if before.get(path) != data}


@pytest.mark.usefixtures("many_files")
def test_one_edit_reads_one_block_and_writes_few_files(corpus: Corpus) -> None:
    built = Built()
    built.build(corpus)
    entry = corpus.entries["entry-12"]
    first, *others = entry.claims
    written = built.build(_with(corpus, replace(entry, claims=(replace(first, quote=f"{first.quote} zebra"), *others))))
    assert len(built.read) == 1
    assert len(written) < 8 and len(built.site) > 40
    assert not built.build(_with(corpus, entry)) - written


@pytest.mark.parametrize("lost", ["search-state", "search-part", "site"])
def test_what_is_kept_may_be_lost(corpus: Corpus, lost: str) -> None:
    built = Built()
    built.build(corpus)
    if lost == "site":
        for path in [path for path in built.site if "/w-" in path]:
            built.site[path] += b" "
    elif lost == "search-state":
        del built.vault.held["search-state"]
    else:
        built.vault.held = {name: data for name, data in built.vault.held.items() if name == "search-state"}
    edited = _other_words(corpus, random.Random(5))
    built.build(edited)
    assert {**anew(edited), **built.site} == built.site
