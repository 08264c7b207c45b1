"""``form``: what people without Git have written, as draft records."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from build_tools.commands.group import main, root_option
from build_tools.problems import Location, Problem, ProblemsFound
from build_tools.terminal import hand_out, say

_KINDS = ("correction", "source", "event")


@main.command()
@click.argument("file", required=False, type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--by", default="", metavar="NAME", help="Who sent it, where the form itself gives no name.")
@click.option(
    "--event",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Read text and author of an issue from what GitHub tells a workflow, instead of FILE.",
)
@click.option("--dry-run", is_flag=True, help="Print what would be written and write nothing.")
@click.option("--format", "format_", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option(
    "--out-message",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a pull request's title and text here; of a form that cannot be used, what to answer.",
)
@click.option("--blank", type=click.Choice(_KINDS), help="Print this form to be filled in, and do nothing else.")
@root_option
def form(file: Path | None, blank: str | None, root: Path, **asked: Any) -> None:
    """Make draft records of a filled form in FILE (- for stdin): a correction, a source, an event."""
    if blank:
        from build_tools.blanks.fields import blank as blank_form

        hand_out(blank_form(blank), nl=False)
    elif file or asked["event"]:
        _turn(file, root, **asked)
    else:
        raise click.UsageError("Name the file with the filled form, or - for stdin; --blank prints an empty one.")


def _turn(
    file: Path | None, root: Path, *, by: str, event: Path | None, dry_run: bool, format_: str, out_message: Path | None
) -> None:
    from build_tools.forms import message
    from build_tools.forms.turn import turn

    text = ""
    try:
        text, by = _of_event(event) if event else (_text(file or Path("-")), by)
        turned = turn(root, text, path=_name(file or event or Path("-")), by=by, dry_run=dry_run)
    except ProblemsFound as found:
        _tell(message.as_answer(found.problems), message.no_records(found.problems), format_, out_message)
        raise
    _tell(message.as_request(turned, text), message.as_data(turned, text), format_, out_message)
    if format_ == "text":
        say(message.as_plan(turned, texts=dry_run))
    if not dry_run:
        say("Written. Next: read the drafts, then `claimline check`, and open a pull request.", err=True)


def _tell(told: str, data: str, format_: str, out_message: Path | None) -> None:
    if out_message:
        out_message.write_text(told, encoding="utf-8")
    if format_ == "json":
        hand_out(data)


def _of_event(path: Path) -> tuple[str, str]:
    from build_tools.forge.calls import Refused
    from build_tools.forge.form_request import issue_of

    try:
        issue = issue_of(json.loads(path.read_bytes()))
    except (Refused, ValueError) as reason:
        tip = "It is the file that GITHUB_EVENT_PATH names in a workflow “on: issues”."
        raise ProblemsFound([Problem(Location(str(path)), "form-unknown", str(reason), tip)]) from None
    return issue.body, issue.author


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
