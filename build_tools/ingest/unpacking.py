"""Originals in seeds/ that have no text yet: which texts would be made of them, under which names. Writes nothing.

A text once made is never made again: a newer reader changes nothing, and what a person deleted does not come back.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from itertools import count as count_from
from pathlib import Path
from typing import Any

from build_tools import seeds
from build_tools.captures import all_captures, changed_original, hash_of_file
from build_tools.model import Capture
from build_tools.originals import capture as capturing
from build_tools.originals.article import Article
from build_tools.originals.formats import copies_last, ending_of, stem_of
from build_tools.originals.read import LARGEST, Original, is_original, read_original
from build_tools.problems import Level, Location, Problem, ProblemsFound, visible
from build_tools.records.file_names import folded
from build_tools.records.files import Files, Folder, link_problem, pointer_problem
from build_tools.records.layout import SEEDS
from build_tools.text.names import nameable, slug

Progress = Callable[[Iterable[Any], int, str], Iterable[Any]]
_LONGEST_STEM = 120  # bytes, so that the longest name beside it still is one for every file system
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\]')  # what some system forbids in names


@dataclass(frozen=True)
class NewText:
    """A text made of an original: its file's name in seeds/, its words, and how it came about."""

    name: str
    text: str
    capture: Capture

    def files(self) -> dict[str, str]:
        """What is to be written, by path."""
        path = f"{SEEDS}/{self.name}"
        return {path: self.text, capturing.path_beside(path): capturing.as_text(self.capture)}


@dataclass
class Unpacked:
    """``texts``: those to be written; ``same``: names of originals with what was left out because its text is there.

    ``problems``: the originals, and texts that are new, that cannot be read, which hinders no other; ``warnings``: what else is to be told.
    """

    texts: list[NewText] = field(default_factory=list)
    unchanged: int = 0
    same: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)


def original_files(root: Path) -> list[Path]:
    """The originals of a dossier, by name and second copies last; tables of claims are among them until somebody looks
    into them.
    """
    folder = root / SEEDS
    found = folder.iterdir() if folder.is_dir() else ()
    originals = (path for path in found if ending_of(path.name) and path.is_file() and not path.is_symlink())
    return sorted(originals, key=lambda path: copies_last(path.name))


def texts_of(root: Path, originals: Iterable[Path]) -> list[Path]:
    """The texts that were made of some originals, as far as they are there."""
    names = {path.name for path in originals}
    made = (root / seed for seed, capture in all_captures(Folder(root)) if capture.original in names) if names else ()
    return [path for path in made if path.is_file()]


def unpack(
    root: Path, only: Sequence[Path] | None, hashes: Mapping[str, str], *, progress: Progress | None = None
) -> Unpacked:
    """Read every original (or ``only`` these) that has no text yet; of one that is asked for by name, what is lacking.

    ``hashes``: of all texts there are, by file name: what is there already is not made again under another name.
    """
    waiting = original_files(root) if only is None else sorted(only, key=lambda path: copies_last(path.name)[0])
    found = Unpacked()
    if not waiting:
        return found
    work = _Unpacking(Folder(root), found, hashes, named=only is not None)
    for path in (progress or _silent)(waiting, len(waiting), "Reading originals"):
        try:
            work.take(path)
        except ProblemsFound as problems:
            found.problems += problems.problems
    return found


class _Unpacking:
    """Goes from original to original; a name that one has taken is taken for the next."""

    def __init__(self, files: Files, found: Unpacked, hashes: Mapping[str, str], *, named: bool) -> None:
        self.files, self.found, self.named = files, found, named
        self.made: dict[str, list[tuple[str, Capture]]] = defaultdict(list)
        self.maker: dict[str, str] = {}  # the original of each text, by the text's path
        for seed, capture in all_captures(files):
            self.made[capture.original].append((seed, capture))
            self.maker[seed] = capture.original
        self.taken = {folded(path): path for path in files.below(SEEDS)}
        self.texts = {sha256: name for name, sha256 in hashes.items()}

    def take(self, path: Path) -> None:
        """One original. Raises ProblemsFound where it is not what its texts were made of, or cannot be read."""
        name = f"{SEEDS}/{path.name}"
        made = self.made.get(path.name, [])
        if made and hash_of_file(self.files, path.name) != made[0][1].original_sha256:
            raise ProblemsFound([changed_original(path.name)])
        if made and not self.named:
            self.found.unchanged += 1
            return
        data = _bytes_of(self.files, path, name)
        if not is_original(data, name):
            return
        try:
            original = read_original(data, name)
        except ProblemsFound as found:
            if not (text := self._by_hand(name)):
                raise
            reason = found.problems[0].message
            self.found.warnings.append(_typed(name, f"cannot be read ({reason}), and {text} stands in for it"))
            self.found.unchanged += 1
            return
        self.found.warnings += [_as_warning(one) for one in original.problems]
        before = len(self.found.texts)
        self._take_all(original, {capture.part for _, capture in made})
        self.found.unchanged += len(self.found.texts) == before

    def _take_all(self, original: Original, parts: set[str]) -> None:
        alone = len(original.articles) == 1 and not parts
        for number, article in enumerate(original.articles, 1):
            if article.part in parts:
                continue
            text = seeds.normalise(article.text.encode(), original.name)
            sha256 = hashlib.sha256(text.encode()).hexdigest()
            if there := self.texts.get(sha256):
                self.found.same.append((original.name, there))
                continue
            if alone and (by_hand := self._by_hand(original.name)):
                self.found.warnings.append(_typed(original.name, f"is not read, since {by_hand} was not made of it"))
                continue
            name = self._name_alone(original) if alone else self._free_name(original, article, number)
            capture = capturing.capture_of(original, article, seed=name, sha256=sha256)
            self.texts[sha256] = name
            self.taken[folded(f"{SEEDS}/{name}")] = f"{SEEDS}/{name}"
            self.maker[f"{SEEDS}/{name}"] = original.name.rpartition("/")[2]
            self.found.texts.append(NewText(name, text, capture))

    def _by_hand(self, name: str) -> str:
        """The text of an original's name that a person put there; empty where there is none, or it was made of another."""
        taken = self.taken.get(folded(f"{SEEDS}/{_fit(stem_of(name))}.txt"), "")
        return "" if taken in self.maker else taken

    def _name_alone(self, original: Original) -> str:
        name = f"{_stem(original)}.txt"
        taken = self.taken.get(folded(f"{SEEDS}/{name}"))
        if taken:
            tip = "If both are one article, keep one of the two; if they are not, give this file another name."
            message = f"its text would be called {taken}, which is there already, made of {self.maker.get(taken, 'something else')}"
            raise ProblemsFound([Problem(Location(original.name), "original-name-taken", message, tip)])
        return name

    def _free_name(self, original: Original, article: Article, number: int) -> str:
        stem = f"{_stem(original)}-{slug(article.title) or number}"
        names = chain([f"{stem}.txt"], (f"{stem}-{count}.txt" for count in count_from(2)))
        return next(name for name in names if folded(f"{SEEDS}/{name}") not in self.taken)


def _typed(name: str, what: str) -> Problem:
    tip = "Nothing is to be done if that is this file's article; if it is another one, give this file another name."
    return Problem(Location(name), "original-name-taken", f"the file {what}", tip, Level.WARNING)


def _bytes_of(files: Files, path: Path, name: str) -> bytes:
    if files.is_link(name):
        raise ProblemsFound([link_problem(name)])
    try:
        name.encode()
        if path.stat().st_size > LARGEST:
            tip = "Save what you need of it on its own."
            message = f"the file is larger than {LARGEST // 1_000_000} MB"
            raise ProblemsFound([Problem(Location(name), "original-too-large", message, tip)])
        data = files.read(name)
    except UnicodeEncodeError:
        tip = "Give the file another name."
        message = "the file's name is not UTF-8, so that no record can name it"
        raise ProblemsFound([Problem(Location(visible(name)), "original-unreadable", message, tip)]) from None
    except OSError as error:
        raise ProblemsFound([Problem(Location(name), "unreadable", str(error.strerror))]) from None
    if pointer := pointer_problem(data, name):
        raise ProblemsFound([pointer])
    return data


def _stem(original: Original) -> str:
    """The original's name without its ending, where that can be the name of a file beside it everywhere."""
    return _fit(stem_of(original.name)) or f"original-{original.sha256[:12]}"


def _fit(stem: str) -> str:
    if len(stem.encode()) <= _LONGEST_STEM and not _UNFIT.search(stem) and stem == stem.strip(" ."):
        return nameable(stem)
    return slug(stem, longest=_LONGEST_STEM // 2)


def _as_warning(problem: Problem) -> Problem:
    return Problem(problem.where, problem.code, problem.message, problem.tip, Level.WARNING)


def _silent(items: Iterable[Any], count: int, label: str) -> Iterable[Any]:
    return items
