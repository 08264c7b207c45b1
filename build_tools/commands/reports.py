"""``report``: a selection of the dossier as a document, every claim with its footnote."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import click

from build_tools.commands.group import main, root_option
from build_tools.terminal import hand_out, say
from build_tools.written_report.formats import FORMATS, format_of
from build_tools.written_report.selection import Clock

# Option, the field of a selection, what it is called in an error, help.
_OF_RECORDS = (
    ("--actor", "actors", "actor", "Who takes part, speaks or passes on (with what belongs to them)."),
    ("--said-by", "said_by", "actor", "Whose claims alone are wanted (with those who belong to them)."),
    ("--place", "places", "place", "Where it happened, or within which place."),
    ("--question", "questions", "question", "What the claims answer."),
    ("--source", "sources", "source", "Where the claims stand."),
    ("--type", "types", "type", "Kind of event."),
    ("--entry", "entries", "entry", "Single entries."),
)


def _selecting(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that choose records."""
    for option, field, kind, told in reversed(_OF_RECORDS):
        metavar = "ID|NAME" if kind in ("actor", "place") else "ID"
        command = click.option(option, field, multiple=True, metavar=metavar, help=told)(command)
    return command


@main.command()
@_selecting
@click.option("--from", "since", default="", metavar="DATE", help="Not before this day, month or year.")
@click.option("--to", "until", default="", metavar="DATE", help="Not after it.")
@click.option("--on", "day", default="", metavar="DATE", help="The same as --from and --to with one date.")
@click.option(
    "--clock",
    type=click.Choice(get_args(Clock)),
    default="event",
    show_default=True,
    help="Which date counts: when it happened, was said (else published), or was published.",
)
@click.option("--reviewed", is_flag=True, help="Leave out drafts.")
@click.option("--title", default="", help="Default: the dossier's name.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="Default: by the name of --out, else md.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="The file; without it, Markdown is printed."
)
@click.option(
    "--font",
    "fonts",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A font for letters that a PDF's own lacks; may be given several times.",
)
@click.option("--force", is_flag=True, help="Write over the file if it is there.")
@root_option  # fmt: skip
def report(root: Path, day: str, title: str, format_: str | None, out: Path | None, force: bool, **given: Any) -> None:
    """A report of a selection as Markdown, DOCX or PDF: who says what, each claim with its quote, source and hash in a
    footnote. Options of one kind add up; different kinds narrow each other.
    """
    from build_tools.building import write_report

    form = _form(format_, out)
    if day and (given["since"] or given["until"]):
        raise click.UsageError("Give either --on, or --from and --to.")
    if day:
        given["since"] = given["until"] = day
    if out and out.exists() and not force:
        raise click.UsageError(f"{out} is there already: name another file, or add --force.")
    fonts = given.pop("fonts")
    try:
        content, told = write_report(root, given, form=form, title=title, fonts=fonts)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if out is None:
        hand_out(content.decode(), nl=False)
    else:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    say(f"{told}{f' → {out}' if out else ''}", err=out is None)


def _form(given: str | None, out: Path | None) -> str:
    named = format_of(out) if out else ""
    if out and not named and not given:
        raise click.UsageError(f"{out.name}: name a file that ends in .md, .docx or .pdf, or give --format.")
    form = given or named or "md"
    if out is None and form != "md":
        raise click.UsageError(f"A report as {form.upper()} goes into a file: add --out report.{form}.")
    return form
