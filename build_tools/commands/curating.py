"""Commands that edit records for those who curate: ``fix``, ``rename``, ``merge``, ``set-aside``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from build_tools.commands.editing import refresh_schemas
from build_tools.commands.group import main, root_option


@main.command()
@click.option("--dry-run", is_flag=True, help="Say what would be mended and write nothing.")
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "diff", "json"]),
    default="text",
    show_default=True,
    help="diff and json are for --dry-run: a patch for `git apply`, or exact lines for suggestions in a review.",
)
@root_option
def fix(dry_run: bool, format_: str, root: Path) -> None:
    """Mend what is mechanical: typography of quotes, missing hashes, files in the wrong year's folder."""
    from build_tools.curation.mending import mend

    done = mend(root, dry_run=dry_run)
    click.echo({"text": done.as_text, "diff": done.as_diff, "json": done.as_json}[format_](), nl=format_ != "diff")


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="List the files that would change and write nothing.")
@root_option
def rename(old: str, new: str, dry_run: bool, root: Path) -> None:
    """Give a record a NEW id everywhere. OLD may say its kind: actors/red-cross, places/geneva."""
    from build_tools.curation.renaming import rename_record

    _told(rename_record(root, old, new, dry_run=dry_run), root, dry_run=dry_run)


@main.command()
@click.argument("old")
@click.argument("into", metavar="[into] INTO", nargs=-1, required=True)
@click.option("--prefer", default="", metavar="ID", help="Whose values count where the two contradict: OLD or INTO.")
@click.option("--dry-run", is_flag=True, help="List what would change and write nothing.")
@root_option
def merge(old: str, into: tuple[str, ...], prefer: str, dry_run: bool, root: Path) -> None:
    """Make two records one: OLD goes, and INTO takes over its names, roles, claims, prose and all that points to it."""
    from build_tools.curation.merging import merge_records

    *between, stays = into
    if [word.casefold() for word in between] not in ([], ["into"]):
        raise click.UsageError("Name two records: the one that goes, then the one that stays.")
    _told(merge_records(root, old, stays, prefer=prefer, dry_run=dry_run), root, dry_run=dry_run)


def _told(outcome: Any, root: Path, *, dry_run: bool) -> None:
    """Print what was changed, or would be, and have editors know new ids."""
    click.echo("\n".join(outcome.lines))
    if not dry_run:
        refresh_schemas(root)
