"""Files changed all together or not at all, one writer at a time."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from build_tools.problems import Location, Problem, ProblemsFound

LOCK = ".claimline.lock"


def write_all(root: Path, texts: Mapping[str, str], *, delete: tuple[str, ...] = ()) -> None:
    """Write texts by path under ``root``, then delete files. Newlines are written as they are.

    Every file is first written beside its target; only when all are on disk do they take their places, so a full
    disk changes nothing. Raises ProblemsFound with ``cannot-write``.
    """
    staged: list[tuple[Path, Path]] = []
    try:
        for path, text in texts.items():
            staged.append((_stage(root / path, text), root / path))
        for waiting, target in staged:
            os.replace(waiting, target)
        for path in delete:
            (root / path).unlink(missing_ok=True)
    except OSError as error:
        for waiting, _ in staged:
            waiting.unlink(missing_ok=True)
        where = Location(str(error.filename or root))
        tip = "Make room or allow writing there, then run the command again: what was there is untouched."
        raise ProblemsFound([Problem(where, "cannot-write", str(error.strerror or error), tip)]) from None


def _stage(target: Path, text: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    except OSError:
        with suppress(OSError):
            os.unlink(name)
        raise
    return Path(name)


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


@contextmanager
def one_writer(root: Path) -> Iterator[None]:
    """Hold the dossier's lock. Raises ProblemsFound with ``busy`` while another program writes into it."""
    lock = root / LOCK
    _clear_if_stale(lock)
    try:
        handle = os.open(lock, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    except FileExistsError:
        tip = f"Wait until it has finished; if no claimline is running, delete {LOCK}."
        raise ProblemsFound([Problem(Location(LOCK), "busy", "another claimline is writing here", tip)]) from None
    except OSError as error:
        tip = "Allow writing into the dossier's folder."
        raise ProblemsFound([Problem(Location(LOCK), "cannot-write", str(error.strerror), tip)]) from None
    try:
        os.write(handle, str(os.getpid()).encode())
        os.close(handle)
        yield
    finally:
        lock.unlink(missing_ok=True)


def _clear_if_stale(lock: Path) -> None:
    """Remove a lock whose process is gone (it was killed or the machine restarted)."""
    try:
        owner = int(lock.read_text())
        os.kill(owner, 0)
    except ProcessLookupError:
        lock.unlink(missing_ok=True)
    except (OSError, ValueError):
        return
