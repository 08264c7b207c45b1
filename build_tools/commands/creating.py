"""``new KIND``: a fully commented record of each kind. What a terminal can be asked for is asked; the rest has to be given.

``new DIR``, with any other word, is another room's: ``beginning``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from build_tools.commands.curating import quote_options, wanted_of
from build_tools.commands.editing import refresh_schemas
from build_tools.commands.group import main, root_option
from build_tools.model import ACTOR_KINDS, PRECISIONS, QUESTION_KINDS
from build_tools.terminal import hand_out, say


class _RecordOrFolder(click.Group):
    """``new actor`` makes an actor; ``new`` with a word that is no kind of record begins a dossier in that folder."""

    def parse_args(self, context: click.Context, words: list[str]) -> list[str]:
        """Words that name no kind go to the command that is hidden here."""
        if words and words[0] not in (*self.commands, *context.help_option_names):
            words = [DOSSIER, *words]
        return super().parse_args(context, words)


DOSSIER = "dossier"


@main.group(cls=_RecordOrFolder, options_metavar="", subcommand_metavar="KIND … | DIR …")
def new() -> None:
    """Write a new record, fully commented, under the next free id (KIND), or begin a dossier of your own (DIR).

    KIND is entry, actor, place, source or question. DIR is any other word or path: a new or empty folder. For a folder
    that is called like a kind, write ./actor. `claimline new DIR --help` tells what a dossier can be given.
    """


def _common(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of every kind."""
    for option in (
        root_option,
        click.option("--dry-run", is_flag=True, help="Print the record and write nothing."),
        click.option("--id", default="", help="Default: made of the name or title."),
    ):
        command = option(command)
    return command


def _asked(given: Mapping[str, Any], **kinds: Any) -> dict[str, Any]:
    """What has to be given: asked for on a terminal, else listed in an error. ``kinds``: choices by option, or None."""
    missing = [name for name in kinds if not given[name]]
    if missing and not is_asked():
        listed = ", ".join(f"--{name}" + (f" ({', '.join(kinds[name])})" if kinds[name] else "") for name in missing)
        raise click.UsageError(f"Missing: {listed}.")
    asked = {
        name: click.prompt(name.capitalize(), type=click.Choice(kinds[name]) if kinds[name] else str, err=True)
        for name in missing
    }
    return {**given, **asked}


def is_asked() -> bool:
    """Whether there is somebody at a terminal who can be asked."""
    return sys.stdin.isatty()


def _created(outcome: Any, root: Path, *, dry_run: bool) -> None:
    if dry_run:
        hand_out("".join(outcome.edits.text(path) for path in outcome.edits.changed()), nl=False)
        say("\n".join(outcome.notes), err=True, nl=bool(outcome.notes))
        return
    say("\n".join([*outcome.notes, *(f"+ {path}" for path in outcome.edits.changed())]))
    refresh_schemas(root)


def _keys(given: Mapping[str, Any]) -> dict[str, Any]:
    """Options as keys of a record: names with a hyphen as they are spelt there, what may be given several times as a list."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in given.items()}


@new.command()
@click.option("--name", default="")
@click.option("--kind", type=click.Choice(ACTOR_KINDS))
@click.option("--alias", "aliases", multiple=True, help="Another form of the name; may be given several times.")
@click.option("--part-of", "part_of", default="", metavar="ACTOR")
@click.option("--country", default="", metavar="ACTOR")
@_common
def actor(root: Path, dry_run: bool, id: str, **given: Any) -> None:
    """A person, organisation, state, military unit, outlet or group."""
    from build_tools.curation.creating import create
    from build_tools.model import Actor

    keys = _keys(_asked(given, name=None, kind=ACTOR_KINDS))
    _created(create(root, Actor, keys, id=id, dry_run=dry_run), root, dry_run=dry_run)


@new.command()
@click.option("--name", default="")
@click.option("--kind", default="", help="village, town, city, district, region, country, river …")
@click.option("--alias", "aliases", multiple=True, help="Another form of the name; may be given several times.")
@click.option("--within", default="", metavar="PLACE")
@click.option("--coordinates", nargs=2, default=("", ""), metavar="LAT LON", help="Decimal degrees (WGS 84).")
@click.option("--coordinates-from", "coordinates_from", default="", help="Where they were taken from.")
@click.option("--precision", type=click.Choice(PRECISIONS))
@_common
def place(root: Path, dry_run: bool, id: str, **given: Any) -> None:
    """A place that events happen at."""
    from build_tools.curation.creating import create
    from build_tools.model import Place

    given["coordinates"] = tuple(part for part in given["coordinates"] if part)
    keys = _keys(_asked(given, name=None, kind=None))
    _created(create(root, Place, keys, id=id, dry_run=dry_run), root, dry_run=dry_run)


@new.command()
@click.option("--title", default="")
@click.option(
    "--seed", default="", metavar="FILE", help="Its text in seeds/: title, authors, date and hash come from there."
)
@click.option("--publisher", default="", metavar="ACTOR")
@click.option("--author", "authors", multiple=True, help="May be given several times.")
@click.option("--published", default="", metavar="DATE", help="EDTF: as precise as you know, and no more.")
@click.option("--url", default="")
@click.option("--kind", default="", help="news-report, round-up, analyst-brief, statement, dataset …")
@click.option("--language", default="", help="BCP 47, such as uk.")
@_common
def source(root: Path, dry_run: bool, id: str, **given: Any) -> None:
    """A publication. For a text that lies in seeds/, `claimline import` proposes its claims too."""
    from build_tools.curation.creating import create
    from build_tools.model import Source

    keys = _keys(given if given["seed"] else _asked(given, title=None))
    _created(create(root, Source, keys, id=id, dry_run=dry_run), root, dry_run=dry_run)


@new.command()
@click.option("--title", default="", help="The question, with its question mark.")
@click.option("--kind", type=click.Choice(QUESTION_KINDS))
@click.option("--unit", default="", help="What a quantity is counted in.")
@click.option("--scope", default="", help="What exactly is meant, where, as of when.")
@click.option("--option", "options", multiple=True, help="An answer to choose; may be given several times.")
@_common
def question(root: Path, dry_run: bool, id: str, **given: Any) -> None:
    """What claims answer and what is compared."""
    from build_tools.curation.creating import create
    from build_tools.model import Question

    keys = _keys(_asked(given, title=None, kind=QUESTION_KINDS))
    _created(create(root, Question, keys, id=id, dry_run=dry_run), root, dry_run=dry_run)


@new.command()
@click.option("--title", default="", help="What happened, as one sentence that takes no side.")
@click.option("--date", default="", metavar="DATE", help="EDTF. Default: as the article is read.")
@click.option("--type", default="", help="From content/vocabulary.yml. Default: as the article is read.")
@click.option("--place", "places", multiple=True, metavar="PLACE", help="May be given several times.")
@click.option("--actor", "actors", multiple=True, metavar="ACTOR", help="May be given several times.")
@click.option("--source", default="", metavar="SOURCE", help="The source of the quote: its id or its seed.")
@click.option("--quote", default="", help="Words of the source that bear the entry, letter by letter.")
@quote_options
@_common
def entry(root: Path, dry_run: bool, id: str, **given: Any) -> None:
    """An event, with the first quote that bears it."""
    from build_tools.curation.creating import create_entry, curator

    wanted, after, as_read = wanted_of(given)
    given = _asked(given, title=None, source=None, quote=None)
    source, quote = given.pop("source"), given.pop("quote")
    keys = {**_keys(given), "proposed_by": [name for name in [curator(root)] if name]}
    outcome = create_entry(
        root, keys, source=source, quote=quote, after=after, wanted=wanted, take_reading=as_read, id=id, dry_run=dry_run
    )
    _created(outcome, root, dry_run=dry_run)
