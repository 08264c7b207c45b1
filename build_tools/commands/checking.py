"""``check``: the rules over a dossier, their findings in the form that is asked for."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from build_tools.commands.group import counted, main, root_option
from build_tools.problems import Problem, errors_among
from build_tools.printers.formats import FORMATS

_OPEN_SHOWN = 10


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@root_option
def check(paths: tuple[Path, ...], format_: str, root: Path) -> None:
    """Check every record (or those in PATHS): schema, references, quotes, dates, values, status."""
    from build_tools import reporting
    from build_tools.dossier import open_dossier
    from build_tools.inspection import find_problems

    _require_inside(paths, root)
    dossier = open_dossier(root)
    problems = [problem for problem in find_problems(dossier) if _concerns(problem, paths, root)]
    if report := reporting.report(problems, format_, root):
        click.echo(report)
    click.echo(_summary(dossier.corpus, problems), err=True)
    if errors_among(problems):
        sys.exit(1)


def _require_inside(paths: tuple[Path, ...], root: Path) -> None:
    for path in paths:
        if not path.resolve().is_relative_to(root.resolve()):
            raise click.UsageError(f"{path} is not in the dossier at {root.resolve()}; name its folder with --root.")


def _concerns(problem: Problem, paths: tuple[Path, ...], root: Path) -> bool:
    where = (root / problem.where.path).resolve()
    return not paths or any(where.is_relative_to(path.resolve()) for path in paths)


def _summary(corpus: Any, problems: list[Problem]) -> str:
    from build_tools.coverage import coverage

    held = ((corpus.entries, "entry"), (corpus.claims, "claim"), (corpus.actors, "actor"), (corpus.places, "place"))
    counts = ", ".join(counted(len(group), noun) for group, noun in held)
    errors = len(errors_among(problems))
    warnings = f" and {counted(len(problems) - errors, 'warning')}" if len(problems) > errors else ""
    lines = [f"{counted(errors, 'problem')}{warnings} in {counts}."]
    for id, covered in coverage(corpus).items():
        lines.append(
            f"{id}: {covered.percent} % of {counted(covered.sentences, 'body sentence')} accounted for "
            f"({covered.claimed} by claims, {covered.set_aside} set aside)"
        )
        lines += [
            f"    neither claimed nor set aside: {where}" for where in _open_places(corpus.documents[id], covered)
        ]
    return "\n".join(lines)


def _open_places(document: Any, covered: Any) -> list[str]:
    """The first few sentences that nothing accounts for, each with its place in the seed."""
    shown = []
    for sentence in covered.open[:_OPEN_SHOWN]:
        line = document.text.count("\n", 0, sentence.start) + 1
        column = sentence.start - (document.text.rfind("\n", 0, sentence.start) + 1) + 1
        words = " ".join(document.text[sentence.start : sentence.end].split()[:8])
        shown.append(f"{document.name}:{line}:{column}: {words} …")
    more = len(covered.open) - len(shown)
    return [*shown, f"and {more} more"] if more else shown
