"""Carrying out what a command plans: under the writer's lock, tried against the rules first, all of it or nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from build_tools.curation.edits import Edits
from build_tools.dossier import Dossier, open_dossier, unchanged
from build_tools.inspection import find_problems, inspect_opened
from build_tools.keeping.readings import Readings
from build_tools.problems import Problem, ProblemsFound, errors_among
from build_tools.records.write import one_writer

# Changes the edits and gives what a person should be told beside the list of them.
Planner = Callable[[Dossier, Edits], list[str]]


@dataclass(frozen=True)
class Outcome:
    """What was changed, or would be: the files as they are then, and what a person should know of it."""

    edits: Edits
    notes: tuple[str, ...] = ()

    @property
    def lines(self) -> list[str]:
        """For people: the changed files with their lines, then the notes."""
        return [*self.edits.lines(), *self.notes]


def carry_out(
    root: Path, plan: Planner, *, dry_run: bool = False, of_whole: bool = True, renamed: tuple[str, str] = ("", "")
) -> Outcome:
    """Plan on the dossier as it is now, and write unless ``dry_run``.

    ``of_whole``: every record must be readable, since what points to what matters. ``renamed``: an id and the one that
    takes its place, so that a problem told with either is the same. Raises ProblemsFound, also with ``would-be-worse``
    where a rule would be broken that is kept now; then nothing was written.
    """
    with nullcontext(()) if dry_run else one_writer(root) as told:
        try:
            outcome = _planned(root, plan, of_whole, renamed)
            if outcome.edits and not dry_run:
                outcome.edits.write()
        except ProblemsFound as found:
            raise ProblemsFound([*told, *found.problems]) from None
    return replace(outcome, notes=(*outcome.notes, *map(in_words, told)))


def _planned(root: Path, plan: Planner, of_whole: bool, renamed: tuple[str, str]) -> Outcome:
    readings = Readings.at(root)
    dossier = open_dossier(root, readings=readings)
    if of_whole and (errors := errors_among(dossier.problems)):
        raise ProblemsFound(errors)
    edits = Edits(root, readings.files.looks)
    outcome = Outcome(edits, tuple(plan(dossier, edits)))
    if edits:
        require_no_worse(dossier, edits, renamed)
    return outcome


def in_words(told: Problem) -> str:
    """What was put right for a command that had been interrupted, as a line among others."""
    return f"{told.message}. {told.tip}"


def require_no_worse(before: Dossier, edits: Edits, renamed: tuple[str, str] = ("", "")) -> None:
    """Raises ProblemsFound with the errors that there would be after the edits and are not there now."""
    if not _may_be_worse(before, edits):
        return
    known = Counter(_as_known(problem, renamed) for problem in errors_among(find_problems(before)))
    found = []
    for problem in errors_among(find_problems(open_dossier(edits))):
        known[_as_known(problem, renamed)] -= 1
        if known[_as_known(problem, renamed)] < 0:
            found.append(problem)
    if found:
        tip = "Nothing was written. What would be wrong is told below, at the lines as they would be."
        message = f"{len(found)} problem{'s' if len(found) > 1 else ''} would be new in the dossier"
        raise ProblemsFound([Problem(found[0].where, "would-be-worse", message, tip), *found])


def _may_be_worse(before: Dossier, edits: Edits) -> bool:
    """Whether anything is wrong by what is edited: if not, nothing can be that was not before, and the rest of the dossier
    need not be judged.
    """
    touched = edits.touched()
    after = open_dossier(edits, with_texts=False, known=unchanged(before, touched))
    return bool(errors_among(inspect_opened(after, edits, touched, former=edits.former()).problems))


def _as_known(problem: Problem, renamed: tuple[str, str]) -> tuple[str, str]:
    """A problem without its place, which an edit may move; an id that is renamed in it under its new name."""
    old, new = renamed
    return problem.code, problem.message.replace(old, new) if old else problem.message
