"""``links``: the one command that asks other hosts."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from build_tools.commands.group import main, root_option
from build_tools.terminal import say


@main.command()
@click.option(
    "--out",
    "files",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the report into FILE, by its name as .md, .json or .txt. May be given more than once.",
)
@root_option
def links(files: tuple[Path, ...], root: Path) -> None:
    """Ask every web address in the records whether it still answers. Takes its time, and blocks nothing: exit 0."""
    from build_tools.outside import looking
    from build_tools.outside.report import as_text

    for file in files:
        if file.suffix not in looking.WRITERS:
            raise click.UsageError(f"{file}: a name that ends with {', '.join(looking.WRITERS)} says the form.")
    report = looking.look(root, day=date.today(), done=_progress)
    for file in files:
        looking.write(report, file)
    say(report.in_words() if files else as_text(report))


def _progress(address: str) -> None:
    if sys.stderr.isatty():
        say(f"asked {address}", err=True)
