"""The files of a dossier as a command would leave them, held in memory until all of them are written together.

Knows files and texts; what is to be written into them, the commands beside it say.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

from build_tools.keeping.snapshot import Looks, looks_at
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.files import Files, files_at, in_order
from build_tools.records.load import decode
from build_tools.records.splice import CannotSplice
from build_tools.records.staging import changed_meanwhile
from build_tools.records.write import write_all

_BOM = "\ufeff"
_LINES_SHOWN, _LINE_SHOWN = 16, 160


class Edits:
    """A dossier's files with what has been changed in them so far; nothing is on disk until ``write``.

    ``looks``: of all files when the dossier was read, by path: what was changed since is not written over.
    """

    def __init__(self, root: Path, looks: Mapping[str, Looks] | None = None) -> None:
        self.root = root
        self.looks = looks
        self._disk: Files = files_at(root)
        self._texts: dict[str, str] = {}
        self._before: dict[str, str | None] = {}  # as they were on disk, None where there was no such file
        self._marked: set[str] = set()
        self._gone: set[str] = set()
        self._moved: dict[str, str] = {}

    # ── reading, as Files ───────────────────────────────────────────────────────────────────────────────────

    def below(self, folder: str) -> tuple[str, ...]:
        """See Files."""
        kept = {path for path in self._disk.below(folder) if path not in self._gone}
        return in_order(kept | {path for path in self._texts if path.startswith(f"{folder}/")})

    def has(self, path: str) -> bool:
        """See Files."""
        return path in self._texts or path not in self._gone and self._disk.has(path)

    def is_link(self, path: str) -> bool:
        """See Files."""
        return path not in self._texts and path not in self._gone and self._disk.is_link(path)

    def has_folder(self, path: str) -> bool:
        """See Files."""
        return self._disk.has_folder(path)

    def read(self, path: str) -> bytes:
        """See Files."""
        if path in self._texts:
            return self._whole(path).encode()
        if path in self._gone:
            raise FileNotFoundError(path)
        return self._disk.read(path)

    def text(self, path: str) -> str:
        """A file's text as it is by now, without a byte order mark. Raises ProblemsFound where it cannot be read."""
        if path in self._texts:
            return self._texts[path]
        text = decode(self._disk, path)
        if self._disk.read(path).startswith(_BOM.encode()):
            self._marked.add(path)
        return text

    # ── changing ────────────────────────────────────────────────────────────────────────────────────────────

    def put(self, path: str, text: str) -> None:
        """Give a file a new text."""
        if self.has(path) and self.text(path) == text:
            return
        self._remember(path)
        self._gone.discard(path)
        self._texts[path] = text

    def change(self, path: str, edit: Callable[..., str], *told: Any) -> None:
        """Give a file the text that a splice makes of it. Raises ProblemsFound where that cannot be done."""
        try:
            self.put(path, edit(self.text(path), *told))
        except CannotSplice as reason:
            tip = "Nothing was written. Lay these lines out as other records have them, or make the change by hand."
            raise ProblemsFound([Problem(Location(path), "cannot-splice", str(reason), tip)]) from None

    def move(self, old: str, new: str) -> None:
        """Give a file another place."""
        text = self.text(old)
        self._remember(old)
        self._remember(new)
        self._texts.pop(old, None)
        self._gone.add(old)
        self._moved[new] = self._moved.pop(old, old)
        if old in self._marked:
            self._marked.add(new)
        self._gone.discard(new)
        self._texts[new] = text

    def delete(self, path: str) -> None:
        """Take a file away."""
        self._remember(path)
        self._texts.pop(path, None)
        self._gone.add(path)

    # ── looking at what has been changed ────────────────────────────────────────────────────────────────────

    def lines(self) -> list[str]:
        """What changes, for people: each file, and the lines in it that are other than they were."""
        return [line for path in sorted(self._texts.keys() | self._removed()) for line in self._told(path)]

    def diff(self) -> str:
        """What changes as a unified diff that ``git apply`` takes."""
        return "".join(self._diff_of(path) for path in sorted(self._texts.keys() | self._removed()))

    def before(self, path: str) -> str:
        """The text of a changed file, or of the file that moved there, as it is on disk; empty for a new one."""
        return self._before.get(self._moved.get(path, path)) or ""

    def changed(self) -> tuple[str, ...]:
        """The paths of the files that get a new text."""
        return tuple(sorted(self._texts))

    def touched(self) -> frozenset[str]:
        """The paths of all files that have another text now, or none."""
        return frozenset(self._texts.keys() | self._gone)

    def former(self) -> str:
        """The texts of these files as they are on disk, one after the other."""
        return "\n".join(text for text in self._before.values() if text)

    def __bool__(self) -> bool:
        return bool(self._texts or self._gone)

    def write(self) -> None:
        """Write everything. Raises ProblemsFound where one file cannot be written; then none is."""
        texts = {path: self._whole(path) for path in self._texts}
        write_all(self.root, texts, delete=sorted(self._gone), last_look=self._require_unchanged)

    def _require_unchanged(self) -> None:
        if self.looks is None:
            return
        for path in sorted(self.touched()):
            if looks_at(self.root / path) != self.looks.get(path):
                raise changed_meanwhile(path, "the file is not what it was when the command read it")

    def _remember(self, path: str) -> None:
        if path not in self._before:
            self._before[path] = self.text(path) if self._disk.has(path) else None

    def _whole(self, path: str) -> str:
        return (_BOM if path in self._marked else "") + self._texts[path]

    def _removed(self) -> set[str]:
        return self._gone - set(self._moved.values())

    def _told(self, path: str) -> Iterator[str]:
        if path in self._gone:
            yield f"- {path}"
            return
        if origin := self._moved.get(path):
            yield f"{origin} → {path}"
        else:
            yield f"{'+' if self._before[path] is None else '~'} {path}"
        if path.endswith((".md", ".yml")):
            told = list(_changed_lines(self.before(path), self._texts[path]))
            yield from told[:_LINES_SHOWN]
            if len(told) > _LINES_SHOWN:
                yield f"      … and {len(told) - _LINES_SHOWN} lines more"

    def _diff_of(self, path: str) -> str:
        origin, gone = self._moved.get(path, path), path in self._gone
        old, new = self.before(path), "" if gone else self._texts[path]
        head = [f"diff --git a/{origin} b/{path}"]
        if origin != path:
            head += [f"rename from {origin}", f"rename to {path}"]
        elif gone or self._before[path] is None:
            head += [f"{'deleted' if gone else 'new'} file mode 100644"]
        names = (f"a/{origin}" if old else "/dev/null", "/dev/null" if gone else f"b/{path}")
        lines = difflib.unified_diff(_lines(old), _lines(new), *names)
        told = (line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
        return "\n".join(head) + "\n" + "".join(told)


def _lines(text: str) -> list[str]:
    """As Git counts them: nothing but a line feed ends a line."""
    return [line for line in re.split(r"(?<=\n)", text) if line]


def _changed_lines(old: str, new: str) -> Iterator[str]:
    before, after = _lines(old), _lines(new)
    for kind, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        pairs = zip_longest(range(start, end), range(first, last)) if kind != "equal" else ()
        for gone, come in pairs:
            if gone is not None:
                yield f"    {gone + 1}: - {_shortened(before[gone])}"
            if come is not None:
                yield f"    {come + 1}: + {_shortened(after[come])}"


def _shortened(line: str) -> str:
    words = line.strip()
    return words if len(words) <= _LINE_SHOWN else words[: _LINE_SHOWN - 2] + " …"
