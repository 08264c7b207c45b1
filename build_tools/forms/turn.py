"""``claimline form``: a filled form made into draft records that pass ``check``, or into problems that name its fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

from build_tools.curation.carrying_out import in_words
from build_tools.dossier import open_dossier
from build_tools.forms import values
from build_tools.forms.bench import Bench
from build_tools.forms.correction import propose_correction
from build_tools.forms.message import Turned, lines_of
from build_tools.forms.new_event import propose_event
from build_tools.forms.new_source import propose_source
from build_tools.forms.read import Filled, read_form, tidy
from build_tools.keeping.readings import Readings
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.records.splice import CannotSplice
from build_tools.records.write import one_writer
from build_tools.text import tables

_EMAIL = re.compile(r"[<(]?(?<![^\s<>()@])[^\s<>()@]+@[^\s<>()@]+\.[^\s<>()@]+[>)]?")
_LONGEST_NAME = 80
_FIELDS_OF_RULES = Path(__file__).with_name("fields_of_rules.tsv")
NOBODY = "somebody who gave no name"
_MAKERS: Mapping[str, Callable[[Filled, Bench, str], str]] = {
    "correction": propose_correction,
    "source": propose_source,
    "event": propose_event,
}


def turn(root: Path, text: str, *, path: str, by: str = "", dry_run: bool = False) -> Turned:
    """Make records of a form's text and write them. ``path`` names the form in problems; ``by`` who sent it.

    Raises ProblemsFound: what is wrong with the form, and what kept the records from being written.
    """
    filled = read_form(text, path)
    values.require_readable(filled)
    with nullcontext(()) if dry_run else one_writer(root) as told:
        try:
            bench, title, warnings = _turned(root, filled, by)
            if not dry_run:
                bench.edits.write()
        except ProblemsFound as found:
            raise ProblemsFound([*told, *found.problems]) from None
        bench.done += map(in_words, told)
    files = {changed: bench.edits.text(changed) for changed in bench.edits.changed()}
    return Turned(
        title, tuple(bench.done), (*bench.open, *lines_of(warnings)), files, tuple(bench.moved), tuple(bench.first)
    )


def _turned(root: Path, filled: Filled, by: str) -> tuple[Bench, str, Sequence[Problem]]:
    """What the form comes to, not yet written: with its title and its warnings. Raises ProblemsFound."""
    readings = Readings.at(root)
    bench = Bench.of(open_dossier(root, readings=readings), readings.files.looks)
    title = _made(filled, bench, proposer(filled, by))
    errors, warnings = bench.judged()
    if errors:
        raise ProblemsFound([_refused(filled, problem) for problem in errors])
    return bench, title, warnings


def _made(filled: Filled, bench: Bench, by: str) -> str:
    try:
        return _MAKERS[filled.form](filled, bench, by)
    except CannotSplice as reason:
        raise ProblemsFound([_untouchable(filled.path, reason)]) from None


def proposer(filled: Filled, by: str) -> str:
    """Who is written down as the one who proposed: by the form, else by whoever sent it; never an address of e-mail."""
    for words in (filled.get("name"), tidy(by)):
        if name := " ".join(_EMAIL.sub(" ", words).replace("@", " ").split())[:_LONGEST_NAME].strip():
            return name
    return NOBODY


def _untouchable(path: str, reason: Exception) -> Problem:
    tip = "Those who keep the dossier make this change by hand."
    message = f"the record that it is about is laid out in a way that the program does not touch: {reason}"
    return Problem(Location(path), "form-refused", message, tip)


def _refused(filled: Filled, problem: Problem) -> Problem:
    """A broken rule as a problem of the field that broke it, where that is plain."""
    key = tables.mapping(_FIELDS_OF_RULES, filled.form).get(problem.code, "")
    if filled.get(key):
        return filled.problem(key, "form-refused", f"{problem.message} ({problem.code})", problem.tip)
    message = f"the records made of it would break a rule: {problem.code}: {problem.message} ({problem.where.path})"
    return Problem(Location(filled.path), "form-refused", message, problem.tip)
