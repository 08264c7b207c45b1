"""``claimline``: the commands. Thin: each opens a dossier, calls one room and prints.

Exit 0: clean. 1: problems. 2: wrong usage. Results go to stdout, progress and problems of a run to stderr.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click

from build_tools import problems as printing
from build_tools.problems import Location, Problem, ProblemsFound, errors_among

Command = Callable[..., Any]

_OPEN_SHOWN = 10


def _root(command: Command) -> Command:
    return click.option(
        "--root",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        callback=_dossier_at,
        help="The dossier's folder (with content/ and seeds/). Default: here, or the nearest folder above that is one.",
    )(command)


def _dossier_at(context: click.Context, _: click.Parameter, given: Path | None) -> Path:
    """The folder that was named, else the nearest one upwards with a ``content/`` in it."""
    here = Path.cwd()
    found = given or next((folder for folder in (here, *here.parents) if (folder / "content").is_dir()), None)
    if found is None or not (found / "content").is_dir():
        tip = "Run claimline in the dossier's folder, or name it with --root."
        where = Location(str(found or here))
        raise ProblemsFound([Problem(where, "no-dossier", "there is no folder content/ here", tip)])
    return Path(os.path.relpath(found)) if given is None else found


class _Group(click.Group):
    """Turns collected problems into printed lines and exit code 1, for every command."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except ProblemsFound as found:
            _stop(list(found.problems))


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="claimline")
def main() -> None:
    """News text in, a research site out: every statement leads to verbatim words in a source."""


def _stop(problems: list[Problem]) -> NoReturn:
    click.echo(printing.as_text(problems), err=True)
    click.echo(_counted(len(problems), "problem"), err=True)
    sys.exit(1)


def _counted(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number} {noun if number == 1 else plural}"


# ── in ──────────────────────────────────────────────────────────────────────────────────────────────────────


@main.command(name="import")
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the plan and write nothing.")
@click.option("--again", is_flag=True, help="Read seeds again that have been imported and have not changed.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read. Default: one a processor, if it pays.")
@_root
def import_(seeds: tuple[Path, ...], dry_run: bool, again: bool, jobs: int | None, root: Path) -> None:
    """Turn new SEEDs (default: all in seeds/) into draft records, keeping every edit of yours."""
    from build_tools.ingest.apply import apply_plans
    from build_tools.ingest.run import plan_import

    plan = plan_import(root, seeds, again=again or bool(seeds), latest=date.today(), jobs=jobs, progress=_progress)
    for line in plan.lines():
        click.echo(line)
    if plan.warnings:
        click.echo(printing.as_text(plan.warnings), err=True)
    if not dry_run:
        apply_plans(root, plan.plans)
        if not plan.is_empty:
            click.echo("Written. Next: commit the drafts as they are, then curate them and run `claimline check`.")


def _progress(items: Iterable[Any], count: int, label: str) -> Iterable[Any]:
    """A bar on a terminal, silence in a pipe."""
    return _bar(items, count, label) if count and sys.stderr.isatty() else items


def _bar(items: Iterable[Any], count: int, label: str) -> Iterator[Any]:
    with click.progressbar(items, length=count, label=label, file=sys.stderr, show_pos=True) as bar:
        yield from bar


@main.command()
@click.argument("seed", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--published", default="", metavar="DATE", help="The publication date (EDTF); inferred if not given.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "html"]),
    default="text",
    show_default=True,
    help="html is a page to work on: it holds the full text and is not to be published.",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write into this file instead of stdout.")
@_root
def annotate(seed: Path, published: str, format_: str, out: Path | None, root: Path) -> None:
    """Show what the program reads in a SEED: times, names, quantities, who said what. Changes no record."""
    from build_tools.annotate.formats import require_size, shown_as
    from build_tools.building import require_unpublished, write_working_file
    from build_tools.ingest.run import read_alone

    seed = seed if seed.exists() or not (root / seed).exists() else root / seed
    require_size(seed, format_)
    if out:
        require_unpublished(root, out)
    shown = shown_as(format_, *read_alone(root, seed, published=published, latest=date.today()))
    if out:
        click.echo(write_working_file(root, out, shown), err=True)
    else:
        click.echo(shown if format_ == "text" else shown.encode(), nl=False)


@main.command()
@click.argument("target", metavar="ID|FILE:LINE")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@_root
def explain(target: str, format_: str, root: Path) -> None:
    """Say where each value of a claim or record came from: the rule, the words of the source, what people changed."""
    from build_tools.explain import explain as explaining

    accounts = explaining.explain(root, target)
    click.echo((explaining.as_json if format_ == "json" else explaining.as_text)(accounts))


# ── curate ──────────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--format", "format_", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@_root
def check(paths: tuple[Path, ...], format_: str, root: Path) -> None:
    """Check every record (or those in PATHS): schema, references, quotes, dates, values, status."""
    from build_tools.dossier import open_dossier
    from build_tools.inspection import find_problems

    _require_inside(paths, root)
    dossier = open_dossier(root)
    problems = [problem for problem in find_problems(dossier) if _concerns(problem, paths, root)]
    printers = {"text": printing.as_text, "json": printing.as_json, "github": printing.as_github}
    if problems or format_ == "json":
        click.echo(printers[format_](problems))
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
    counts = ", ".join(_counted(len(group), noun) for group, noun in held)
    errors = len(errors_among(problems))
    warnings = f" and {_counted(len(problems) - errors, 'warning')}" if len(problems) > errors else ""
    lines = [f"{_counted(errors, 'problem')}{warnings} in {counts}."]
    for id, covered in coverage(corpus).items():
        lines.append(
            f"{id}: {covered.percent} % of {_counted(covered.sentences, 'body sentence')} accounted for "
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


@main.command()
@click.option("--dry-run", is_flag=True, help="Say what would be mended and write nothing.")
@_root
def fix(dry_run: bool, root: Path) -> None:
    """Mend what is mechanical: typography of quotes, missing hashes, files in the wrong year's folder."""
    from build_tools.ingest.mending import mend

    done = mend(root, dry_run=dry_run)
    click.echo("\n".join(done) if done else "Nothing to mend.")


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="List the files that would change and write nothing.")
@_root
def rename(old: str, new: str, dry_run: bool, root: Path) -> None:
    """Give a record a NEW id everywhere. OLD may say its kind: actors/red-cross, places/geneva."""
    from build_tools.ingest.renaming import rename_record

    click.echo("\n".join(rename_record(root, old, new, dry_run=dry_run)))


# ── out ─────────────────────────────────────────────────────────────────────────────────────────────────────


@main.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed since the last build.")
@_root
def build(force: bool, root: Path) -> None:
    """Check the dossier and build its site into site/."""
    from build_tools.building import build_site

    click.echo(build_site(root, force=force))


@main.command()
@click.option("--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@_root
def serve(address: str, root: Path) -> None:
    """Show the site at http://127.0.0.1:8000 and build it again whenever a record is saved."""
    from build_tools.building import serve_site

    sys.exit(serve_site(root, address))


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="An empty or new folder.")
@_root
def pages(out: Path, root: Path) -> None:
    """Write the pages, assets and downloads as files, for any other site generator."""
    from build_tools.building import write_pages

    click.echo(f"{_counted(write_pages(root, out), 'file')} in {out}")


@main.command()
@click.option("--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="An empty or new folder.")
@_root
def export(out: Path, root: Path) -> None:
    """Write the downloads: claims.csv, entries.csv, dossier.json and its schema, the sources as references."""
    from build_tools.building import write_exports

    click.echo(f"{_counted(write_exports(root, out), 'file')} in {out}")


@main.command()
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Default: dist/<site name>.zip")
@_root
def bundle(out: Path | None, root: Path) -> None:
    """Build the site and pack it as a zip that opens from a folder, without a server or a network."""
    from build_tools.building import build_bundle

    click.echo(build_bundle(root, out))


@main.command()
@click.argument("site", type=click.Path(exists=True, path_type=Path))
@_root
def verify(site: Path, root: Path) -> None:
    """Verify a bundle (ZIP) or built site (DIR): nothing loaded from elsewhere, every link arrives, no full text."""
    from build_tools.building import verify_site

    if problems := verify_site(site, root):
        _stop(problems)
    click.echo(f"{site}: complete, and loads nothing from elsewhere.")


if __name__ == "__main__":
    main()
