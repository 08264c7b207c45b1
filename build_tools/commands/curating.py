"""Commands that edit records for those who curate: ``fix``, ``rename``, ``merge``, ``set-aside``, ``add-quote``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from build_tools.commands.editing import refresh_schemas
from build_tools.commands.group import main, root_option
from build_tools.model import STANCES
from build_tools.terminal import hand_out, say


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
    """Mend what is mechanical: typography of quotes, missing hashes and zeros of dates, files in the wrong year’s folder,
    what pictures tell beside the picture, names that curators have put away."""
    from build_tools.curation.mending import mend

    done = mend(root, dry_run=dry_run)
    if format_ == "text":
        say(done.as_text())
    else:
        hand_out({"diff": done.as_diff, "json": done.as_json}[format_](), nl=format_ != "diff")


@main.command()
@click.argument("old")
@click.argument("new")
@click.option("--dry-run", is_flag=True, help="List the files that would change and write nothing.")
@root_option
def rename(old: str, new: str, dry_run: bool, root: Path) -> None:
    """Give a record a NEW id everywhere. OLD may say its kind: actors/red-cross, places/geneva."""
    from build_tools.curation.renaming import rename_record

    told_of(rename_record(root, old, new, dry_run=dry_run), root, dry_run=dry_run)


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
    told_of(merge_records(root, old, stays, prefer=prefer, dry_run=dry_run), root, dry_run=dry_run)


def told_of(outcome: Any, root: Path, *, dry_run: bool) -> None:
    """Print what was changed, or would be, and have editors know new ids."""
    say("\n".join(outcome.lines))
    if not dry_run:
        refresh_schemas(root)


@main.command(name="set-aside")
@click.argument("source")
@click.argument("words")
@click.option("--reason", required=True, help="Why the words are left out; readers of the record see it.")
@click.option(
    "--after", default="", metavar="WORDS", help="The words just before, where they stand there more than once."
)
@click.option("--with-entry", is_flag=True, help="Delete a draft that rests on these words alone.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@root_option
def set_aside(source: str, words: str, reason: str, after: str, with_entry: bool, dry_run: bool, root: Path) -> None:
    """Leave WORDS of a SOURCE out on purpose, with the reason. A draft's claim of just these words goes."""
    from build_tools.curation import setting_aside

    outcome = setting_aside.set_aside(
        root, source, words, reason=reason, after=after, with_entry=with_entry, dry_run=dry_run
    )
    told_of(outcome, root, dry_run=dry_run)


def quote_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a person can say of a quote."""
    for option in reversed(
        (
            click.option(
                "--after",
                default="",
                metavar="WORDS",
                help="The words just before, where it stands there more than once.",
            ),
            click.option(
                "--speaker",
                default="",
                metavar="ACTOR",
                help="Who said it: an id or a name. Default: the source itself.",
            ),
            click.option(
                "--unnamed", default="", metavar="WORDS", help="A speaker without a name, in the words of the source."
            ),
            click.option(
                "--within",
                "of_body",
                default="",
                metavar="ACTOR",
                help="The body in which the source places an unnamed speaker.",
            ),
            click.option(
                "--via",
                multiple=True,
                metavar="ACTOR",
                help="Who passed it on, nearest the speaker first; may be given several times.",
            ),
            click.option("--stance", type=click.Choice(STANCES)),
            click.option("--said", default="", metavar="DATE", help="When it was said (EDTF)."),
            click.option("--when", default="", metavar="DATE", help="When it happened, by these words (EDTF)."),
            click.option("--medium", default="", help="Telegram, interview …"),
            click.option(
                "--answer",
                "answers",
                multiple=True,
                metavar="QUESTION=VALUE",
                help="What it answers; may be given several times.",
            ),
            click.option("--note", default="", help="A remark of yours."),
            click.option(
                "--as-read",
                is_flag=True,
                help="Take over what the program reads in the sentence; other options go before it.",
            ),
        )
    ):
        command = option(command)
    return command


def wanted_of(given: dict[str, Any]) -> tuple[Any, str, bool]:
    """What ``quote_options`` were given as: what is wanted of the claim, the words before it, whether to take the reading."""
    from build_tools.curation.adding import Wanted

    answers = [answer.partition("=") for answer in given.pop("answers")]
    if not all(question and value for question, _, value in answers):
        raise click.UsageError("An answer is written QUESTION=VALUE, such as --answer people-rescued=40.")
    keys = ("speaker", "unnamed", "via", "stance", "said", "when", "medium", "note")
    held: dict[str, Any] = {key: given.pop(key) or "" for key in keys}
    held["via"] = tuple(held["via"])
    wanted = Wanted(**held, within=given.pop("of_body"), answers={question: value for question, _, value in answers})
    return wanted, given.pop("after"), given.pop("as_read")


@main.command(name="add-quote")
@click.argument("source")
@click.argument("words")
@click.option("--entry", default="", metavar="ENTRY", help="The entry that the claim belongs to.")
@click.option("--new-entry", default="", metavar="TITLE", help="A new draft: what happened, as one sentence.")
@click.option("--date", default="", metavar="DATE", help="Of the new entry (EDTF). Default: as the article is read.")
@click.option("--type", "type_", default="", help="Of the new entry. Default: as the article is read.")
@quote_options
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@root_option
def add_quote(
    source: str, words: str, entry: str, new_entry: str, date: str, type_: str, dry_run: bool, root: Path, **given: Any
) -> None:
    """Write a claim of WORDS of a SOURCE (its id or its seed). Without --entry or --new-entry it only shows them."""
    from build_tools.curation import adding
    from build_tools.curation.creating import curator

    if entry and new_entry:
        raise click.UsageError("Either --entry or --new-entry: a claim stands in one entry.")
    wanted, after, as_read = wanted_of(given)
    home = adding.Home(entry, new_entry, date, type_, curator(root) if new_entry else "")
    told_of(
        adding.add_quote(root, source, words, wanted, home, after=after, take_reading=as_read, dry_run=dry_run),
        root,
        dry_run=dry_run,
    )
