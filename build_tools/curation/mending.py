"""``claimline fix``: what the rules can mend by themselves, spliced into the files, or told line by line for a review."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path

from build_tools.checks.catalogue import Rule, rules
from build_tools.checks.rule import Case, Mend
from build_tools.curation.carrying_out import Outcome, carry_out
from build_tools.curation.edits import Edits
from build_tools.dossier import Dossier, open_dossier
from build_tools.inspection import find_problems
from build_tools.problems import errors_among
from build_tools.records import splice
from build_tools.records.files import files_at
from build_tools.records.bared import bared
from build_tools.records.write import one_writer, write_all

Mended = tuple[Rule, Mend]


@dataclass(frozen=True)
class Mending:
    """All that was mended, or would be, and by which rules."""

    outcome: Outcome
    mends: tuple[Mended, ...]
    assets: tuple[tuple[str, tuple[str, ...]], ...] = ()  # by path, what each told beside what is seen

    def as_text(self) -> str:
        """For people: the files, and the lines that change in them."""
        lines = [*self.outcome.lines, *(f"~ {path}: without {', '.join(told)}" for path, told in self.assets)]
        return "\n".join([*(lines or ["Nothing to mend."]), *self._for_people()])

    def _for_people(self) -> Iterator[str]:
        """How much is left that no rule mends by itself."""
        left = len(errors_among(find_problems(open_dossier(self.outcome.edits))))
        if left:
            yield f"{left} problem{'s need' if left > 1 else ' needs'} a person: claimline check"

    def as_diff(self) -> str:
        """A unified diff that ``git apply`` takes."""
        return self.outcome.edits.diff()

    def as_json(self) -> str:
        """Exact replacements of lines, for suggestions in a review: see ``replacements``."""
        return json.dumps(list(self.replacements()), ensure_ascii=False, indent=2)

    def replacements(self) -> Iterator[dict[str, object]]:
        """By file: ``start_line`` to ``end_line`` (of the file as it is, from 1, both included) become ``replacement``
        (lines without the last newline). That a file has to move can be told by no line: see the text or the diff.
        """
        edits = self.outcome.edits
        for path in sorted({mend.record.path for _, mend in self.mends}):
            mends = [(rule, mend) for rule, mend in self.mends if mend.record.path == path]
            now = next((mend.move_to for _, mend in mends if mend.move_to), path)
            before, after = edits.before(now), edits.text(now)
            for hunk in _hunks(before, after):
                yield _row(path, hunk, [one for one in mends if one[1].keys and _meets(hunk, before, one[1])])


@dataclass(frozen=True)
class _Hunk:
    """Lines from ``start`` to ``end`` (half-open, from 0) and what stands there afterwards."""

    start: int
    end: int
    lines: tuple[str, ...] = field(default_factory=tuple)


def mend(root: Path, *, dry_run: bool = False) -> Mending:
    """Mend all that can be mended. Raises ProblemsFound where writing fails or another rule would be broken."""
    found: list[Mended] = []

    def plan(dossier: Dossier, edits: Edits) -> list[str]:
        case = Case(dossier.corpus, dossier.broken)
        found.extend((rule, repair) for rule in rules() if rule.mend for repair in rule.mend(case))
        for _, repair in found:
            if repair.keys:
                edits.change(repair.record.path, splice.set_value, repair.keys, repair.value)
        for _, repair in found:
            if repair.move_to:
                edits.move(repair.record.path, repair.move_to)
        return []

    outcome = carry_out(root, plan, dry_run=dry_run, of_whole=False)
    return Mending(outcome, tuple(found), tuple(_mend_assets(root, dry_run=dry_run)))


def _mend_assets(root: Path, *, dry_run: bool) -> Iterator[tuple[str, tuple[str, ...]]]:
    with nullcontext() if dry_run else one_writer(root):
        found = tuple(bared(files_at(root)))
        if found and not dry_run:
            write_all(root, {path: picture for path, picture, _ in found})
    yield from ((path, told) for path, _, told in found)


def _hunks(old: str, new: str) -> Iterator[_Hunk]:
    """What differs, each with at least one line that is there: a line that comes new goes with the one above it."""
    before, after = old.split("\n"), new.split("\n")
    for kind, start, end, first, last in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "insert" and start:
            yield _Hunk(start - 1, start, (before[start - 1], *after[first:last]))
        elif kind == "insert":
            yield _Hunk(0, 1, (*after[first:last], before[0]))
        elif kind != "equal":
            yield _Hunk(start, end, tuple(after[first:last]))


def _meets(hunk: _Hunk, text: str, mend: Mend) -> bool:
    """Whether a mend, tried alone, changes these lines."""
    alone = _hunks(text, splice.set_value(text, mend.keys, mend.value))
    return any(other.start < hunk.end and hunk.start < other.end for other in alone)


def _row(path: str, hunk: _Hunk, mends: list[Mended]) -> dict[str, object]:
    return {
        "path": path,
        "start_line": hunk.start + 1,
        "end_line": hunk.end,
        "replacement": "\n".join(line.removesuffix("\r") for line in hunk.lines),
        "rule": mends[0][0].code,
        "message": " ".join(dict.fromkeys(rule.sentence for rule, _ in mends)),
    }
