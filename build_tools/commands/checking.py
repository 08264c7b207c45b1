"""``check``: the rules over a dossier, their findings in the form that is asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from build_tools.commands.group import counted, main, root_option
from build_tools.printers.formats import FORMAT_OF_FILE, FORMATS
from build_tools.problems import Problem, errors_among
from build_tools.terminal import hand_out, say


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(FORMATS), default="text", show_default=True)
@click.option(
    "--report",
    "reports",
    multiple=True,
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write them into FILE too, by its name as .sarif, .gitlab.json, .json or .txt. May be given more than once.",
)
@click.option(
    "--with-deleted",
    is_flag=True,
    help="Also what depends on files that are gone since Git's last commit, for hooks: they are told of other files only.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1), help="Processes that check the whole. Default: one a processor, if it pays."
)
@root_option
def check(
    paths: tuple[Path, ...],
    format_: str,
    reports: tuple[Path, ...],
    with_deleted: bool,
    jobs: int | None,
    root: Path,
) -> None:
    """Check every record: schema, references, quotes, dates, values, status.

    With PATHS (records, seeds, folders, also deleted ones): these, and whatever else is broken by them.
    """
    from build_tools import accounting
    from build_tools.dossier import open_dossier
    from build_tools.history import deleted, former_texts
    from build_tools.ingest.collecting import rare_collections
    from build_tools.inspection import find_problems_beside, inspect
    from build_tools.processes import default_jobs
    from build_tools.rechecking.check import check_all
    from build_tools.rechecking.covering import sentences, summary, told_of

    files = {file: _form(file) for file in reports}
    named = [_inside(path, root) for path in paths]
    if with_deleted:
        named += deleted(root)
    if with_deleted and not named:
        say("Nothing of the dossier was named, and nothing of it is gone.", err=True)
    elif named and "." not in named:
        with rare_collections():
            inspected = inspect(root, named, former=former_texts(root, named))
        _require_there(named, root, inspected.reach)
        _report(inspected.problems, format_, root, summary=_summary_of_part(inspected), files=files)
    else:
        with rare_collections():
            if outcome := check_all(root, jobs=jobs or default_jobs()):
                problems, size, missing, covered = outcome.problems, outcome.size, outcome.missing, outcome.covered
                told, unbalanced = outcome.accounts, outcome.unbalanced
            else:
                dossier = open_dossier(root, jobs=jobs or default_jobs())
                covered, found = find_problems_beside(lambda: told_of(dossier.corpus), dossier, jobs=jobs)
                problems, size, missing = tuple(found), _sizes(dossier.corpus), tuple(_claims_missing(dossier.corpus))
                accounts = accounting.seeds(dossier), accounting.records(dossier)
                told, unbalanced = tuple(map(str, accounts)), tuple(accounting.imbalances(accounts))
        problems += unbalanced
        lines = [f"{_numbers(problems)} in {_size(size)}.", *_not_at_hand(missing), *summary(covered)]
        lines += [*told, *([sentences(covered)] if covered else [])]
        _report(problems, format_, root, summary="\n".join(lines), files=files)


def _form(file: Path) -> str:
    """The form that a report's name asks for."""
    found = next((form for ending, form in FORMAT_OF_FILE.items() if file.name.endswith(ending)), "")
    if not found:
        raise click.UsageError(f"{file}: a name that ends with {', '.join(FORMAT_OF_FILE)} says the form.")
    return found


def _report(problems: Sequence[Problem], format_: str, root: Path, *, summary: str, files: Mapping[Path, str]) -> None:
    from build_tools import reporting

    for file, form in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(
            f"{reporting.report(list(problems), form, root)}\n", encoding="utf-8", errors="backslashreplace"
        )
    if report := reporting.report(list(problems), format_, root):
        (say if format_ == "text" else hand_out)(report)
    say(summary, err=True)
    if problems and format_ == "text":
        say(
            f"`claimline explain {reporting.for_people(problems)[0].code}` says what that rule protects, with examples.",
            err=True,
        )
    if errors_among(problems):
        sys.exit(1)


def _inside(path: Path, root: Path) -> str:
    """A path as the dossier's root sees it; links are followed only where it lies elsewhere otherwise."""
    for whole in (os.path.abspath, os.path.realpath):
        relative = Path(os.path.relpath(whole(path), whole(root)))
        if ".." not in relative.parts:
            return relative.as_posix()
    raise click.UsageError(f"{path} is not in the dossier at {root.resolve()}; name its folder with --root.")


def _require_there(paths: Sequence[str], root: Path, reach: Any) -> None:
    """A path that is not there is a deleted one where Git knew it or a record still names it, and else misspelt."""
    from build_tools.history import was_there

    for path in paths:
        if not (root / path).exists():
            if not (reach.is_missed(path) or was_there(root, path)):
                raise click.UsageError(
                    f"There is no {path}, and there was none: Git knows it not and no record names it."
                )
            say(f"{path} is not there any more: checked what depended on it.", err=True)


def _summary_of_part(inspected: Any) -> str:
    """As the whole's, with the coverage of those sources only that were named themselves, by their record or seed."""
    from build_tools.rechecking.covering import summary, told_of

    corpus, reach = inspected.dossier.corpus, inspected.reach
    part = counted(len(reach.dependent), "record")
    first = f"{_numbers(inspected.problems)} in {part} of {_size(_sizes(corpus))}: what depends on the files that were named."
    named = [id for id in corpus.sources if reach.is_touched(corpus.sources[id])]
    told = told_of(corpus, whole=named[0] if len(named) == 1 else "")
    covered = {id: told[id] for id in named if id in told}
    return "\n".join([first, *summary(covered)])


def _numbers(problems: Sequence[Problem]) -> str:
    errors = len(errors_among(problems))
    warnings = f" and {counted(len(problems) - errors, 'warning')}" if len(problems) > errors else ""
    return f"{counted(errors, 'problem')}{warnings}"


def _sizes(corpus: Any) -> tuple[int, ...]:
    return tuple(map(len, (corpus.entries, corpus.claims, corpus.actors, corpus.places)))


def _size(sizes: Sequence[int]) -> str:
    return ", ".join(
        counted(size, noun) for size, noun in zip(sizes, ("entry", "claim", "actor", "place"), strict=True)
    )


def _claims_missing(corpus: Any) -> Iterator[tuple[str, int]]:
    return ((id, len(held)) for id, held in corpus.claims_by_source.items() if id not in corpus.documents)


def _not_at_hand(missing: Sequence[tuple[str, int]]) -> list[str]:
    """What could not be looked up: a dossier whose texts lie elsewhere is sound, but nobody is to take it for checked."""
    quotes = sum(number for _, number in missing)
    if not missing:
        return []
    texts = (
        f"the text of {missing[0][0]} is"
        if len(missing) == 1
        else f"the texts of {counted(len(missing), 'source')} are"
    )
    return [f"Not looked up: {counted(quotes, 'quote')}, since {texts} not at hand in seeds/."]
