"""Which files of a dossier are saved, as the operating system tells it at once; nothing is polled where that works."""

from __future__ import annotations

from pathlib import Path
from queue import Empty, SimpleQueue

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

_QUIET = 0.06  # seconds: editors write a file in several steps
_SAVING = frozenset({"created", "modified", "moved", "deleted", "closed"})


class Watch(FileSystemEventHandler):
    """What changes in content/ and seeds/, and in the settings."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._saved: SimpleQueue[str] = SimpleQueue()
        self._observer = _watching(self)

    @property
    def folders(self) -> dict[Path, bool]:
        """What is watched, and whether its folders are too."""
        inside = {self._root / name: True for name in ("content", "seeds", ".claimline")}
        return {self._root: False, **{path: deep for path, deep in inside.items() if path.is_dir()}}

    def changed(self, timeout: float | None = None) -> set[str]:
        """Wait for files to be saved, and for silence after that; their paths from the root. Empty when time is up."""
        found: set[str] = set()
        try:
            found.add(self._saved.get(timeout=timeout))
            while True:
                found.add(self._saved.get(timeout=_QUIET))
        except Empty:
            return found

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note a file; what another program does to it without saving is none of ours."""
        if event.event_type in _SAVING and not event.is_directory:
            for path in filter(None, (event.src_path, event.dest_path)):
                self._note(Path(str(path)))

    def _note(self, path: Path) -> None:
        if path.is_relative_to(self._root) and not path.name.startswith((".", "#")) and not path.name.endswith("~"):
            inside = path.relative_to(self._root)
            if len(inside.parts) > 1 or inside.name == "mkdocs.yml":
                self._saved.put(inside.as_posix())

    def stop(self) -> None:
        """Watch no longer."""
        self._observer.stop()
        self._observer.join()


def _watching(watch: Watch) -> BaseObserver:
    """An observer at work: the system's own, or one that polls where the system watches no more files."""
    try:
        return _started(Observer(), watch)
    except OSError:
        return _started(PollingObserver(), watch)


def _started(observer: BaseObserver, watch: Watch) -> BaseObserver:
    for folder, is_deep in watch.folders.items():
        observer.schedule(watch, str(folder), recursive=is_deep)
    observer.start()
    return observer
