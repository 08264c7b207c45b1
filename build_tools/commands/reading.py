"""Commands that read articles: ``import``, ``annotate``, ``explain``."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from build_tools import problems as printing
from build_tools.commands.editing import refresh_schemas
from build_tools.commands.group import main, root_option, stop


@main.command(name="import")
@click.argument("seeds", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the plan and write nothing.")
@click.option("--again", is_flag=True, help="Read seeds again that have been imported and have not changed.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes that read. Default: one a processor, if it pays.")
@root_option
def import_(seeds: tuple[Path, ...], dry_run: bool, again: bool, jobs: int | None, root: Path) -> None:
    """Turn new SEEDs (default: all in seeds/) into draft records, keeping every edit of yours.

    A seed is an article's text (.txt) or an original (.html, .pdf, .eml, a feed, a web archive …), of which its text
    is made first and written beside it.
    """
    from build_tools.ingest.apply import apply_plans, made_ready
    from build_tools.ingest.run import plan_import

    if not dry_run:
        made_ready(root)
    plan = plan_import(root, seeds, again=again or bool(seeds), latest=date.today(), jobs=jobs, progress=_progress)
    for line in plan.lines(in_full=dry_run):
        click.echo(line)
    if plan.warnings:
        click.echo(printing.as_text(plan.warnings), err=True)
    if not dry_run:
        apply_plans(root, plan.plans, plan.unpacked.texts)
        refresh_schemas(root)
        if not plan.is_empty:
            click.echo("Written. Next: commit the drafts as they are, then curate them and run `claimline check`.")
    if plan.unpacked.problems:
        stop(plan.unpacked.problems)


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
@root_option
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
@click.argument("target", metavar="ID|FILE:LINE|CODE")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@root_option
def explain(target: str, format_: str, root: Path) -> None:
    """Say where each value of a claim or record came from (the rule, the words of the source, what people changed), or
    what the CODE of a problem means.
    """
    from build_tools.explain import explain as explaining

    accounts = explaining.explain(root, target)
    click.echo((explaining.as_json if format_ == "json" else explaining.as_text)(accounts))
