"""The conductor of the room: from the site as it was built last to the site as it is to be, or nothing if that cannot be."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from enum import Enum
from functools import partial
from pathlib import Path
from typing import Any

from build_tools.accelerate.kept_frames import FrameMissing, KeptFrames
from build_tools.accelerate.outcome import Noted
from build_tools.accelerate.searching import BLOCKS, keeping
from build_tools.corpus import Corpus
from build_tools.dossier import Dossier, seed_path, unchanged
from build_tools.exports.landing import Places
from build_tools.exports.writing import begin
from build_tools.history import read_history, state_of
from build_tools.keeping.readings import Readings
from build_tools.keeping.vault import FOLDER, Vault
from build_tools.making.maker import ALONE, Maker
from build_tools.placing.place import Place
from build_tools.placing.staged import Staged
from build_tools.problems import Problem, ProblemsFound, errors_among
from build_tools.publication import SEARCH_INDEX, Publication
from build_tools.rechecking.check import open_checked
from build_tools.remaking import outputs
from build_tools.remaking.corpora import applied, difference, shared
from build_tools.remaking.facts import facts_of, hashes
from build_tools.remaking.former import kept_of
from build_tools.remaking.full import DOWNLOADS
from build_tools.remaking.state import KeptNotes, Look, Remembered, State
from build_tools.tracing.readers import Readers
from build_tools.tracing.trail import Trail, make


class Became(Enum):
    """What became of a site."""

    SAME = "nothing has changed"
    REMADE = "what an edit touched was made again"


def remade(root: Path, site: Path) -> Became | None:
    """Bring the site up to date; None where all of it has to be made anew. Raises ProblemsFound where the dossier has errors;
    the site is then as it was.
    """
    with _undisturbed():
        readings = Readings.at(root)
        if readings.vault is None or not site.is_dir():
            return None
        remembered = Remembered(readings.vault)
        state = remembered.read()
        if state is None or state.facts != facts_of(root, readings) or outputs.looks(site) != state.outputs:
            return None
        former = remembered.corpus(state.build)
        if former is None:
            return None
        try:
            return _Remaking(root, site, readings, remembered, state, former).run()
        except (FrameMissing, KeyError, OSError):
            return None  # all anew, which says what is wrong if something is


@dataclass
class _Remaking:
    root: Path
    site: Path
    readings: Readings
    remembered: Remembered
    state: State
    former: Corpus

    def run(self) -> Became | None:
        state, now = self.state, hashes(self.readings)
        head = state_of(self.root)
        if now == state.files and head == state.head and state.day == outputs.day():
            return Became.SAME
        old_corpus = applied(self.former, state.since) if state.since else self.former
        same = {path for path, hash in state.files.items() if now.get(path) == hash}
        dossier, problems = self._opened(old_corpus, same)
        if errors := errors_among(problems):
            raise ProblemsFound(errors)
        old = state.former.publication(self.root, old_corpus)
        new = Publication(dossier, old.site, old.history if head == state.head else read_history(self.root))
        if new.site_as_edited() != state.edited or _grounds(old) != _grounds(new):
            return None
        new.take_over(old)
        self.remembered.forget()
        staged = Staged.begin(Place.of(self.site))
        made = _Making(staged, old, new, state, KeptNotes(self.remembered.vault, state.build))
        made.all(self.remembered.vault)
        there = outputs.changed(state.outputs, staged.folder, staged.gone)
        staged.land()
        self._keep(made, new, now, head, there)
        return Became.REMADE

    def _opened(self, old: Corpus, same: set[str]) -> tuple[Dossier, Sequence[Problem]]:
        """The dossier as it is, and all problems in it; what is the same are the same objects."""
        was = Dossier(self.root, old, (), frozenset())
        known = {path: one for path, one in unchanged(was, ()).items() if path in same and self.readings.has(path)}
        dossier, problems = open_checked(self.root, known=known, readings=self.readings)
        corpus = dossier.corpus
        sources = {id: seed_path(corpus, id) in same for id in corpus.documents}
        corpus = shared(old, corpus, sources)
        return Dossier(dossier.root, corpus, dossier.problems, dossier.broken), problems

    def _keep(
        self, made: _Making, new: Publication, files: Mapping[str, bytes], head: str, there: Mapping[str, Look]
    ) -> None:
        state = self.state
        state.former, state.head, state.day, state.files = kept_of(new), head, outputs.day(), files
        state.products, state.paths = made.trail.readers.products, made.trail.paths
        state.tables, state.made_from = made.trail.readers.tables, made.trail.readers.made_from
        state.late, state.outputs = made.trail.readers.new, there
        state.since = difference(self.former, new.dossier.corpus)
        self.remembered.write(state)


class _Making:
    """What is due is made and waits for its place, and so does what is gone to be deleted."""

    def __init__(self, site: Staged, old: Publication, new: Publication, state: State, kept: KeptNotes) -> None:
        self.site, self.new, self.state = site, new, state
        readers = Readers(state.products, state.tables, state.made_from, kept, state.late)
        self.trail = Trail(state.paths, readers, state.keys)
        frames = KeptFrames(state.named, state.frames)
        self.pages = [maker.then(frames.file) for maker in new.page_makers()]
        self.files = list(new.file_makers())
        self.offer = new.offer
        self.frames = frames
        self.touched = readers.touched(old.table, new.table)

    def all(self, vault: Vault) -> None:
        """Everything that is due."""
        waiting = [
            (maker, key)
            for maker in (*self.pages, *self.files)
            if maker.name != SEARCH_INDEX
            for key in self.trail.due_of(maker, self.touched)
        ]
        with self._downloads(vault.root / FOLDER) as finish:
            made = [
                make(maker, key) for maker, key in waiting
            ]  # all, before the first is written: a frame may be missing
            was = {path for paths in self.trail.paths.values() for path in paths}
            for making in made:
                for path, content in making.files:
                    self.site.write(path, content)
                self.trail.took(making.product, (path for path, _ in making.files), making.notes)
            self._search(vault)
            data, content = self.frames.file(self.new.data_page(finish()))
        self.site.write(data, content)
        self._delete(was, data)
        self._list(data)

    def _search(self, vault: Vault) -> None:
        index = keeping(self.new, vault, self._noted, self.site.read)
        for path, content in index.files({key for name, key in self.touched if name == BLOCKS}):
            self.site.write(path, content)
        index.keep()
        self.trail.paths[SEARCH_INDEX, ALONE] = index.paths

    def _downloads(self, cache: Path) -> AbstractContextManager[Callable[[], Mapping[str, Any]]]:
        """What is made of whole files (SQLite) is made by the other processor while this one goes on to the pages."""
        changed: dict[str, list[str]] = {}
        for name, key in self.touched:
            changed.setdefault(name, []).append(key)
        noted = Noted(self.offer, self._noted)
        place = self.site.place
        return begin(
            noted,  # type: ignore[arg-type]
            place.target,
            kept=cache / DOWNLOADS,
            changed=changed,
            scratch=place.work,
            meanwhile=True,
            places=Places(place.target, self.site.folder, self.site.gone),
        )

    def _noted(self, maker: Maker[Any]) -> Maker[Any]:
        def made(key: str) -> Sequence[Any]:
            making = make(maker, key)
            self.trail.readers.note(making.product, making.notes)
            return making.files

        return Maker(maker.name, partial(self.trail.keys_of, maker, self.touched), made, maker.is_long)

    def _keys(self, maker: Maker[Any]) -> tuple[str, ...]:
        return self.trail.keys_of(maker, self.touched)

    def _delete(self, was: set[str], data: str) -> None:
        products = {(maker.name, key) for maker in (*self.pages, *self.files) for key in self._keys(maker)}
        self.trail.forget_but(products)
        there = {path for paths in self.trail.paths.values() for path in paths} | {data}
        for path in was - there:
            self.site.remove(path)

    def _list(self, data: str) -> None:
        """The sitemap, in the order of the makers."""
        products = ((maker.name, key) for maker in self.pages for key in self._keys(maker))
        pages = [*(path for product in products for path in self.trail.paths[product]), data]
        content = outputs.sitemap(pages, self.new.site.url)
        self.site.write(outputs.SITEMAP, content)
        self.site.write(f"{outputs.SITEMAP}.gz", outputs.packed(content))


def _grounds(publication: Publication) -> tuple[bool, bool]:
    """What every page tells of the history: whether there is one, and whether it is whole."""
    return publication.has_history, publication.history.complete


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of garbage, which would walk through the dossier again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
