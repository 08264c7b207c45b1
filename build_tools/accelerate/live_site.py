"""The site of a dossier that is being edited: a page is made when somebody asks for it, from the records as they are now.

A state of the dossier with errors is not shown: the one before it stays.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from threading import RLock

from build_tools.accelerate.finding import Finder
from build_tools.accelerate.shell import Shell, shell
from build_tools.dossier import Dossier, open_dossier, unchanged
from build_tools.exports.pieces import FOLDERS
from build_tools.history import read_history, state_of
from build_tools.inspection import inspect_opened
from build_tools.keeping.lazily import Lazily, Waiting
from build_tools.making.maker import Maker, all_made
from build_tools.model import Document, History
from build_tools.pages.page import Page
from build_tools.problems import Location, Problem, errors_among
from build_tools.publication import Publication
from build_tools.rechecking.at_hand import judge_at_hand
from build_tools.rechecking.verdict import Verdict
from build_tools.saved import with_saved

_OF_TEXTS = ("seeds/", "content/sources/")
_OF_THE_SHELL = ("mkdocs.yml", "content/assets/", ".claimline/", ".github/")


class Shown:
    """One state of the dossier, as readers would see it."""

    def __init__(self, shell: Shell, publication: Publication, lock: AbstractContextManager[bool]) -> None:
        self.shell, self.publication = shell, publication
        self._finder = Finder(lambda: self._makers)
        self._families: dict[str, Mapping[str, bytes]] = {}
        self._lock = lock

    def content(self, path: str) -> bytes | None:
        """What stands at a path of the site; None where nothing does."""
        with self._lock:
            if file := self.shell.files.get(path):
                return file.content_bytes
            page = self._page(path) if path.endswith(".html") else None
            return self.shell.frames.framed(page) if page else self._file(path)

    def _page(self, path: str) -> Page | None:
        if path == "data.html":
            return self.publication.data_page(self.publication.downloads.told)
        return self._finder.page(path)

    def _file(self, path: str) -> bytes | None:
        for maker in self.publication.file_makers():
            if path.startswith(maker.folder):
                if maker.name not in self._families:
                    self._families[maker.name] = dict(all_made([maker]))
                if path in self._families[maker.name]:
                    return self._families[maker.name][path]
        downloads = self.publication.downloads if path.startswith(FOLDERS) else {}
        return downloads[path] if path in downloads else None

    @cached_property
    def _makers(self) -> list[Maker[Page]]:
        return list(self.publication.page_makers())


@dataclass(frozen=True)
class _State:
    """A state of the dossier: all that is needed to show it."""

    shell: Shell
    dossier: Dossier
    history: History


class LiveSite:
    """The latest state that can be shown (``shown``), and what is wrong with it or with a later one (``problems``).

    A record that cannot be read leaves the state before it; one that the rules object to is shown until they have spoken.
    """

    def __init__(self, root: Path, publication: Publication, url: str) -> None:
        self._root, self._url, self._git = root, url, state_of(root)
        self._lock = RLock()  # what is shown becomes the next state while nobody reads it
        around = shell(root, publication, url)
        self.shown = Shown(around, around.publication, self._lock)
        self._good = _State(around, around.publication.dossier, around.publication.history)
        self.problems: list[Problem] = []
        self._pending: set[str] = set()
        self._verdict: Verdict | None = None  # on the last state that had no error
        self._texts: dict[str, Document] = {}  # by source id, those that somebody has asked for

    def update(self, changed: Collection[str]) -> None:
        """Take in the files that have changed, by their paths from the dossier's root."""
        self._pending |= set(changed)
        dossier = self._opened()
        self.problems = errors_among(dossier.problems)
        if self.problems:
            self._go_back()
        else:
            self._show(dossier)

    def _opened(self) -> Dossier:
        """The dossier as it is now, with the same records and texts in memory where they are the same on the disk."""
        if saved := with_saved(self._good.dossier, self._root, self._pending):
            return saved
        if any(path.startswith(_OF_TEXTS) for path in self._pending):
            self._texts = {}
        dossier = open_dossier(self._root, known=unchanged(self._good.dossier, self._pending))
        read, kept = dossier.corpus.documents, self._texts

        def text(id: str) -> Document:
            return kept[id] if id in kept else kept.setdefault(id, read[id])

        texts: Lazily[Document] = Lazily({id: Waiting(partial(text, id)) for id in read})
        return replace(dossier, corpus=replace(dossier.corpus, documents=texts))

    def judge(self) -> None:
        """Hold what was taken in against the rules; without an error it is what stays."""
        if not self.problems and self._pending:
            dossier = self.shown.publication.dossier
            verdict = judge_at_hand(self._verdict, dossier, self._pending)
            found = verdict or inspect_opened(dossier, self._root, self._pending)
            self.problems = errors_among(found.problems)
            if self.problems:
                self._go_back()
            else:
                shown, self._verdict = self.shown.publication, verdict
                self._good = _State(self.shown.shell, shown.dossier, shown.history)
                self._pending.clear()

    def _show(self, dossier: Dossier) -> None:
        git = state_of(self._root)
        history = self._good.history if git == self._git else read_history(self._root)
        state = _State(self._good.shell, dossier, history)
        if git == self._git and not any(path.startswith(_OF_THE_SHELL) for path in self._pending):
            self._become(state)
            return
        was = self._good.shell.publication
        try:
            around = shell(self._root, replace(was, dossier=dossier, history=history), self._url)
        except (Exception, SystemExit) as error:  # whatever MkDocs, a theme or a hook objects to
            self.problems = [Problem(Location("mkdocs.yml"), "mkdocs-failed", str(error))]
        else:
            self.shown, self._git = Shown(around, around.publication, self._lock), git

    def _go_back(self) -> None:
        """Show the last state without an error."""
        if self.shown.publication.dossier is not self._good.dossier:
            self._become(self._good)

    def _become(self, state: _State) -> None:
        """Show a state, of which only that is worked out anew which is not as it was."""
        shown, meant = self.shown.publication, state.shell.publication
        with self._lock:
            if shown.history is state.history and shown.site == meant.site:
                with_texts = any(path.startswith(_OF_TEXTS) for path in self._pending)
                publication = shown.carried_on(state.dossier, with_texts=with_texts)
            else:
                publication = replace(meant, dossier=state.dossier, history=state.history)
            self.shown = Shown(state.shell, publication, self._lock)
