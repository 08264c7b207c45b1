"""``form``: what people without Git have written, as draft records."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from build_tools.commands.group import main, root_option
from build_tools.problems import Location, Problem, ProblemsFound

_KINDS = ("correction", "source", "event")


@main.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--by", default="", metavar="NAME", help="Who sent it, where the form itself gives no name.")
@click.option("--dry-run", is_flag=True, help="Print what would be written and write nothing.")
@click.option(
    "--out-message",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a pull request's title and text here; of a form that cannot be used, what to answer.",
)
@click.option("--blank", type=click.Choice(_KINDS), help="Print this form to be filled in, and do nothing else.")
@root_option
def form(file: Path | None, by: str, dry_run: bool, out_message: Path | None, blank: str | None, root: Path) -> None:
    """Make draft records of a filled form in FILE (- for stdin): a correction, a source, an event."""
    from build_tools.forms import message
    from build_tools.blanks.fields import blank as blank_form
    from build_tools.forms.turn import turn

    if blank:
        click.echo(blank_form(blank), nl=False)
        return
    if file is None:
        raise click.UsageError(
            "Name the file with the filled form, or - to read it from stdin; --blank prints an empty one."
        )
    try:
        text = _text(file)
        turned = turn(root, text, path=_name(file), by=by, dry_run=dry_run)
    except ProblemsFound as found:
        _write(out_message, message.as_answer(found.problems))
        raise
    _write(out_message, message.as_request(turned, text))
    click.echo(message.as_plan(turned, texts=dry_run))
    if not dry_run:
        click.echo("Written. Next: read the drafts, then `claimline check`, and open a pull request.", err=True)


def _name(file: Path) -> str:
    return "form" if str(file) == "-" else str(file)


def _text(file: Path) -> str:
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        problem = Problem(Location(_name(file)), "not-utf8", "this is not UTF-8", "Save the form as UTF-8 text.")
    except OSError as error:
        problem = Problem(
            Location(_name(file)), "unreadable", str(error.strerror), "Name the file with the filled form."
        )
    raise ProblemsFound([problem])


def _write(path: Path | None, text: str) -> None:
    if path:
        path.write_text(text, encoding="utf-8")
